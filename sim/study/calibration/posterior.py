"""The posterior: weighted values of the parameters, and what the log tells of each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from sim.i18n import mark
from sim.study.calibration.adjusting import quantile
from sim.study.calibration.priors import Prior

Array = NDArray[np.float64]
BINS = 20


class Told(Enum):
    """What this data can tell of a parameter; the value is a gettext key."""

    WELL = mark("told well")
    ROUGHLY = mark("told roughly")
    NOT = mark("this data cannot tell")


WELL_FROM, ROUGHLY_FROM = 0.7, 0.3
"""Contractions; at .3 an interval is still five sixths as wide as that of the prior."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A parameter before and after.

    Parameters
    ----------
    prior
        The parameter and its range.
    median, low, high
        Of the posterior: median, 5 % and 95 %.
    contraction
        1 - posterior variance over prior variance; 0 if the log tells nothing, 1 if everything, and
        below 0 if the posterior is wider than the prior.
    overlap
        Area that the two densities share, over 20 bins: 1 if they are the same.
    """

    prior: Prior
    median: float
    low: float
    high: float
    contraction: float
    overlap: float

    @property
    def told(self) -> Told:
        """What the log tells of it."""
        if self.contraction >= WELL_FROM:
            return Told.WELL
        return Told.ROUGHLY if self.contraction >= ROUGHLY_FROM else Told.NOT


@dataclass(frozen=True, slots=True, eq=False)
class Posterior:
    """Weighted draws.

    Parameters
    ----------
    priors
        The parameters.
    units, raw : float64 array, shape (draws, parameters)
        Places within the priors after and before the regression adjustment.
    weights : float64 array, shape (draws,)
        They sum to 1.
    distance : float64 array, shape (draws,)
        From the log, of the simulation a draw comes from.
    generations
        Of the sequential search; 0 is rejection from the prior-predictive table.
    """

    priors: tuple[Prior, ...]
    units: Array
    raw: Array
    weights: Array
    distance: Array
    generations: int

    @property
    def effective(self) -> float:
        """Effective number of draws."""
        return 1.0 / float(np.sum(self.weights**2))

    def values(self) -> Array:
        """Return the draws in the parameters' own units, shape (draws, parameters)."""
        return values_of(self.priors, self.units)

    def estimates(self) -> tuple[Estimate, ...]:
        """Return what is known of each parameter."""
        return tuple(self._estimate(place) for place in range(len(self.priors)))

    def density(self, place: int) -> Array:
        """Return the share of draws in each of 20 bins across the prior, as a multiple of the prior's.

        Each bin is averaged with its neighbours (1, 2, 1), since a hundred draws leave gaps by chance.
        """
        found, _ = np.histogram(self.units[:, place], bins=BINS, range=(0, 1), weights=self.weights)
        padded = np.concatenate((found[:1], found, found[-1:]))
        smooth: Array = (padded[:-2] + 2 * padded[1:-1] + padded[2:]) / 4 * BINS
        return smooth

    def resampled(self, n: int) -> Array:
        """Return ``n`` equally weighted draws by systematic resampling, shape (n, parameters)."""
        places = (np.arange(n) + 0.5) / n
        chosen = np.searchsorted(np.cumsum(self.weights), places * (1 - 1e-12))
        return self.units[np.minimum(chosen, len(self.units) - 1)]

    def _estimate(self, place: int) -> Estimate:
        prior, column = self.priors[place], self.units[:, place]
        low, median, high = (prior.value(quantile(column, self.weights, q)) for q in (0.05, 0.5, 0.95))
        mean = float(self.weights @ column)
        variance = float(self.weights @ (column - mean) ** 2)
        overlap = float(np.minimum(self.density(place), 1.0).mean())
        return Estimate(prior, median, low, high, 1 - 12 * variance, overlap)


def values_of(priors: tuple[Prior, ...], units: Array) -> Array:
    """Return places within priors in the parameters' own units, same shape."""
    rows = [[prior.value(float(u)) for prior, u in zip(priors, row, strict=True)] for row in units]
    return np.array(rows, np.float64).reshape(units.shape)
