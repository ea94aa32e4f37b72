import numpy as np
import pytest

from sim.statistics.beta_geometric import fit_beta_geometric, log_survival


def test_survival_is_that_of_the_paper():
    # Fader and Hardie: P(T = 1) = alpha / (alpha + beta), P(T = t) = (beta + t - 2) / (alpha + beta + t - 1) P(T = t - 1)
    alpha, beta = 0.7, 1.9
    p = [alpha / (alpha + beta)]
    for t in range(2, 6):
        p.append((beta + t - 2) / (alpha + beta + t - 1) * p[-1])
    assert np.exp(log_survival(alpha, beta, 5)) == pytest.approx([1, *(1 - np.cumsum(p))])


def test_known_parameters_are_recovered_in_spite_of_censoring():
    rng = np.random.default_rng(7)
    chance = rng.beta(0.6, 1.5, 40_000)
    t = rng.geometric(chance)
    seen = rng.integers(1, 40, t.size)
    found = fit_beta_geometric(np.minimum(t, seen), t <= seen - 1)
    # who is seen for s periods is known to have left only in those before
    assert found.alpha == pytest.approx(0.6, rel=0.05)
    assert found.beta == pytest.approx(1.5, rel=0.05)
    assert found.first_churn == pytest.approx(0.6 / 2.1, rel=0.02)


def test_what_cannot_be_fitted():
    assert np.isnan(fit_beta_geometric([1, 2], [False, False]).alpha)
    with pytest.raises(ValueError, match="from 1"):
        fit_beta_geometric([0, 2], [True, True])
