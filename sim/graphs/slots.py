"""The tie table while a graph is built: row ``i`` holds its ties in the first ``tie_count[i]`` slots.

Both helpers keep the table symmetric, without self loops or duplicates, and within its slots; what
stands in a slot behind the count means nothing. Give them rows as int64 and counts as they are:
every other type of argument is one more specialisation to compile. They are kernels, not scalars: the
compiler may inline them and need not, which halves the time of compiling.
"""

from __future__ import annotations

import numpy as np

from sim.kernel.options import kernel
from sim.rng import Decision

GRAPH = np.uint64(Decision.GRAPH)

BEFORE = np.int64(-1)
"""The day of all draws of a graph. With :data:`GRAPH`, typed here so that Numba compiles one variant."""


@kernel
def try_tie(tie_count, tie_to, a, b):  # type: ignore[no-untyped-def]
    """Tie ``a`` and ``b`` and return True, or False if they are one, know each other, or one is full.

    Scans the slots of ``a``, so let ``a`` be the one with few ties.
    """
    mine = np.int64(tie_count[a])
    theirs = np.int64(tie_count[b])
    if a == b or mine >= tie_to.shape[1] or theirs >= tie_to.shape[1]:
        return False
    for slot in range(mine):
        if tie_to[a, slot] == b:
            return False
    tie_to[a, mine] = b
    tie_to[b, theirs] = a
    tie_count[a] = mine + 1
    tie_count[b] = theirs + 1
    return True


@kernel
def try_move(tie_count, tie_to, a, old, new):  # type: ignore[no-untyped-def]
    """Let the tie of ``a`` with ``old`` lead to ``new`` instead and return True.

    False, and no change, if there is no such tie, if ``a`` is or knows ``new``, or if ``new`` is full.
    """
    theirs = np.int64(tie_count[new])
    if a == new or theirs >= tie_to.shape[1]:
        return False
    at = -1
    for slot in range(np.int64(tie_count[a])):
        if tie_to[a, slot] == new:
            return False
        if tie_to[a, slot] == old:
            at = slot
    if at < 0:
        return False
    tie_to[a, at] = new
    tie_to[new, theirs] = a
    tie_count[new] = theirs + 1
    last = np.int64(tie_count[old]) - 1
    for slot in range(last):
        if tie_to[old, slot] == a:
            tie_to[old, slot] = tie_to[old, last]
    tie_count[old] = last
    return True
