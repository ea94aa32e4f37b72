"""Ready-made ways to sum up a measure over a run; each returns a function for ``Outcome.compute``."""

from __future__ import annotations

from collections.abc import Callable

from sim.contracts.measure import Array, RunTables

LAST_DAYS = 28
"""What "late" means: the last four weeks of a run."""


def total(name: str) -> Callable[[RunTables], Array]:
    """Add a measure up over all days."""

    def compute(tables: RunTables) -> Array:
        summed: Array = tables.days[name].sum(axis=1)
        return summed

    return compute


def at_end(name: str) -> Callable[[RunTables], Array]:
    """Take a measure's value on the last day."""

    def compute(tables: RunTables) -> Array:
        return tables.days[name][:, -1]

    return compute


def late_mean(name: str) -> Callable[[RunTables], Array]:
    """Average a measure over the last :data:`LAST_DAYS` days."""

    def compute(tables: RunTables) -> Array:
        mean: Array = tables.days[name][:, -LAST_DAYS:].mean(axis=1)
        return mean

    return compute
