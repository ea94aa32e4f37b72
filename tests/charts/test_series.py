"""Smoothing, weeks and numbers in words."""

from __future__ import annotations

import numpy as np
import pytest

from sim.charts.series import at_end, smooth, weekly
from sim.charts.words import difference, digits_of, interval
from sim.i18n import translator


def test_smoothing_is_a_trailing_mean():
    values = np.arange(10.0)[None]
    np.testing.assert_allclose(smooth(values, 3)[0], [0, 0.5, 1, 2, 3, 4, 5, 6, 7, 8])


def test_smoothing_passes_over_what_is_missing():
    values = np.array([[np.nan, 2.0, np.nan, 4.0], [np.nan] * 4])
    np.testing.assert_allclose(smooth(values, 2), [[np.nan, 2, 2, 4], [np.nan] * 4])


def test_smoothing_fewer_days_than_the_window():
    np.testing.assert_allclose(smooth(np.array([[1.0, 3.0]]), 7), [[1, 2]])


def test_weeks_are_full_ones():
    assert weekly(np.ones((2, 20))).tolist() == [[7, 7], [7, 7]]
    assert weekly(np.ones((1, 3))).tolist() == [[3]]


def test_the_end_is_the_last_four_weeks():
    values = np.concatenate([np.zeros((1, 50)), np.ones((1, 28))], axis=1)
    assert at_end(values).tolist() == [1]


@pytest.mark.parametrize(
    ("numbers", "digits"),
    [
        ((120, 3), 0),
        ((12, 0.2), 1),
        ((12, 0.02), 2),
        ((3, 1), 1),
        ((0.3,), 2),
        ((0, 0), 0),
        ((12, 0.002), 3),
        ((12, 0), 0),
    ],
)
def test_numbers_that_stand_together_are_written_alike(numbers, digits):
    assert digits_of(*numbers) == digits


def test_intervals_and_differences_in_words():
    t = translator("en")
    assert interval(4.9, 13.2, t) == "5 to 13"
    assert difference(0.032, 0.019, 0.046, "share", t) == ("+3.2", "1.9 to 4.6")
    assert difference(-3.0, float("nan"), float("nan"), "people", t) == ("−3.0", "")
    assert difference(90.0, 90.0, 90.0, "h", t) == ("+90", "")
