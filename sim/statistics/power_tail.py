"""The tail of a distribution as a power law, with the value at which it begins."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]

CANDIDATES = 200
LEAST_IN_TAIL = 100


@dataclass(frozen=True, slots=True)
class PowerTail:
    """``p(x) ~ x^-alpha`` from ``xmin`` on, ``n`` values; ``ks`` is the distance of the distributions."""

    alpha: float
    xmin: float
    ks: float
    n: int


def fit_power_tail(values: ArrayLike, least: int = LEAST_IN_TAIL) -> PowerTail:
    """Fit a continuous power law to the upper tail, its start chosen by the smallest distance.

    For a start, ``alpha = 1 + n / sum ln(x / xmin)``; of 200 starts, spread over the ranks of the
    sorted values by equal ratios of what remains, that with the smallest Kolmogorov-Smirnov
    distance.

    Parameters
    ----------
    values : array_like, shape (n,)
        Those not above 0 are left out.
    least : int
        Fewest values in a tail.

    Returns
    -------
    PowerTail
        NaN if there are fewer than ``least`` values, or all are equal.

    References
    ----------
    Clauset, A., Shalizi, C. R. and Newman, M. E. J. (2009). Power-law distributions in empirical
    data. SIAM Review 51, 661-703. doi:10.1137/070710111
    """
    x = np.sort(np.asarray(values, np.float64))
    x = x[x > 0]
    nothing = PowerTail(float("nan"), float("nan"), float("nan"), 0)
    if x.size < max(least, 2) or x[0] == x[-1]:
        return nothing
    sizes = np.unique(np.geomspace(least, x.size, CANDIDATES).astype(np.int64))
    starts = np.unique(np.searchsorted(x, x[x.size - sizes]))  # the first of values that are equal
    fits = [_tail(x[start:]) for start in starts if x[start] < x[-1]]
    return min(fits, key=lambda tail: tail.ks) if fits else nothing


def _tail(x: Array) -> PowerTail:
    """Fit a tail that begins at its first value."""
    n, xmin = x.size, float(x[0])
    ratio = np.log(x / xmin)
    alpha = 1.0 + n / float(ratio.sum())
    model = -np.expm1(-(alpha - 1.0) * ratio)
    seen = np.arange(n)
    gap = max(float(np.max(np.abs(model - seen / n))), float(np.max(np.abs(model - (seen + 1) / n))))
    return PowerTail(alpha, xmin, gap, n)
