"""A log in two: rows before and after the cut, and who is new in each."""

from __future__ import annotations

import numpy as np
import pytest

from sim.patterns import Unknown, halves
from sim.results import EventLog

DAY = 86_400


def log_of(rows: list[tuple[float, int]]) -> EventLog:
    """Messages as (day, user)."""
    n = len(rows)
    return EventLog(
        t=np.array([round(day * DAY) for day, _ in rows], np.int64),
        user=np.array([user for _, user in rows], np.int32),
        kind=np.full(n, "msg"),
        target=np.full(n, -1, np.int32),
        conv=np.full(n, -1, np.int32),
    )


def test_each_row_is_in_one_half() -> None:
    """The cut itself belongs to the second."""
    first, second = halves(log_of([(0, 0), (4.9, 1), (5, 0), (9, 2)]), 5.0, burn_in_days=0.0)
    assert (first.t.size, second.t.size) == (2, 2)


def test_new_in_the_second_half_are_those_who_never_wrote_before() -> None:
    """Member 0 wrote in the first half, 2 did not; the burn-in counts in the first half alone."""
    first, second = halves(log_of([(0, 0), (3, 1), (5, 0), (9, 2)]), 5.0, burn_in_days=2.0)
    assert dict(zip(first.names.tolist(), first.is_new.tolist(), strict=True)) == {0: False, 1: True}
    assert dict(zip(second.names.tolist(), second.is_new.tolist(), strict=True)) == {0: False, 2: True}


def test_a_silent_half_is_said_to_be_unknown() -> None:
    """Never a vector of zeros."""
    with pytest.raises(Unknown):
        halves(log_of([(0, 0), (1, 1)]), 5.0)
