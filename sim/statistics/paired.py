"""The difference between two arms that had the same luck, world by world."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from sim.statistics.students_t import t_quantile


@dataclass(frozen=True, slots=True)
class PairedDifference:
    """Mean of ``b - a`` over the pairs in which both exist, with its interval.

    ``larger`` and ``smaller`` count pairs with ``b > a`` and ``b < a``; a tie is neither. ``n``
    counts pairs, ``dropped`` those left out because one of the two does not exist. Means are NaN
    without a pair, bounds NaN with fewer than two.
    """

    mean_a: float
    mean_b: float
    difference: float
    low: float
    high: float
    larger: int
    smaller: int
    n: int
    dropped: int


def paired_difference(a: ArrayLike, b: ArrayLike, level: float = 0.95) -> PairedDifference:
    """Paired mean difference ``b - a`` with Student's t interval.

    ``mean(d) +- t_{(1 + level) / 2, n - 1} sd(d) / sqrt(n)`` for the differences d; the interval
    closes to a point where all differences are equal.

    Parameters
    ----------
    a, b : array_like, shape (pairs,)
        Values under the same luck; NaN or infinite where a value does not exist.
    level : float
        Coverage of the interval, between 0 and 1.

    Raises
    ------
    ValueError
        If the shapes differ or are not one-dimensional.
    """
    left, right = np.asarray(a, np.float64), np.asarray(b, np.float64)
    if left.ndim != 1 or left.shape != right.shape:
        raise ValueError(f"pairs need two lists of one length, not {left.shape} and {right.shape}")
    both = np.isfinite(left) & np.isfinite(right)
    left, right = left[both], right[both]
    n, dropped = int(left.size), int(both.size - left.size)
    if n == 0:
        nan = math.nan
        return PairedDifference(nan, nan, nan, nan, nan, 0, 0, 0, dropped)
    d = right - left
    mean = float(d.mean())
    half = math.nan
    if n > 1:
        half = t_quantile((1.0 + level) / 2.0, n - 1) * float(d.std(ddof=1)) / math.sqrt(n)
    return PairedDifference(
        mean_a=float(left.mean()),
        mean_b=float(right.mean()),
        difference=mean,
        low=mean - half,
        high=mean + half,
        larger=int(np.count_nonzero(d > 0)),
        smaller=int(np.count_nonzero(d < 0)),
        n=n,
        dropped=dropped,
    )
