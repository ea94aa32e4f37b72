"""Survival from counts: how long memberships last when some have not ended yet.

A membership is seen up to some age and then either ends or is still there when watching stops.
``at_risk[x]`` counts those that reached age x under watch, ``ended[x]`` those of them that ended
at that age, so what is censored needs no count of its own.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]

ROUNDING = 1e-12
"""Products of shares that should meet a level exactly may miss it by this much."""


def _counts(ended: ArrayLike, at_risk: ArrayLike) -> tuple[Array, Array]:
    """Both as floats of one shape, checked."""
    d, n = np.broadcast_arrays(np.asarray(ended, np.float64), np.asarray(at_risk, np.float64))
    if d.ndim == 0:
        raise ValueError("counts need an axis of ages")
    if not (np.all(d >= 0) and np.all(d <= n)):
        raise ValueError("counts must satisfy 0 <= ended <= at_risk at every age")
    return d, n


def _unobserved(n: Array) -> NDArray[np.bool_]:
    """Ages after the last one at which anybody was at risk."""
    seen = np.flip(np.logical_or.accumulate(np.flip(n > 0, -1), axis=-1), -1)
    return np.logical_not(seen)


def kaplan_meier(ended: ArrayLike, at_risk: ArrayLike) -> Array:
    """Share of memberships that last beyond each age: the product-limit estimate.

    ``S(x) = prod_{k <= x} (1 - ended[k] / at_risk[k])``.

    Parameters
    ----------
    ended, at_risk : array_like, shape (..., ages)
        Memberships that ended at, and that reached, each age.

    Returns
    -------
    float64 array, shape (..., ages)
        NaN past the last age that anybody reached, unless the estimate is 0 by then.

    Raises
    ------
    ValueError
        Unless ``0 <= ended <= at_risk`` everywhere.

    References
    ----------
    Kaplan, E. L. and Meier, P. (1958). Nonparametric estimation from incomplete observations.
    Journal of the American Statistical Association 53, 457-481. doi:10.2307/2281868
    """
    d, n = _counts(ended, at_risk)
    share = np.divide(d, n, out=np.zeros(d.shape), where=n > 0)
    survival = np.asarray(np.cumprod(1.0 - share, axis=-1), np.float64)
    survival[_unobserved(n) & (survival > 0.0)] = np.nan
    return survival


def greenwood_variance(ended: ArrayLike, at_risk: ArrayLike) -> Array:
    """Variance of the product-limit estimate at each age, by Greenwood's formula.

    ``Var S(x) = S(x)^2 sum_{k <= x} d_k / (n_k (n_k - d_k))``. It treats memberships as
    independent, which members of one group are not: between worlds, use the spread of worlds.

    Parameters
    ----------
    ended, at_risk : array_like, shape (..., ages)
        As for :func:`kaplan_meier`.

    Returns
    -------
    float64 array, shape (..., ages)
        NaN where the estimate is NaN, and where it is 0: the formula says nothing there.

    References
    ----------
    Greenwood, M. (1926). The natural duration of cancer. Reports on Public Health and Medical
    Subjects 33, 1-26.
    """
    d, n = _counts(ended, at_risk)
    survival = kaplan_meier(d, n)
    terms = np.divide(d, n * (n - d), out=np.zeros(d.shape), where=n > d)
    variance: Array = survival**2 * np.cumsum(terms, axis=-1)
    variance[survival == 0.0] = np.nan
    return variance


def survival_at(survival: ArrayLike, age: ArrayLike) -> Array:
    """Look up a survival curve at some ages; the curve is a step that falls at whole ages.

    Parameters
    ----------
    survival : array_like, shape (..., ages)
        Entry x is the share that lasts beyond age x.
    age : array_like, shape () or (k,)
        Ages in days, whole or not.

    Returns
    -------
    float64 array, shape (...,) or (..., k)
        1 before age 0, NaN past the end of the curve.
    """
    curve = np.asarray(survival, np.float64)
    step = np.floor(np.asarray(age, np.float64))
    index = np.clip(step, 0, curve.shape[-1] - 1).astype(np.intp)
    found = np.where(step < 0, 1.0, curve[..., index])
    return np.where(step >= curve.shape[-1], np.nan, found)


def median_age(survival: ArrayLike, share: float = 0.5) -> Array:
    """Smallest age beyond which at most ``share`` of memberships last.

    Parameters
    ----------
    survival : array_like, shape (..., ages)
        As returned by :func:`kaplan_meier`.
    share : float
        0.5 gives the median.

    Returns
    -------
    float64 array, shape (...,)
        Age in days; NaN where the curve stays above ``share`` as long as it is known.
    """
    curve = np.asarray(survival, np.float64)
    reached = curve <= share + ROUNDING
    age = np.argmax(reached, axis=-1).astype(np.float64)
    return np.where(reached.any(axis=-1), age, np.nan)
