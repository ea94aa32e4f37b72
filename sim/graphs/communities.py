"""Graphs of circles: most ties stay inside a circle of like-minded people.

Circles of equal standing with more ties inside than between them are the planted partition of
Condon and Karp, "Algorithms for graph partitioning on the planted partition model", Random
Structures and Algorithms 18 (2001) 116-140; that ties follow likeness is homophily: McPherson,
Smith-Lovin and Cook, "Birds of a feather", Annual Review of Sociology 27 (2001) 415-444,
doi:10.1146/annurev.soc.27.1.415.
"""

from __future__ import annotations

import math

import numpy as np

from sim.graphs.circles import cut_circles, order_by_interests
from sim.graphs.slots import BEFORE, GRAPH, try_tie
from sim.kernel.ahead import ask_for
from sim.kernel.options import entry, kernel, scalar
from sim.kernel.scratch import PART, floats, words
from sim.rng import draw_four, uniforms

_FIRST = np.int64(1)
"""First block of a person's draws; block 0 belongs to the circles."""

_MAX_SOUGHT = 5_000
"""Ends the summation whatever the rounding; ten times the largest mean."""

_IN_CIRCLE = 20
"""Candidates for a tie in the own circle, before anyone will do."""

_MAX_TRIES = 40
"""Candidates for a tie in all."""


@scalar
def _poisson(rate, none, u):  # type: ignore[no-untyped-def]
    """Poisson count by summation of its CDF; ``none`` is exp(-rate), taken once for all people.

    ``sim.kernel.scalars.poisson_quantile`` gives the same; it costs a fifth of a second more of
    compiling and an exponential each time, for rates beyond those that scenarios may have here.
    """
    count = 0
    probability = none
    total = none
    while total < u and count < _MAX_SOUGHT:
        count += 1
        probability *= rate / count
        total += probability
    return count


@kernel
def _seek(key, person, a, drawn, rate, none, homophily, order, low, size, tie_count, tie_to):  # type: ignore[no-untyped-def]
    """Make the ties that ``a`` seeks; the circle is ``order[low : low + size]``; returns those not made.

    One uniform says how many, then one for each candidate; ``drawn`` has the first four. The first for a tie also says
    where to look: what lies below ``homophily`` is stretched over the circle, what lies above over all.
    """
    n = len(order)
    slots = tie_to.shape[1]
    sought = -1
    tries = 0
    inside = False
    block = _FIRST
    after, v, w, x = drawn
    while True:
        for _lane in range(4):
            u, after, v, w = after, v, w, x  # cheaper than to index a tuple
            if sought < 0:
                sought = _poisson(rate, none, u)
            elif sought > 0:
                if tries == 0:
                    inside = u < homophily
                    u = u / homophily if inside else (u - homophily) / (1.0 - homophily)
                tries += 1
                start, room = (low, size) if inside and tries <= _IN_CIRCLE else (0, n)
                at = int(u * room)
                if at >= room:  # a stretched uniform may round to 1
                    at = room - 1
                other = np.int64(order[start + at])
                if try_tie(tie_count, tie_to, a, other):
                    sought -= 1
                    tries = 0
                elif tries == _MAX_TRIES or tie_count[a] >= slots:
                    return sought
        if sought == 0:
            return 0
        block += 1
        after, v, w, x = uniforms(key, person, BEFORE, GRAPH, block)


@entry
def fill_communities(key, keys, interests, mean_ties, circle_size, homophily, tie_count, tie_to):  # type: ignore[no-untyped-def]
    """Fill an empty tie table with a graph of circles.

    People are put into circles by likeness of interests, see :mod:`sim.graphs.circles`. Each seeks
    a Poisson number of ties with mean ``mean_ties / 2`` and is sought as often by others, so that
    the number of ties is close to Poisson with mean ``mean_ties``. With probability ``homophily``
    a tie is sought in the own circle, else among all (the own circle included); the other is
    uniform among those without a tie yet and with a free slot. If 20 candidates in the circle
    fail, 20 among all follow: a circle that is too small for the ties asked of it fills up, and
    the rest of its ties leads out. A person for whom these fail too seeks no further.

    Truncation: people whose ``tie_to.shape[1]`` slots are taken are neither drawn nor seek
    further. The tail of the Poisson distribution heaps at the limit; what a full person would have
    got from others goes to somebody else, what they would still have sought is dropped.

    Parameters
    ----------
    key : uint64
        Names seed, world and group.
    keys : uint64 array (n,)
        Keys of the persons.
    interests : float32 array (n, 2)
        Interests of the persons.
    mean_ties : float64
        Mean number of ties a person.
    circle_size : float64
        Mean number of people in a circle.
    homophily : float64
        Share of ties sought in the own circle.
    tie_count : unsigned array (n,)
        All 0; the number of ties on return.
    tie_to : int32 array (n, slots)
        Rows of the others on return.

    Returns
    -------
    int
        Ties that were asked for and found no place.
    """
    order = order_by_interests(interests)
    border = cut_circles(key, keys, order, circle_size)
    rate = mean_ties / 2.0
    none = math.exp(-rate)
    dropped = 0
    c = 0
    for first in range(0, len(order), PART):
        seeking = order[first : first + PART]
        n = len(seeking)
        people, u, v, w, x = words(n), floats(n), floats(n), floats(n), floats(n)
        for k in range(n):
            people[k] = keys[seeking[k]]
        draw_four(key, people, BEFORE, GRAPH, _FIRST, u, v, w, x)
        for k in range(n):
            ask_for(tie_to, seeking[k])
            for drawn in (v[k], w[k]):  # whom these lead to out of the circle
                if drawn > homophily:
                    ask_for(tie_to, order[int((drawn - homophily) / (1.0 - homophily) * (len(order) - 1))])
        for k in range(n):
            while first + k >= border[c + 1]:
                c += 1
            low = np.int64(border[c])
            dropped += _seek(
                key, people[k], np.int64(seeking[k]), (u[k], v[k], w[k], x[k]), rate, none, homophily, order, low,
                border[c + 1] - low, tie_count, tie_to,
            )  # fmt: skip
    return dropped
