"""Ties of a group against a plain model of them: symmetric, the weakest displaced."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numba import config

from sim.kernel.options import plain
from sim.state.people import Status
from sim.state.record import RECORD
from sim.state.ties import (
    all_lengthened,
    all_shortened,
    connect,
    isolate,
    lengthened,
    next_contact,
    reinforce,
    shortened,
    slot_of,
)

ROWS, WIDTH = 7, 3
STAY = np.full(7, Status.MEMBER, np.uint8)
pairs = st.tuples(st.integers(0, ROWS - 1), st.integers(0, ROWS - 1)).filter(lambda pair: pair[0] != pair[1])


def group_of(pace: float):
    """A group's record as kernels see it, on the morning of day 0."""
    groups = np.zeros(1, RECORD)
    groups["n_rows"], groups["contact_pace"], groups["contact"] = ROWS, pace, 1.0
    return (groups.view(np.recarray) if config.DISABLE_JIT else groups)[0]


def plain_drop(ties, a, b) -> None:
    ties[a] = [tie for tie in ties[a] if tie[0] != b]
    ties[b] = [tie for tie in ties[b] if tie[0] != a]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(pairs, st.booleans()), max_size=40))
def test_any_contacts_leave_what_the_plain_model_leaves(contacts) -> None:
    count, to, strength = (
        np.zeros(ROWS, np.int16),
        np.zeros((ROWS, WIDTH), np.uint32),
        np.zeros((ROWS, WIDTH), np.uint16),
    )
    ties: list[list[list[float]]] = [[] for _ in range(ROWS)]
    for number, ((a, b), leaves) in enumerate(contacts):
        worth = float(1 + number % 3)
        slot = slot_of(count, to, np.int64(a), np.int64(b))
        assert (slot >= 0) == any(tie[0] == b for tie in ties[a])
        assert slot < 0 or to[a, slot] == b
        if leaves:
            isolate(count, to, strength, STAY, np.int64(a))
            for other, _ in list(ties[a]):
                plain_drop(ties, a, other)
        elif slot >= 0:
            reinforce(count, to, strength, np.int64(a), slot, worth)
            for one, other in ((a, b), (b, a)):
                next(tie for tie in ties[one] if tie[0] == other)[1] += worth
        else:
            connect(count, to, strength, np.int64(a), np.int64(b), worth)
            for end in (a, b):
                if len(ties[end]) == WIDTH:
                    least = min(tie[1] for tie in ties[end])
                    plain_drop(ties, end, max(tie[0] for tie in ties[end] if tie[1] == least))
            ties[a].append([b, worth])
            ties[b].append([a, worth])
        for i in range(ROWS):
            found = [[int(to[i, k]), float(all_lengthened(strength)[i, k])] for k in range(count[i])]
            assert sorted(found) == sorted(ties[i])


def test_who_leave_together_leave_no_ties() -> None:
    """A tie ends on the end of who stays; of several who leave each ends their own."""
    count, to, strength = np.zeros(4, np.int16), np.zeros((4, 3), np.uint32), np.zeros((4, 3), np.uint16)
    for a, b in ((0, 1), (0, 2), (1, 2), (2, 3)):
        connect(count, to, strength, np.int64(a), np.int64(b), 1.0)
    status = np.array([Status.LEFT, Status.REMOVED, Status.MEMBER, Status.MUTED], np.uint8)
    for gone in (0, 1):
        isolate(count, to, strength, status, np.int64(gone))
    assert count.tolist() == [0, 0, 1, 1]
    assert (to[2, 0], to[3, 0]) == (3, 2)


@pytest.mark.parametrize("half_life", [0.01, 0.7, 3.0, 60.0])
def test_contacts_fade_by_half_however_long_the_group_lasts(half_life: float) -> None:
    """A contact of each day, and one of the first day: their ratio is what halving says, and nothing overflows."""
    group, strength = group_of(1.0 / half_life), np.zeros((ROWS, WIDTH), np.uint16)
    strength[0, 0] = strength[1, 0] = all_shortened(1.0)
    exact = 1.0
    for day in range(400):
        next_contact(group, day, strength)
        exact = exact * 2.0 ** (-1.0 / half_life) + 1.0
        strength[1, 0] = all_shortened(all_lengthened(strength)[1, 0] + group["contact"])
        kept = all_lengthened(strength)[:2, 0] / group["contact"]
        assert np.isfinite(kept).all() and 2.0**-50 < group["contact"] < 2.0**50
        assert kept[1] == pytest.approx(exact, rel=2e-2)
    assert kept[0] == pytest.approx(2.0 ** (-400 / half_life), rel=1e-4, abs=1e-30)


def test_a_strength_is_kept_in_order_and_nearly() -> None:
    """Rounded by .2 % at most, whole numbers of a few hundred not at all; the same in and outside of kernels."""
    strengths = np.concatenate((2.0 ** np.linspace(-90.0, 100.0, 2_000), np.arange(512.0)))
    kept = all_shortened(strengths)
    back = all_lengthened(kept)
    assert back == pytest.approx(strengths, rel=2.0**-9)
    assert np.array_equal(back[-512:], np.arange(512.0))
    assert (np.diff(kept[np.argsort(strengths)].astype(int)) >= 0).all()
    given = np.array([17.0, 0.3, 1e20], np.float32)
    for strength in given:
        assert plain(shortened)(strength) == all_shortened(strength)
        assert plain(lengthened)(all_shortened(strength)) == all_lengthened(all_shortened(strength))
