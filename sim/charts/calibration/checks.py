"""Posterior-predictive checks: the log against worlds simulated from the posterior."""

from __future__ import annotations

import math
from typing import Any

from sim.charts.calibration.rows import MARK, rows_layout
from sim.charts.chart import Chart, Key, Table
from sim.charts.palette import GRID, PAPER
from sim.charts.theme import CURVE, HAIR, arm_key, look, safe
from sim.i18n import Translate
from sim.study.calibration import Calibration, Check
from sim.study.calibration_text import band_text, checks_sentence, verdict_text
from sim.study.table import number_text

EDGE = 0.6
"""How many widths of the prior's band beyond its ends are shown; what lies further out sits at the edge."""


def checks(found: Calibration, t: Translate) -> Chart:
    """Every pattern on the scale of what the prior allows: 0 its 5 % point, 1 its 95 % point."""
    shown = [check for check in found.checks if _width(check) > 0 and not math.isnan(check.real)]
    figure_layout = rows_layout(
        [t(check.pattern.label) for check in shown], (-EDGE - 0.1, 1 + EDGE + 0.1), (0, 1),
        ((0, t("low")), (1, t("high"))),
    )  # fmt: skip
    simulated, real = (
        arm_key(0, t("Simulated from the posterior: median and 90% of worlds")),
        arm_key(1, t("The log")),
    )
    return Chart(
        id="checks",
        title=t("Do simulated worlds look like the log?"),
        caption=t.sentences((
            checks_sentence(found.checks, t),
            t("The grey field is what 90% of worlds show under the priors, each pattern on its own scale; a triangle lies further out."),
        )),
        figure={"data": _marks(shown, t), "layout": figure_layout},
        table=_table(found.checks, t),
        keys=(Key(simulated.label, simulated.color, "solid", simulated.symbol), Key(real.label, real.color, real.dash, real.symbol),
              Key(t("Possible under the priors"), GRID)),
    )  # fmt: skip


def _width(check: Check) -> float:
    width = check.prior[2] - check.prior[0]
    return 0.0 if math.isnan(width) else width


def _marks(shown: list[Check], t: Translate) -> list[dict[str, Any]]:
    lines_x: list[float | None] = []
    lines_y: list[float | None] = []
    for place, check in enumerate(shown):
        if not math.isnan(check.posterior[1]):
            lines_x += [
                _cut(_scaled(check, check.posterior[0])),
                _cut(_scaled(check, check.posterior[2])),
                None,
            ]
            lines_y += [-place - MARK] * 2 + [None]
    bands = {"type": "scatter", "mode": "lines", "x": lines_x, "y": lines_y, "hoverinfo": "skip",
             "line": {"color": look(0).color, "width": CURVE}}  # fmt: skip
    medians = [(place, check, check.posterior[1]) for place, check in enumerate(shown)]
    reals = [(place, check, check.real) for place, check in enumerate(shown)]
    return [bands, _points(0, medians, t), _points(1, reals, t)]


def _points(arm: int, points: list[tuple[int, Check, float]], t: Translate) -> dict[str, Any]:
    style = look(arm)
    known = [
        (place, check, value, _scaled(check, value))
        for place, check, value in points
        if not math.isnan(value)
    ]
    symbols = [
        "triangle-left" if at < -EDGE else "triangle-right" if at > 1 + EDGE else style.symbol
        for *_, at in known
    ]
    return {
        "type": "scatter", "mode": "markers", "x": [_cut(at) for *_, at in known],
        "y": [-place - MARK for place, *_ in known],
        "text": [f"{safe(t(check.pattern.label))}<br>{number_text(value)}" for _, check, value, _ in known],
        "hovertemplate": "%{text}<extra></extra>",
        "marker": {"symbol": symbols, "size": style.size + 1, "color": style.color, "line": {"color": PAPER, "width": HAIR}},
    }  # fmt: skip


def _scaled(check: Check, value: float) -> float:
    return (value - check.prior[0]) / _width(check)


def _cut(at: float) -> float:
    return round(min(max(at, -EDGE), 1 + EDGE), 4)


def _table(found: tuple[Check, ...], t: Translate) -> Table:
    headers = (
        t("Pattern"),
        t("Log"),
        t("Under the priors, 90%"),
        t("Simulated, 90%"),
        t("Calibrated scenario"),
        t("The log is"),
    )
    rows = tuple(
        (
            t(check.pattern.label), number_text(check.real), band_text(check.prior, t), band_text(check.posterior, t),
            number_text(check.calibrated), verdict_text(check, t),
        )
        for check in found
    )  # fmt: skip
    return Table(headers, rows)
