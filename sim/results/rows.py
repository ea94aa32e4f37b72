"""From the rows of the tables back to arrays, and to tables in order."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.results.arrow import Columns
from sim.results.block import Array, Block
from sim.results.errors import ResultError
from sim.results.parts import COUNTS, KEYS
from sim.results.profiles import AXES, PROFILES, profile_of
from sim.results.study import StudyScenario


def block_of(tables: dict[str, Columns], scenario: StudyScenario, folder: Path) -> Block:
    """Arrays of one scenario from its rows, whatever their order, sorted by world.

    Raises
    ------
    ResultError
        If a run, group, day or age is missing or there twice.
    """
    order = np.argsort(tables["runs"]["world"], kind="stable")
    worlds = tables["runs"]["world"][order].astype(np.int64)
    days, groups = scenario.horizon_days, scenario.groups
    by_day = _arrays(tables["days"], "day", worlds, groups, days)
    by_age = _arrays(tables["survival"], "age", worlds, groups, days + 1)
    profiles = {
        kind: profile_of(kind, tables[kind], worlds, groups, days) for kind in PROFILES if kind in tables
    }
    if (
        by_day is None
        or by_age is None
        or not set(COUNTS) <= set(by_age)
        or any(profile is None for profile in profiles.values())
    ):
        raise ResultError(
            f"The tables in {folder} do not have one row a run, group and day for {scenario.name!r}; "
            "delete the folder and run the same command again."
        )
    return Block(
        worlds=worlds,
        groups=groups,
        days=by_day,
        runs={
            name: column[order].astype(np.float64)
            for name, column in tables["runs"].items()
            if name not in KEYS["runs"]
        },
        ended=by_age["ended"],
        at_risk=by_age["at_risk"],
        cohorts=profiles.get("cohorts"),
        lorenz=profiles.get("lorenz"),
    )


def _arrays(
    table: Columns, axis: str, worlds: NDArray[np.int64], groups: Sequence[str], length: int
) -> dict[str, Array] | None:
    """Columns as arrays of shape (worlds, groups, length); None if a place is empty or taken twice."""
    world = np.minimum(np.searchsorted(worlds, table["world"]), worlds.size - 1)
    group, known = _position(table["group"], groups)
    step = table[axis].astype(np.int64)
    known = known & (worlds[world] == table["world"]) & (step >= 0) & (step < length)
    shape = (worlds.size, len(groups), length)
    if not known.all() or known.size != worlds.size * len(groups) * length:
        return None
    place = (world * len(groups) + group) * length + step
    if not np.all(np.bincount(place, minlength=known.size) == 1):
        return None
    arrays: dict[str, Array] = {}
    for name, column in table.items():
        if name not in ("run", "world", "group", axis):
            values = np.empty(known.size, np.float64)
            values[place] = column
            arrays[name] = values.reshape(shape)
    return arrays


def _position(values: NDArray[Any], names: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Index of each value in ``names``, and whether it is one of them."""
    distinct, inverse = np.unique(values.astype(np.str_), return_inverse=True)
    index = {name: position for position, name in enumerate(names)}
    positions = np.array([index.get(str(value), -1) for value in distinct], np.int64)[inverse]
    return np.maximum(positions, 0), positions >= 0


def in_order(tables: dict[str, Columns], scenarios: Sequence[StudyScenario]) -> dict[str, Columns]:
    """Rows sorted by scenario, world, group and day or age, in the order of the study."""
    runs = tables["runs"]
    rank, _ = _position(runs["scenario"], [scenario.name for scenario in scenarios])
    first = _sorted(runs, np.lexsort((runs["world"], rank)))
    groups = list(dict.fromkeys(group for scenario in scenarios for group in scenario.groups))
    ordered = {"runs": first}
    axes = {"days": ("day",), "survival": ("age",), **AXES}
    for kind in (kind for kind in axes if kind in tables):
        table = tables[kind]
        run, _ = _position(table["run"], first["run"].tolist())
        group, _ = _position(table["group"], groups)
        along = [table[axis] for axis in reversed(axes[kind])]
        ordered[kind] = _sorted(table, np.lexsort((*along, group, run)))
    return ordered


def _sorted(table: Columns, order: NDArray[np.intp]) -> Columns:
    return {name: column[order] for name, column in table.items()}
