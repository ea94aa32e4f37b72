"""What a run has beside its days and ages: cohorts by week and the Lorenz curve, as long tables and back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.results.arrow import Columns
from sim.results.block import Array, Block

PROFILES = ("cohorts", "lorenz")
"""Kinds of table that results of earlier versions do not have."""

AXES = {"cohorts": ("week", "weeks_later"), "lorenz": ("twentieth",)}
VALUES = {"cohorts": "visited", "lorenz": "share"}


def weeks_of(days: int) -> int:
    """Return the weeks of a run, a short one at the end included."""
    return -(-days // 7)


def shape_of_kind(kind: str, days: int, points: int = 20) -> tuple[int, ...]:
    """Shape of a profile of one group."""
    return (weeks_of(days),) * 2 if kind == "cohorts" else (points,)


def rows_of_kind(kind: str, days: int) -> int:
    """Rows of a group's profile: weeks that lie behind the end are left out."""
    weeks = weeks_of(days)
    return weeks * (weeks + 1) // 2 if kind == "cohorts" else shape_of_kind(kind, days)[0]


def profile_columns(kind: str, block: Block, runs: Sequence[str]) -> dict[str, Any] | None:
    """Return the long table of a block's profile, keys first; None if the block has none."""
    profile = {"cohorts": block.cohorts, "lorenz": block.lorenz}[kind]
    if profile is None:
        return None
    place = np.indices(profile.shape).reshape(profile.ndim, -1)
    if kind == "cohorts":
        place = place[:, place[2] + place[3] < profile.shape[2]]
    columns: dict[str, Any] = {
        "run": np.array(runs)[place[0]].tolist(),
        "world": block.worlds[place[0]],
        "group": np.array(block.groups)[place[1]].tolist(),
    }
    columns |= dict(zip(AXES[kind], place[2:], strict=True))
    values = profile[tuple(place)]
    return columns | {VALUES[kind]: values.astype(np.int64) if kind == "cohorts" else values}


def profile_of(
    kind: str, table: Columns, worlds: NDArray[np.int64], groups: Sequence[str], days: int
) -> Array | None:
    """Return a profile from its rows, shape (worlds, groups, ...); None if a place is empty or taken twice."""
    shape = (worlds.size, len(groups), *shape_of_kind(kind, days))
    world = np.minimum(np.searchsorted(worlds, table["world"]), worlds.size - 1)
    number = {name: place for place, name in enumerate(groups)}
    group = np.array([number.get(str(name), -1) for name in table["group"].tolist()], np.int64)
    place = [world, group, *(table[axis].astype(np.int64) for axis in AXES[kind])]
    inside = worlds[world] == table["world"]
    for position, size in zip(place, shape, strict=True):
        inside = inside & (position >= 0) & (position < size)
    if not inside.all() or inside.size != worlds.size * len(groups) * rows_of_kind(kind, days):
        return None
    flat = np.ravel_multi_index(place, shape)
    if np.unique(flat).size != flat.size:
        return None
    values = np.zeros(shape)
    values.reshape(-1)[flat] = table[VALUES[kind]]
    return values
