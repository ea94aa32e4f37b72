"""Cohorts, stickiness and half-lives with known answers."""

from __future__ import annotations

import numpy as np
import pytest

from sim.statistics import cohort_retention, cohort_shares, cohort_sizes, dau_mau, half_life, pooled_retention
from sim.statistics.retention import trailing_mean


def test_trailing_mean() -> None:
    np.testing.assert_array_equal(trailing_mean([1, 2, 3, 6], 2), [np.nan, 1.5, 2.5, 4.5])
    assert np.isnan(trailing_mean([1, 2], 3)).all()
    with pytest.raises(ValueError, match="at least one day"):
        trailing_mean([1, 2], 0)


def test_everybody_every_day_is_fully_sticky() -> None:
    result = dau_mau(np.full((2, 40), 50), np.full((2, 40), 50))
    assert np.isnan(result[:, :29]).all()
    np.testing.assert_allclose(result[:, 29:], 1.0)


def test_members_who_come_once_a_month() -> None:
    assert dau_mau(np.full(30, 10), np.full(30, 300))[-1] == pytest.approx(1 / 30)


def test_nobody_has_no_stickiness() -> None:
    assert np.isnan(dau_mau(np.zeros(30), np.zeros(30))).all()


def test_half_life_of_a_straight_fall() -> None:
    assert half_life([10, 8, 6, 4, 2]) == pytest.approx(2.5)


def test_half_life_counts_from_the_peak() -> None:
    assert half_life([[1, 5, 8, 4, 0], [9, 3, 3, 3, 3]]) == pytest.approx([1.0, 0.75])


def test_half_life_of_an_exponential_at_whole_days() -> None:
    assert half_life(2.0 ** (-np.arange(40) / 7)) == pytest.approx(7.0)


def test_half_life_through_a_weekly_rhythm() -> None:
    days = np.arange(140)
    level = 2.0 ** (-days / 21) * (1 + 0.8 * (days % 7 == 6))
    assert half_life(level) != pytest.approx(21, abs=1)
    assert half_life(level, window_days=7) == pytest.approx(21, abs=1)


@pytest.mark.parametrize("level", [[0, 0, 0], [5, 4, 3], [1], []])
def test_half_life_that_does_not_exist(level: list[float]) -> None:
    assert np.isnan(half_life(level))


def test_cohort_retention() -> None:
    active = np.array([[1, 0, 1, 0], [0, 1, 1, 1], [1, 0, 0, 1]], dtype=bool)
    retained, eligible = cohort_retention([0, 1, 3], active)
    np.testing.assert_array_equal(retained, [3, 1, 2, 0])
    np.testing.assert_array_equal(eligible, [3, 2, 2, 1])
    rolling, same = cohort_retention([0, 1, 3], active, or_later=True)
    np.testing.assert_array_equal(rolling, [3, 2, 2, 0])
    np.testing.assert_array_equal(same, eligible)


def test_a_cohort_beyond_the_end_is_never_eligible() -> None:
    retained, eligible = cohort_retention([7], np.ones((1, 3), dtype=bool))
    assert retained.sum() == eligible.sum() == 0


def test_cohort_refusals() -> None:
    with pytest.raises(ValueError, match="members, days"):
        cohort_retention([0], np.ones(3, dtype=bool))
    with pytest.raises(ValueError, match="from 0"):
        cohort_retention([-1], np.ones((1, 3), dtype=bool))


def test_cohort_sizes_count_the_members_of_the_start() -> None:
    joins, leaves = np.ones((1, 9)), np.zeros((1, 9))
    leaves[0, 0] = 2
    members = 10 - 2 + 1 + np.arange(9.0)[None]
    assert cohort_sizes(joins, members, leaves).tolist() == [[17, 2]]


def test_cohort_shares_know_only_what_is_over() -> None:
    visited = np.array([[4, 2, 1], [3, 1, 0], [2, 0, 0]])
    shares = cohort_shares(visited, [8, 4, 0], 3)
    np.testing.assert_allclose(shares, [[0.5, 0.25, 0.125], [0.75, 0.25, np.nan], [np.nan] * 3])
    np.testing.assert_allclose(cohort_shares(visited, [8, 4, 0], 2), [[0.5, 0.25], [0.75, np.nan]])


def test_pooled_retention_adds_up_cohorts_seen_long_enough() -> None:
    visited = np.array([[[4, 2, 1], [3, 1, 0], [2, 0, 0]]])
    np.testing.assert_allclose(pooled_retention(visited, [[8, 4, 4]], 3), [[9 / 16, 3 / 12, 1 / 8]])
    assert np.isnan(pooled_retention(visited, [[0, 0, 0]], 3)).all()
