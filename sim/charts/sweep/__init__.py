"""Figures of a sweep: its table in, Plotly figures as plain dicts out."""

from __future__ import annotations

from collections.abc import Callable

from sim.charts.chart import Chart, Omitted, drawn
from sim.charts.sweep.best import best
from sim.charts.sweep.heat import heat
from sim.charts.sweep.parallel import parallel
from sim.charts.sweep.response import response
from sim.charts.sweep.weight import weight
from sim.i18n import Translate
from sim.study.sweep.table import SweepTable

CHARTS: tuple[Callable[[SweepTable, Translate], Chart | Omitted], ...] = (
    response,
    heat,
    best,
    weight,
    parallel,
)
"""In the order in which they are read: what happens, where it is best, how sure, what matters, all points."""


def charts_of_sweep(table: SweepTable, t: Translate) -> tuple[list[Chart], list[Omitted]]:
    """Draw all figures; those with nothing to show apart."""
    return drawn(chart(table, t) for chart in CHARTS)


__all__ = ["CHARTS", "best", "charts_of_sweep", "heat", "parallel", "response", "weight"]
