"""Outcomes of one scenario over its worlds, for the terminal and as data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.cli.tables import titled
from sim.cli.worth_telling import note_left_out
from sim.study import is_told, number_text

if TYPE_CHECKING:
    from rich.table import Table

    from sim.cli.running import Asked, Done
    from sim.contracts import Outcome
    from sim.results import Block
    from sim.scenario import Scenario

LOW, HIGH = 0.1, 0.9


@dataclass(frozen=True, slots=True)
class Summary:
    """One outcome over the worlds in which it exists; NaN where it exists in none."""

    outcome: Outcome
    mean: float
    low: float
    high: float
    worlds: int


def summaries(block: Block) -> Iterator[Summary]:
    """Sum up every outcome."""
    from sim.engine.plan import run_outcomes

    for outcome in run_outcomes():
        values = block.runs[outcome.name]
        known = values[np.isfinite(values)]
        low, high = np.quantile(known, (LOW, HIGH)) if known.size else (np.nan, np.nan)
        mean = float(known.mean()) if known.size else float("nan")
        yield Summary(outcome, mean, float(low), float(high), int(known.size))


def as_table(scenario: Scenario, block: Block, asked: Asked) -> Table:
    """Return the table for people."""
    t = asked.output.t
    worlds = int(block.worlds.size)
    name, days = t(scenario.title), scenario.horizon_days
    title = (
        t("{title}: {days} days in {n} worlds", title=name, days=days, n=worlds)
        if worlds > 1
        else t("{title}: {days} days in one world", title=name, days=days)
    )
    table = titled(title)
    table.add_column(t("Outcome"))
    table.add_column(t("Unit"))
    table.add_column(t("Mean"), justify="right")
    table.add_column(t("80 % of worlds"), justify="right")
    table.add_column(t("Exists in"), justify="right")
    every = list(summaries(block))
    rows = [row for row in every if is_told([block.runs[row.outcome.name]])]
    note_left_out(table, rows, len(every), t)
    for row in rows:
        between = (
            t("{low} to {high}", low=number_text(row.low), high=number_text(row.high)) if row.worlds else ""
        )
        count = t("{k} of {n}", k=row.worlds, n=worlds) if row.worlds < worlds else ""
        table.add_row(t(row.outcome.label), t(row.outcome.unit), number_text(row.mean), between, count)
    return table


def as_data(scenario: Scenario, done: Done, asked: Asked) -> dict[str, Any]:
    """Return what ``--json`` prints."""
    t = asked.output.t
    outcomes = [
        {
            "name": row.outcome.name,
            "title": t(row.outcome.label),
            "unit": row.outcome.unit,
            "better": row.outcome.better.value,
            "mean": row.mean,
            "low": row.low,
            "high": row.high,
            "worlds": row.worlds,
        }
        for row in summaries(done.blocks[0])
    ]
    return {**about([scenario], done, asked), "scenario": described(scenario), "outcomes": outcomes}


def described(scenario: Scenario) -> dict[str, Any]:
    """Return a scenario's name, title and file."""
    return {"name": scenario.name, "title": scenario.title, "file": scenario.file}


def about(scenarios: list[Scenario], done: Done, asked: Asked) -> dict[str, Any]:
    """Return what made the numbers, as ``--json`` prints it."""
    from sim import __version__
    from sim.kernel.cache import code_digest

    return {
        "worlds": done.worlds,
        "seed": asked.seed,
        "horizon_days": scenarios[0].horizon_days,
        "interrupted": done.interrupted,
        "version": __version__,
        "code": code_digest(),
        "out": asked.out,
        "events": done.logs,
    }
