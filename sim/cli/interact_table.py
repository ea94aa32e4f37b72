"""A study of two strategies for the terminal and as data."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.cli.run_table import about, described
from sim.cli.tables import of_outcomes
from sim.cli.worth_telling import note_left_out
from sim.i18n import Translate
from sim.study import is_told, number_text
from sim.study.interact import Effects, effects
from sim.study.interaction import Factorial

if TYPE_CHECKING:
    from rich.table import Table

    from sim.cli.running import Asked, Done
    from sim.scenario import Scenario
    from sim.statistics import PairedDifference

CELL_NAMES = ("neither", "first", "second", "both")


def as_tables(factorial: Factorial, asked: Asked) -> Iterator[Table]:
    """Yield the means of the four scenarios, then main effects and interaction."""
    t = asked.output.t
    first, second = (t(name) for name in factorial.names)
    every = effects(factorial)
    told = [is_told([cells]) for cells in factorial.values]
    rows = tuple(row for row, is_there in zip(every, told, strict=True) if is_there)
    means = _means(factorial, rows, (first, second), t)
    note_left_out(means, rows, len(every), t)
    yield means
    if factorial.worlds > 1:
        yield _differences(rows, (first, second), t)


def _means(factorial: Factorial, rows: tuple[Effects, ...], names: tuple[str, str], t: Translate) -> Table:
    values = {"title": t(factorial.title), "n": factorial.worlds, "days": factorial.horizon_days}
    title = (
        t("{title}: {n} worlds of {days} days, the same luck with neither, either and both", **values)
        if factorial.worlds > 1
        else t("{title}: one world of {days} days, the same luck with neither, either and both", **values)
    )
    table = of_outcomes(title, t)
    table.add_column(t("Unit"))
    for heading in (t("Neither"), *names, t("Both")):
        table.add_column(heading, justify="right")
    for row in rows:
        cells = (number_text(mean) for mean in row.means)
        table.add_row(t(row.outcome.label), t(row.outcome.unit), *cells)
    return table


def _differences(rows: tuple[Effects, ...], names: tuple[str, str], t: Translate) -> Table:
    table = of_outcomes(
        t(
            "What each does, ± half of its 95 % interval; better in k of n worlds. Interaction: beyond the sum of both"
        ),
        t,
    )
    for heading in (*names, t("Interaction"), t("above the sum in")):
        table.add_column(heading, justify="right")
    for row in rows:
        if row.interaction.n:
            above = t("{k} of {n}", k=row.interaction.larger, n=row.interaction.n)
            table.add_row(
                t(row.outcome.label),
                *(f"{_size(each)}; {row.ahead(each)}/{each.n}" for each in (row.first, row.second)),
                _size(row.interaction),
                above,
            )
    return table


def _size(found: PairedDifference) -> str:
    half = (found.high - found.low) / 2
    margin = f" ± {number_text(half)}" if math.isfinite(half) else ""
    return f"{number_text(found.difference, sign=True)}{margin}"


def as_data(
    scenario: Scenario,
    names: tuple[str, str],
    factorial: Factorial,
    done: Done,
    asked: Asked,
    report: Path | None,
) -> dict[str, Any]:
    """Return what ``--json`` prints."""
    t = asked.output.t
    return {
        **about([scenario], done, asked),
        "report": report,
        "scenario": described(scenario),
        "strategies": [
            {"name": name, "title": t(label)} for name, label in zip(names, factorial.names, strict=True)
        ],
        "outcomes": [
            {
                "name": row.outcome.name,
                "title": t(row.outcome.label),
                "unit": row.outcome.unit,
                "better": row.outcome.better.value,
                "means": dict(zip(CELL_NAMES, row.means, strict=True)),
                "effects": {
                    name: _effect(row, each)
                    for name, each in zip(names, (row.first, row.second), strict=True)
                },
                "interaction": _effect(row, row.interaction),
            }
            for row in effects(factorial)
        ],
    }


def _effect(row: Effects, found: PairedDifference) -> dict[str, Any]:
    return {
        "difference": found.difference,
        "low": found.low,
        "high": found.high,
        "larger": found.larger,
        "smaller": found.smaller,
        "ahead": row.ahead(found),
        "worlds": found.n,
    }
