"""Fatigue and muting: how tired of pushes members are, and how many no longer hear the group."""

from __future__ import annotations

import numpy as np

from sim.charts.chart import Chart, Omitted, Table
from sim.charts.curves import curves
from sim.charts.series import (
    END_DAYS,
    Array,
    at_end,
    band,
    column,
    has_any,
    highest,
    mean,
    ratio,
    totals,
    week_ends,
    weekly_mean,
)  # fmt: skip
from sim.charts.theme import Panel, arm_key, day_axis, layout, look
from sim.charts.words import cell, span_rows
from sim.i18n import Translate
from sim.study.comparison import Arm, Comparison

HEIGHT = 150


def fatigue(comparison: Comparison, t: Translate) -> Chart | Omitted:
    """Mean push fatigue and the share of members who have muted the group, means of weeks."""
    parts = [
        (values, heading, axis)
        for name, values, heading, axis in (
            ("fatigue", _fatigue, t("Push fatigue, pushes lately felt"), {}),
            ("muted", muted_share, t("Members who have muted the group, %"), {"tickformat": ".0%"}),
        )
        if has_any(comparison, name)
    ]
    if not parts:
        return Omitted("fatigue", t("Fatigue and muting, as nobody is tired and nobody mutes."))
    days = column(comparison.arms[0], "members").shape[1]
    bands = [[band(weekly_mean(values(arm))) for arm in comparison.arms] for values, *_ in parts]
    tops = [max((highest(each) for each in row), default=0.0) * 1.06 or 1.0 for row in bands]
    figure_layout = layout(
        [
            Panel(heading, HEIGHT, {"range": [0, top], "nticks": 5, **axis})
            for (_, heading, axis), top in zip(parts, tops, strict=True)
        ],
        x=day_axis(days, t("Day {n}", n="%{x}")),
        x_title=t("Day"),
    )
    data = []
    for panel, ((*_, axis), row) in enumerate(zip(parts, bands, strict=True), start=1):
        number = ".0%" if axis else ",.3~r"
        data += curves(
            comparison, figure_layout, week_ends(days), row, height=HEIGHT, panel=panel, number=number
        )
    return Chart(
        id="fatigue",
        title=t("Who is tired, who no longer hears"),
        caption=_caption(comparison, t),
        figure={"data": data, "layout": figure_layout},
        table=_table(comparison, t),
        keys=tuple(arm_key(number, arm.title) for number, arm in enumerate(comparison.arms)),
    )


def muted_share(arm: Arm) -> Array:
    """Share of members who have muted the group, shape (worlds, days)."""
    return ratio(column(arm, "muted"), column(arm, "members"))


def _fatigue(arm: Arm) -> Array:
    return column(arm, "fatigue")


def reach_of_muted(arm: Arm) -> float:
    """Share of muted members whom the group reaches on a day of the last weeks; NaN where it is not known."""
    if "reached_muted" not in arm.days:
        return float("nan")
    there = totals(column(arm, "muted")[:, :-1][:, -END_DAYS:])
    return mean(ratio(totals(column(arm, "reached_muted")[:, 1:][:, -END_DAYS:]), there))


def _caption(comparison: Comparison, t: Translate) -> str:
    shares, reached, tired = [], [], []
    for number, arm in enumerate(comparison.arms):
        letter = look(number).letter
        if has_any(comparison, "muted"):
            shares.append(f"{letter}\u00a0{t.percent(mean(at_end(muted_share(arm))))}")
        if np.isfinite(reach := reach_of_muted(arm)):
            reached.append(f"{letter}\u00a0{t.percent(reach)}")
        if has_any(comparison, "fatigue"):
            tired.append(f"{letter}\u00a0{t.number(mean(at_end(column(arm, 'fatigue'))))}")
    return t.sentences([
        t("Muted at the end, as a share of members: {shares}.", shares=t.join(shares)) if shares else "",
        t("Of the muted, the group still reaches on a day: {reached}.", reached=t.join(reached)) if reached else "",
        t("Push fatigue at the end: {tired}.", tired=t.join(tired)) if tired else "",
    ])  # fmt: skip


def _table(comparison: Comparison, t: Translate) -> Table:
    days = column(comparison.arms[0], "members").shape[1]
    headers, columns = [t("Days")], []
    for number, arm in enumerate(comparison.arms):
        headers += [t("{arm} fatigue", arm=look(number).letter), t("{arm} muted, %", arm=look(number).letter)]
        columns += [column(arm, "fatigue"), 100 * muted_share(arm)]
    rows = tuple(
        (label, *(cell(at_end(values[:, part], days), comparison.worlds, t) for values in columns))
        for label, part in span_rows(days, t, 0 if days <= 56 else 28)
    )
    return Table(tuple(headers), rows)
