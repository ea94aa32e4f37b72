"""Who of several is most like somebody: how introductions find whom to propose."""

from __future__ import annotations

import numpy as np

from sim.kernel.ahead import ask_for
from sim.kernel.options import inlined, kernel
from sim.state.ties import slot_of

_FEW = 4
"""How many of those proposed are looked at."""


@inlined
def ask_for_few(interests, proposed):  # type: ignore[no-untyped-def]
    """Let what :func:`most_alike` is about to look at be fetched meanwhile."""
    for k in range(min(_FEW, proposed.size)):
        ask_for(interests, proposed[k])


@kernel
def most_alike(tie_count, tie_to, interests, i, proposed):  # type: ignore[no-untyped-def]
    """Of the first four of ``proposed`` without a tie to ``i`` the one most like them, and their distance squared; or -1.

    Parameters
    ----------
    proposed : uint32 array (n,)
        Rows, in the order in which they are looked at.
    """
    best, nearest, seen = np.int64(-1), 1e30, 0
    for k in range(proposed.size):
        j = np.int64(proposed[k])
        if slot_of(tie_count, tie_to, i, j) >= 0:
            continue
        seen += 1
        apart = (interests[i, 0] - interests[j, 0]) ** 2 + (interests[i, 1] - interests[j, 1]) ** 2
        if apart < nearest:
            best, nearest = j, apart
        if seen == _FEW:
            break
    return best, nearest
