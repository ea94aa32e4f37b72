"""Running a world: the founding, the days, and more room when something runs out."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sim.engine.day import FOUNDING
from sim.engine.driver import driver
from sim.engine.plan import planned_steps, step_index
from sim.engine.world import World
from sim.state.fields import Short

ALL = np.iinfo(np.int64).max


def nothing() -> None:
    """Do nothing."""


def advance(
    world: World,
    end_day: int,
    end_step: int,
    begin_step: int = 0,
    before_growing: Callable[[], None] = nothing,
) -> None:
    """Run the driver until the given day and step, making room as often as it asks."""
    run = driver()
    while True:
        run(world.progress, begin_step, end_day, end_step, 0, ALL, *world.arguments())
        short = Short(int(world.progress[3]))
        if short is Short.NOTHING:
            return
        before_growing()
        world.grow(short)
        world.progress[3] = 0


def found(world: World) -> None:
    """Bring in the members of day 0 and their acquaintances; the next day is then day 0."""
    first, last = FOUNDING
    world.progress[:] = (0, step_index(first), 0, 0)
    advance(world, 1, step_index(last) + 1, step_index(first))
    world.acquaint_founders()
    world.progress[:] = 0


def run_days(world: World, end_day: int) -> None:
    """Run whole days up to, not including, ``end_day``; a day that :func:`run_until` began is completed first."""
    day, step = int(world.progress[0]), int(world.progress[1])
    if step and day < end_day:  # every group goes on from there, not the first alone
        advance(world, day + 1, len(planned_steps()), step)
    advance(world, end_day, len(planned_steps()))


def run_until(world: World, end_day: int, step: str) -> None:
    """Run up to, not including, a step of day ``end_day - 1``; :func:`run_days` completes the day.

    For looking on before the day's marks are cleared, and for experiments that change by hand what a step is about to
    see; no scenario can.
    """
    advance(world, end_day, step_index(step))


Progress = Callable[[int], None]
