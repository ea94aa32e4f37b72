"""Coverage and regression adjustment against a Gaussian problem whose answer is known."""

from importlib import import_module

import numpy as np
import pytest
from scipy.special import ndtr

from sim.study.calibration.adjusting import adjusted, kernel_weights, quantile
from sim.study.calibration.coverage import coverage
from sim.study.calibration.scaling import Scaling, distances

NOISE = 0.2


def table(rows: int = 3000, seed: int = 1):
    """Uniform theta and two patterns: theta with noise, and noise alone."""
    luck = np.random.default_rng(seed)
    units = luck.uniform(size=(rows, 2))
    told = units[:, 0] + NOISE * luck.normal(size=rows)
    return units, np.column_stack((told, luck.normal(size=rows)))


def test_intervals_hold_the_truth_in_nine_of_ten_cases():
    units, patterns = table()
    found = coverage(units, patterns, accepted=400, pseudo=500)
    assert found.pseudo == 500
    assert np.all(np.abs(found.by_parameter - 0.9) < 4 * found.error)
    assert found.is_right
    assert found.error == pytest.approx(np.sqrt(0.09 / 500))


def test_ranks_of_the_truth_are_even():
    units, patterns = table()
    found = coverage(units, patterns, accepted=400, pseudo=500)
    assert np.all(np.abs(found.ranks.mean(axis=0) - 0.5) < 0.06)
    assert np.all(np.abs(found.ranks.std(axis=0) - 12**-0.5) < 0.03)


def test_overconfident_intervals_are_told(monkeypatch):
    module = import_module("sim.study.calibration.coverage")

    def too_narrow(*arguments):
        found = adjusted(*arguments)
        return found.mean(axis=0) + 0.5 * (found - found.mean(axis=0))

    monkeypatch.setattr(module, "adjusted", too_narrow)
    units, patterns = table()
    found = module.coverage(units, patterns, accepted=400, pseudo=300)
    assert found.overall < 0.8
    assert not found.is_right


def test_the_adjusted_posterior_is_the_exact_one():
    """Posterior of a uniform theta seen with normal noise: a normal cut to 0 .. 1."""
    units, patterns = table(20_000)
    scaling = Scaling.of(patterns)
    standard, target = scaling.standard(patterns), scaling.standard(np.array([0.5, 0.0]))
    distance = distances(standard, target)
    nearest = np.argsort(distance)[:2000]
    weights = kernel_weights(distance[nearest])
    found = adjusted(units[nearest], standard[nearest], target, weights)
    inside = ndtr(0.5 / NOISE) - ndtr(-0.5 / NOISE)
    for q in (0.05, 0.5, 0.95):
        grid = np.linspace(0, 1, 2001)
        exact = np.interp(q, (ndtr((grid - 0.5) / NOISE) - ndtr(-0.5 / NOISE)) / inside, grid)
        assert quantile(found[:, 0], weights, q) == pytest.approx(exact, abs=0.03)
    assert quantile(found[:, 1], weights, 0.05) == pytest.approx(0.05, abs=0.03)


def test_a_pattern_that_a_simulation_lacks_counts_against_it():
    target = np.array([0.0, 0.0, np.nan])
    near, lacking = np.array([0.1, 0.1, 9.0]), np.array([0.1, np.nan, 0.0])
    assert distances(near, target) == pytest.approx(0.1)
    assert distances(lacking, target) == pytest.approx(np.sqrt((0.01 + 9) / 2))


def test_patterns_that_hardly_any_simulation_gives_are_not_used():
    patterns = np.column_stack((np.arange(10.0), np.full(10, 3.0), np.r_[1.0, np.full(9, np.nan)]))
    assert Scaling.of(patterns).usable.tolist() == [True, False, False]
