"""Student's t against tables, paired differences against arithmetic."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.statistics import paired_difference, t_quantile

# Abramowitz and Stegun, table 26.10, two-sided 50, 90, 95, 99 and 99.9 %.
TABLE = {
    1: (1.000, 6.314, 12.706, 63.657, 636.619),
    2: (0.816, 2.920, 4.303, 9.925, 31.599),
    3: (0.765, 2.353, 3.182, 5.841, 12.924),
    4: (0.741, 2.132, 2.776, 4.604, 8.610),
    5: (0.727, 2.015, 2.571, 4.032, 6.869),
    9: (0.703, 1.833, 2.262, 3.250, 4.781),
    15: (0.691, 1.753, 2.131, 2.947, 4.073),
    29: (0.683, 1.699, 2.045, 2.756, 3.659),
    120: (0.677, 1.658, 1.980, 2.617, 3.373),
}


@pytest.mark.parametrize("df", TABLE)
def test_table(df: int) -> None:
    for p, value in zip((0.75, 0.95, 0.975, 0.995, 0.9995), TABLE[df], strict=True):
        assert t_quantile(p, df) == pytest.approx(value, abs=6e-4)


def test_far_degrees_of_freedom_meet_the_normal() -> None:
    assert t_quantile(0.975, 10**7) == pytest.approx(1.959964, abs=1e-5)


@given(st.floats(0.001, 0.999), st.integers(1, 2000))
def test_symmetry(p: float, df: int) -> None:
    assert t_quantile(p, df) == pytest.approx(-t_quantile(1 - p, df), rel=1e-6, abs=1e-6)


@given(st.integers(1, 2000))
def test_rises_with_p_and_passes_through_zero(df: int) -> None:
    values = [t_quantile(p, df) for p in (0.1, 0.4, 0.5, 0.6, 0.8, 0.9, 0.975, 0.999)]
    assert values == sorted(values)
    assert values[2] == 0


@pytest.mark.parametrize(("p", "df"), [(0, 3), (1, 3), (0.5, 0)])
def test_out_of_range(p: float, df: int) -> None:
    with pytest.raises(ValueError, match=r"probability|degree of freedom"):
        t_quantile(p, df)


def test_known_interval() -> None:
    a = np.array([10.0, 20, 30, 40])
    result = paired_difference(a, a + np.arange(1, 5))
    half = 3.182446 * math.sqrt(5 / 3) / 2
    assert result.difference == pytest.approx(2.5)
    assert (result.low, result.high) == pytest.approx((2.5 - half, 2.5 + half), rel=1e-5)
    assert (result.mean_a, result.mean_b) == pytest.approx((25, 27.5))
    assert (result.larger, result.smaller, result.n, result.dropped) == (4, 0, 4, 0)


def test_ties_are_neither() -> None:
    result = paired_difference([1, 1, 1, 1], [0, 1, 1, 2])
    assert (result.larger, result.smaller, result.n) == (1, 1, 4)


def test_no_variance_closes_the_interval() -> None:
    result = paired_difference([1, 2, 3], [3, 4, 5])
    assert result.low == result.high == result.difference == 2


def test_one_pair_has_no_interval() -> None:
    result = paired_difference([1], [4])
    assert result.difference == 3
    assert math.isnan(result.low) and math.isnan(result.high)


def test_what_does_not_exist_is_dropped_and_counted() -> None:
    result = paired_difference([1, np.nan, 3, 4], [2, 2, np.inf, 6])
    assert (result.n, result.dropped) == (2, 2)
    assert (result.mean_a, result.mean_b, result.difference) == (2.5, 4, 1.5)


def test_no_pair_at_all() -> None:
    result = paired_difference([np.nan], [1])
    assert math.isnan(result.difference) and math.isnan(result.mean_a)
    assert (result.larger, result.smaller, result.n, result.dropped) == (0, 0, 0, 1)


def test_lengths_must_agree() -> None:
    with pytest.raises(ValueError, match="one length"):
        paired_difference([1, 2], [1])


def test_coverage_of_the_interval() -> None:
    rng = np.random.default_rng(7)
    inside = 0
    for _ in range(2000):
        a = rng.normal(size=6)
        result = paired_difference(a, a + rng.normal(1.0, 2.0, size=6))
        inside += result.low <= 1.0 <= result.high
    assert 0.93 < inside / 2000 < 0.97
