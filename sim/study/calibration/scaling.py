"""How far two vectors of patterns are apart, each pattern in units of its spread beforehand."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Bools = NDArray[np.bool_]

CUT = 4.0
"""Patterns further than this many scales from the median count as this far: ratios have endless tails."""
MISSING = 3.0
"""What a pattern counts, in scales, that the log gives and a simulation does not."""
LEAST_KNOWN = 0.5
"""Share of prior simulations that must give a pattern for it to be used."""
MAD = 1.4826


@dataclass(frozen=True, slots=True, eq=False)
class Scaling:
    """Median and spread (1.4826 times the median absolute deviation) of each pattern before the data.

    Parameters
    ----------
    center, scale : float64 array, shape (patterns,)
        NaN where nothing is known.
    usable : bool array, shape (patterns,)
        Given by at least half of the prior simulations, and not the same in all.
    """

    center: Array
    scale: Array
    usable: Bools

    @classmethod
    def of(cls, patterns: Array) -> Scaling:
        """Measure a prior-predictive table, shape (simulations, patterns)."""
        n = patterns.shape[1]
        center, scale = np.full(n, np.nan), np.full(n, np.nan)
        usable = np.zeros(n, bool)
        for column in range(n):
            known = patterns[np.isfinite(patterns[:, column]), column]
            if known.size < max(2, LEAST_KNOWN * len(patterns)):
                continue
            center[column] = np.median(known)
            scale[column] = MAD * np.median(np.abs(known - center[column]))
            if not scale[column] > 0:
                scale[column] = known.std()
            usable[column] = scale[column] > 1e-12
        return cls(center, scale, usable)

    def standard(self, patterns: Array) -> Array:
        """Return patterns in scales from the median, cut at :data:`CUT`; NaN stays, also where unusable."""
        with np.errstate(invalid="ignore", divide="ignore"):
            scaled = (patterns - self.center) / self.scale
        found: Array = np.where(self.usable, np.clip(scaled, -CUT, CUT), np.nan)
        return found


def distances(standard: Array, target: Array) -> Array:
    """Root mean square difference over the patterns that the target gives.

    Parameters
    ----------
    standard : float64 array, shape (..., patterns)
        Simulations, in scales; a NaN counts :data:`MISSING` where the target has a number.
    target : float64 array, shape (patterns,)
        The log, or a pseudo-observation.

    Returns
    -------
    float64 array, shape (...)
    """
    known = np.isfinite(target)
    gaps = standard[..., known] - target[known]
    gaps = np.where(np.isfinite(gaps), gaps, MISSING)
    found: Array = np.sqrt(np.mean(gaps**2, axis=-1))
    return found
