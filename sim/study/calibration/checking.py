"""Posterior-predictive checks: whether worlds simulated from the posterior look like the log."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.patterns import MEMBER_PATTERNS, Pattern

Array = NDArray[np.float64]
POSTERIOR_WORLD = 900_000_000
"""First world of the checks; none of them was used in the search."""
CALIBRATED_WORLD = 950_000_000


@dataclass(frozen=True, slots=True)
class Check:
    """A pattern of the log, and of worlds simulated from prior, posterior and calibrated scenario.

    Parameters
    ----------
    pattern
        Which.
    real
        In the log; NaN if it does not give it.
    used
        Whether the search used it.
    prior, posterior
        5 %, 50 % and 95 % over worlds; NaN where no world gives it.
    calibrated
        Median over worlds of the calibrated scenario.
    """

    pattern: Pattern
    real: float
    used: bool
    prior: tuple[float, float, float]
    posterior: tuple[float, float, float]
    calibrated: float

    @property
    def inside(self) -> bool | None:
        """Whether the log lies in the 90 % band of the posterior; None where one of them is unknown."""
        return _within(self.real, self.posterior)

    @property
    def reachable(self) -> bool | None:
        """Whether the log lies in the 90 % band of the prior."""
        return _within(self.real, self.prior)


def checks(
    real: Array, used: NDArray[np.bool_], prior: Array, posterior: Array, calibrated: Array
) -> tuple[Check, ...]:
    """Return one check a pattern, from tables of shape (worlds, patterns)."""
    return tuple(
        Check(
            pattern,
            float(real[place]),
            bool(used[place]),
            _band(prior[:, place]),
            _band(posterior[:, place]),
            _band(calibrated[:, place])[1],
        )
        for place, pattern in enumerate(MEMBER_PATTERNS)
    )


def _band(values: Array) -> tuple[float, float, float]:
    known = values[np.isfinite(values)]
    if known.size == 0:
        return (float("nan"),) * 3
    low, median, high = np.quantile(known, (0.05, 0.5, 0.95))
    return float(low), float(median), float(high)


def _within(value: float, band: tuple[float, float, float]) -> bool | None:
    if np.isnan(value) or np.isnan(band[0]):
        return None
    return band[0] <= value <= band[2]
