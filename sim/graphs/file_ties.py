"""Tie table from a list of ties, in the order of the list."""

from __future__ import annotations

import numpy as np

from sim.graphs.slots import try_tie
from sim.kernel.options import entry


@entry
def fill_listed(pairs, tie_count, tie_to):  # type: ignore[no-untyped-def]
    """Fill an empty tie table with the listed ties; a tie is dropped when either end has no free slot.

    Parameters
    ----------
    pairs : int32 array (ties, 2)
        Rows of the two ends; no self loops, no duplicates.
    tie_count : unsigned array (n,)
        All 0; the number of ties on return.
    tie_to : int32 array (n, slots)
        Rows of the others on return.

    Returns
    -------
    int
        Ties dropped.
    """
    dropped = 0
    for at in range(len(pairs)):
        if not try_tie(tie_count, tie_to, np.int64(pairs[at, 0]), np.int64(pairs[at, 1])):
            dropped += 1
    return dropped
