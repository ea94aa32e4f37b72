"""Ties of a group: symmetric, a fixed number of slots each, the weakest displaced.

Strength is a sum of contacts that fade by half every ``half_life`` days. It is kept as its base-2
logarithm counted forward from day 0, ``log2(sum of 2**(day of contact / half_life))``: fading then
changes no comparison and needs no update, and nothing sticks however slow it is.
"""

from __future__ import annotations

import numpy as np

from sim.kernel.options import inlined, kernel
from sim.kernel.scalars import fast_exp, fast_log

_LN_2 = 0.6931471805599453


@inlined
def slot_of(tie_count, tie_to, a, b):  # type: ignore[no-untyped-def]
    """Slot of ``a`` that leads to ``b``, or -1; looks at every slot, which is quicker than to stop at the right one."""
    found = np.int32(0)
    for slot in range(tie_to.shape[1]):
        here = (tie_to[a, slot] == b) & (slot < tie_count[a])
        found |= np.int32(slot + 1) * here
    return np.int64(found) - 1


@inlined
def leads(tie_count, tie_to, a, slot, b):  # type: ignore[no-untyped-def]
    """Whether a slot of ``a``, or -1, leads to ``b``: for slots that were looked up a while ago."""
    return slot >= 0 and slot < tie_count[a] and tie_to[a, slot] == b


@inlined
def strengthen(old, new):  # type: ignore[no-untyped-def]
    """Forward log-strength after one more contact; ``new`` is that of a single contact today."""
    return max(old, new) + fast_log(1.0 + fast_exp(-abs(new - old) * _LN_2)) / _LN_2


@kernel
def reinforce(tie_count, tie_to, tie_strength, a, slot, new):  # type: ignore[no-untyped-def]
    """Strengthen the tie in a slot of ``a`` by one more contact, on both ends; ``new`` as for :func:`strengthen`."""
    other = np.int64(tie_to[a, slot])
    strength = strengthen(tie_strength[a, slot], new)
    tie_strength[a, slot] = strength
    tie_strength[other, slot_of(tie_count, tie_to, other, a)] = strength


@inlined
def _drop(tie_count, tie_to, tie_strength, a, slot):  # type: ignore[no-untyped-def]
    """Empty one slot of ``a``; later slots move up, so that order stays that of making.

    All slots are gone through, whichever it is: a loop of always the same length is foreseen by the processor.
    """
    for k in range(tie_to.shape[1] - 1):
        source = k + (k >= slot)
        tie_to[a, k] = tie_to[a, source]
        tie_strength[a, k] = tie_strength[a, source]
    tie_count[a] -= 1


@inlined
def _make_room(tie_count, tie_to, tie_strength, keys, a):  # type: ignore[no-untyped-def]
    """If all slots of ``a`` are taken, end its weakest tie (on ties the larger key), both ends."""
    width = tie_to.shape[1]
    if tie_count[a] < width:
        return
    least = tie_strength[a, 0]
    for slot in range(1, width):
        least = min(least, tie_strength[a, slot])
    weakest = np.int64(-1)
    for slot in range(width):
        if tie_strength[a, slot] == least and (
            weakest < 0 or keys[tie_to[a, slot]] > keys[tie_to[a, weakest]]
        ):
            weakest = np.int64(slot)
    other = np.int64(tie_to[a, weakest])
    _drop(tie_count, tie_to, tie_strength, a, weakest)
    _drop(tie_count, tie_to, tie_strength, other, slot_of(tie_count, tie_to, other, a))


@kernel
def connect(tie_count, tie_to, tie_strength, keys, a, b, strength):  # type: ignore[no-untyped-def]
    """Tie ``a`` and ``b``, who have none yet, displacing the weakest tie of either if it is full."""
    for end in (a, b):
        _make_room(tie_count, tie_to, tie_strength, keys, end)
    for mine, other in ((a, b), (b, a)):
        slot = tie_count[mine]
        tie_to[mine, slot] = other
        tie_strength[mine, slot] = strength
        tie_count[mine] = slot + 1


@kernel
def isolate(tie_count, tie_to, tie_strength, a):  # type: ignore[no-untyped-def]
    """End all ties of ``a``, on both ends."""
    for slot in range(tie_count[a]):
        other = np.int64(tie_to[a, slot])
        _drop(tie_count, tie_to, tie_strength, other, slot_of(tie_count, tie_to, other, a))
    tie_count[a] = 0
