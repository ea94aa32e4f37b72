"""Ties of a group: symmetric, a fixed number of slots each, the weakest displaced.

Strength is a sum of contacts that fade by half every ``half_life`` days. It is counted forward: instead of older
contacts becoming worth less, later ones count for more, ``2**(day / half_life - shift)`` (the group's ``contact``).
Fading then changes no comparison and needs no update, and nothing sticks however slow it is. Before numbers get
too large, all are divided by the same power of two, which rounds nothing (:func:`next_contact`). A logarithm of
the sum would never get large, but each contact cost 45 ns, most of it waiting for the one before.
"""

from __future__ import annotations

import math

import numpy as np

from sim.kernel.options import inlined, kernel

_LARGE = 48.0
"""Power of two from which on strengths are made smaller: 32-bit numbers go up to 127."""


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


@kernel
def next_contact(group, day, tie_strength):  # type: ignore[no-untyped-def]
    """Settle what a contact counts tomorrow; before that gets large, make all strengths smaller alike."""
    power = (day + 1) * group.contact_pace - group.contact_shift
    if power > _LARGE:
        down = math.floor(power + _LARGE)
        group.contact_shift += down
        power -= down
        factor = 2.0 ** max(-down, -1000.0)
        for i in range(group.n_rows):
            for slot in range(tie_strength.shape[1]):
                tie_strength[i, slot] *= factor
    group.contact = 2.0**power


@kernel
def reinforce(tie_count, tie_to, tie_strength, a, slot, contact):  # type: ignore[no-untyped-def]
    """Strengthen the tie in a slot of ``a`` by one more contact, on both ends."""
    other = np.int64(tie_to[a, slot])
    strength = tie_strength[a, slot] + contact
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
