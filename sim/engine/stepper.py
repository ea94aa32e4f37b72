"""Running a world: the founding, the days, and more room when something runs out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor

import numpy as np

from sim.engine.day import FOUNDING
from sim.engine.driver import driver
from sim.engine.plan import planned_steps, step_index
from sim.engine.step_text import COUNT_OF, stretches
from sim.engine.world import Arguments, World
from sim.state.fields import Short

ALL = np.iinfo(np.int64).max
BLOCK = 16_384
"""Rows or messages that a thread takes at a time in a huge group; borders do not depend on the number of threads."""


def _advance(world: World, end_day: int, end_step: int, begin_step: int = 0) -> None:
    """Run the driver until the given day and step, making room as often as it asks."""
    run = driver()
    while True:
        run(world.progress, begin_step, end_day, end_step, 0, ALL, *world.arguments())
        short = Short(int(world.progress[3]))
        if short is Short.NOTHING:
            return
        world.grow(short)
        world.progress[3] = 0


def found(world: World) -> None:
    """Bring in the members of day 0 and their acquaintances; the next day is then day 0."""
    first, last = FOUNDING
    world.progress[:] = (0, step_index(first), 0, 0)
    _advance(world, 1, step_index(last) + 1, step_index(first))
    world.acquaint_founders()
    world.progress[:] = 0


def run_days(world: World, end_day: int) -> None:
    """Run whole days up to, not including, ``end_day``; a day that :func:`run_until` began is completed first."""
    day, step = int(world.progress[0]), int(world.progress[1])
    if step and day < end_day:  # every group goes on from there, not the first alone
        _advance(world, day + 1, len(planned_steps()), step)
    _advance(world, end_day, len(planned_steps()))


def run_until(world: World, end_day: int, step: str) -> None:
    """Run up to, not including, a step of day ``end_day - 1``; :func:`run_days` completes the day.

    For looking on before the day's marks are cleared, and for experiments that change by hand what a step is about to
    see; no scenario can.
    """
    _advance(world, end_day, step_index(step))


def run_day_in_blocks(world: World, executor: Executor, threads: int) -> None:
    """Run one day of a world whose only group is huge, blocks of rows on as many of the executor's threads.

    Steps that cross members run once; the others run block by block, each writing its own rows only,
    so the numbers are those of :func:`run_days`.
    """
    run = driver()
    day = int(world.progress[0])
    for first, end, over in stretches():
        if over in COUNT_OF:
            n = int(world.groups[0][COUNT_OF[over]])
            arguments = world.arguments()

            def work(blocks: Iterator[int], first: int = first, end: int = end, arguments: Arguments = arguments) -> None:
                progress = np.zeros(4, np.int64)
                for low in blocks:  # each thread takes the next one
                    progress[:] = (day, first, 0, 0)
                    run(progress, first, day + 1, end, low, low + BLOCK, *arguments)

            list(executor.map(work, [iter(range(0, n, BLOCK))] * threads))
            world.progress[1] = end
        else:
            _advance(world, day + 1, end)
    if world.progress[0] == day:
        world.progress[:] = (day + 1, 0, 0, 0)


Progress = Callable[[int], None]
