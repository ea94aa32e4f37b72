"""Which world is filmed, who is shown, and where they stand: one film of all scenarios of a comparison."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from sim.graphs.layout import community_layout
from sim.scenario.model import Scenario
from sim.study.comparison import Arm, Array, Comparison
from sim.study.film import record
from sim.study.reel import Film, Ints, Reel

MOST_PEOPLE = 2_000
"""People shown at most; of more, so many are drawn by lot, the same in every scenario."""

MOST_ANSWERS = 60_000
"""Answers kept, over all scenarios: the report carries each."""

MOST_CELLS = 1_200_000
"""People times days times scenarios: the report carries a byte for each."""

LARGEST = 200_000
"""Memberships of a scenario's world beyond which nothing is filmed: it would take as long as the study."""

END_DAYS = 28
"""Days of the end that a world's level of visits is taken from."""


def film(
    scenarios: Sequence[Scenario], found: Comparison, worlds: NDArray[np.int64], *, seed: int
) -> Film | None:
    """Film the most typical world of a comparison; None if its groups are too large.

    Parameters
    ----------
    scenarios
        The scenarios of the comparison, in its order.
    found
        The comparison.
    worlds
        Numbers of its worlds, shape (worlds,).
    seed
        The seed that they were run with.
    """
    at = typical(found)
    if max(_memberships(arm, at) for arm in found.arms) > LARGEST:
        return None
    world, group = int(worlds[at]), _group(scenarios)
    reels = [record(scenario, world=world, seed=seed, group=group) for scenario in scenarios]
    keys = _in_order(reels)
    shown = keys[
        np.sort(np.argsort(keys)[: _most(keys.size, reels)])
    ]  # keys are hashes: the smallest are a lot
    cut = tuple(_cut(reel, shown) for reel in reels)
    return Film(world, group, len(scenarios[0].groups), int(keys.size), _places(shown.size, cut), cut)


def typical(found: Comparison) -> int:
    """Return the position of the world that is nearest to the median of all worlds.

    Nearest in visits at the end, members at the end, messages and leaves, under every scenario, each distance in
    interquartile ranges over worlds; of equals the first.
    """
    distance = np.zeros(found.worlds)
    for arm in found.arms:
        for values in _characters(arm):
            low, middle, high = np.percentile(values, (25, 50, 75))
            distance += np.abs(values - middle) / (high - low if high > low else 1.0)
    return int(np.argmin(np.round(distance, 9)))


def _characters(arm: Arm) -> list[Array]:
    """Return what a world is judged by, shape (worlds,) each; what is not recorded is left out."""
    days = arm.days
    found = [days[name].sum(axis=1) for name in ("messages", "leaves") if name in days]
    found += [days["members"][:, -1]] if "members" in days else []
    found += [days["visiting"][:, -END_DAYS:].mean(axis=1)] if "visiting" in days else []
    return [values for values in found if np.isfinite(values).all()]


def _memberships(arm: Arm, at: int) -> float:
    """How many memberships there were in a world, those of day 0 nearly."""
    return float(arm.days["members"][at, 0] + arm.days["joins"][at].sum())


def _group(scenarios: Sequence[Scenario]) -> str:
    """Return the first group that every scenario has and that is not alike in all; else the first of them, or of all."""
    specs = [{group.id: group for group in scenario.groups} for scenario in scenarios]
    common = [each for each in specs[0] if all(each in others for others in specs)]
    differ = [each for each in common if any(others[each] != specs[0][each] for others in specs)]
    return (differ or common or list(specs[0]))[0]


def _most(people: int, reels: Sequence[Reel]) -> int:
    """Return how many people can be shown; answers among some of them become fewer with their square."""
    answers = sum(len(reel.links) for reel in reels)
    cells = sum(reel.seen.shape[1] for reel in reels)
    by_answers = people * math.sqrt(MOST_ANSWERS / answers) if answers > MOST_ANSWERS else people
    return int(min(MOST_PEOPLE, by_answers, max(1, MOST_CELLS // cells)))


def _in_order(reels: Sequence[Reel]) -> NDArray[np.uint64]:
    """Return the keys of everyone, in order of first joining under any scenario, on equal days by key."""
    keys = np.concatenate([reel.keys for reel in reels])
    days = np.concatenate([reel.joined for reel in reels])
    order = np.lexsort((keys, days))
    _, first = np.unique(keys[order], return_index=True)
    return np.asarray(keys[order][np.sort(first)])


def _cut(reel: Reel, shown: NDArray[np.uint64]) -> Reel:
    """Return a reel of the people shown, in their order."""
    order = np.argsort(shown)
    place = np.searchsorted(shown, reel.keys, sorter=order)
    is_shown = (place < shown.size) & (shown[order[np.minimum(place, shown.size - 1)]] == reel.keys)
    to = np.where(is_shown, order[np.minimum(place, shown.size - 1)], -1)

    def put(values: NDArray[np.generic], nothing: int) -> Ints:
        result = np.full(shown.size, nothing, np.int64)
        result[to[is_shown]] = values[is_shown]
        return result

    seen = np.zeros((shown.size, reel.seen.shape[1]), np.uint8)
    seen[to[is_shown]] = reel.seen[is_shown]
    links = np.column_stack([reel.links[:, 0], to[reel.links[:, 1:]]])
    known = to[reel.known]
    inviter = np.where(reel.inviter >= 0, to[reel.inviter], -1)
    return replace(
        reel,
        keys=shown,
        seen=seen,
        channel=put(reel.channel, -1),
        inviter=put(inviter, -1),
        cause=put(reel.cause, 0),
        role=put(reel.role, 0),
        spent=put(reel.spent, 0),
        joined=put(reel.joined, -1),
        left=put(reel.left, -1),
        links=links[(links >= 0).all(axis=1)],
        known=known[(known >= 0).all(axis=1)],
    )


def _places(people: int, reels: Sequence[Reel]) -> NDArray[np.float64]:
    """Place everyone by whom they knew, were brought by or answered, on any day under any scenario."""
    ties, weights = [np.zeros((0, 2), np.int64)], [np.zeros(0)]
    for reel in reels:
        brought = np.flatnonzero(reel.inviter >= 0)
        parts = (
            (reel.known, 1.0),
            (reel.links[:, 1:], 1.0),
            (np.column_stack([brought, reel.inviter[brought]]), 2.0),
        )
        for pairs, weight in parts:
            ties.append(pairs)
            weights.append(np.full(len(pairs), weight))
    return community_layout(people, np.concatenate(ties), np.concatenate(weights))
