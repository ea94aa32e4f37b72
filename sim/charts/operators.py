"""Operators' work: hours asked and worked by task, week by week, and how long a question waits."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.charts.chart import Chart, Key, Omitted, Table
from sim.charts.curves import curves
from sim.charts.design import MARKS
from sim.charts.palette import INK, PAPER
from sim.charts.series import (
    END_DAYS,
    Array,
    at_end,
    band,
    column,
    has_any,
    highest,
    mean,
    plain,
    totals,
    weekly,
    weekly_mean,
)  # fmt: skip
from sim.charts.stacks import part
from sim.charts.tasks import OTHER, by_task, task_label
from sim.charts.theme import HAIR, THIN, Panel, arm_key, fill_key, layout, look, safe, week_axis
from sim.charts.words import cell
from sim.i18n import Translate
from sim.study.comparison import Comparison

HEIGHT, DELAY_HEIGHT = 110, 110
Stack = list[tuple[str, str, list[Array]]]
"""Parts of a bar: fill, label, and of each arm the hours, shape (worlds, days)."""


def operators(comparison: Comparison, t: Translate) -> Chart | Omitted:
    """Hours of each week by task, stacked, a panel an arm, the hours asked for above; below, the wait for an answer."""
    stack = _stack(comparison, t)
    if not stack:
        return Omitted("operators", t("Operators' work, as nobody works."))
    weeks = [[weekly(hours[arm]) for *_, hours in stack] for arm in range(len(comparison.arms))]
    asked = (
        [weekly(column(arm, "hours_asked")) for arm in comparison.arms]
        if has_any(comparison, "hours_asked")
        else []
    )
    tops = [np.sum(each, axis=0).mean(axis=0).max() for each in weeks] + [
        each.mean(axis=0).max() for each in asked
    ]
    panels = [
        Panel(
            f"<b>{look(arm).letter}</b> {safe(each.title, 26)}" + ("" if arm else t(": hours a week")),
            HEIGHT,
            {"range": [0, (max(tops) or 1.0) * 1.08], "nticks": 4},
        )
        for arm, each in enumerate(comparison.arms)
    ]
    delays = (
        [band(weekly_mean(column(arm, "answer_delay"))) for arm in comparison.arms]
        if has_any(comparison, "answer_delay")
        else []
    )
    if delays:
        top = max(highest(each) for each in delays) * 1.06 or 1.0
        panels.append(
            Panel(t("Wait for an operator's answer, days"), DELAY_HEIGHT, {"range": [0, top], "nticks": 4})
        )
    n = weeks[0][0].shape[1]
    figure_layout = layout(panels, x=week_axis(n, t("Week {n}", n="%{x}")), x_title=t("Week"))
    figure_layout |= {"barmode": "stack", "bargap": 0.12}
    data: list[dict[str, Any]] = []
    for arm, values in enumerate(weeks):
        for (fill, label, _), hours in zip(stack, values, strict=True):
            trace = part(
                fill, label, in_legend=not arm, panel=arm + 1, hover=f"{label} %{{y:,.3~r}}<extra></extra>"
            )
            data.append({**trace, "x": list(range(1, n + 1)), "y": plain(hours.mean(axis=0))})
        if asked:
            data.append(_asked(asked[arm], arm + 1, t))
    keys = tuple(fill_key(fill, label) for fill, label, _ in stack)
    if asked:
        keys = (Key(t("Hours asked for"), INK, "dot", "circle"), *keys)
    if delays:
        data += curves(
            comparison, figure_layout, range(1, n + 1), delays, height=DELAY_HEIGHT, panel=len(panels)
        )
        keys = (*(arm_key(number, arm.title) for number, arm in enumerate(comparison.arms)), *keys)
    return Chart(
        id="operators",
        title=t("What the operators' hours go into"),
        caption=_caption(comparison, t),
        figure={"data": data, "layout": figure_layout},
        table=_table(comparison, stack, t),
        keys=keys,
    )


def _stack(comparison: Comparison, t: Translate) -> Stack:
    found: Stack = [
        (f"task_{place}" if task else "other", task_label(task, t) if task else t(OTHER), hours)
        for place, (task, hours) in enumerate(by_task(comparison, "hours"), start=1)
    ]
    if not found and has_any(comparison, "hours_given"):
        found = [("task_1", t("All work"), [column(arm, "hours_given") for arm in comparison.arms])]
    return found


def _asked(values: Array, panel: int, t: Translate) -> dict[str, Any]:
    suffix = "" if panel == 1 else str(panel)
    label = t("Hours asked for")
    return {
        "type": "scatter", "mode": "lines+markers", "name": label, "showlegend": panel == 1, "xaxis": f"x{suffix}", "yaxis": f"y{suffix}",
        "x": list(range(1, values.shape[1] + 1)), "y": plain(values.mean(axis=0)), "line": {"color": INK, "width": THIN, "dash": "dot"},
        "marker": {"symbol": "circle", "size": MARKS["dot"], "color": INK, "maxdisplayed": 7, "line": {"color": PAPER, "width": HAIR}},
        "hovertemplate": f"{label} %{{y:,.3~r}}<extra></extra>",
    }  # fmt: skip


def _caption(comparison: Comparison, t: Translate) -> str:
    given, done, waits = [], [], []
    for number, arm in enumerate(comparison.arms):
        letter = look(number).letter
        hours = mean(totals(column(arm, "hours_given")))
        given.append(f"{letter}\u00a0{t.number(7 * hours / comparison.horizon_days)}")
        asked = mean(totals(column(arm, "hours_asked")))
        helped = np.nan_to_num(mean(totals(column(arm, "hours_helped"))))
        if asked > 0:
            done.append(f"{letter}\u00a0{t.percent(min((hours + helped) / asked, 1.0))}")
        if np.isfinite(wait := mean(at_end(column(arm, "answer_delay")))):
            waits.append(f"{letter}\u00a0{t.number(wait)}")
    return t.sentences([
        t("Operators work, hours a week: {hours}.", hours=t.join(given)),
        t("Of the hours asked for, worked: {done}.", done=t.join(done)) if done else "",
        t("Wait for an operator's answer over the last {days} days, in days: {waits}.", days=min(END_DAYS, comparison.horizon_days),
          waits=t.join(waits)) if waits else "",
    ])  # fmt: skip


def _table(comparison: Comparison, stack: Stack, t: Translate) -> Table:
    headers = (
        t("Hours a week"),
        *(f"{look(number).letter} {arm.title}" for number, arm in enumerate(comparison.arms)),
    )
    per_week = 7 / comparison.horizon_days
    rows = [
        (label, *(cell(per_week * totals(values), comparison.worlds, t) for values in hours))
        for _, label, hours in stack
    ]
    for name, label in (
        ("hours_given", t("Operators, all work")),
        ("hours_helped", t("Members in a role")),
        ("hours_asked", t("Asked for")),
    ):
        if has_any(comparison, name):
            hours = (
                cell(per_week * totals(column(arm, name)), comparison.worlds, t) for arm in comparison.arms
            )
            rows.append((label, *hours))
    if has_any(comparison, "answer_delay"):
        waits = (cell(at_end(column(arm, "answer_delay")), comparison.worlds, t) for arm in comparison.arms)
        rows.append((t("Wait for an answer at the end, days"), *waits))
    return Table(headers, tuple(rows))
