"""Bands over worlds with known quantiles."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from sim.statistics import quantile_bands


def test_known_quantiles() -> None:
    values = np.arange(11.0)[:, None] * [1.0, 10.0]
    bands = quantile_bands(values)
    np.testing.assert_allclose(bands.low, [1, 10])
    np.testing.assert_allclose(bands.median, [5, 50])
    np.testing.assert_allclose(bands.high, [9, 90])
    np.testing.assert_allclose(bands.mean, [5, 50])
    np.testing.assert_array_equal(bands.n, [11, 11])


def test_what_does_not_exist_is_left_out() -> None:
    bands = quantile_bands([[1, np.nan], [np.nan, np.nan], [3, np.nan]])
    np.testing.assert_array_equal(bands.median, [2, np.nan])
    np.testing.assert_array_equal(bands.mean, [2, np.nan])
    np.testing.assert_array_equal(bands.n, [2, 0])


def test_infinite_values_do_not_spoil_the_rest() -> None:
    bands = quantile_bands([1.0, 2.0, np.inf], 0.0, 1.0)
    assert (bands.low, bands.median, bands.high) == (1, 2, np.inf)


def test_no_world_at_all() -> None:
    assert np.isnan(quantile_bands(np.zeros((0, 3))).median).all()


@pytest.mark.parametrize(("low", "high"), [(-0.1, 0.9), (0.6, 0.9), (0.1, 0.4), (0.1, 1.1)])
def test_a_band_brackets_the_median(low: float, high: float) -> None:
    with pytest.raises(ValueError, match="band needs"):
        quantile_bands([1.0], low, high)


@given(
    arrays(
        np.float64,
        (7, 4),
        elements=st.one_of(st.floats(-1e6, 1e6), st.just(np.nan)),
    )
)
def test_agrees_with_numpy(values: np.ndarray) -> None:
    bands = quantile_bands(values, axis=1)
    for row, low, median, high in zip(values, bands.low, bands.median, bands.high, strict=True):
        known = row[~np.isnan(row)]
        if known.size:
            expected = np.quantile(known, [0.1, 0.5, 0.9])
            np.testing.assert_allclose([low, median, high], expected, rtol=1e-9, atol=1e-6)
        else:
            assert np.isnan([low, median, high]).all()
