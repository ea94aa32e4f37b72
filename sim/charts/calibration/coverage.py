"""Coverage: how often 90 % intervals held the value that pseudo-observations were made with."""

from __future__ import annotations

from typing import Any

from sim.charts.calibration.rows import MARK, rows_layout
from sim.charts.chart import Chart, Key, Table
from sim.charts.palette import GRID, PAPER
from sim.charts.theme import HAIR, LINE, arm_key, look, safe
from sim.i18n import Translate
from sim.study.calibration import Calibration
from sim.study.calibration.coverage import LEVEL, WANTED
from sim.study.calibration_text import coverage_sentence

LOW, HIGH = 0.75, 1.0


def coverage(found: Calibration, t: Translate) -> Chart:
    """One row a parameter: share held with two standard errors, over the field in which it should lie."""
    measured = found.coverage
    assert measured is not None
    names = [prior.label(t) for prior in found.task.candidate.priors]
    ticks = (
        (0.8, t.percent(0.8)),
        (0.85, t.percent(0.85)),
        (LEVEL, t.percent(LEVEL)),
        (0.95, t.percent(0.95)),
    )
    shares = [float(share) for share in measured.by_parameter]
    keys = arm_key(0, t("Share of intervals that held the true value, and two standard errors"))
    return Chart(
        id="coverage",
        title=t("Can the intervals be trusted?"),
        caption=coverage_sentence(found, t),
        figure={
            "data": _marks(names, shares, measured.error, t),
            "layout": rows_layout(names, (LOW, HIGH + 0.01), WANTED, ticks, (LEVEL,)),
        },
        table=_table(names, shares, measured.error, t),
        keys=(Key(keys.label, keys.color, "solid", keys.symbol), Key(t("Where it should lie"), GRID)),
    )


def _marks(names: list[str], shares: list[float], error: float, t: Translate) -> list[dict[str, Any]]:
    style = look(0)
    return [
        {
            "type": "scatter", "mode": "markers", "x": [round(max(share, LOW), 4) for share in shares],
            "y": [-place - MARK for place in range(len(names))],
            "text": [f"{safe(name)}<br>{t.percent(share, 1)}" for name, share in zip(names, shares, strict=True)],
            "hovertemplate": "%{text}<extra></extra>",
            "error_x": {"type": "constant", "value": round(2 * error, 4), "color": style.color, "thickness": LINE, "width": 0},
            "marker": {"symbol": ["triangle-left" if share < LOW else style.symbol for share in shares], "size": style.size + 1,
                       "color": style.color, "line": {"color": PAPER, "width": HAIR}},
        }
    ]  # fmt: skip


def _table(names: list[str], shares: list[float], error: float, t: Translate) -> Table:
    rows = tuple(
        (name, t.percent(share, 1), t.percent(error, 1)) for name, share in zip(names, shares, strict=True)
    )
    return Table((t("Parameter"), t("Held"), t("Standard error")), rows)
