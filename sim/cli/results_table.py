"""A folder of results for the terminal and as data."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.cli.output import Output
from sim.cli.tables import titled
from sim.i18n import Translate
from sim.study import number_text

if TYPE_CHECKING:
    from rich.table import Table

MOST_CHOICES = 40
MOST_OUTCOMES = 5


def summary(folder: Path, output: Output) -> tuple[Table, list[dict[str, Any]]]:
    """Sum up a folder: outcomes by choice of a sweep, or by scenario."""
    from sim.results import ResultFolder, SweepFolder
    from sim.results.sweep_folder import holds_sweep

    if holds_sweep(folder):
        return _sweep(SweepFolder(folder).open(), output.t)
    opened = ResultFolder(folder).open()
    rows = [
        {
            "scenario": s.name,
            "title": output.t(s.title),
            "worlds": len(opened.done_worlds(s.name)),
            "days": s.horizon_days,
        }
        for s in opened.study.scenarios
    ]
    columns = {name: np.array([row[name] for row in rows]) for name in rows[0]}
    return as_table(columns, len(rows), output.t), rows


def _sweep(folder: Any, t: Translate) -> tuple[Table, list[dict[str, Any]]]:  # noqa: ANN401 - a SweepFolder, imported late
    from sim.study.sweep.findings import ranking
    from sim.study.sweep.table import load_table, settings_columns

    table = load_table(folder)
    factors = table.study.strategies.factors
    rankings = [ranking(table, k) for k in range(len(table.outcomes))]
    levels_of = [{each.choice: each for each in found.levels} for found in rankings]
    settings = settings_columns(table, range(len(table.choices)))
    rows = []
    for choice in range(len(table.choices)):
        row: dict[str, Any] = {f.name: settings[f.name][choice].item() for f in factors}
        for levels, outcome in zip(levels_of, table.outcomes, strict=True):
            level = levels[choice]
            row[outcome.name] = {
                "mean": level.mean, "low": level.low, "high": level.high, "best_in": level.best, "of": level.draws
            }  # fmt: skip
        rows.append(row)
    return _grid(table, rows, t), rows


def _grid(table: Any, rows: list[dict[str, Any]], t: Translate) -> Table:  # noqa: ANN401 - a SweepTable, imported late
    from rich import box

    title = t(
        "{title}: {points} points, {worlds} worlds each", title=t(table.study.title), worlds=table.worlds.size,
        points=len(table.study.bases) * len(table.choices) * len(table.samples),
    )  # fmt: skip
    made = titled(title, box=box.SIMPLE)
    for factor in table.study.strategies.factors:
        made.add_column(t(factor.label), justify="right")
    outcomes = table.outcomes[:MOST_OUTCOMES]
    for outcome in outcomes:
        made.add_column(
            f"{t(outcome.label)} ({t(outcome.unit)})" if outcome.unit else t(outcome.label), justify="right"
        )
    for choice, row in enumerate(rows[:MOST_CHOICES]):
        made.add_row(*table.settings_of(choice), *(_cell(row[outcome.name]) for outcome in outcomes))
    return made


def _cell(level: Mapping[str, float]) -> str:
    half = (level["high"] - level["low"]) / 2
    mean = number_text(level["mean"])
    return f"{mean} ± {number_text(half)}" if math.isfinite(half) else mean


def as_table(rows: Mapping[str, NDArray[Any]], most: int, t: Translate) -> Table:
    """Return the first rows as a table."""
    from rich import box
    from rich.table import Table

    del t
    made = Table(box=box.SIMPLE)
    for name, values in rows.items():
        made.add_column(name, justify="right" if values.dtype.kind in "iuf" else "left")
    n = len(next(iter(rows.values()), ()))
    for k in range(min(n, most)):
        made.add_row(*(_shown(values[k]) for values in rows.values()))
    return made


def _shown(value: Any) -> str:  # noqa: ANN401 - a cell
    if isinstance(value, float | np.floating):
        return number_text(float(value))
    text = str(value)
    return text if len(text) <= 60 else text[:57] + "..."


def columns_of(rows: Mapping[str, NDArray[Any]], target: Path | None) -> dict[str, Any]:
    """Return what ``--json`` prints: the rows by column, or where they were written."""
    n = len(next(iter(rows.values()), ()))
    if target is not None:
        return {"rows": n, "file": str(target)}
    return {"rows": n, "columns": {name: values.tolist() for name, values in rows.items()}}
