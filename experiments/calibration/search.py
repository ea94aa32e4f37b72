"""CMA-ES on medians over fresh worlds (Hansen 2016, "The CMA evolution strategy: a tutorial", arXiv:1604.00772)."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass

import cma
import numpy as np
from numpy.typing import NDArray

from experiments.calibration.space import Space
from experiments.calibration.target import loss
from experiments.calibration.world import run

POPULATION = 28
WORLDS = 5
"""Worlds of a candidate: new ones in every generation, or the search would fit its seeds."""


@dataclass(frozen=True)
class Found:
    """Where the search stands: the mean of its distribution, in the unit cube."""

    unit: NDArray[np.float64]
    generation: int
    seconds: float
    median_loss: float
    spread: float


def search(
    space: Space, minutes: float, seed: int, executor: Executor, tell: Callable[[Found], None], spread: float
) -> Found:
    """Search from today's defaults for some minutes, and one generation at least.

    Seeds of worlds count up from ``seed``.
    """
    strategy = cma.CMAEvolutionStrategy(
        space.start,
        spread,
        {"bounds": [0, 1], "popsize": POPULATION, "verbose": -9, "seed": seed + 1},
    )
    began, generation = time.monotonic(), 0
    while True:
        candidates = strategy.ask()
        points = [space.point(np.asarray(unit)) for unit in candidates]
        waiting = [
            [executor.submit(run, point, world, seed + generation) for world in range(WORLDS)]
            for point in points
        ]
        losses = [loss([future.result() for future in futures]) for futures in waiting]
        strategy.tell(candidates, losses)
        generation += 1
        found = Found(
            np.asarray(strategy.result.xfavorite),
            generation,
            time.monotonic() - began,
            float(np.median(losses)),
            float(strategy.sigma),
        )
        tell(found)
        if found.seconds >= 60.0 * minutes:
            return found
