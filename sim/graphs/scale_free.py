"""Scale-free graphs: newcomers attach to those who are known already.

Barabasi and Albert, "Emergence of scaling in random networks", Science 286 (1999) 509-512,
doi:10.1126/science.286.5439.509.
"""

from __future__ import annotations

import numpy as np

from sim.graphs.slots import BEFORE, GRAPH, try_tie
from sim.kernel.options import entry, kernel
from sim.rng import uniforms

_FIRST = np.int64(0)
"""Row in the middle of the star that growth begins with."""

_PATIENCE = 16
"""Blocks of four draws for a newcomer, and four more for each tie, before the rest is given up."""


@kernel
def _attach(key, person, a, low, part, tie_count, tie_to, stubs, ends):  # type: ignore[no-untyped-def]
    """Tie newcomer ``a`` with ``low`` others, or one more with probability ``part``.

    Ends of ties of people without a free slot leave ``stubs`` when they are met, so that nobody
    is drawn in vain twice. The newcomer's own ends enter when all their ties are made; who made none enters once all the same.

    Returns
    -------
    tuple of int64
        Ties not made, and the number of ends now in ``stubs``.
    """
    wanted = low
    made = 0
    for block in range(_PATIENCE + 4 * low):
        lane = 4 * block
        after, v, w, x = uniforms(key, person, BEFORE, GRAPH, block)
        for _lane in range(4):
            u, after, v, w = after, v, w, x  # cheaper than to index a tuple
            if lane == 0:
                wanted += 1 if u < part else 0
            elif made < wanted and ends > 0:
                at = int(u * ends)
                b = np.int64(stubs[at])
                if tie_count[b] >= tie_to.shape[1]:
                    ends -= 1
                    stubs[at] = stubs[ends]
                elif try_tie(tie_count, tie_to, a, b):
                    made += 1
            lane += 1
        if made >= wanted or made >= a or ends == 0 or made >= tie_to.shape[1]:
            break
    if made == 0:
        stubs[ends] = a
        ends += 1
    for slot in range(made):
        stubs[ends] = tie_to[a, slot]
        stubs[ends + 1] = a
        ends += 2
    return wanted - made, ends


@entry
def fill_scale_free(key, keys, mean_ties, tie_count, tie_to):  # type: ignore[no-untyped-def]
    """Fill an empty tie table with a Barabasi-Albert graph grown in the order of the rows.

    Rows come one after another; each is tied with ``m = mean_ties / 2`` (a fraction is the
    probability of one more) distinct earlier rows, drawn in proportion to the ties these have: an
    end of an existing tie is drawn uniformly. The start is a star of the first ``ceil(m) + 1``
    rows, as in networkx. The first rows are therefore the hubs, and the mean is
    ``2 m (n - m) / n``, a little less than asked. Below a mean of 2 some newcomers attach to
    nobody; they count as if they had one tie, so that others can find them.

    Truncation: a person whose ``tie_to.shape[1]`` slots are taken is out of the draw from then on,
    and preference acts among the others. Hubs therefore stop at that many ties, the power-law tail
    ends there with a heap of people at the limit, and what the hubs would have got goes to the
    rest. Newcomers make at most half as many ties as there are slots, or those after them would
    find nobody with room: a mean beyond the slots is cut to the slots. Otherwise the number of ties
    is unchanged, but for a newcomer who drops the rest after about ``64 + 16 m`` draws in vain.

    Parameters
    ----------
    key : uint64
        Names seed, world and group.
    keys : uint64 array (n,)
        Keys of the persons, in the order of growth.
    mean_ties : float64
        Mean number of ties a person, twice the ties a newcomer makes.
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
    slots = tie_to.shape[1]
    dropped = 0
    if half > 0.5 * slots:
        dropped = int(n * (half - 0.5 * slots))
        half = 0.5 * slots
    low = int(half)
    part = half - low
    m = low if part == 0.0 else low + 1
    stubs = np.empty(n * (2 * m + 1), np.int32)
    ends = np.int64(0)
    for a in range(1, n):
        if a > m:
            missing, ends = _attach(key, keys[a], a, low, part, tie_count, tie_to, stubs, ends)
            dropped += missing
        elif try_tie(tie_count, tie_to, a, _FIRST):
            stubs[ends] = 0
            stubs[ends + 1] = a
            ends += 2
        else:
            dropped += 1
    return dropped
