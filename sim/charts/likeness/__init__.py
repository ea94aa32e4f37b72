"""Figures of patterns: a :class:`~sim.study.likeness.Likeness` in, a chart out."""

from __future__ import annotations

from collections.abc import Callable

from sim.charts.chart import Chart, Omitted, drawn
from sim.charts.likeness.amounts import concentration, messages, rhythm, weekly
from sim.charts.likeness.lasting import ladder, retention, survival
from sim.charts.likeness.overview import overview
from sim.i18n import Translate
from sim.study.likeness import Likeness

LIKENESS_CHARTS: tuple[Callable[[Likeness, Translate], Chart | Omitted], ...] = (
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


def charts_of_patterns(likeness: Likeness, t: Translate) -> tuple[list[Chart], list[Omitted]]:
    """Draw all figures; those with nothing to show apart."""
    return drawn(chart(likeness, t) for chart in LIKENESS_CHARTS)


__all__ = [
    "LIKENESS_CHARTS",
    "charts_of_patterns",
    "concentration",
    "ladder",
    "messages",
    "overview",
    "retention",
    "rhythm",
    "survival",
    "weekly",
]
