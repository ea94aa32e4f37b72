"""The place of a value in a row, however long the row is."""

from __future__ import annotations

import numba
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.kernel.place import place_of, place_of_least

pytestmark = pytest.mark.nojit


@numba.njit
def _place(table, row, n, wanted):
    return place_of(table, row, n, wanted)


@given(st.integers(1, 40), st.integers(0, 2), st.data())
def test_it_is_the_first_among_those_that_count(width: int, row: int, data) -> None:
    """In rows shorter and longer than what is looked at in one go; what stands behind ``n`` does not count."""
    items = st.integers(0, 3) | st.just(2**32 - 1)
    table = np.array(data.draw(st.lists(items, min_size=3 * width, max_size=3 * width)), np.uint32).reshape(
        3, -1
    )
    n = data.draw(st.integers(0, width))
    wanted = data.draw(items)
    here = table[row, :n].tolist()
    assert _place(table, row, n, wanted) == (here.index(wanted) if wanted in here else -1)


@numba.njit
def _least(table, others, row, n):
    return place_of_least(table, others, row, n)


@given(st.lists(st.integers(0, 3), min_size=1, max_size=40), st.integers(0, 3), st.randoms())
def test_the_least_and_of_equals_the_one_with_the_largest_other(strengths, row, random) -> None:
    """In rows of any width, also of more than one instruction's worth, side by side with other fields or not."""
    width = len(strengths)
    rows = random.sample(range(1_000), width)
    lines = np.zeros((4, 8 * width), np.uint8)
    others = lines[:, : 4 * width].view(np.uint32) if width % 2 else np.zeros((4, width), np.uint32)
    table = lines[:, 4 * width : 6 * width].view(np.uint16)
    table[row], others[row] = strengths, rows
    for n in range(1, width + 1):
        least = min(range(n), key=lambda at: (strengths[at], -rows[at]))
        assert _least(table, others, np.int64(row), np.int64(n)) == least
