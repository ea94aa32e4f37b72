"""The place of a value in a row, however long the row is."""

from __future__ import annotations

import numba
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.kernel.place import place_of

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
