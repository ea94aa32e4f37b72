"""Retention: what share of each week's newcomers comes back in the weeks after, and how arms differ in it."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np

from sim.charts.chart import Chart, Key, Omitted, Table
from sim.charts.palette import LESS, MORE, SAME, SHADES
from sim.charts.series import Array
from sim.charts.theme import Panel, layout, look, safe
from sim.charts.words import cell
from sim.i18n import Translate
from sim.statistics import cohort_shares, pooled_retention
from sim.study.comparison import Arm, Comparison

STEPS = (0.05, 0.1, 0.2, 0.4, 0.6)
"""Where one shade ends and the next begins."""

GAPS = (-0.1, -0.05, -0.02, 0.02, 0.05, 0.1)
LAGS = (1, 2, 4, 8, 12, 26, 52)
ROW, LEAST, MOST = 7, 90, 190


def retention(comparison: Comparison, t: Translate) -> Chart | Omitted:
    """Cohorts by week: of those who joined in a week, who opened the group k weeks later, all worlds together."""
    weeks = comparison.horizon_days // 7
    if weeks < 3 or not all(_is_known(arm) for arm in comparison.arms):
        return Omitted("retention", t("Retention by week, as it was not kept or the run is too short."))
    shares = [_pooled(arm, weeks) for arm in comparison.arms]
    two = len(shares) == 2
    first = look(0).letter
    panels: list[tuple[str, Array, bool]] = [
        (f"<b>{first}</b> {safe(comparison.arms[0].title, 20)}", shares[0], False)
    ]
    if two:
        panels.append((f"<b>{look(1).letter}</b> {safe(comparison.arms[1].title, 20)}", shares[1], False))
    for arm in range(1, len(shares)):
        heading = t("{arm} against {first}", arm=f"<b>{look(arm).letter}</b>", first=f"<b>{first}</b>")
        panels.append(
            (
                heading if two else f"{heading}: {safe(comparison.arms[arm].title, 30)}",
                shares[arm] - shares[0],
                True,
            )
        )
    height = int(np.clip(ROW * weeks, LEAST, MOST))
    ticks = next((step for step in (1, 2, 4, 8, 13, 26, 52) if weeks <= 8 * step), 104)
    yaxis = {"range": [weeks + 0.5, 0.5], "tick0": ticks, "dtick": ticks, "showgrid": False}
    figure_layout = layout(
        [
            Panel(heading + ("" if place else t(": week of joining (down)")), height, dict(yaxis))
            for place, (heading, *_) in enumerate(panels)
        ],
        x={"range": [-0.5, weeks - 0.5], "tick0": 0, "dtick": ticks},
        x_title=t("Weeks since the week of joining"),
    )
    figure_layout["hovermode"] = "closest"
    data = [_map(values, place, is_gap, t) for place, (_, values, is_gap) in enumerate(panels, start=1)]
    return Chart(
        id="retention",
        title=t("Who comes back, by week of joining"),
        caption=_caption(comparison, weeks, t),
        figure={"data": data, "layout": figure_layout},
        table=_table(comparison, weeks, t),
        keys=_keys(t),
    )


def _is_known(arm: Arm) -> bool:
    return arm.cohorts is not None and arm.sizes is not None


def _of(arm: Arm) -> tuple[Array, Array]:
    """Who came back and how many joined, whatever is not known being nothing."""
    assert arm.cohorts is not None
    assert arm.sizes is not None
    return np.nan_to_num(arm.cohorts), np.nan_to_num(arm.sizes)


def _pooled(arm: Arm, weeks: int) -> Array:
    cohorts, sizes = _of(arm)
    return cohort_shares(cohorts.sum(axis=0), sizes.sum(axis=0), weeks)


def _map(values: Array, panel: int, is_gap: bool, t: Translate) -> dict[str, Any]:
    """Return a map in few shades; the number itself stands in the hover box."""
    colors = (*LESS, SAME, *MORE) if is_gap else SHADES
    edges = GAPS if is_gap else STEPS
    codes = [
        [int(np.searchsorted(edges, x, side="right")) if np.isfinite(x) else None for x in row]
        for row in values
    ]
    scale = [[(place + end) / len(colors), color] for place, color in enumerate(colors) for end in (0, 1)]
    suffix = "" if panel == 1 else str(panel)
    times = [
        [round(100 * float(x), 1 if is_gap else 0) if np.isfinite(x) else None for x in row] for row in values
    ]
    number = t("%{customdata:+.1f} points") if is_gap else "%{customdata:.0f}%"
    where = t("joined in week %{y}, %{x} weeks later")
    return {
        "type": "heatmap", "z": codes, "customdata": times, "x0": 0, "dx": 1, "y0": 1, "dy": 1, "zmin": -0.5, "zmax": len(colors) - 0.5,
        "colorscale": scale, "showscale": False, "xgap": 1, "ygap": 1, "xaxis": f"x{suffix}", "yaxis": f"y{suffix}",
        "hoverongaps": False, "hovertemplate": f"{where}: {number}<extra></extra>",
    }  # fmt: skip


def _keys(t: Translate) -> tuple[Key, ...]:
    ends = [t.percent(edge) for edge in STEPS]
    words = [t("under {share}", share=ends[0])]
    words += [t("{low} to {high}", low=low, high=high) for low, high in itertools.pairwise(ends)]
    words.append(t("{share} and more", share=ends[-1]))
    near, middle, far = (t.number(100 * edge, 0) for edge in GAPS[3:])
    gaps = [
        t("more than {far} points less", far=far),
        t("{near} to {far} points less", near=middle, far=far),
        t("{near} to {far} points less", near=near, far=middle),
        t("within {near} points", near=near),
        t("{near} to {far} points more", near=near, far=middle),
        t("{near} to {far} points more", near=middle, far=far),
        t("more than {far} points more", far=far),
    ]
    first = look(0).letter
    scales = (
        (t("Share who opened the group"), words, SHADES),
        (t("Difference from {arm}", arm=first), gaps, (*LESS, SAME, *MORE)),
    )
    return tuple(
        Key(word, color, group=heading)
        for heading, scale, colors in scales
        for word, color in zip(scale, colors, strict=True)
    )


def _lags(weeks: int) -> list[int]:
    return [lag for lag in LAGS if lag < weeks]


def _caption(comparison: Comparison, weeks: int, t: Translate) -> str:
    said = []
    for lag in [lag for lag in (1, 4, 12) if lag < weeks]:
        shares = []
        for number, arm in enumerate(comparison.arms):
            cohorts, sizes = _of(arm)
            share = float(pooled_retention(cohorts.sum(axis=0), sizes.sum(axis=0), weeks)[lag])
            shares.append(f"{look(number).letter}\u00a0{t.percent(share)}")
        said.append(t("{lag} weeks later: {shares}", lag=lag, shares=t.join(shares)) if lag > 1
                    else t("the week after: {shares}", shares=t.join(shares)))  # fmt: skip
    return t(
        "Of those who joined, members of day 0 included, who opened the group again: {shares}.",
        shares=t.clauses(said),
    )


def _table(comparison: Comparison, weeks: int, t: Translate) -> Table:
    """Retention of all cohorts together, a row a number of weeks."""
    headers = (
        t("Weeks since joining, share in %"),
        *(f"{look(number).letter} {arm.title}" for number, arm in enumerate(comparison.arms)),
    )
    curves = [100 * pooled_retention(*_of(arm), weeks) for arm in comparison.arms]
    rows = tuple(
        (str(lag), *(cell(curve[:, lag], comparison.worlds, t) for curve in curves)) for lag in _lags(weeks)
    )
    return Table(headers, rows)
