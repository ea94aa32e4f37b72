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
from sim.kernel.place import place_of
from sim.kernel.scalars import in_order

_LARGE = 48.0
"""Power of two from which on strengths are made smaller: 32-bit numbers go up to 127."""


@inlined
def slot_of(tie_count, tie_to, a, b):  # type: ignore[no-untyped-def]
    """Slot of ``a`` that leads to ``b``, or -1."""
    return place_of(tie_to, a, tie_count[a], b)


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
    """Empty one slot of ``a``; the last one takes its place."""
    last = tie_count[a] - 1
    tie_to[a, slot] = tie_to[a, last]
    tie_strength[a, slot] = tie_strength[a, last]
    tie_count[a] = last


@inlined
def _weakest(tie_to, tie_strength, keys, a):  # type: ignore[no-untyped-def]
    """Slot of the weakest tie of ``a``, all of whose slots are taken; of equals the one to the larger key."""
    least = in_order(tie_strength[a, 0])
    for slot in range(1, tie_to.shape[1]):
        least = min(least, in_order(tie_strength[a, slot]))
    weakest, alike = 0, 0
    for slot in range(tie_to.shape[1]):
        here = in_order(tie_strength[a, slot]) == least
        weakest = slot if here else weakest
        alike += here
    if alike > 1:
        for slot in range(weakest):
            if in_order(tie_strength[a, slot]) == least and keys[tie_to[a, slot]] > keys[tie_to[a, weakest]]:
                weakest = slot
    return np.int64(weakest)


@inlined
def _slot_for(tie_count, tie_to, tie_strength, keys, a):  # type: ignore[no-untyped-def]
    """Slot of ``a`` for a new tie; if all are taken, that of its weakest tie, which ends on its other end as well."""
    count = np.int64(tie_count[a])
    if count < tie_to.shape[1]:
        tie_count[a] = count + 1
        return count
    slot = _weakest(tie_to, tie_strength, keys, a)
    other = np.int64(tie_to[a, slot])
    _drop(tie_count, tie_to, tie_strength, other, slot_of(tie_count, tie_to, other, a))
    return slot


@kernel
def connect(tie_count, tie_to, tie_strength, keys, a, b, strength):  # type: ignore[no-untyped-def]
    """Tie ``a`` and ``b``, who have none yet, displacing the weakest tie of either if it is full."""
    mine = _slot_for(tie_count, tie_to, tie_strength, keys, a)
    theirs = _slot_for(tie_count, tie_to, tie_strength, keys, b)
    tie_to[a, mine], tie_to[b, theirs] = b, a
    tie_strength[a, mine] = tie_strength[b, theirs] = strength


@kernel
def isolate(tie_count, tie_to, tie_strength, a):  # type: ignore[no-untyped-def]
    """End all ties of ``a``, on both ends."""
    for slot in range(tie_count[a]):
        other = np.int64(tie_to[a, slot])
        _drop(tie_count, tie_to, tie_strength, other, slot_of(tie_count, tie_to, other, a))
    tie_count[a] = 0
