"""Places for people on a plane: communities as discs beside one another, those without ties around them.

Communities are those of Louvain's method: Blondel, Guillaume, Lambiotte and Lefebvre, "Fast unfolding of communities
in large networks", J. Stat. Mech. (2008) P10008, doi:10.1088/1742-5468/2008/10/P10008. Within a disc people stand on
the spiral of a sunflower, which fills it evenly (Vogel, "A better way to construct the sunflower head", Mathematical
Biosciences 44 (1979) 179-189, doi:10.1016/0025-5564(79)90080-4), the best connected in the middle, and are turned
towards those whom they know (the barycentre rule of layered drawings).
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]

GOLDEN = math.pi * (3.0 - math.sqrt(5.0))
"""Angle between neighbours on the spiral."""

SMALLEST = 4
"""People from whom on a community gets a disc of its own."""

TURNS = 12
"""Rounds in which people turn towards those whom they know."""

GAP = 1.6
"""Room between discs, in distances between people."""


def community_layout(n: int, ties: NDArray[np.int64], weights: NDArray[np.float64]) -> Points:
    """Return a place for each of ``n`` people, in the square from 0 to 1; the same input gives the same places.

    Parameters
    ----------
    n
        Number of people.
    ties
        Pairs of people, shape (ties, 2); repeated pairs and both directions add up, those to oneself do not count.
    weights
        How much each tie counts, shape (ties,), above 0.

    Returns
    -------
    Points
        Shape (n, 2).
    """
    ties, weights = _merged(n, ties, weights)
    discs, loners = _communities(n, ties, weights)
    place = np.zeros((n, 2))
    centres = _packed([_radius(disc.size) for disc in discs], _between(n, discs, ties, weights))
    for disc, centre in zip(discs, centres, strict=True):
        order = disc[np.argsort(-_strength(n, ties, weights)[disc], kind="stable")]
        place[order] = centre + _spiral(disc.size)
    _turn(place, discs, centres, ties, weights)
    reach = max((math.hypot(*c) + _radius(d.size) for c, d in zip(centres, discs, strict=True)), default=0.0)
    place[loners] = _spiral(loners.size, start=(reach + 0.5 * GAP) ** 2 if discs else 0.0)
    return _into_square(place)


def _merged(
    n: int, ties: NDArray[np.int64], weights: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Add up what is said of the same pair; pairs in order, the smaller number first."""
    low, high = ties.min(axis=1, initial=n), ties.max(axis=1, initial=-1)
    real = low < high
    pair, which = np.unique(low[real] * n + high[real], return_inverse=True)
    sums = np.bincount(which, weights[real], minlength=pair.size).astype(np.float64)
    return np.stack([pair // n, pair % n], axis=1).astype(np.int64), sums


def _strength(n: int, ties: NDArray[np.int64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.bincount(ties.ravel(), np.repeat(weights, 2), minlength=n).astype(np.float64)


def _communities(
    n: int, ties: NDArray[np.int64], weights: NDArray[np.float64]
) -> tuple[list[NDArray[np.int64]], NDArray[np.int64]]:
    """Return communities with a disc of their own, largest first, and everybody else in order."""
    import networkx as nx

    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(np.unique(ties).tolist())
    graph.add_weighted_edges_from(
        (a, b, w) for (a, b), w in zip(ties.tolist(), weights.tolist(), strict=True)
    )
    found = nx.community.louvain_communities(graph, seed=0) if ties.size else []
    discs = [np.array(sorted(each), np.int64) for each in found if len(each) >= SMALLEST]
    discs.sort(key=lambda disc: (-disc.size, int(disc[0])))
    alone = np.ones(n, bool)
    for disc in discs:
        alone[disc] = False
    return discs, np.flatnonzero(alone)


def _radius(size: int) -> float:
    """Radius of a disc of so many people, in distances between people."""
    return math.sqrt(size)


def _spiral(size: int, start: float = 0.0) -> Points:
    """Places on the spiral, one person to each unit of squared radius, from a squared radius on."""
    radius = np.sqrt(start + np.arange(size) + 0.5)
    angle = GOLDEN * np.arange(size)
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)


def _between(
    n: int, discs: list[NDArray[np.int64]], ties: NDArray[np.int64], weights: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Weight of the ties between discs, shape (discs, discs)."""
    disc_of = np.full(n, -1)
    for number, disc in enumerate(discs):
        disc_of[disc] = number
    a, b = disc_of[ties[:, 0]], disc_of[ties[:, 1]]
    across = (a >= 0) & (b >= 0) & (a != b)
    between = np.zeros((len(discs), len(discs)))
    np.add.at(between, (a[across], b[across]), weights[across])
    return between + between.T


def _packed(radii: list[float], between: NDArray[np.float64]) -> list[Points]:
    """Put discs beside one another, each where it touches two others and is near those it has ties to."""
    centres = np.zeros((0, 2))
    for number, radius in enumerate(radii):
        reach = np.array(radii[:number]) + radius + GAP
        spots = _spots(centres, reach)
        apart = np.hypot(*(spots[:, None] - centres[None]).transpose(2, 0, 1))
        free = (apart >= reach - 1e-9).all(axis=1)
        pull = between[number, :number] / max(between[number, :number].sum(), 1e-9)
        price = apart @ pull + np.hypot(*spots.T)
        best = int(np.argmin(np.where(free, np.round(price, 9), np.inf)))
        centres = np.concatenate([centres, spots[best : best + 1]])
    return list(centres - _middle(centres, np.array(radii)))


def _middle(centres: Points, radii: NDArray[np.float64]) -> Points:
    """Return the middle of the smallest circle around all discs, nearly: step by step towards the farthest.

    Badoiu and Clarkson, "Smaller core-sets for balls", SODA 2003, 801-802.
    """
    middle = np.zeros(2)
    for step in range(1, 200 if len(centres) else 1):
        reach = np.hypot(*(centres - middle).T) + radii
        farthest = int(np.argmax(reach))
        middle = (
            middle + (centres[farthest] - middle) / (step + 1) * (1 + radii[farthest] / reach[farthest]) / 2
        )
    return middle


def _spots(centres: Points, reach: NDArray[np.float64]) -> Points:
    """Places at the given distances from two of the centres at once; beside the first if there is no second."""
    if len(centres) == 0:
        return np.zeros((1, 2))
    beside = centres[:1] + np.array([[reach[0], 0.0]])
    i, j = np.triu_indices(len(centres), 1)
    across = centres[j] - centres[i]
    d = np.hypot(*across.T)
    along = (d**2 + reach[i] ** 2 - reach[j] ** 2) / (2 * d)
    aside = reach[i] ** 2 - along**2
    meets = aside >= 0
    unit = across[meets] / d[meets, None]
    middle = centres[i][meets] + along[meets, None] * unit
    off = np.sqrt(aside[meets])[:, None] * np.stack([-unit[:, 1], unit[:, 0]], axis=1)
    return np.concatenate([beside, middle + off, middle - off])


def _turn(
    place: Points,
    discs: list[NDArray[np.int64]],
    centres: list[Points],
    ties: NDArray[np.int64],
    weights: NDArray[np.float64],
) -> None:
    """Let people swap places with those as far from the middle as they are, towards whom they know."""
    n = len(place)
    total = np.maximum(_strength(n, ties, weights), 1e-9)
    for _ in range(TURNS):
        wish = np.zeros((n, 2))
        for axis in (0, 1):
            pulled = np.concatenate([weights * place[ties[:, 1], axis], weights * place[ties[:, 0], axis]])
            wish[:, axis] = np.bincount(ties.T.ravel(), pulled, minlength=n) / total
        for disc, centre in zip(discs, centres, strict=True):
            here = place[disc] - centre
            ring = np.sqrt(np.rint((here**2).sum(axis=1) - 0.5)).astype(np.int64)
            for r in np.unique(ring):
                who = disc[ring == r]
                want = _angle(wish[who] - centre)
                spots = place[who]
                have = _angle(spots - centre)
                place[who[np.argsort(want, kind="stable")]] = spots[np.argsort(have, kind="stable")]


def _angle(points: Points) -> NDArray[np.float64]:
    angle: NDArray[np.float64] = np.arctan2(points[:, 1], points[:, 0]).astype(np.float64)
    return angle.round(9)


def _into_square(place: Points) -> Points:
    """Scale both axes alike into the square from 0 to 1, the middle of what there is in its middle."""
    if len(place) == 0:
        return place
    low, high = place.min(axis=0), place.max(axis=0)
    scaled: Points = (place - (low + high) / 2) / max(float((high - low).max()), 1e-9) + 0.5
    return scaled
