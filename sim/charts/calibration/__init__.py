"""Figures of a calibration: a :class:`~sim.study.calibration.Calibration` in, a chart out."""

from __future__ import annotations

from sim.charts.calibration.checks import checks
from sim.charts.calibration.coverage import coverage
from sim.charts.calibration.parameters import parameters
from sim.charts.chart import Chart
from sim.i18n import Translate
from sim.study.calibration import Calibration


def calibration_charts(found: Calibration, t: Translate) -> list[Chart]:
    """Return the figures that a calibration has, in the order in which they are read."""
    charts = [] if found.posterior is None else [parameters(found, t), checks(found, t)]
    return charts if found.coverage is None else [*charts, coverage(found, t)]


__all__ = ["calibration_charts", "checks", "coverage", "parameters"]
