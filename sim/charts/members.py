"""Members: how many there are, how many left, and for what reason."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.charts.chart import Chart, Table
from sim.charts.curves import curves
from sim.charts.design import MARKS
from sim.charts.palette import INK, QUIET
from sim.charts.series import Array, band, column, has, highest, largest, mean, totals
from sim.charts.stacks import part
from sim.charts.theme import (
    LETTER,
    SMALL,
    TEXT,
    THIN,
    Panel,
    arm_key,
    axis,
    day_axis,
    fill_key,
    layout,
    look,
    note,
)
from sim.charts.words import cell
from sim.i18n import Translate, mark
from sim.study.comparison import Arm, Comparison

CAUSES = (
    ("need_ended", "leaves_need_ended", mark("Need ended")),
    ("no_value", "leaves_no_value", mark("No value found")),
    ("pushes", "leaves_pushes", mark("Too many pushes")),
    ("spam", "leaves_spam", mark("Spam")),
    ("overload", "leaves_overload", mark("Too much to read")),
    ("other", "", mark("Other reasons")),
    ("removed", "removed", mark("Removed by operators")),
)
CURVE_HEIGHT, BAR_HEIGHT, BARS_GAP = 210, 40, 76


def members(comparison: Comparison, t: Translate) -> Chart:
    """Members day by day; below, how many left over the whole time, by reason, a bar an arm."""
    arms = comparison.arms
    bands = [band(column(arm, "members")) for arm in arms]
    days = bands[0].mean.size
    top = max((highest(each) for each in bands), default=0.0) * 1.06 or 1.0
    figure_layout = layout(
        [Panel(t("Members, people"), CURVE_HEIGHT, {"range": [0, top], "nticks": 5})],
        x=day_axis(days, t("Day {n}", n="%{x}")),
        x_title=t("Day"),
    )
    data = curves(comparison, figure_layout, range(1, days + 1), bands, height=CURVE_HEIGHT, number=",.0f")
    parts = _parts(comparison)
    drawn = [each for each in parts if _is_visible(each, parts)]
    keys = tuple(arm_key(number, arm.title) for number, arm in enumerate(arms))
    if drawn:
        data += _bars(figure_layout, drawn, comparison, t)
        keys += tuple(fill_key(name, t(label)) for name, label, _ in drawn)
    return Chart(
        id="members",
        title=t("Members, and why they left"),
        caption=_caption(comparison, parts, t),
        figure={"data": data, "layout": figure_layout},
        table=_table(comparison, parts, t),
        keys=keys,
    )


def left_by(arm: Arm, field: str) -> Array:
    """Members lost over the whole time for one reason, shape (worlds,); the rest for no field.

    Those removed count among ``leaves`` too.
    """
    if field:
        return totals(column(arm, field))
    known = [totals(column(arm, name)) for _, name, _ in CAUSES if name]
    rest = totals(column(arm, "leaves")) - np.nansum(known, axis=0)
    return np.where(rest > 1e-6, rest, 0.0)


Part = tuple[str, str, list[Array]]


def _parts(comparison: Comparison) -> list[Part]:
    """Reasons that occur in some arm: (name, label, losses of each arm)."""
    found: list[Part] = []
    for name, field, label in CAUSES:
        if field and not has(comparison, field):
            continue
        losses = [left_by(arm, field) for arm in comparison.arms]
        if any(largest(values) > 0 for values in losses):
            found.append((name, label, losses))
    return found


def _is_visible(one: Part, parts: list[Part]) -> bool:
    """Whether a reason is at least half a percent of the losses of some arm; the table has all."""
    _, _, losses = one
    sums = [np.nansum([mean(each[arm]) for _, _, each in parts]) for arm in range(len(losses))]
    return any(mean(values) > 0.005 * whole for values, whole in zip(losses, sums, strict=True))


def _bars(
    figure_layout: dict[str, Any], parts: list[Part], comparison: Comparison, t: Translate
) -> list[dict[str, Any]]:
    """Add the lower panel to the layout and return its traces."""
    arms = len(comparison.arms)
    lost = [np.nansum([losses[arm] for *_, losses in parts], axis=0) for arm in range(arms)]
    margin = figure_layout["margin"]
    height = BAR_HEIGHT * arms
    plot = CURVE_HEIGHT + BARS_GAP + height
    figure_layout["height"] = plot + margin["t"] + margin["b"]
    figure_layout["yaxis"]["domain"] = [(height + BARS_GAP) / plot, 1.0]
    figure_layout["yaxis2"] = {
        **axis(), "domain": [0.0, height / plot], "anchor": "x2", "showgrid": False, "range": [arms - 0.5, -0.5],
        "tickvals": list(range(arms)), "ticktext": [f"<b>{look(arm).letter}</b> " for arm in range(arms)],
        "tickfont": {"size": LETTER, "color": INK},
    }  # fmt: skip
    figure_layout["xaxis2"] = {
        **axis(), "anchor": "y2", "range": [0, max(max(float(np.percentile(values, 90)), float(values.mean())) for values in lost) * 1.04 or 1.0], "nticks": 5,
        "title": {"text": t("people"), "standoff": 6, "font": {"size": SMALL, "color": QUIET}},
    }  # fmt: skip
    figure_layout["barmode"] = "stack"
    heading = t("Members lost over {days} days, by reason", days=t.number(comparison.horizon_days, 0))
    figure_layout["annotations"].append(
        note(heading, x=0, y=height / plot, shift=(-margin["l"] - 1, 6), size=TEXT, color=INK)
    )
    traces = []
    for name, label, losses in parts:
        values = [mean(each) for each in losses]
        trace = part(name, t(label), panel=2, hover=f"{t(label)}: %{{x:,.3~r}}<extra></extra>")
        lengths = [value if np.isfinite(value) else None for value in values]
        traces.append({**trace, "orientation": "h", "x": lengths, "y": list(range(arms)), "width": 0.56})
    return [*traces, _whiskers(lost)] if comparison.worlds > 1 else traces


def _whiskers(lost: list[Array]) -> dict[str, Any]:
    """Return thin lines below the bars: 10 % to 90 % of the total over worlds."""
    low, high = (np.array([np.percentile(values, share) for values in lost]) for share in (10, 90))
    middle = np.array([values.mean() for values in lost])
    return {
        "type": "scatter", "mode": "markers", "x": middle.tolist(), "y": [arm + 0.4 for arm in range(len(lost))],
        "xaxis": "x2", "yaxis": "y2", "showlegend": False, "hoverinfo": "skip",
        "marker": {"symbol": "line-ns", "size": MARKS["small"], "color": INK, "line": {"color": INK, "width": THIN}},
        "error_x": {
            "type": "data", "symmetric": False, "array": (high - middle).tolist(), "arrayminus": (middle - low).tolist(),
            "color": INK, "thickness": THIN, "width": 0,
        },
    }  # fmt: skip


def _caption(comparison: Comparison, parts: list[Part], t: Translate) -> str:
    ends, reasons = [], []
    for number, arm in enumerate(comparison.arms):
        letter = look(number).letter
        ends.append(f"{letter}\u00a0{t.number(mean(column(arm, 'members')[:, -1]))}")
        losses = {label: mean(values[number]) for _, label, values in parts}
        known = {label: value for label, value in losses.items() if np.isfinite(value) and value > 0}
        if known:
            label = max(known, key=lambda each: known[each])
            reasons.append(
                t(
                    "{arm} {reason} ({share})",
                    arm=letter,
                    reason=t(label).lower(),
                    share=t.percent(known[label] / sum(known.values())),
                )
            )
    sentences = [t("Members at the end: {ends}.", ends=t.join(ends))]
    if reasons:
        sentences.append(t("Main reason for leaving: {reasons}.", reasons=t.join(reasons)))
    return t.sentences(sentences)


def _table(comparison: Comparison, parts: list[Part], t: Translate) -> Table:
    headers = (
        t("People"),
        *(f"{look(number).letter} {arm.title}" for number, arm in enumerate(comparison.arms)),
    )
    worlds = comparison.worlds
    rows = [
        (
            t("Members on the first day"),
            *(cell(column(arm, "members")[:, 0], worlds, t) for arm in comparison.arms),
        ),
        (
            t("Members at the end"),
            *(cell(column(arm, "members")[:, -1], worlds, t) for arm in comparison.arms),
        ),
        (t("Joined"), *(cell(totals(column(arm, "joins")), worlds, t) for arm in comparison.arms)),
        (t("Left or removed"), *(cell(totals(column(arm, "leaves")), worlds, t) for arm in comparison.arms)),
    ]
    rows += [
        (t("Lost: {reason}", reason=t(label)), *(cell(each, worlds, t) for each in losses))
        for _, label, losses in parts
    ]
    if has(comparison, "muted"):
        muted = (cell(column(arm, "muted")[:, -1], worlds, t) for arm in comparison.arms)
        rows.append((t("Muted the group, at the end"), *muted))
    return Table(headers, tuple(rows))
