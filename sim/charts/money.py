"""Money: what comes in, what goods and work cost, and what is left."""

from __future__ import annotations

import numpy as np

from sim.charts.chart import Chart, Omitted, Table
from sim.charts.ledger import Bar, Item, ledger
from sim.charts.series import Array, column, has_any, mean, totals
from sim.charts.tasks import OTHER, by_task, task_label
from sim.charts.theme import bar_key, look
from sim.charts.words import cell, gap_words
from sim.i18n import Translate, mark
from sim.statistics import paired_difference
from sim.study.comparison import Arm, Comparison

FLOWS = (
    ("revenue_fees", 1, mark("Entry fees")),
    ("revenue_sales", 1, mark("Sales")),
    ("refunds", -1, mark("Refunds")),
    ("goods", -1, mark("Goods")),
)
Line = tuple[str, str, list[Array]]
"""A label, a short one, and of each arm what it adds in yuan, shape (worlds,); costs are negative."""


def is_sold(comparison: Comparison) -> bool:
    """Whether any arm takes in money."""
    return any(has_any(comparison, name) for name in ("revenue_fees", "revenue_sales", "revenue"))


def profit(arm: Arm) -> Array:
    """Revenue less goods and cost over the whole time, yuan, shape (worlds,)."""
    if "profit" in arm.days:
        return totals(column(arm, "profit"))
    return -totals(column(arm, "cost"))


def money(comparison: Comparison, t: Translate) -> Chart | Omitted:
    """Fees and sales, refunds, goods and costs by task, down to profit: each bar begins where the one before ended."""
    lines = _lines(comparison, t)
    if not lines:
        return Omitted("money", t("Money, as nothing is sold and no work is paid."))
    sold = is_sold(comparison)
    result = [np.sum([values[arm] for *_, values in lines], axis=0) for arm in range(len(comparison.arms))]
    if sold:
        found = [np.nan_to_num(profit(arm)) for arm in comparison.arms]
        rest = [whole - known for whole, known in zip(found, result, strict=True)]
        if any(float(np.abs(each).max()) > 0.01 for each in rest):
            lines, result = [*lines, (t("Other"), t("Other"), rest)], found
    sign = 1 if sold else -1
    items = _steps(
        [(label, name, [sign * each for each in values]) for label, name, values in lines],
        comparison.worlds,
        t,
        signed=sold,
    )
    last = t("Profit") if sold else t("Cost")
    items.append(
        Item(
            last,
            tuple(_bar(0.0, sign * values, comparison.worlds, t, signed=sold) for values in result),
        )
    )
    return Chart(
        id="money",
        title=t("Where the money comes from, and where it goes") if sold else t("What it costs"),
        caption=_caption(comparison, lines, result, t),
        figure=ledger(comparison, items, signed=sold),
        table=_table(comparison, [*lines, (last, last, result)], t),
        keys=tuple(bar_key(number, arm.title) for number, arm in enumerate(comparison.arms)),
    )


def _lines(comparison: Comparison, t: Translate) -> list[Line]:
    lines: list[Line] = [
        (t(label), t(label), [sign * np.nan_to_num(totals(column(arm, name))) for arm in comparison.arms])
        for name, sign, label in FLOWS
        if has_any(comparison, name)
    ]
    costs = by_task(comparison, "cost")
    if not costs and has_any(comparison, "cost"):
        costs = [("", [column(arm, "cost") for arm in comparison.arms])]
    for task, arms in costs:
        label = task_label(task, t) if task else t(OTHER)
        lines.append(
            (t("Spent on: {task}", task=label), label, [-np.nan_to_num(totals(values)) for values in arms])
        )
    return lines


def _steps(lines: list[Line], worlds: int, t: Translate, *, signed: bool) -> list[Item]:
    """Return a bar for each line from where the one before ended."""
    at = [0.0] * len(lines[0][-1])
    items = []
    for label, _, values in lines:
        bars = []
        for arm, each in enumerate(values):
            bars.append(_bar(at[arm], each, worlds, t, signed=signed))
            at[arm] += mean(each)
        items.append(Item(label, tuple(bars)))
    return items


def _bar(start: float, step: Array, worlds: int, t: Translate, *, signed: bool) -> Bar:
    """Return a bar whose range is that of the line itself, not of what came before."""
    middle = mean(step)
    low, high = (float(x) for x in np.percentile(step, (10, 90))) if worlds > 1 else (middle, middle)
    return Bar(start, start + middle, start + low, start + high, t.number(middle, 0, signed=signed))


def _caption(comparison: Comparison, lines: list[Line], result: list[Array], t: Translate) -> str:
    letters = [look(arm).letter for arm in range(len(comparison.arms))]
    sold = is_sold(comparison)
    totals_of = t.join(
        f"{letter}\u00a0{t.number(abs(mean(x)) if not sold else mean(x), 0)}"
        for letter, x in zip(letters, result, strict=True)
    )
    days = comparison.horizon_days
    said = [
        t("Profit over {days} days in yuan: {profits}.", days=days, profits=totals_of) if sold
        else t("Nothing is sold. Cost over {days} days in yuan: {costs}.", days=days, costs=totals_of)
    ]  # fmt: skip
    if comparison.worlds > 1:
        gaps = []
        for arm in range(1, len(result)):
            gap = (
                paired_difference(result[0], result[arm])
                if sold
                else paired_difference(-result[0], -result[arm])
            )
            if gap.n > 1:
                gaps.append(gap_words(letters[arm], gap, t))
        if gaps:
            said.append(
                t(
                    "Against {first} under the same luck, with 95% interval: {gaps}.",
                    first=letters[0],
                    gaps=t.join(gaps),
                )
            )
    largest = []
    for arm, letter in enumerate(letters):
        costs = {name: -mean(values[arm]) for _, name, values in lines if mean(values[arm]) < 0}
        if costs:
            label = max(costs, key=lambda each: costs[each])
            share = t.percent(costs[label] / sum(costs.values()))
            largest.append(t("{arm} {label} ({share})", arm=letter, label=label, share=share))
    if largest:
        said.append(t("Largest expense: {largest}.", largest=t.join(largest)))
    return t.sentences(said)


def _table(comparison: Comparison, lines: list[Line], t: Translate) -> Table:
    headers = (
        t("Yuan"),
        *(f"{look(number).letter} {arm.title}" for number, arm in enumerate(comparison.arms)),
    )
    rows = [(label, *(cell(values, comparison.worlds, t) for values in arms)) for label, _, arms in lines]
    return Table(headers, tuple(rows))
