"""Scalar helpers: errors within what their docstrings state; inverse CDFs against exact CDFs."""

from __future__ import annotations

import math
from fractions import Fraction
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.kernel.scalars import (
    binomial_cdf,
    clip,
    divides,
    divisor,
    fast_exp,
    fast_log,
    geometric_quantile,
    logistic,
    normal_quantile,
    normal_quantiles,
    poisson_quantile,
)

pytestmark = pytest.mark.nojit
RANDOM = np.random.default_rng(11)
UNIFORMS = [
    *((RANDOM.integers(0, 2**32, 400) + 0.5) / 2**32).tolist(),
    2.0**-33,
    1 - 2.0**-33,
    0.5,
    0.075,
    0.925,
]
NORMAL = NormalDist()


def test_fast_exp() -> None:
    """Relative error below 1e-8 within +-690; beyond that it stands still and stays positive and finite."""
    for x in [
        *RANDOM.uniform(-690, 690, 4000).tolist(),
        *RANDOM.uniform(-2, 2, 4000).tolist(),
        0.0,
        690.0,
        -690.0,
    ]:
        assert abs(fast_exp(x) / math.exp(x) - 1) < 1e-8, x
    for x in (800.0, 1e9, 1e300):
        assert math.isfinite(fast_exp(x))
        assert fast_exp(x) >= fast_exp(690.0)
        assert 0 < fast_exp(-x) <= fast_exp(-690.0)
    assert fast_exp(0.0) == 1.0


def test_fast_log() -> None:
    """Absolute error below 1e-10 for positive normal numbers."""
    for x in [
        *np.exp(RANDOM.uniform(-700, 700, 4000)).tolist(),
        *RANDOM.uniform(0.5, 2, 4000).tolist(),
        2.0**-33,
        1.0,
    ]:
        assert abs(fast_log(x) - math.log(x)) < 1e-10 + 1e-15 * abs(math.log(x)), x
    assert fast_log(1.0) == 0.0


def test_logistic() -> None:
    """Relative error below 1e-8; 0 to 1; rising; even about one half."""
    xs = np.sort(RANDOM.uniform(-600, 600, 4000))
    values = [logistic(float(x)) for x in xs]
    for x, value in zip(xs.tolist(), values, strict=True):
        exact = 1 / (1 + math.exp(-x)) if x > 0 else math.exp(x) / (1 + math.exp(x))
        assert abs(value / exact - 1) < 1e-8, x
    assert np.all(np.diff(values) >= 0)
    assert logistic(0.0) == 0.5
    for x in (1e9, 1e300):
        assert 0.0 <= logistic(-x) < 1e-290
        assert logistic(x) == 1.0


@given(x=st.floats(-5, 5), low=st.floats(-1, 0), high=st.floats(0, 1))
def test_clip(x, low, high) -> None:
    assert clip(x, low, high) == min(max(x, low), high)


@given(st.integers(1, 2**40), st.integers(0, 2**64 - 1))
def test_divides(d, x) -> None:
    """As the remainder says, for any number and the multiple below it."""
    with np.errstate(over="ignore"):
        known = tuple(np.uint64(part) for part in divisor(np.uint64(d)))
        assert divides(known, np.uint64(x)) == (x % d == 0)
        assert divides(known, np.uint64(x - x % d))


@given(st.lists(st.sampled_from(UNIFORMS), max_size=60))
def test_normal_quantiles_of_many(us) -> None:
    """In the middle and far out, in any order."""
    values = np.array(us, np.float64)
    normal_quantiles(values)
    assert values.tolist() == [normal_quantile(u) for u in us]


def test_normal_quantile() -> None:
    """Relative error below 1e-6 where uniforms can be; rises; odd about one half."""
    for u in UNIFORMS:
        exact = NORMAL.inv_cdf(u)
        assert abs(normal_quantile(u) - exact) <= 1e-6 * abs(exact) + 1e-300, u
    us = np.sort(UNIFORMS)
    assert np.all(np.diff([normal_quantile(float(u)) for u in us]) >= 0)
    for u in (2.0**-33, 2.0**-20, 0.01, 0.074, 0.076, 0.25):
        assert normal_quantile(u) == pytest.approx(-normal_quantile(1 - u), rel=1e-6)


