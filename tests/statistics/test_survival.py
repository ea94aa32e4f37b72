"""Kaplan-Meier and its relatives against textbook answers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from sim.statistics import greenwood_variance, kaplan_meier, median_age, survival_at

# Remission times under 6-MP (Freireich et al. 1963; Kalbfleisch and Prentice, table 1.1):
# 6 6 6 7 10 13 16 22 23 ended; 6+ 9+ 10+ 11+ 17+ 19+ 20+ 25+ 32+ 32+ 34+ 35+ censored.
ENDED = {6: 3, 7: 1, 10: 1, 13: 1, 16: 1, 22: 1, 23: 1}
SEEN_UNTIL = [6] * 4 + [7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]


def remission() -> tuple[np.ndarray, np.ndarray]:
    ages = np.arange(36)
    ended = np.array([ENDED.get(int(age), 0) for age in ages])
    at_risk = np.array([sum(until >= age for until in SEEN_UNTIL) for age in ages])
    return ended, at_risk


def test_published_curve() -> None:
    survival = kaplan_meier(*remission())
    published = {5: 1.0, 6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}
    for age, value in published.items():
        assert survival[age] == pytest.approx(value, abs=5e-4)


def test_published_standard_errors() -> None:
    error = np.sqrt(greenwood_variance(*remission()))
    published = {6: 0.0764, 7: 0.0869, 10: 0.0963, 13: 0.1068, 16: 0.1141, 22: 0.1282, 23: 0.1346}
    for age, value in published.items():
        assert error[age] == pytest.approx(value, abs=5e-5)


def test_published_median() -> None:
    assert median_age(kaplan_meier(*remission())) == 23


def test_geometric_survival_from_a_constant_hazard() -> None:
    at_risk = 1024 * 0.5 ** np.arange(8)
    survival = kaplan_meier(at_risk / 2, at_risk)
    np.testing.assert_allclose(survival, 0.5 ** np.arange(1, 9))
    assert median_age(survival) == 0
    assert median_age(survival, 0.25) == 1


def test_without_censoring_it_is_the_empirical_share_and_the_variance_binomial() -> None:
    ended = np.array([0, 3, 0, 5, 2])
    at_risk = np.array([20, 20, 17, 17, 12])
    survival = kaplan_meier(ended, at_risk)
    np.testing.assert_allclose(survival, 1 - np.cumsum(ended) / 20)
    variance = greenwood_variance(ended, at_risk)
    np.testing.assert_allclose(variance, survival * (1 - survival) / 20, atol=1e-15)


def test_unknown_past_the_last_age_seen_but_zero_stays_zero() -> None:
    survival = kaplan_meier([[1, 0, 0], [2, 0, 0]], [[2, 1, 0], [2, 0, 0]])
    np.testing.assert_array_equal(survival, [[0.5, 0.5, np.nan], [0, 0, 0]])
    variance = greenwood_variance([2, 0, 0], [2, 0, 0])
    assert np.isnan(variance).all()


def test_nobody_ever_at_risk_is_unknown() -> None:
    assert np.isnan(kaplan_meier(np.zeros((2, 3)), np.zeros((2, 3)))).all()


@pytest.mark.parametrize(("ended", "at_risk"), [([3], [2]), ([-1], [2]), ([np.nan], [2])])
def test_impossible_counts_are_refused(ended: list[float], at_risk: list[float]) -> None:
    with pytest.raises(ValueError, match="0 <= ended <= at_risk"):
        kaplan_meier(ended, at_risk)


def test_scalars_are_refused() -> None:
    with pytest.raises(ValueError, match="axis of ages"):
        kaplan_meier(1, 2)


def test_lookup() -> None:
    curve = np.array([[0.9, 0.5, 0.2], [1.0, 1.0, 0.4]])
    np.testing.assert_array_equal(survival_at(curve, 1.7), [0.5, 1.0])
    np.testing.assert_array_equal(
        survival_at(curve, [-1, 0, 2, 3]), [[1, 0.9, 0.2, np.nan], [1, 1, 0.4, np.nan]]
    )


def test_median_not_reached_is_unknown() -> None:
    assert np.isnan(median_age([0.9, 0.8, np.nan]))


def test_median_forgives_rounding() -> None:
    survival = kaplan_meier([7, 3, 5], [20, 13, 10])  # 13/20 x 10/13 = 1/2
    assert median_age(survival) == 1


@given(arrays(np.int64, (3, 12), elements=st.integers(0, 20)), st.data())
def test_falls_from_one_towards_zero(censored: np.ndarray, data: st.DataObject) -> None:
    ended = data.draw(arrays(np.int64, (3, 12), elements=st.integers(0, 20)))
    at_risk = np.flip(np.cumsum(np.flip(ended + censored, -1), -1), -1)
    survival = kaplan_meier(ended, at_risk)
    known = np.where(np.isnan(survival), 0.0, survival)
    assert np.all((known >= 0) & (known <= 1))
    assert np.all(np.diff(known, axis=-1) <= 1e-12)
