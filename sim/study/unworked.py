"""What a scenario plans and nobody had the hours for: it looks switched on, and does nothing."""

from __future__ import annotations

import numpy as np

from sim.engine.plan import make_plan
from sim.results import Block
from sim.scenario import Scenario
from sim.state.record import TASKS

NEXT_TO_NOTHING = 0.01
"""Share of the hours planned for a task below which nothing of it was done."""


def unworked(scenario: Scenario, block: Block) -> tuple[str, ...]:
    """Return the operators' tasks for which strategies ask hours day by day, and which got next to none in any world.

    Parameters
    ----------
    scenario
        What was planned.
    block
        Its runs, whose ``days["hours_TASK"]`` have shape (worlds, groups, days).
    """
    levers = make_plan(scenario).levers
    found = []
    for task in TASKS:
        planned = float(levers[f"hours_{task}"].sum())
        given = block.days.get(f"hours_{task}")
        if (
            planned > 0
            and given is not None
            and float(np.nansum(given)) < NEXT_TO_NOTHING * planned * len(given)
        ):
            found.append(task)
    return tuple(found)
