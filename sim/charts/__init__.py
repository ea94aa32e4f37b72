"""Figures (floor 6): a comparison in, a Plotly figure as a plain dict out; one file a figure."""

from __future__ import annotations

from collections.abc import Callable

from sim.charts.activity import activity
from sim.charts.chart import Chart, Key, Omitted, Table, drawn
from sim.charts.contributions import contributions
from sim.charts.differences import differences
from sim.charts.fatigue import fatigue
from sim.charts.funnel import funnel
from sim.charts.inequality import inequality
from sim.charts.interaction import interaction
from sim.charts.legend import with_legend
from sim.charts.members import members
from sim.charts.messages import messages
from sim.charts.money import money
from sim.charts.operators import operators
from sim.charts.retention import retention
from sim.charts.survival import survival
from sim.i18n import Translate
from sim.study.comparison import Comparison

CHARTS: tuple[Callable[[Comparison, Translate], Chart | Omitted], ...] = (
    activity,
    funnel,
    members,
    retention,
    survival,
    messages,
    inequality,
    fatigue,
    operators,
    money,
    differences,
)
"""The figures of a comparison, in the order in which they are read: members, talk, operators, money, all of it."""


def charts_of(comparison: Comparison, t: Translate) -> tuple[list[Chart], list[Omitted]]:
    """Draw all figures; those with nothing to show apart."""
    return drawn(chart(comparison, t) for chart in CHARTS)


__all__ = [
    "CHARTS",
    "Chart",
    "Key",
    "Omitted",
    "Table",
    "activity",
    "charts_of",
    "contributions",
    "differences",
    "fatigue",
    "funnel",
    "inequality",
    "interaction",
    "members",
    "messages",
    "money",
    "operators",
    "retention",
    "survival",
    "with_legend",
]
