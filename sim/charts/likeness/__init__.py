"""Figures of patterns: a :class:`~sim.study.likeness.Likeness` in, a chart out."""

from __future__ import annotations

from collections.abc import Callable

from sim.charts.chart import Chart
from sim.charts.likeness.amounts import concentration, messages, rhythm, weekly
from sim.charts.likeness.lasting import ladder, retention, survival
from sim.charts.likeness.overview import overview
from sim.i18n import Translate
from sim.study.likeness import Likeness

LIKENESS_CHARTS: tuple[Callable[[Likeness, Translate], Chart], ...] = (
    overview,
    retention,
    survival,
    ladder,
    concentration,
    messages,
    weekly,
    rhythm,
)
"""The figures of a report on patterns, in the order in which they are read."""

__all__ = [
    "LIKENESS_CHARTS",
    "concentration",
    "ladder",
    "messages",
    "overview",
    "retention",
    "rhythm",
    "survival",
    "weekly",
]
