"""Gini and top shares with known answers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from sim.statistics import gini, lorenz, top_share


def test_equal_shares_have_no_inequality() -> None:
    assert gini(np.full(7, 3)) == pytest.approx(0.0)


@pytest.mark.parametrize("n", [1, 2, 5, 100])
def test_one_who_has_everything(n: int) -> None:
    assert gini(np.eye(n)[0]) == pytest.approx((n - 1) / n)


def test_first_whole_numbers() -> None:
    # For 1..n the coefficient is (n - 1) / (3 n).
    assert gini(np.arange(1, 11)) == pytest.approx(9 / 30)


def test_half_the_mean_absolute_difference_over_the_mean() -> None:
    x = np.array([4.0, 0.0, 1.5, 9.0, 0.0, 2.0])
    expected = np.abs(x[:, None] - x).mean() / (2 * x.mean())
    assert gini(x) == pytest.approx(expected)


def test_nothing_and_nobody_have_no_coefficient() -> None:
    assert np.isnan(gini(np.zeros(4)))
    assert np.isnan(gini(np.zeros((2, 0)))).all()
    assert np.isnan(top_share(np.zeros(4)))
    assert np.isnan(top_share(np.full(3, np.nan)))


def test_empty_places_do_not_count() -> None:
    padded = np.array([[1, 2, 3, np.nan], [0, 0, 5, 5]])
    np.testing.assert_allclose(gini(padded), [gini([1, 2, 3]), 0.5])
    np.testing.assert_allclose(top_share(padded, 0.3), [3 / 6, 1.0])


def test_axis() -> None:
    x = np.arange(12.0).reshape(3, 4)
    np.testing.assert_allclose(gini(x, axis=0), [gini(column) for column in x.T])
    np.testing.assert_allclose(top_share(x, axis=0), [top_share(column) for column in x.T])


def test_top_fifth_of_ten_is_two() -> None:
    assert top_share([10, 1, 1, 1, 1, 1, 1, 1, 1, 8], 0.2) == pytest.approx(18 / 26)


def test_part_of_a_member_counts_as_one() -> None:
    assert top_share([5, 3, 2], 0.2) == pytest.approx(0.5)
    assert top_share([5, 3, 2], 0.34) == pytest.approx(0.8)


@pytest.mark.parametrize("n", [5, 10, 15, 35, 55, 110])
def test_whole_products_are_not_rounded_up(n: int) -> None:
    assert top_share(np.ones(n), 0.2) == pytest.approx(0.2)


def test_refusals() -> None:
    with pytest.raises(ValueError, match="negative"):
        gini([1, -1])
    with pytest.raises(ValueError, match="not 0"):
        top_share([1], 0)


@given(arrays(np.int64, st.integers(1, 30), elements=st.integers(0, 50)), st.integers(1, 9))
def test_bounds_and_scale(counts: np.ndarray, factor: int) -> None:
    coefficient = gini(counts)
    if counts.sum() == 0:
        assert np.isnan(coefficient)
        return
    assert 0 <= coefficient <= (counts.size - 1) / counts.size + 1e-12
    assert gini(counts * factor) == pytest.approx(coefficient)
    assert gini(np.tile(counts, factor)) == pytest.approx(coefficient)
    assert top_share(counts, 0.2) >= 0.2 - 1e-12
    assert top_share(counts, 1.0) == pytest.approx(1.0)


def test_lorenz_by_hand() -> None:
    np.testing.assert_allclose(lorenz([6, 1, 3], 3), [0.1, 0.4, 1])
    np.testing.assert_allclose(lorenz([5, 5], 4), [0.25, 0.5, 0.75, 1])
    np.testing.assert_allclose(lorenz([0, 0, 0, 8, np.nan], 4), [0, 0, 0, 1])
    np.testing.assert_allclose(lorenz([4], 2), [0.5, 1])


def test_lorenz_that_does_not_exist() -> None:
    assert np.isnan(lorenz([], 3)).all()
    assert np.isnan(lorenz([0, 0], 3)).all()
    with pytest.raises(ValueError, match="one list"):
        lorenz([[1, 2]])
