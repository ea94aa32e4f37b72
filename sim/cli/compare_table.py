"""A comparison for the terminal and as data."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.cli.run_table import about, described
from sim.cli.tables import of_outcomes, titled
from sim.cli.worth_telling import note_left_out
from sim.i18n import Translate
from sim.study import Comparison, Row, number_text, table_rows

HEADING = 12
"""Width to which titles of scenarios are broken into lines rather than a table into two."""

if TYPE_CHECKING:
    from rich.table import Table

    from sim.cli.running import Asked, Done
    from sim.scenario import Scenario
    from sim.study import Paired


def as_tables(comparison: Comparison, asked: Asked) -> Iterator[Table]:
    """Yield the tables for people: one of two scenarios; two of more, means and differences apart."""
    t = asked.output.t
    every = table_rows(comparison)
    told = {outcome.name for outcome in comparison.told}
    rows = [row for row in every if row.outcome in told]
    days = comparison.horizon_days
    title = (
        t("{n} worlds of {days} days, the same luck for every scenario", n=comparison.worlds, days=days)
        if comparison.worlds > 1
        else t("One world of {days} days, the same luck for every scenario", days=days)
    )
    first, *others = comparison.arms
    if len(others) == 1:
        table = _pair(of_outcomes(title, t), comparison, rows, t)
        note_left_out(table, rows, len(every), t)
        yield table
        return
    labels = [t(row.label) for row in rows]
    units = [t(row.unit) for row in rows]
    means = [
        (t(arm.title), [number_text(row.means[place]) for row in rows])
        for place, arm in enumerate(comparison.arms)
    ]
    for table in _side_by_side(title, [(t("Outcome"), labels), (t("Unit"), units)], means):
        note_left_out(table, rows, len(every), t)
        yield table
    against = t(
        "Difference from {title}, ± half of its 95 % interval; ahead in k of n worlds", title=t(first.title)
    )
    known = [row for row in rows if any(paired.worlds for paired in row.against)]
    gaps = [(t(arm.title), [_short(row.against[place]) for row in known]) for place, arm in enumerate(others)]
    yield from _side_by_side(against, [(t("Outcome"), [t(row.label) for row in known])], gaps)


Column = tuple[str, list[str]]
"""A heading and what stands below it."""


def _side_by_side(title: str, heads: list[Column], columns: list[Column]) -> Iterator[Table]:
    """Yield a table with a column an arm, or several below each other where the terminal is too narrow for one."""
    from rich.cells import cell_len

    from sim.cli.output import console

    def width(column: Column, most: int) -> int:
        words = max((cell_len(word) for word in column[0].split()), default=0)
        heading = min(cell_len(column[0]), max(most, words))
        return max([heading, *(cell_len(text) for text in column[1])]) + 2

    room = console().width - 2 - sum(width(head, HEADING) for head in heads)
    while columns:
        taken, used = 0, 0
        while taken < len(columns) and (not taken or used + width(columns[taken], HEADING) <= room):
            used += width(columns[taken], HEADING)
            taken += 1
        table = titled(title)
        for heading, _ in heads:
            table.add_column(heading, no_wrap=True)
        for heading, _ in columns[:taken]:
            table.add_column(heading, justify="right")
        for cells in zip(*(texts for _, texts in (*heads, *columns[:taken])), strict=True):
            table.add_row(*cells)
        yield table
        columns = columns[taken:]


def _pair(table: Table, comparison: Comparison, rows: Sequence[Row], t: Translate) -> Table:
    a, b = comparison.arms
    table.add_column(t("Unit"))
    table.add_column(t(a.title), justify="right")
    table.add_column(t(b.title), justify="right")
    table.add_column(t("Difference (95 %)"), justify="right")
    table.add_column(t("{title} ahead in", title=t(b.title)), justify="right")
    for row in rows:
        (paired,) = row.against
        cells = (_interval(paired, t), _ahead(paired, t)) if paired.worlds else ("", "")
        table.add_row(t(row.label), t(row.unit), *(number_text(mean) for mean in row.means), *cells)
    return table


def _interval(paired: Paired, t: Translate) -> str:
    difference = number_text(paired.difference, sign=True)
    if not (math.isfinite(paired.low) and math.isfinite(paired.high)):
        return difference
    low, high = number_text(paired.low, sign=True), number_text(paired.high, sign=True)
    return t("{difference} ({low} to {high})", difference=difference, low=low, high=high)


def _short(paired: Paired) -> str:
    if not paired.worlds:
        return ""
    half = (paired.high - paired.low) / 2
    margin = f" ± {number_text(half)}" if math.isfinite(half) else ""
    return f"{number_text(paired.difference, sign=True)}{margin}; {paired.ahead}/{paired.worlds}"


def _ahead(paired: Paired, t: Translate) -> str:
    return t("{k} of {n}", k=paired.ahead, n=paired.worlds)


def as_data(
    scenarios: list[Scenario], comparison: Comparison, done: Done, asked: Asked, report: Path | None
) -> dict[str, Any]:
    """Return what ``--json`` prints."""
    t = asked.output.t
    names = [arm.name for arm in comparison.arms]
    outcomes = [
        {
            "name": row.outcome,
            "title": t(row.label),
            "unit": row.unit,
            "better": row.better.value,
            "means": dict(zip(names, row.means, strict=True)),
            "differences": [_paired(paired) for paired in row.against],
        }
        for row in table_rows(comparison)
    ]
    return {
        **about(scenarios, done, asked),
        "report": report,
        "scenarios": [
            {**described(scenario), "changes": [str(change) for change in changes]}
            for scenario, changes in zip(scenarios, comparison.changes, strict=True)
        ],
        "outcomes": outcomes,
    }


def _paired(paired: Paired) -> dict[str, Any]:
    return {
        "scenario": paired.b,
        "against": paired.a,
        "difference": paired.difference,
        "low": paired.low,
        "high": paired.high,
        "ahead": paired.ahead,
        "behind": paired.behind,
        "worlds": paired.worlds,
    }
