import numpy as np
import pytest

from sim.statistics.power_tail import fit_power_tail


def test_a_known_tail_and_its_start_are_recovered():
    rng = np.random.default_rng(2)
    tail = 10 * (1 - rng.uniform(size=20_000)) ** (-1 / 1.5)
    body = rng.uniform(0, 10, 30_000)
    found = fit_power_tail(np.concatenate([tail, body]))
    assert found.alpha == pytest.approx(2.5, rel=0.03)
    assert found.xmin == pytest.approx(10, rel=0.2)
    assert found.ks < 0.02


def test_scale_does_not_matter():
    x = (1 - np.random.default_rng(3).uniform(size=2000)) ** -1.0
    one, many = fit_power_tail(x), fit_power_tail(60 * x)
    assert (many.alpha, many.xmin) == pytest.approx((one.alpha, 60 * one.xmin))


def test_what_cannot_be_fitted():
    assert fit_power_tail(np.ones(500)).n == 0
    assert fit_power_tail(np.arange(1, 50)).n == 0
    assert fit_power_tail(np.zeros(500)).n == 0
