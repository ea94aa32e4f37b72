"""The Weibull distribution of lifetimes, some of which have not ended yet."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]

STEPS = 200
ENOUGH = 1e-10


@dataclass(frozen=True, slots=True)
class Weibull:
    """``S(x) = exp(-(x / scale)^shape)``; a shape below 1 means a hazard that falls with age."""

    shape: float
    scale: float


def fit_weibull(durations: ArrayLike, ended: ArrayLike) -> Weibull:
    """Fit by maximum likelihood, with censoring on the right.

    With the scale solved for, ``scale^k = sum_i x_i^k / d`` over all and d ended, the shape is the
    root of ``sum x^k ln x / sum x^k - 1/k - mean of ln x over the ended``, which rises in k: it is
    found by Newton's steps on ln k, kept inside a bracket.

    Parameters
    ----------
    durations : array_like, shape (n,)
        Above 0.
    ended : bool array_like, shape (n,)
        False where the lifetime lasts longer than seen.

    Returns
    -------
    Weibull
        NaN for both unless two ended at different ages.

    Raises
    ------
    ValueError
        If a duration is not above 0.

    References
    ----------
    Cohen, A. C. (1965). Maximum likelihood estimation in the Weibull distribution based on complete
    and on censored samples. Technometrics 7, 579-588. doi:10.2307/1266397
    """
    x = np.asarray(durations, np.float64)
    is_end = np.asarray(ended, np.bool_)
    if np.any(x <= 0):
        raise ValueError("lifetimes are above 0")
    if is_end.sum() < 2 or np.ptp(x) == 0.0:
        return Weibull(float("nan"), float("nan"))
    unit = float(x.max())
    logs = np.log(x / unit)
    centre = float(logs[is_end].mean())
    low, high, u = np.log(1e-4), np.log(1e4), 0.0
    for _ in range(STEPS):
        k = np.exp(u)
        power = np.exp(k * logs)
        total = power.sum()
        mean = float((power @ logs) / total)
        spread = float((power @ logs**2) / total) - mean**2
        gap = mean - 1.0 / k - centre
        low, high = (u, high) if gap < 0 else (low, u)
        step = u - gap / (k * (spread + 1.0 / k**2))
        before, u = u, step if low < step < high else (low + high) / 2.0
        if abs(u - before) < ENOUGH:
            break
    k = float(np.exp(u))
    scale = unit * float(np.sum(np.exp(k * logs)) / is_end.sum()) ** (1.0 / k)
    return Weibull(k, scale)
