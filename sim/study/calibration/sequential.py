"""From the prior-predictive table to the posterior: ABC-SMC, then the regression adjustment."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec

import numpy as np
from numpy.typing import NDArray

from sim.i18n import mark
from sim.study.calibration.adjusting import adjusted, kernel_weights
from sim.study.calibration.candidate import Candidate
from sim.study.calibration.posterior import Posterior, values_of
from sim.study.calibration.scaling import Scaling, distances
from sim.study.calibration.store import Simulations
from sim.study.errors import StudyError

Array = NDArray[np.float64]
MOST_GENERATIONS = 12
GENERATION = 1_000_000
"""Worlds of generation t (1 and up) count from t times this."""
NO_LIBRARY = mark(
    "sim calibrate needs pyABC, which is not installed: pip install 'community-sim[calibration]'."
)


def require_library() -> None:
    """Refuse in a sentence if pyABC is not installed."""
    if find_spec("pyabc") is None:
        raise StudyError(NO_LIBRARY)


def searched(  # noqa: PLR0913, PLR0917 - a search has that many sides
    candidate: Candidate,
    units: Array,
    scaling: Scaling,
    standard: Array,
    target: Array,
    size: int,
    budget: int,
    kept: Simulations,
    jobs: int,
    progress: Callable[[int], None],
) -> Posterior:
    """Search for values whose patterns are like the target's.

    Generation 0 keeps the ``size`` rows of the table that are nearest to the target; the border of
    each later one is the median distance of the one before. The last generation is adjusted by regression with its importance weights times the Epanechnikov
    kernel, which is what coverage is measured with as well.
    """
    require_library()
    parts = import_module("sim.study.calibration.pyabc_parts")
    border = float(np.partition(distances(standard, target), size - 1)[size - 1]) * (1 + 1e-9)

    def simulate(generation: int, number: int, places: Array) -> Array:
        if generation == 0:
            row: Array = standard[number % len(standard)]
            return row
        world = generation * GENERATION + number
        values = values_of(candidate.priors, places[None])[0]
        patterns = kept.get(world, values)
        if patterns is None:
            patterns = candidate.patterns(values, world)
            kept.add(world, values, patterns)
        progress(1)
        return scaling.standard(patterns)

    sampler = parts.OrderedSampler(jobs, candidate.seed, budget)
    raw, near, away, weights, generations = parts.search(
        units, target, border, lambda x, y: float(distances(x, y)), simulate, sampler, size, MOST_GENERATIONS
    )
    both = weights * kernel_weights(away)
    both = both / both.sum()
    return Posterior(candidate.priors, adjusted(raw, near, target, both), raw, both, away, generations)
