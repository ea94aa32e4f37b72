"""Regression adjustment: moves accepted values to where they would lie had the patterns matched exactly."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
EDGE = 1e-6
RIDGE = 1e-3
"""Keeps patterns that say the same thing, such as Gini and top shares, from blowing up the fit."""


def kernel_weights(distance: Array) -> Array:
    """Epanechnikov weights of accepted simulations: 1 at distance 0, 0 just beyond the largest."""
    border = float(distance.max()) * (1 + 1e-9)
    weights: Array = 1 - (distance / border) ** 2 if border > 0 else np.ones_like(distance)
    return weights


def adjusted(units: Array, standard: Array, target: Array, weights: Array) -> Array:
    """Adjust accepted values by weighted local-linear regression on the logit scale.

    Beaumont, Zhang and Balding 2002 (doi:10.1093/genetics/162.4.2025); the logit keeps values
    within their priors (Hamilton et al. 2005, doi:10.1534/genetics.104.038224). Residuals are
    stretched by sqrt(n / (n - k)), n the effective number of simulations and k that of coefficients
    (trace of the smoother), since a fit to few simulations leaves residuals that are too small.

    Parameters
    ----------
    units : float64 array, shape (n, parameters)
        Places within the priors, 0 to 1.
    standard : float64 array, shape (n, patterns)
        Their patterns, in scales; what is missing is taken to match.
    target : float64 array, shape (patterns,)
        Patterns to match; NaN where there are none.
    weights : float64 array, shape (n,)
        Not negative, not all 0.

    Returns
    -------
    float64 array, shape (n, parameters)
        Places within the priors, 0 to 1.
    """
    known = np.isfinite(target)
    gaps = standard[:, known] - target[known]
    gaps = np.where(np.isfinite(gaps), gaps, 0.0)
    share = weights / weights.sum()
    values = _logit(units)
    mean_gap, mean_value = share @ gaps, share @ values
    centred = (gaps - mean_gap) * np.sqrt(share)[:, None]
    gram = centred.T @ centred
    inverse = np.linalg.inv(
        gram + (RIDGE * max(float(np.trace(gram)) / max(len(gram), 1), 1e-9)) * np.eye(len(gram))
    )
    slope = inverse @ (centred.T @ ((values - mean_value) * np.sqrt(share)[:, None]))
    fitted_at_target = mean_value - mean_gap @ slope
    residual = values - mean_value - (gaps - mean_gap) @ slope
    effective = 1.0 / float(np.sum(share**2))
    used = 1.0 + float(np.trace(inverse @ gram))
    stretch = np.sqrt(effective / max(effective - used, 0.2 * effective))
    return _expit(fitted_at_target + residual * stretch)


def quantile(values: Array, weights: Array, q: float) -> float:
    """Weighted quantile, linear between the middles of the weights."""
    order = np.argsort(values, kind="stable")
    cumulated = np.cumsum(weights[order])
    middle = (cumulated - weights[order] / 2) / cumulated[-1]
    return float(np.interp(q, middle, values[order]))


def _logit(units: Array) -> Array:
    inside = np.clip(units, EDGE, 1 - EDGE)
    found: Array = np.log(inside) - np.log1p(-inside)
    return found


def _expit(values: Array) -> Array:
    found: Array = 1.0 / (1.0 + np.exp(-np.clip(values, -40, 40)))
    return found
