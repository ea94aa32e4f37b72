"""Survival: what share of memberships lasts beyond each age."""

from __future__ import annotations

import numpy as np

from sim.charts.chart import Chart, Table
from sim.charts.curves import curves
from sim.charts.palette import ZERO
from sim.charts.series import Array, band
from sim.charts.theme import HAIR, Panel, arm_key, day_axis, layout, look
from sim.i18n import Translate
from sim.study.comparison import Comparison

HEIGHT = 260
AGES = (1, 3, 7, 14, 30, 60, 90, 120, 150, 180, 270, 365, 540, 730)


def survival(comparison: Comparison, t: Translate) -> Chart:
    """Share of memberships still there, by days since joining."""
    bands = [band(np.atleast_2d(np.asarray(arm.survival, dtype=np.float64))) for arm in comparison.arms]
    ages = bands[0].mean.size
    figure_layout = layout(
        [
            Panel(
                t("Memberships still there, %"),
                HEIGHT,
                {"range": [0, 1.03], "tickformat": ".0%", "dtick": 0.25},
            )
        ],
        x=day_axis(ages - 1),
        x_title=t("Days since joining"),
    )
    figure_layout["shapes"] = [
        {
            "type": "line", "xref": "paper", "x0": 0, "x1": 1, "yref": "y", "y0": 0.5, "y1": 0.5, "layer": "below",
            "line": {"color": ZERO, "width": HAIR, "dash": "dot"},
        }
    ]  # fmt: skip
    data = curves(comparison, figure_layout, range(ages), bands, height=HEIGHT, number=".0%")
    return Chart(
        id="survival",
        title=t("How long memberships last"),
        caption=_caption([each.mean for each in bands], t),
        figure={"data": data, "layout": figure_layout},
        table=_table(comparison, t),
        keys=tuple(arm_key(number, arm.title) for number, arm in enumerate(comparison.arms)),
    )


def _caption(means: list[Array], t: Translate) -> str:
    halves, shares = [], []
    age = max((age for age in AGES if _is_known(means, age)), default=0)
    for number, mean in enumerate(means):
        letter = look(number).letter
        below = np.flatnonzero(mean <= 0.5)
        known = np.isfinite(mean).any()
        if below.size:
            halves.append(t("{arm} {days} days", arm=letter, days=t.number(float(below[0]), 0)))
        elif known:
            halves.append(t("{arm} more than {days} days", arm=letter, days=t.number(mean.size - 1.0, 0)))
        shares.append(f"{letter}\u00a0{t.percent(float(mean[age]))}")
    return t.sentences([
        t("Half of all memberships last beyond: {halves}.", halves=t.join(halves)) if halves else "",
        t("Still there {days} days after joining: {shares}.", days=age, shares=t.join(shares)),
    ])  # fmt: skip


def _is_known(curves: list[Array], age: int) -> bool:
    """Whether some curve reaches an age; ages that nobody has reached by the end have no share."""
    return any(age < curve.shape[-1] and bool(np.isfinite(curve[..., age]).any()) for curve in curves)


def _table(comparison: Comparison, t: Translate) -> Table:
    headers = (
        t("Days since joining"),
        *(f"{look(number).letter} {arm.title}" for number, arm in enumerate(comparison.arms)),
    )
    curves = [np.atleast_2d(np.asarray(arm.survival, dtype=np.float64)) for arm in comparison.arms]
    ages = [age for age in AGES if _is_known(curves, age)]
    rows = tuple(
        (str(age), *(_share(curve[:, age], comparison.worlds, t) for curve in curves)) for age in ages
    )
    return Table(headers, rows)


def _share(values: Array, worlds: int, t: Translate) -> str:
    known = values[np.isfinite(values)]
    if not known.size:
        return t.percent(float("nan"))
    if worlds < 2:
        return t.percent(float(known.mean()))
    low, high = np.percentile(known, (10, 90))
    return t(
        "{mean} ({range})", mean=t.percent(float(known.mean())),
        range=t("{low} to {high}", low=t.percent(float(low)), high=t.percent(float(high))),
    )  # fmt: skip
