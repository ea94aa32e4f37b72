"""One world of one setting, reduced to what the search looks at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from experiments.calibration.space import settings
from experiments.validation.stability import both_halves
from experiments.validation.worlds import DAYS, JUDGED, vectors
from sim.engine.simulate import simulate
from sim.scenario import load_scenario


@dataclass(frozen=True)
class Outcome:
    """Patterns, shape (3, 18): of all days, of the first half, of the second; NaN where there is none."""

    patterns: NDArray[np.float64]
    visit_share: float
    members: float
    messages_per_day: float


def run(values: Mapping[str, float], world: int, seed: int) -> Outcome:
    """Simulate one world for 900 days and measure it."""
    scenario = load_scenario(JUDGED, (f"horizon={DAYS}d", *settings(values)))
    block = simulate(scenario, worlds=[world], seed=seed, jobs=1, events=True)
    assert block.events is not None
    patterns = np.concatenate([vectors([block.events]), both_halves(block.events, DAYS / 2)])
    days = block.days
    return Outcome(
        patterns,
        float(days["visiting"].sum() / max(1.0, days["members"].sum())),
        float(days["members"][0, 0, -1]),
        float(days["messages"].mean()),
    )
