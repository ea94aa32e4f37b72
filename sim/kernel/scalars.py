"""Scalar helpers for kernels: fast exponentials, quantiles, counts by inverse CDF.

All take and return float64 scalars. The error of each approximation is stated and tested.
"""

from __future__ import annotations

import math

import numpy as np

from sim.kernel.options import inlined, kernel, scalar
from sim.kernel.scratch import counts, floats

_LOG2_E = 1.4426950408889634
_LN_2 = 0.6931471805599453
_MANTISSA = 0xFFFFFFFFFFFFF
_ONE = 0x3FF0000000000000
_ALL = np.uint64(0xFFFFFFFFFFFFFFFF)


@inlined
def fast_exp(x):  # type: ignore[no-untyped-def]
    """exp(x), relative error below 1e-8; inputs beyond +-690 count as that.

    Range reduction to half a power of two, a polynomial of degree seven, and the exponent put into
    the bits: no call, so that loops over members stay vectorised.
    """
    t = min(max(x * _LOG2_E, -1000.0), 1000.0)
    k = math.floor(t + 0.5)
    f = (t - k) * _LN_2
    p = 0.001388888888888889 + f * 0.0001984126984126984
    p = 0.041666666666666664 + f * (0.008333333333333333 + f * p)
    p = 1.0 + f * (1.0 + f * (0.5 + f * (0.16666666666666666 + f * p)))
    return p * np.int64((np.int64(k) + 1023) << 52).view(np.float64)


@inlined
def fast_log(x):  # type: ignore[no-untyped-def]
    """Natural logarithm of a positive normal number, absolute error below 1e-10."""
    bits = np.float64(x).view(np.int64)
    exponent = (bits >> 52) - 1023
    m = np.int64((bits & _MANTISSA) | _ONE).view(np.float64)
    if m > 1.4142135623730951:
        m *= 0.5
        exponent += 1
    z = (m - 1.0) / (m + 1.0)
    q = z * z
    p = 0.14285714285714285 + q * (0.1111111111111111 + q * 0.09090909090909091)
    return exponent * _LN_2 + 2.0 * z * (1.0 + q * (0.3333333333333333 + q * (0.2 + q * p)))


@inlined
def logistic(x):  # type: ignore[no-untyped-def]
    """1 / (1 + exp(-x)), relative error below 1e-8."""
    return 1.0 / (1.0 + fast_exp(-x))


@inlined
def saturation(x):  # type: ignore[no-untyped-def]
    """1 - exp(-x): from 0 towards 1, 63 % of the way at 1; absolute error below 1e-8."""
    return 1.0 - fast_exp(-x)


@inlined
def peak(x):  # type: ignore[no-untyped-def]
    """4 x / (1 + x)**2 for x >= 0: 1 at 1, towards 0 far below and far above it."""
    return 4.0 * x / ((1.0 + x) * (1.0 + x))


@inlined
def progress(points, per_first, levels):  # type: ignore[no-untyped-def]
    """Share of the way from one level to the next, 0 at the last; level n is at n squared over ``per_first`` points."""
    reached = math.sqrt(points * per_first)
    return reached - math.floor(reached) if reached < levels else 0.0


@inlined
def clip(x, low, high):  # type: ignore[no-untyped-def]
    """``x`` held between ``low`` and ``high``."""
    return low if x < low else high if x > high else x


@inlined
def in_order(x):  # type: ignore[no-untyped-def]
    """A 32-bit number of at least 0 as the whole number with the same bits: larger for larger ``x``.

    The least or largest of many such is found several at a time, which with fractions it is not.
    """
    return np.float32(x).view(np.int32)


@inlined
def from_order(whole):  # type: ignore[no-untyped-def]
    """The number of which ``whole`` is :func:`in_order`."""
    return np.int32(whole).view(np.float32)


@scalar
def divisor(d):  # type: ignore[no-untyped-def]
    """What :func:`divides` asks of a uint64 above 0: inverse of its odd part, its power of two, its largest multiple."""
    odd, twos = d, np.uint64(0)
    while odd & np.uint64(1) == 0:
        odd >>= np.uint64(1)
        twos += np.uint64(1)
    inverse = odd
    for _ in range(5):  # each doubles how many bits of the inverse are right, three at first
        inverse *= np.uint64(2) - odd * inverse
    return inverse, twos, _ALL // d


@inlined
def divides(known, x):  # type: ignore[no-untyped-def]
    """Whether a uint64 is a multiple of that whose :func:`divisor` is given: a tenth of the time of a division.

    Granlund and Montgomery 1994: the product with the inverse is the quotient if there is one, else a large number.
    """
    inverse, twos, most = known
    quotient = x * inverse
    return ((quotient >> twos) | (quotient << ((np.uint64(64) - twos) & np.uint64(63)))) <= most


@scalar
def whole_fen(yuan):  # type: ignore[no-untyped-def]
    """An amount in yuan rounded to whole fen, so that what is booked adds up to the cent."""
    return math.floor(yuan * 100.0 + 0.5) / 100.0


