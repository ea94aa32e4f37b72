"""Whether changed results are told from unchanged ones; numbers only, no model."""

from __future__ import annotations

import numpy as np
import pytest

from sim.study.distributions import FISHER, KOLMOGOROV_SMIRNOV, WELCH, beyond_luck, compared
from sim.study.verifying import LEVEL

WORLDS, MANY, OUTCOMES = 30, 200, 8


def drawn(rng, kind: int, size: int = WORLDS) -> np.ndarray:
    """Numbers as outcomes have them: about normal, skewed, whole and few, known in some worlds only."""
    if kind == 3:
        return np.where(rng.random(size) < 0.7, rng.gamma(2.0, 5.0, size), np.nan)
    return (rng.normal(50, 10, size), rng.lognormal(3, 1, size), rng.poisson(2, size).astype(float))[kind]


def found(pairs) -> set[tuple[int, str]]:
    """Which outcomes differ beyond luck, and by which test."""
    tests = [(k, each) for k, (a, b) in enumerate(pairs) for each in compared(a, b)]
    return {(tests[k][0], tests[k][1].test) for k in beyond_luck([each.p for _, each in tests], LEVEL)}


def family(rng) -> list[tuple[np.ndarray, np.ndarray]]:
    return [(drawn(rng, k % 4), drawn(rng, k % 4)) for k in range(OUTCOMES)]


def test_unchanged_results_pass_in_99_of_100():
    rng = np.random.default_rng(1)
    false = sum(bool(found(family(rng))) for _ in range(400))
    assert false <= 10, "more than 10 of 400 at an error rate of 1 % come once in 400 times"


def test_without_a_correction_that_would_fail():
    rng = np.random.default_rng(1)
    false = sum(any(each.p <= LEVEL for a, b in family(rng) for each in compared(a, b)) for _ in range(200))
    assert false > 10


@pytest.mark.parametrize(
    ("test", "change"),
    [
        (WELCH, lambda values, rng: values + 15),
        (KOLMOGOROV_SMIRNOV, lambda values, rng: 50 + (values - 50) * 4),
        (KOLMOGOROV_SMIRNOV, lambda values, rng: np.where(rng.random(values.size) < 0.5, 40.0, 60.0)),
        (FISHER, lambda values, rng: np.where(rng.random(values.size) < 0.5, np.nan, values)),
        (FISHER, lambda values, rng: np.where(rng.random(values.size) < 0.5, np.inf, values)),
        (FISHER, lambda values, rng: np.full(values.size, np.nan)),
    ],
)
def test_changes_are_found_and_the_test_is_named(test, change):
    """Of the mean; of the spread and of the shape with the same mean; of how often there is a value at all."""
    rng, hits = np.random.default_rng(2), 0
    for _ in range(20):
        pairs = [(drawn(rng, k % 4, MANY), drawn(rng, k % 4, MANY)) for k in range(OUTCOMES)]
        pairs[4] = pairs[4][0], change(drawn(rng, 0, MANY), rng)
        hits += (4, test) in found(pairs)
    assert hits >= 19


def test_the_same_numbers_differ_in_nothing():
    values = drawn(np.random.default_rng(3), 3)
    assert all(each.p == 1 for each in compared(values, values))
    nothing = np.full(10, np.nan)
    assert [(each.test, each.p) for each in compared(nothing, nothing)] == [(FISHER, 1.0)]


def test_the_last_digits_do_not_count():
    """A sum in another order is no other distribution; without rounding, every value would lie above its twin."""
    values = np.repeat([1 / 3, 2 / 3, 0.0, 1e-9, -7e12], 10)
    assert all(each.p == 1 for each in compared(values, values * (1 + 1e-13)))
    constant = np.full(20, 0.3)
    assert all(each.p == 1 for each in compared(constant, constant + 1e-16))
    assert min(each.p for each in compared(constant, constant + 1e-5)) < 1e-6


def test_what_each_test_shows():
    a, b = np.array([1.0, 2, 3, 4, np.nan]), np.array([5.0, 6, 7, 8, 9])
    shown = {each.test: (each.a, each.b) for each in compared(a, b)}
    assert shown[WELCH] == (2.5, 7.0)
    assert shown[FISHER] == (4, 5)
    assert shown[KOLMOGOROV_SMIRNOV] == pytest.approx((1.29099, 1.58114), abs=1e-5)


@pytest.mark.parametrize(
    ("p", "expected"),
    [
        ([0.003, 0.0045, 0.5], [0, 1]),  # Bonferroni would stop at 0.00333
        ([0.5, 0.0045, 0.003], [2, 1]),
        ([0.004, 0.0001, 0.004], [1, 0, 2]),
        ([0.006, 0.0001, 0.009], [1]),  # each of the rest alone would do
        ([0.0034, 0.0001 + 0.0034, 0.009], []),
        ([], []),
    ],
)
def test_holm_by_hand(p, expected):
    assert beyond_luck(p, 0.01) == expected
