"""Simulation-based calibration: whether 90 % intervals hold the truth in 90 of 100 cases."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.study.calibration.adjusting import adjusted, kernel_weights, quantile
from sim.study.calibration.scaling import Scaling, distances

Array = NDArray[np.float64]
Bools = NDArray[np.bool_]

LEVEL = 0.9
WANTED = (0.85, 0.95)
LEAST_PSEUDO = 200
MOST_PSEUDO = 500


@dataclass(frozen=True, slots=True, eq=False)
class Coverage:
    """How often intervals held the value that a pseudo-observation was made with.

    Parameters
    ----------
    held : bool array, shape (pseudo-observations, parameters)
        Whether the interval held it.
    ranks : float64 array, shape (pseudo-observations, parameters)
        Share of the posterior below the true value; uniform if intervals of every level are right.
    table_rows, accepted
        Simulations in the table, and how many of them each posterior was made from.
    """

    held: Bools
    ranks: Array
    table_rows: int
    accepted: int

    @property
    def pseudo(self) -> int:
        """How many pseudo-observations there were."""
        return len(self.held)

    @property
    def by_parameter(self) -> Array:
        """Share held, shape (parameters,)."""
        found: Array = self.held.mean(axis=0)
        return found

    @property
    def overall(self) -> float:
        """Share held over all parameters."""
        return float(self.held.mean())

    @property
    def error(self) -> float:
        """Standard error of a parameter's coverage, binomial at :data:`LEVEL`."""
        return float(np.sqrt(LEVEL * (1 - LEVEL) / self.pseudo))

    @property
    def overall_error(self) -> float:
        """Standard error of the overall coverage: between pseudo-observations, whose parameters go together."""
        return float(self.held.mean(axis=1).std(ddof=1) / np.sqrt(self.pseudo))

    @property
    def is_right(self) -> bool:
        """Whether the overall coverage lies in :data:`WANTED`."""
        return WANTED[0] <= self.overall <= WANTED[1]

    @property
    def within(self) -> int:
        """How many parameters lie in :data:`WANTED`."""
        return int(
            np.sum((self.by_parameter >= WANTED[0] - 1e-12) & (self.by_parameter <= WANTED[1] + 1e-12))
        )


def coverage(units: Array, patterns: Array, accepted: int, pseudo: int = MOST_PSEUDO) -> Coverage:
    """Take rows of a prior-predictive table as observations and look for the values they were made with.

    For each, the ``accepted`` nearest of all other rows are adjusted by regression, as final
    intervals are; the row itself is left out, and so is what it would add to the scales (nothing
    worth mentioning). Cook, Gelman and Rubin 2006 (doi:10.1198/106186006X136976); Talts et al. 2018
    (arXiv:1804.06788).

    Parameters
    ----------
    units : float64 array, shape (rows, parameters)
        Places within the priors, 0 to 1.
    patterns : float64 array, shape (rows, patterns)
        What they gave.
    accepted
        Simulations to keep for each posterior.
    pseudo
        Pseudo-observations, spread evenly over the table; all rows if there are fewer.
    """
    scaling = Scaling.of(patterns)
    standard = scaling.standard(patterns)
    usable = np.flatnonzero(np.isfinite(standard).any(axis=1))
    rows = usable[np.unique(np.linspace(0, usable.size - 1, min(pseudo, usable.size)).astype(int))]
    held = np.zeros((rows.size, units.shape[1]), bool)
    ranks = np.zeros((rows.size, units.shape[1]))
    for k, row in enumerate(rows):
        distance = distances(standard, standard[row])
        distance[row] = np.inf
        nearest = np.argpartition(distance, accepted - 1)[:accepted]
        weights = kernel_weights(distance[nearest])
        found = adjusted(units[nearest], standard[nearest], standard[row], weights)
        for p, value in enumerate(units[row]):
            low, high = (quantile(found[:, p], weights, q) for q in ((1 - LEVEL) / 2, (1 + LEVEL) / 2))
            held[k, p] = low <= value <= high
            ranks[k, p] = float(weights[found[:, p] < value].sum() / weights.sum())
    return Coverage(held, ranks, len(units), accepted)
