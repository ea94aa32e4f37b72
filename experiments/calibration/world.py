"""One world of one setting, reduced to what the search looks at."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from experiments.calibration.space import settings
from sim.engine.simulate import simulate
from sim.patterns import MEMBER_PATTERNS, Unknown, halves, vector
from sim.scenario import load_scenario

SCENARIO = "types/interest_group"
DAYS = 900
HALF = 450


@dataclass(frozen=True)
class Outcome:
    """Patterns, shape (3, 18): of all days, of the first half, of the second; NaN where there is none."""

    patterns: NDArray[np.float64]
    visit_share: float
    members: float
    messages_per_day: float


def run(values: Mapping[str, float], world: int, seed: int) -> Outcome:
    """Simulate one world for 900 days and measure it."""
    scenario = load_scenario(SCENARIO, (f"horizon={DAYS}d", *settings(values)))
    block = simulate(scenario, worlds=[world], seed=seed, jobs=1, events=True)
    patterns = np.full((3, len(MEMBER_PATTERNS)), np.nan)
    if block.events is not None and (block.events.kind == "msg").any():
        patterns[0] = vector(block.events)
        with suppress(Unknown):  # one half is silent: its patterns stay NaN
            patterns[1:] = [vector(log) for log in halves(block.events, HALF)]
    days = block.days
    return Outcome(
        patterns,
        float(days["visiting"].sum() / max(1.0, days["members"].sum())),
        float(days["members"][0, 0, -1]),
        float(days["messages"].mean()),
    )
