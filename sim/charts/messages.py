"""Messages: what a group's feed is made of, week by week."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.charts.chart import Chart, Table
from sim.charts.series import Array, column, largest, mean, plain, totals, weekly
from sim.charts.stacks import part
from sim.charts.theme import Panel, fill_key, layout, look, safe, week_axis
from sim.charts.words import cell, span_rows
from sim.i18n import Translate, mark
from sim.study.comparison import Arm, Comparison

KINDS = (
    ("talk", "messages", mark("Members' talk")),
    ("answers", "answers", mark("Operators' answers")),
    ("contents", "contents", mark("Operators' content")),
    ("pushes", "pushes", mark("Pushes")),
    ("spam", "spam", mark("Spam")),
)
UNWANTED = ("pushes", "spam")
PANEL_HEIGHT = 120


def messages(comparison: Comparison, t: Translate) -> Chart:
    """Messages a week by kind, stacked, a panel an arm on one scale."""
    kinds = [kind for kind in KINDS if any(largest(column(arm, kind[1])) > 0 for arm in comparison.arms)] or [
        KINDS[0]
    ]
    stacks = [[weekly(column(arm, field)) for _, field, _ in kinds] for arm in comparison.arms]
    sums = [np.sum(stack, axis=0) for stack in stacks]
    top = max(float(each.mean(axis=0).max()) for each in sums)
    weeks = stacks[0][0].shape[1]
    figure_layout = layout(
        [
            Panel(
                f"<b>{look(number).letter}</b> {safe(arm.title, 26)}"
                + ("" if number else t(": messages a week")),
                PANEL_HEIGHT,
                {"range": [0, top * 1.06 or 1.0], "nticks": 4},
            )
            for number, arm in enumerate(comparison.arms)
        ],
        x=week_axis(weeks, t("Week {n}", n="%{x}")),
        x_title=t("Week"),
    )
    figure_layout |= {"barmode": "stack", "bargap": 0.12}
    data = []
    for panel, stack in enumerate(stacks, start=1):
        data += _stack(panel, kinds, stack, t)
    return Chart(
        id="messages",
        title=t("What is in the feed"),
        caption=_caption(comparison, [field for _, field, _ in kinds], t),
        figure={"data": data, "layout": figure_layout},
        table=_table(comparison, kinds, t),
        keys=tuple(fill_key(name, t(label)) for name, _, label in kinds),
    )


def _stack(
    panel: int, kinds: list[tuple[str, str, str]], stack: list[Array], t: Translate
) -> list[dict[str, Any]]:
    traces = []
    for (name, _, label), values in zip(kinds, stack, strict=True):
        trace = part(
            name, t(label), in_legend=panel == 1, panel=panel, hover=f"{t(label)} %{{y:,.3~r}}<extra></extra>"
        )
        traces.append({**trace, "x": list(range(1, values.shape[1] + 1)), "y": plain(values.mean(axis=0))})
    return traces


def _share(arm: Arm, of: tuple[str, ...], fields: list[str]) -> float:
    everything = sum(np.nan_to_num(mean(totals(column(arm, field)))) for field in fields)
    some = sum(np.nan_to_num(mean(totals(column(arm, field)))) for field in of if field in fields)
    return float(some / everything) if everything else float("nan")


def _caption(comparison: Comparison, fields: list[str], t: Translate) -> str:
    talk, unwanted = [], []
    for number, arm in enumerate(comparison.arms):
        letter = look(number).letter
        talk.append(f"{letter}\u00a0{t.number(7 * mean(column(arm, 'messages')))}")
        unwanted.append(f"{letter}\u00a0{t.percent(_share(arm, UNWANTED, fields))}")
    sentences = [t("Members write, messages a week: {talk}.", talk=t.join(talk))]
    if any(field in fields for field in UNWANTED):
        sentences.append(
            t("Pushes and spam as a share of everything posted: {shares}.", shares=t.join(unwanted))
        )
    return t.sentences(sentences)


def _table(comparison: Comparison, kinds: list[tuple[str, str, str]], t: Translate) -> Table:
    """Messages a day over spans of time, so that spans of unequal length compare."""
    days = column(comparison.arms[0], kinds[0][1]).shape[1]
    headers = [t("Arm"), t("Days"), *(t(label) for *_, label in kinds)]
    rows = []
    for number, arm in enumerate(comparison.arms):
        for label, part_days in _months(days, t):
            cells = (
                cell(
                    7 * np.nanmean(np.nan_to_num(column(arm, field)[:, part_days]), axis=1),
                    comparison.worlds,
                    t,
                )
                for _, field, _ in kinds
            )
            rows.append((look(number).letter, label, *cells))
    return Table(tuple(headers), tuple(rows), heads=2)


def _months(days: int, t: Translate) -> list[tuple[str, slice]]:
    """Spans of four weeks, or of a week if there are no more than eight weeks."""
    return list(span_rows(days, t, length=7 if days <= 56 else 28))
