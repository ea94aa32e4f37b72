"""Room on the stack: as many items as asked for, apart from one another, never more than a part."""

from __future__ import annotations

import numba
import numpy as np
import pytest

from sim.kernel.scratch import PART, counts, floats, words

compiled = pytest.mark.skipif(
    bool(numba.config.DISABLE_JIT), reason="without the compiler these are plain arrays"
)


@numba.njit
def _three(n):
    """Fill three arrays, and return what is then in them."""
    a, b, c = floats(n), words(n), counts(n)
    for k in range(n):
        a[k] = 0.5 + k
        b[k] = 2 * k
        c[k] = 3 * k
    return a.copy(), b.copy(), c.copy()


@pytest.mark.parametrize("n", [0, 1, 7, PART])
def test_arrays_do_not_overlap(n: int) -> None:
    """Each keeps what was written to it."""
    a, b, c = _three(n)
    k = np.arange(n)
    assert (a.dtype, b.dtype, c.dtype) == (np.float64, np.uint64, np.uint32)
    assert (a == 0.5 + k).all()
    assert (b == 2 * k).all()
    assert (c == 3 * k).all()


@compiled
def test_more_than_a_part_is_refused() -> None:
    """An error, never somebody else's memory."""
    with pytest.raises(ValueError, match="more rows than a part has"):
        _three(PART + 1)
