"""What a scenario plans that cannot work, seen before anything has run: it can be run, and would mislead."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.engine.plan import make_plan
from sim.scenario import Scenario
from sim.state.record import TASKS


@dataclass(frozen=True)
class Remarks:
    """What is to be said about a scenario before it runs.

    Attributes
    ----------
    unsold
        Ids of groups whose operators push products while no product has a price.
    asked
        Hours a day that strategies plan for all groups together, on the day with the most.
    hours
        Hours a day that operators have, where that is less than ``asked``; else None.
    """

    unsold: tuple[str, ...]
    asked: float
    hours: float | None


def remarks(scenario: Scenario) -> Remarks:
    """Look through the levers that a scenario's strategies set.

    Hours that come up by what members do, such as answering, are not known beforehand and not counted.
    """
    plan = make_plan(scenario)
    pushed = plan.levers["pushes_per_day"].max(axis=1) > 0.0
    unsold = tuple(
        group.id
        for group, pushes, price in zip(scenario.groups, pushed, plan.products["price"], strict=True)
        if pushes and price <= 0.0
    )
    asked = float(np.sum([plan.levers[f"hours_{task}"] for task in TASKS], axis=0).sum(axis=0).max())
    hours = float(plan.operators["hours_per_day"][0])
    return Remarks(unsold, asked, hours if asked > hours * (1.0 + 1e-9) else None)
