"""Whether two sets of numbers can come from one distribution: several tests, and one error rate for all of them."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
WELCH, KOLMOGOROV_SMIRNOV, FISHER = "welch", "kolmogorov-smirnov", "fisher"
FEWEST_KNOWN = 4
"""Known values on each side from which on they are compared."""
DIGITS = 9
"""Digits that count: sums in another order differ behind them, which is no other distribution."""


@dataclass(frozen=True, slots=True)
class Tested:
    """What a test found.

    ``a`` and ``b`` are what it is about on either side: means for Welch's test, standard deviations for that of
    Kolmogorov and Smirnov (which sees any difference in shape), numbers of known values for Fisher's.
    """

    test: str
    a: float
    b: float
    p: float


def compared(a: Array, b: Array) -> Iterator[Tested]:
    """Yield the tests of two samples, shape (worlds,); values that are not finite are unknown.

    Means: Welch (1947, Biometrika 34, 28-35). Shape: Kolmogorov-Smirnov (Smirnov 1948, Ann. Math. Statist. 19,
    279-281), exact where
    samples are small. How often it is known: Fisher's exact test.
    """
    from scipy import stats  # noqa: PLC0415 - slow to import

    known_a, known_b = _rounded(a[np.isfinite(a)]), _rounded(b[np.isfinite(b)])
    table = [[known_a.size, a.size - known_a.size], [known_b.size, b.size - known_b.size]]
    yield Tested(FISHER, float(known_a.size), float(known_b.size), float(stats.fisher_exact(table)[1]))
    if min(known_a.size, known_b.size) < FEWEST_KNOWN:
        return
    yield Tested(WELCH, float(known_a.mean()), float(known_b.mean()), _welch(known_a, known_b))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # that it goes on with the limit of large samples
        gap = stats.ks_2samp(known_a, known_b)
    yield Tested(
        KOLMOGOROV_SMIRNOV, float(known_a.std(ddof=1)), float(known_b.std(ddof=1)), float(gap.pvalue)
    )


def _welch(a: Array, b: Array) -> float:
    from scipy import stats  # noqa: PLC0415 - slow to import

    if np.ptp(a) == 0 and np.ptp(b) == 0:
        return 1.0 if a[0] == b[0] else 0.0
    return float(stats.ttest_ind(a, b, equal_var=False).pvalue)


def _rounded(values: Array) -> Array:
    """Values to so many digits."""
    size = np.where(values == 0, 1.0, np.abs(values))
    scale = 10.0 ** (DIGITS - 1 - np.floor(np.log10(size)))
    rounded: Array = np.round(values * scale) / scale
    return rounded


def beyond_luck(p: Sequence[float], level: float) -> list[int]:
    """Return which of several tests cannot be luck, the least likely first.

    The chance that any is named, where there is nothing to find, is at most ``level`` (Holm 1979, Scand. J. Statist. 6,
    65-70).
    """
    order = sorted(range(len(p)), key=lambda k: p[k])
    found = []
    for rank, k in enumerate(order):
        if p[k] > level / (len(order) - rank):
            break
        found.append(k)
    return found
