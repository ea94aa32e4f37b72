"""Putting blocks of runs together and taking worlds out of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.results.block import Array, Block


def shape_of(block: Block) -> tuple[int, int, int]:
    """Number of worlds, groups and days; raise ValueError where the arrays do not fit together."""
    worlds, groups = int(block.worlds.size), len(block.groups)
    days = int(block.ended.shape[-1]) - 1
    expected = {"at_risk": block.at_risk, "ended": block.ended}
    for name, array in expected.items():
        if array.shape != (worlds, groups, days + 1):
            raise ValueError(f"{name} has shape {array.shape}, not {(worlds, groups, days + 1)}")
    for name, array in block.days.items():
        if array.shape != (worlds, groups, days):
            raise ValueError(f"days[{name!r}] has shape {array.shape}, not {(worlds, groups, days)}")
    for name, array in block.runs.items():
        if array.shape != (worlds,):
            raise ValueError(f"runs[{name!r}] has shape {array.shape}, not {(worlds,)}")
    for name, profile in _profiles(block).items():
        if profile is not None and profile.shape[:2] != (worlds, groups):
            raise ValueError(f"{name} has shape {profile.shape}, not {(worlds, groups)} and more")
    if np.unique(block.worlds).size != worlds:
        raise ValueError("a block holds each world once")
    return worlds, groups, days


def _profiles(block: Block) -> dict[str, Array | None]:
    """What a run has beside days and ages."""
    return {"cohorts": block.cohorts, "lorenz": block.lorenz}


def _take(block: Block, rows: NDArray[np.intp]) -> Block:
    """The runs at some positions, in that order."""
    worlds = block.worlds[rows]
    return Block(
        worlds=worlds,
        groups=block.groups,
        days={name: array[rows] for name, array in block.days.items()},
        runs={name: array[rows] for name, array in block.runs.items()},
        ended=block.ended[rows],
        at_risk=block.at_risk[rows],
        events=block.events if np.any(worlds == 0) else None,
        **{name: None if profile is None else profile[rows] for name, profile in _profiles(block).items()},
    )


def select_worlds(block: Block, worlds: ArrayLike) -> Block:
    """Return the runs of ``worlds``, in that order.

    Raises
    ------
    KeyError
        If the block lacks one of them.
    """
    place = {int(world): row for row, world in enumerate(block.worlds)}
    asked = np.asarray(worlds, np.int64)
    return _take(block, np.array([place[int(world)] for world in asked], np.intp))


def join_blocks(blocks: Sequence[Block]) -> Block:
    """Return the runs of several blocks of one scenario, sorted by world.

    Raises
    ------
    ValueError
        If there is no block, if blocks differ in groups, days or columns, or share a world.
    """
    if not blocks:
        raise ValueError("there is no block to join")
    first = blocks[0]
    layout = (first.groups, shape_of(first)[2], tuple(first.days), tuple(first.runs))
    for block in blocks[1:]:
        if (block.groups, shape_of(block)[2], tuple(block.days), tuple(block.runs)) != layout:
            raise ValueError("blocks differ in groups, days or columns")

    def stacked(arrays: list[Array]) -> Array:
        return np.concatenate(arrays, axis=0)

    worlds = np.concatenate([block.worlds for block in blocks])
    if np.unique(worlds).size != worlds.size:
        raise ValueError("blocks share a world")
    joined = Block(
        worlds=worlds,
        groups=first.groups,
        days={name: stacked([block.days[name] for block in blocks]) for name in first.days},
        runs={name: stacked([block.runs[name] for block in blocks]) for name in first.runs},
        ended=stacked([block.ended for block in blocks]),
        at_risk=stacked([block.at_risk for block in blocks]),
        events=next((block.events for block in blocks if block.events is not None), None),
        **{name: _joined([_profiles(block)[name] for block in blocks]) for name in _profiles(first)},
    )
    return _take(joined, np.argsort(worlds))


def _joined(profiles: list[Array | None]) -> Array | None:
    """Profiles of several blocks under each other; none if a block lacks them."""
    known = [profile for profile in profiles if profile is not None]
    return np.concatenate(known, axis=0) if len(known) == len(profiles) else None
