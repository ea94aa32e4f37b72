"""The shifted beta-geometric: members with different, constant chances of leaving after each period."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]

BOUND = 12.0
"""Both parameters lie between exp(-12) and exp(12); beyond it nothing changes any more."""


@dataclass(frozen=True, slots=True)
class BetaGeometric:
    """Chances of leaving are Beta(``alpha``, ``beta``) over members; ``loss`` is minus the log-likelihood."""

    alpha: float
    beta: float
    loss: float

    @property
    def first_churn(self) -> float:
        """Share that leaves in the first period: ``alpha / (alpha + beta)``."""
        return self.alpha / (self.alpha + self.beta)


def log_survival(alpha: float, beta: float, periods: int) -> Array:
    """``ln S(t)`` for t = 0, ..., ``periods``: ``S(t) = prod_{i <= t} (beta + i - 1) / (alpha + beta + i - 1)``."""
    i = np.arange(periods, dtype=np.float64)
    steps = np.log(beta + i) - np.log(alpha + beta + i)
    return np.concatenate([[0.0], np.cumsum(steps)])


def fit_beta_geometric(periods: ArrayLike, ended: ArrayLike) -> BetaGeometric:
    """Fit by maximum likelihood, with censoring on the right.

    Who left in period t adds ``ln P(T = t) = ln alpha - ln(alpha + beta + t - 1) + ln S(t - 1)``;
    who is still there in period t has survived the t - 1 before it and adds ``ln S(t - 1)``.

    Parameters
    ----------
    periods : int array_like, shape (n,)
        Period of leaving, or the last one seen, from 1.
    ended : bool array_like, shape (n,)
        False where the member had not left.

    Returns
    -------
    BetaGeometric
        NaN if nobody left.

    Raises
    ------
    ValueError
        If a period is below 1.

    References
    ----------
    Fader, P. S. and Hardie, B. G. S. (2007). How to project customer retention. Journal of
    Interactive Marketing 21(1), 76-90. doi:10.1002/dir.20074
    """
    t = np.asarray(periods, np.int64)
    is_end = np.asarray(ended, np.bool_)
    if np.any(t < 1):
        raise ValueError("periods count from 1")
    if not is_end.any():
        return BetaGeometric(float("nan"), float("nan"), float("nan"))
    last = int(t.max())
    left = np.bincount(t[is_end] - 1, minlength=last).astype(np.float64)
    seen = np.bincount(t - 1, minlength=last).astype(np.float64)
    age = np.arange(last)

    def loss(at: Array) -> float:
        alpha, beta = np.exp(np.clip(at, -BOUND, BOUND))
        survived = log_survival(alpha, beta, last - 1)
        hazard = np.log(alpha) - np.log(alpha + beta + age)
        return -float(left @ hazard + seen @ survived)

    found = import_module("scipy.optimize").minimize(
        loss, np.zeros(2), method="Nelder-Mead", options={"xatol": 1e-7, "fatol": 1e-9, "maxiter": 4000}
    )
    alpha, beta = np.exp(np.clip(found.x, -BOUND, BOUND))
    return BetaGeometric(float(alpha), float(beta), float(found.fun))