NEAR = 1e-6
"""Uniforms so near to a step of the CDF may fall to either side."""


def check_quantile(count: int, cdf, u: float, near: float = NEAR) -> None:
    """``count`` is the smallest whose CDF reaches ``u``."""
    assert isinstance(int(count), int)
    assert count >= 0
    assert cdf(count) >= u - near
    assert count == 0 or cdf(count - 1) < u + near


def poisson_cdf(rate: float):
    def cdf(k: int) -> float:
        return math.fsum(math.exp(j * math.log(rate) - rate - math.lgamma(j + 1)) for j in range(int(k) + 1))

    return cdf


@pytest.mark.parametrize("rate", [1e-6, 0.01, 0.3, 1.0, 3.7, 12.0, 60.0, 199.0])
def test_poisson_quantile(rate) -> None:
    """Against the exact CDF, ends included."""
    for u in [*UNIFORMS[:60], *UNIFORMS[-5:]]:
        check_quantile(poisson_quantile(rate, u), poisson_cdf(rate), u)


@pytest.mark.parametrize("rate", [200.5, 500.0, 5000.0, 1e6])
def test_poisson_quantile_of_many(rate) -> None:
    """Within one count of the exact value."""
    from scipy import stats

    for u in [*UNIFORMS[:60], *UNIFORMS[-5:]]:
        assert abs(poisson_quantile(rate, u) - stats.poisson.ppf(u, rate)) <= 1


def test_poisson_quantile_rises() -> None:
    """With the uniform and with the rate, across the change of method: more volume keeps the first people."""
    for u in UNIFORMS[:40]:
        counts = [poisson_quantile(float(rate), u) for rate in np.linspace(0, 400, 801)]
        assert np.all(np.diff(counts) >= 0), u
    for rate in (0.5, 5.0, 150.0, 300.0):
        counts = [poisson_quantile(rate, float(u)) for u in np.sort(UNIFORMS)]
        assert np.all(np.diff(counts) >= 0), rate
    assert poisson_quantile(0.0, 0.99) == poisson_quantile(-1.0, 0.99) == 0


@pytest.mark.parametrize("mean", [1e-3, 0.2, 1.0, 4.0, 50.0, 1e4])
def test_geometric_quantile(mean) -> None:
    """P(N > k) = (m / (1 + m)) ** (k + 1)."""
    for u in UNIFORMS:
        count = geometric_quantile(mean, u)
        check_quantile(count, lambda k: -math.expm1((k + 1) * math.log(mean / (1 + mean))), u)
    assert geometric_quantile(0.0, 0.999) == geometric_quantile(-3.0, 0.999) == 0


@pytest.mark.parametrize("n", [1, 2, 5, 17, 36])
@pytest.mark.parametrize(
    "p",
    [Fraction(0), Fraction(1, 1000), Fraction(1, 20), Fraction(1, 2), Fraction(19, 20), Fraction(999, 1000)],
)
def test_binomial_cdf(n, p) -> None:
    """Against the exact CDF in fractions; a few dozen trials."""
    found = np.empty(n)
    binomial_cdf(n, float(p), found)
    terms = [Fraction(math.comb(n, k)) * p**k * (1 - p) ** (n - k) for k in range(n)]
    exact = [float(sum(terms[: k + 1])) for k in range(n)]
    np.testing.assert_allclose(found, exact, rtol=1e-9, atol=1e-12)


def test_binomial_cdf_at_its_ends() -> None:
    binomial_cdf(0, 0.5, np.empty(0))
    for certain in (1.0, 1.5):
        found = np.full(5, 0.5)
        binomial_cdf(5, certain, found)
        assert (found == 0.0).all()  # every uniform exceeds all five: a count of five
