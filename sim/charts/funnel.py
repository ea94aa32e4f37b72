"""The funnel: from the door to joining, taking part, buying and bringing others, arms beside one another."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.charts.chart import Chart, Omitted, Table
from sim.charts.ledger import Bar, Item, ledger
from sim.charts.series import Array, column, has, largest, mean, ratio, totals
from sim.charts.theme import bar_key, look
from sim.charts.words import cell, gap_words
from sim.i18n import Translate, mark
from sim.statistics import paired_difference
from sim.study.comparison import Arm, Comparison


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage: its column, and the stage that it is a share of."""

    name: str
    field: str
    label: str
    base: str = ""
    share: str = ""
    with_founders: bool = False


STAGES = (
    Stage("reached", "prospects", mark("Reached"), with_founders=True),
    Stage(
        "joined", "joins", mark("Became members"), "reached", mark("% of those reached"), with_founders=True
    ),
    Stage("activated", "activated", mark("Activated"), "joined", mark("% of those who joined")),
    Stage("active", "became_active", mark("Became active"), "activated", mark("% of those activated")),
    Stage("bought", "bought", mark("Bought"), "joined", mark("% of those who joined")),
    Stage("again", "bought_again", mark("Bought again"), "bought", mark("% of those who bought")),
    Stage("referred", "referred", mark("Brought others"), "joined", mark("% of those who joined")),
)


def funnel(comparison: Comparison, t: Translate) -> Chart | Omitted:
    """How many people reach each stage over the whole time; stages that nobody reaches are left out."""
    counts = {stage.name: [reached(arm, stage) for arm in comparison.arms] for stage in STAGES}
    shown = [
        stage
        for stage in STAGES
        if has(comparison, stage.field) and any(largest(values) > 0 for values in counts[stage.name])
    ]
    if len(shown) < 2 or shown[0].name != "reached":
        return Omitted("funnel", t("The funnel, as nobody came to the door."))
    items = [
        Item(
            t("{stage} ({share})", stage=t(stage.label), share=t(stage.share))
            if stage.share
            else t(stage.label),
            tuple(_bar(stage, arm, counts, comparison.worlds, t) for arm in range(len(comparison.arms))),
        )
        for stage in shown
    ]
    return Chart(
        id="funnel",
        title=t("From the door to buying")
        if any(stage.name == "bought" for stage in shown)
        else t("From the door into the group"),
        caption=_caption(comparison, shown, counts, t),
        figure=ledger(comparison, items),
        table=_table(comparison, shown, counts, t),
        keys=tuple(bar_key(number, arm.title) for number, arm in enumerate(comparison.arms)),
    )


def founders(arm: Arm) -> Array:
    """Members of day 0, shape (worlds,)."""
    first = column(arm, "members")[:, 0] - column(arm, "joins")[:, 0] + column(arm, "leaves")[:, 0]
    return np.maximum(np.nan_to_num(first), 0.0)


def reached(arm: Arm, stage: Stage) -> Array:
    """People who reach a stage over the whole time, shape (worlds,)."""
    people = totals(column(arm, stage.field))
    return people + founders(arm) if stage.with_founders else people


Counts = dict[str, list[Array]]


def rate(stage: Stage, arm: int, counts: Counts) -> float:
    """Return people at a stage over people at the one that it is a share of, all worlds together."""
    if not stage.base:
        return float("nan")
    under = mean(counts[stage.base][arm])
    return mean(counts[stage.name][arm]) / under if under > 0 else float("nan")


def _bar(stage: Stage, arm: int, counts: Counts, worlds: int, t: Translate) -> Bar | None:
    values = counts[stage.name][arm]
    known = values[np.isfinite(values)]
    if not known.size:
        return None
    middle = float(known.mean())
    low, high = (float(x) for x in np.percentile(known, (10, 90))) if worlds > 1 else (middle, middle)
    share = rate(stage, arm, counts)
    words = (
        t("{number} ({share})", number=t.number(middle), share=_percent(share, t))
        if np.isfinite(share)
        else t.number(middle)
    )
    return Bar(0.0, middle, low, high, words)


def _percent(share: float, t: Translate) -> str:
    return t.percent(share, 1 if 0 < share < 0.0995 else 0)


def _caption(comparison: Comparison, shown: list[Stage], counts: Counts, t: Translate) -> str:
    arms = range(len(comparison.arms))
    said = []
    named = {stage.name: stage for stage in shown}
    if "joined" in named:
        rates = t.join(
            f"{look(arm).letter}\u00a0{_percent(rate(named['joined'], arm, counts), t)}" for arm in arms
        )
        said.append(t("Of all people reached, founders included, joined: {rates}.", rates=rates))
    if "bought" in named:
        rates = t.join(
            f"{look(arm).letter}\u00a0{_percent(rate(named['bought'], arm, counts), t)}" for arm in arms
        )
        said.append(t("Of those who joined, bought: {rates}.", rates=rates))
    last = named.get("bought") or shown[-1]
    if comparison.worlds > 1:
        gaps = []
        for arm in arms[1:]:
            gap = paired_difference(counts[last.name][0], counts[last.name][arm])
            if gap.n > 1:
                gaps.append(gap_words(look(arm).letter, gap, t))
        if gaps:
            said.append(t("Against {first}, at the stage “{stage}”, people with 95% interval: {gaps}.",
                          first=look(0).letter, stage=t(last.label), gaps=t.join(gaps)))  # fmt: skip
    return t.sentences(said)


def _table(comparison: Comparison, shown: list[Stage], counts: Counts, t: Translate) -> Table:
    headers = [t("Stage")]
    for number in range(len(comparison.arms)):
        headers += [t("{arm} people", arm=look(number).letter), t("{arm} share, %", arm=look(number).letter)]
    rows = []
    for stage in shown:
        cells = [
            t(stage.label)
            if not stage.share
            else t("{stage} ({share})", stage=t(stage.label), share=t(stage.share))
        ]
        for arm in range(len(comparison.arms)):
            values = counts[stage.name][arm]
            cells.append(cell(values, comparison.worlds, t))
            shares = (
                100 * ratio(values, counts[stage.base][arm]) if stage.base else np.full(values.shape, np.nan)
            )
            cells.append(cell(shares, comparison.worlds, t) if np.isfinite(shares).any() else "")
        rows.append(tuple(cells))
    return Table(tuple(headers), tuple(rows))
