"""Decline and rhythm."""

import numpy as np
import pytest

from sim.patterns import Unknown
from sim.patterns.decline import after_peak, forecasts, forms, value_of, weekly_actives
from sim.patterns.rhythm import weekday_share, weekend_over_weekday


def group(actives):
    """Rows of a group with so many actives in each week, ended by a message that opens one more week."""
    rows = [(7 * week + 0.001 * who, who) for week, n in enumerate(actives) for who in range(n)]
    return [*rows, (7 * len(actives), 0)]


def test_weekly_actives_are_of_full_weeks(made):
    assert weekly_actives(made(group([3, 1, 2]))).tolist() == [3, 1, 2]
    assert weekly_actives(made([(0, 0), (0.5, 0), (15, 1), (20, 1)])).tolist() == [1, 0]


def test_the_fall_starts_at_the_smoothed_peak(made):
    week, level = after_peak(made(group([1, 9, 8, 8, 8, 0, 3, 2, 2, 1, 1])))
    # means over week - 2 to week + 1: 2.5, 4.5, 6.5, 8.25, 6, 4.75, ...
    assert level.tolist() == [8, 8, 3, 2, 2, 1, 1]  # from week 3; the silent week is left out
    assert week.tolist() == [1, 2, 4, 5, 6, 7, 8]
    with pytest.raises(Unknown, match="6 weeks"):
        after_peak(made(group([1, 2, 3, 4, 5, 6, 7, 8, 9])))


def test_an_exponential_fall_is_found(made):
    log = made(group(np.round(400 * np.exp(-0.1 * np.arange(30))).astype(int)))
    assert value_of(log, "exponential", "rate") == pytest.approx(0.1, abs=0.003)
    found = forms(log)
    assert found["power_law"].aic > found["exponential"].aic + 50
    assert forecasts(log)["exponential"] < 0.1 < forecasts(log)["power_law"]


def test_weekdays(made):
    rows = [(day, 0) for day in range(5)] + [(5, 0), (5.1, 0), (5.2, 0), (6, 1), (7, 0), (7.1, 0)]
    log = made(rows)  # day 0 is a Monday
    assert weekday_share(log, 0) == pytest.approx(3 / 11)
    assert weekday_share(log, 5) == pytest.approx(3 / 11)
    assert weekend_over_weekday(log) == pytest.approx((4 / 2) / (7 / 5))
    with pytest.raises(Unknown, match="week"):
        weekend_over_weekday(made(rows[:-2]))
