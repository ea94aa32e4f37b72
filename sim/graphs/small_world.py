"""Small-world graphs: a ring of neighbours, some of whose ties lead to anyone.

Watts and Strogatz, "Collective dynamics of 'small-world' networks", Nature 393 (1998) 440-442,
doi:10.1038/30918.
"""

from __future__ import annotations

import numpy as np

from sim.graphs.slots import BEFORE, GRAPH, try_move, try_tie
from sim.kernel.options import entry, kernel
from sim.rng import uniforms

_ODD = np.int64(0)
"""Block of the draw for the odd tie; those from 1 on decide on rewiring."""

_CANDIDATES = 1 << 12
"""First block of candidates for new ends."""

_TRIES = 8
"""Blocks of four candidates before a tie stays as it is."""


@kernel
def _rewire(key, person, a, b, distance, n, tie_count, tie_to):  # type: ignore[no-untyped-def]
    """Let the tie of ``a`` with ``b`` lead to the first of 32 candidates to whom it can."""
    first = _CANDIDATES + distance * _TRIES
    for block in range(first, first + _TRIES):
        after, v, w, x = uniforms(key, person, BEFORE, GRAPH, block)
        for _lane in range(4):
            u, after, v, w = after, v, w, x  # cheaper than to index a tuple
            if try_move(tie_count, tie_to, a, b, int(u * n)):
                return


@entry
def fill_small_world(key, keys, mean_ties, rewiring, tie_count, tie_to):  # type: ignore[no-untyped-def]
    """Fill an empty tie table with a Watts-Strogatz graph over the order of the rows.

    Everybody is tied with the ``mean_ties / 2`` next ones on the ring (a fraction is the
    probability of one more). Then each of these ties is rewired with probability ``rewiring``: its
    far end becomes anyone, uniformly among those who are not tied with the near end yet and have a
    free slot. This goes person by person, not lap by lap as in the article, which changes nothing
    that one can measure. A tie for which 32 candidates fail stays where it is.

    Truncation: with ``tie_to.shape[1]`` slots nobody is *given* a tie beyond them, so the few who
    would have collected more by rewiring do not, and others get theirs; the number of ties is
    unchanged. Only ties of the ring itself that exceed the slots, or that a ring of so few people
    does not have, are dropped.

    Parameters
    ----------
    key : uint64
        Names seed, world and group.
    keys : uint64 array (n,)
        Keys of the persons, in the order of the ring.
    mean_ties : float64
        Mean number of ties a person.
    rewiring : float64
        Probability of a tie being rewired.
    tie_count : unsigned array (n,)
        All 0; the number of ties on return.
    tie_to : int32 array (n, slots)
        Rows of the others on return.

    Returns
    -------
    int
        Ties that were asked for and found no place.
    """
    n = len(keys)
    half = mean_ties / 2.0
    reach = int(half)
    part = half - reach
    dropped = 0
    for distance in range(1, reach + 2):
        for a in range(n):
            if distance > reach and (part == 0.0 or uniforms(key, keys[a], BEFORE, GRAPH, _ODD)[0] >= part):
                continue
            b = a + distance
            if 2 * distance >= n or not try_tie(tie_count, tie_to, a, b if b < n else b - n):
                dropped += 1
    if rewiring == 0.0:
        return dropped
    laps = reach + 1 if part > 0.0 else reach
    for a in range(n):
        for lap in range(0, laps, 4):
            after, v, w, x = uniforms(key, keys[a], BEFORE, GRAPH, 1 + lap // 4)
            for distance in range(lap + 1, lap + 5):
                u, after, v, w = after, v, w, x
                if u < rewiring and distance <= laps and 2 * distance < n:
                    b = a + distance
                    _rewire(key, keys[a], a, b if b < n else b - n, distance, n, tie_count, tie_to)
    return dropped
