"""Ties of a group: symmetric, a fixed number of slots each, the weakest displaced; of equals the one to who joined last.

Strength is a sum of contacts that fade by half every ``half_life`` days. It is counted forward: instead of older
contacts becoming worth less, later ones count for more, ``2**(day / half_life - shift)`` (the group's ``contact``).
Fading then changes no comparison and needs no update. Before numbers get too large, all are divided by the same
power of two, which rounds nothing (:func:`next_contact`). A logarithm of the sum would never get large, but each
contact cost 45 ns, most of it waiting for the one before.

A strength is kept in 16 bits, the upper ones of a 32-bit fraction without its sign (:func:`shortened`): each addition
rounds to .2 %, so sums of some hundreds are right to a fifth only, and grow no more somewhere between five hundred and
a thousand contacts. Strengths decide which tie is the weakest, and are exported; the table of ties is the largest
there is.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.kernel.ahead import ask_for
from sim.kernel.options import inlined, kernel
from sim.kernel.place import place_of, place_of_least
from sim.kernel.scalars import from_order, in_order
from sim.state.people import Status

_MUTED = int(Status.MUTED)

_LARGE = 48.0
"""Power of two from which on strengths are made smaller: 32-bit numbers go up to 127."""

_BITS = 15
"""Bits of a 32-bit fraction that are left out."""
_HALF = 1 << (_BITS - 1)
"""Added before, so that they are rounded."""


@inlined
def shortened(strength):  # type: ignore[no-untyped-def]
    """A strength of at least 0 as it is kept: rounded, larger for larger strengths."""
    return np.uint16((in_order(strength) + _HALF) >> _BITS)


@inlined
def lengthened(kept):  # type: ignore[no-untyped-def]
    """The strength of which ``kept`` is :func:`shortened`."""
    return from_order(np.int32(kept) << _BITS)


@inlined
def strengthened(kept, contact):  # type: ignore[no-untyped-def]
    """A strength as it is kept after one more contact."""
    return shortened(lengthened(kept) + contact)


def all_shortened(strengths: ArrayLike) -> NDArray[np.uint16]:
    """Strengths as they are kept, for arrays outside of kernels; the same shape."""
    bits = np.asarray(strengths, np.float32).view(np.uint32)
    return ((bits + _HALF) >> _BITS).astype(np.uint16)


def all_lengthened(kept: NDArray[np.uint16]) -> NDArray[np.float32]:
    """The strengths of which ``kept`` are :func:`all_shortened`; the same shape."""
    return (kept.astype(np.uint32) << _BITS).view(np.float32)


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
                tie_strength[i, slot] = shortened(lengthened(tie_strength[i, slot]) * factor)
    group.contact = 2.0**power


@kernel
def reinforce(tie_count, tie_to, tie_strength, a, slot, contact):  # type: ignore[no-untyped-def]
    """Strengthen the tie in a slot of ``a`` by one more contact, on both ends."""
    other = np.int64(tie_to[a, slot])
    strength = strengthened(tie_strength[a, slot], contact)
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
def _weakest(tie_to, tie_strength, a):  # type: ignore[no-untyped-def]
    """Slot of the weakest tie of ``a``, all of whose slots are taken; of equals the one to who joined last."""
    return place_of_least(tie_strength, tie_to, a, tie_to.shape[1])  # rows are in order of joining


@inlined
def ask_for_displaced(tie_count, tie_to, tie_strength, a):  # type: ignore[no-untyped-def]
    """Let the other end of the tie that a new tie of ``a`` would end be fetched meanwhile."""
    if tie_count[a] == tie_to.shape[1]:
        ask_for(tie_to, tie_to[a, _weakest(tie_to, tie_strength, a)])


@inlined
def _slot_for(tie_count, tie_to, tie_strength, a):  # type: ignore[no-untyped-def]
    """Slot of ``a`` for a new tie; if all are taken, that of its weakest tie, which ends on its other end as well."""
    count = np.int64(tie_count[a])
    if count < tie_to.shape[1]:
        tie_count[a] = count + 1
        return count
    slot = _weakest(tie_to, tie_strength, a)
    other = np.int64(tie_to[a, slot])
    _drop(tie_count, tie_to, tie_strength, other, slot_of(tie_count, tie_to, other, a))
    return slot


@kernel
def connect(tie_count, tie_to, tie_strength, a, b, strength):  # type: ignore[no-untyped-def]
    """Tie ``a`` and ``b``, who have none yet, displacing the weakest tie of either if it is full.

    ``strength`` is in contacts.
    """
    mine = _slot_for(tie_count, tie_to, tie_strength, a)
    theirs = _slot_for(tie_count, tie_to, tie_strength, b)
    tie_to[a, mine], tie_to[b, theirs] = b, a
    tie_strength[a, mine] = tie_strength[b, theirs] = shortened(strength)


@kernel
def isolate(tie_count, tie_to, tie_strength, status, a):  # type: ignore[no-untyped-def]
    """End all ties of ``a``, who leaves; on the other end only of who stays, as who leaves is isolated as well."""
    for slot in range(tie_count[a]):
        other = np.int64(tie_to[a, slot])
        if status[other] <= _MUTED:
            _drop(tie_count, tie_to, tie_strength, other, slot_of(tie_count, tie_to, other, a))
    tie_count[a] = 0
