import numpy as np
import pytest

from sim.statistics.weibull import fit_weibull


@pytest.mark.parametrize("shape", [0.4, 1.0, 2.5])
def test_a_known_shape_is_recovered_in_spite_of_censoring(shape):
    rng = np.random.default_rng(4)
    x = 50 * rng.weibull(shape, 20_000)
    seen = rng.uniform(0, 150, x.size)
    found = fit_weibull(np.minimum(x, seen), x <= seen)
    assert found.shape == pytest.approx(shape, rel=0.03)
    assert found.scale == pytest.approx(50, rel=0.05)


def test_two_lifetimes_by_the_equations():
    x = np.array([1.0, 2.0])
    found = fit_weibull(x, [True, True])
    power = x**found.shape
    assert (power @ np.log(x)) / power.sum() - 1 / found.shape == pytest.approx(np.log(x).mean(), abs=1e-9)
    assert found.scale**found.shape == pytest.approx(power.mean())


def test_what_cannot_be_fitted():
    assert np.isnan(fit_weibull([3.0, 3.0, 3.0], [True, True, True]).shape)
    assert np.isnan(fit_weibull([3.0, 4.0], [True, False]).shape)
    with pytest.raises(ValueError, match="above 0"):
        fit_weibull([0.0, 1.0], [True, True])
