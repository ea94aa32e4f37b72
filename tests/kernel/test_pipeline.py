"""The passes that Numba makes over functions of ours."""

from __future__ import annotations

from typing import Any

import numba
import numpy as np
import pytest

from sim.kernel.options import kernel, scalar
from sim.kernel.scratch import counts

pytestmark = pytest.mark.skipif(numba.config.DISABLE_JIT, reason="what the compiler makes of it")


@scalar  # unlike a kernel compiled in each process, so that what was compiled can be read
def doubled(a):  # type: ignore[no-untyped-def]
    made = np.empty(a.size, np.uint32)
    for k in range(a.size):
        made[k] = 2 * a[k]
    return made


@kernel
def rest(a, n):  # type: ignore[no-untyped-def]
    return a[n:]


@kernel
def of_both(a):  # type: ignore[no-untyped-def]
    twice = rest(doubled(a), 1)
    return twice.sum() + max(1, min(a[0], 2.5)) + max(a[0], np.float32(0.5))


@scalar
def on_the_stack(a):  # type: ignore[no-untyped-def]
    made = counts(a.size)
    for k in range(a.size):
        made[k] = a[k] + 1
    total = 0
    for one in made[1:]:
        total += one
    return total


@scalar
def picked(a, n):  # type: ignore[no-untyped-def]
    return a[n]


@kernel
def by_comprehension(a):  # type: ignore[no-untyped-def]
    return sum([picked(a, n) for n in range(2)]) + picked(a, 2)


def ir_of(function: Any) -> str:
    """What was compiled for the only types."""
    return str(next(iter(function.inspect_llvm().values())))


def test_arrays_survive_where_references_are_counted() -> None:
    a = np.arange(1, 5, dtype=np.uint32)
    for _ in range(100):
        np.testing.assert_array_equal(doubled(a), 2 * a)
        np.testing.assert_array_equal(rest(a, 2), a[2:])
        assert of_both(a) == 4 + 6 + 8 + 1 + 1


def test_nothing_is_counted_where_nothing_is_made() -> None:
    assert on_the_stack(np.arange(4, dtype=np.uint32)) == 2 + 3 + 4
    assert "NRT_" not in ir_of(on_the_stack)
    doubled(np.arange(4, dtype=np.uint32))
    assert "NRT_" in ir_of(doubled)


def test_functions_inside_functions_and_lists_still_work() -> None:
    assert by_comprehension(np.arange(4, dtype=np.uint32)) == 3
