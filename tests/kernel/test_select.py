"""Selection of the k-th largest."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.kernel.select import kth_largest

numbers = st.lists(st.floats(-1e6, 1e6) | st.sampled_from([0.0, 1.0]), min_size=1, max_size=60)


@given(values=numbers, place=st.integers(1, 60))
def test_it_is_that_of_the_sorted_numbers(values: list[float], place: int) -> None:
    """Ties, runs of equals, already sorted or not."""
    k = min(place, len(values))
    mixed = np.array(values)
    assert kth_largest(mixed, k) == sorted(values, reverse=True)[k - 1]
    assert sorted(mixed.tolist()) == sorted(values)
