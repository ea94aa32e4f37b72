"""Figures (floor 6): a comparison in, a Plotly figure as a plain dict out; one file a figure."""

from __future__ import annotations

from collections.abc import Callable

from sim.charts.activity import activity
from sim.charts.chart import Chart, Key, Table
from sim.charts.differences import differences
from sim.charts.legend import with_legend
from sim.charts.members import members
from sim.charts.messages import messages
from sim.charts.survival import survival
from sim.i18n import Translate
from sim.study.comparison import Comparison

CHARTS: tuple[Callable[[Comparison, Translate], Chart], ...] = (
    activity,
    members,
    messages,
    survival,
    differences,
)
"""The figures of a comparison, in the order in which they are read."""

__all__ = [
    "CHARTS",
    "Chart",
    "Key",
    "Table",
    "activity",
    "differences",
    "members",
    "messages",
    "survival",
    "with_legend",
]
