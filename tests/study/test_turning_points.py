"""Turning points of series that were made to have some, or none."""

from __future__ import annotations

import numpy as np
import pytest

from sim.study.turning_points import Series, changes_of_gap, turning_points

DAYS, WORLDS = 120, 30


def series(gap, name="visiting", noise=1.0):
    """Two scenarios around 50 that share their luck but for some noise, and differ by ``gap``."""
    random = np.random.default_rng(3)
    a = 50 + random.normal(0, 5, (WORLDS, 1)) + random.normal(0, noise, (WORLDS, DAYS))
    b = a + gap + random.normal(0, noise, (WORLDS, DAYS))
    return {name: Series(name, a, b)}


def step(day, size):
    return np.where(np.arange(DAYS) >= day, size, 0.0)


def test_a_change_is_means_after_less_means_before():
    gap = np.arange(40.0)[None] ** 2
    found = changes_of_gap(np.zeros((1, 40)), gap, window=5)
    assert found.shape == (1, 36)
    assert found[0, 10] == pytest.approx(gap[0, 10:15].mean() - gap[0, 5:10].mean())
    assert found[0, 2] == pytest.approx(gap[0, 2:7].mean() - gap[0, :2].sum() / 5)
    assert found[0, 35] == pytest.approx(gap[0, 35:40].mean() - gap[0, 30:35].mean())


def test_a_step_is_found_on_its_day_with_its_size():
    ((found,),) = turning_points(series(step(50, -8.0)))
    assert abs(found.day - 50) <= 1
    assert found.change.difference == pytest.approx(-8, abs=0.5)
    assert (found.before, found.after) == pytest.approx((0, -8), abs=0.5)
    assert found.change.low <= found.change.difference <= found.change.high < 0


def test_what_is_there_from_the_first_day_counts_as_well():
    ((found,),) = turning_points(series(step(0, 6.0)))
    assert found.day == 0


def test_the_three_largest_are_told_by_day():
    gap = step(20, 10.0) + step(80, -16.0)
    days = [moment[0].day for moment in turning_points(series(gap))]
    assert days == pytest.approx([20, 80], abs=1)
    both = series(gap) | series(step(50, 12.0), "revenue") | series(step(105, 9.0), "flow")
    found = turning_points(both)
    assert [moment[0].series for moment in found] == ["visiting", "revenue", "visiting"]


@pytest.mark.parametrize(
    "gap",
    [np.zeros(DAYS), np.linspace(0, 40, DAYS), step(50, 0.5)],
    ids=["nothing", "a steady drift", "next to nothing"],
)
def test_no_turning_point(gap):
    assert turning_points(series(gap)) == ()


def test_what_luck_could_do_is_none():
    assert turning_points(series(np.zeros(DAYS), noise=30.0)) == ()


def test_changes_of_several_series_at_one_time_are_one_turning_point():
    found = turning_points(series(step(50, 8.0)) | series(step(55, 20.0), "revenue"))
    assert [[each.series for each in moment] for moment in found] == [["revenue", "visiting"]]


def test_too_few_days_or_worlds_have_none():
    a = np.ones((1, DAYS))
    assert turning_points({"x": Series("x", a, a + step(50, 5.0))}) == ()
    b = np.ones((9, 10))
    assert turning_points({"x": Series("x", b, b + 1)}) == ()