@scalar
def ces(a, b, c, d, weights, rho, least):  # type: ignore[no-untyped-def]
    """Constant elasticity of substitution of four amounts: their weighted mean at ``rho`` 1, their product at 0.

    Amounts below ``least`` count as that; ``weights`` are four numbers of which one is above 0. Within a
    thousandth of 0 ``rho`` counts as 0, where it is the weighted geometric mean. Arrow, Chenery, Minhas and Solow 1961.
    """
    log_a, log_b = fast_log(max(a, least)), fast_log(max(b, least))
    log_c, log_d = fast_log(max(c, least)), fast_log(max(d, least))
    total = weights[0] + weights[1] + weights[2] + weights[3]
    if abs(rho) < 1e-3:
        logs = weights[0] * log_a + weights[1] * log_b + weights[2] * log_c + weights[3] * log_d
        return fast_exp(logs / total)
    powers = weights[0] * fast_exp(rho * log_a) + weights[1] * fast_exp(rho * log_b)
    powers += weights[2] * fast_exp(rho * log_c) + weights[3] * fast_exp(rho * log_d)
    return fast_exp(fast_log(max(powers / total, 1e-300)) / rho)


@scalar
def share_done(given, asked):  # type: ignore[no-untyped-def]
    """Share of the work that is done when so many of the hours asked for are given; 1 if none were asked for."""
    return given / asked if asked > 0.0 else 1.0


_MIDDLE = 0.425
"""Distance from a half up to which the quantile of the normal is a ratio of polynomials."""


@inlined
def _normal_middle(q):  # type: ignore[no-untyped-def]
    """Quantile of the normal at ``q`` from a half."""
    r = 0.180625 - q * q
    return (
        q
        * (((59.109374720 * r + 159.29113202) * r + 50.434271938) * r + 3.3871327179)
        / (((67.187563600 * r + 78.757757664) * r + 17.895169469) * r + 1.0)
    )


@scalar
def _normal_tail(u):  # type: ignore[no-untyped-def]
    """Quantile of the normal at ``u`` far from a half."""
    r = math.sqrt(-fast_log(u if u < 0.5 else 1.0 - u))
    if r <= 5.0:
        r -= 1.6
        z = (((0.17023821103 * r + 1.3067284816) * r + 2.7568153900) * r + 1.4234372777) / (
            (0.12021132975 * r + 0.73700164250) * r + 1.0
        )
    else:
        r -= 5.0
        z = (((0.017337203997 * r + 0.42868294337) * r + 3.0812263860) * r + 6.6579051150) / (
            (0.012258202635 * r + 0.24197894225) * r + 1.0
        )
    return -z if u < 0.5 else z


@scalar
def normal_quantile(u):  # type: ignore[no-untyped-def]
    """Inverse of the standard normal CDF, relative error below 1e-6 for u in [2**-33, 1 - 2**-33].

    Wichura, "Algorithm AS 241: the percentage points of the normal distribution", Applied
    Statistics 37 (1988) 477-484, routine PPND7.
    """
    q = u - 0.5
    return _normal_middle(q) if abs(q) <= _MIDDLE else _normal_tail(u)


@kernel
def normal_quantiles(values):  # type: ignore[no-untyped-def]
    """Put :func:`normal_quantile` of each value, at most :data:`sim.kernel.scratch.PART` of them, in its place.

    Most lie in the middle, where the processor works on several at a time.
    """
    n = values.size
    far, u = counts(n), floats(n)
    n_far = 0
    for k in range(n):
        far[n_far] = k
        u[n_far] = values[k]
        n_far += abs(values[k] - 0.5) > _MIDDLE
    for k in range(n):
        values[k] = _normal_middle(values[k] - 0.5)
    for f in range(n_far):
        values[far[f]] = _normal_tail(u[f])


@inlined
def gamma_try(normal, u, shape):  # type: ignore[no-untyped-def]
    """One try of :func:`sim.rng.gamma_draw`, without what brings the raised shape back; -1 if it is rejected."""
    d = shape + 2.0 / 3.0
    c = 1.0 / np.sqrt(9.0 * d)
    v = max(1.0 + c * normal, 1e-3) ** 3
    return d * v if fast_log(u) < 0.5 * normal * normal + d - d * v + d * fast_log(v) else -1.0


@scalar
def poisson_quantile(rate, u):  # type: ignore[no-untyped-def]
    """Smallest count whose Poisson CDF reaches ``u``; rises with both arguments.

    By summation up to a rate of 200; beyond that by the Cornish-Fisher expansion of the quantile,
    within one count of the exact value.
    """
    if rate <= 0.0:
        return 0
    if rate > 200.0:
        z = normal_quantile(u)
        return max(0, int(math.floor(rate + z * math.sqrt(rate) + (z * z - 1.0) / 6.0 + 0.5)))
    probability = fast_exp(-rate)
    total = probability
    count = 0
    while total < u and count < 1000:
        count += 1
        probability *= rate / count
        total += probability
    return count


@scalar
def geometric_quantile(mean, u):  # type: ignore[no-untyped-def]
    """Count 0, 1, 2 ... with the given mean, geometric, by inverse CDF; rises with both arguments.

    A Poisson count whose rate is exponential: the plainest heavy-tailed number of messages.
    """
    if mean <= 0.0:
        return 0
    return int(fast_log(1.0 - u) / fast_log(mean / (1.0 + mean)))


@kernel
def binomial_cdf(n, p, out):  # type: ignore[no-untyped-def]
    """Write P(at most c) of Binomial(n, p) into ``out[c]`` for c = 0 ... n - 1; ``n`` is a few dozen.

    The number of entries that a uniform exceeds is then a count with this distribution, by inverse CDF.
    """
    if p >= 1.0:
        out[:n] = 0.0
        return
    odds = p / (1.0 - p)
    probability = (1.0 - p) ** n
    total = probability
    for c in range(n):
        out[c] = total
        probability *= odds * (n - c) / (c + 1)
        total += probability
