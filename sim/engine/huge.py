"""Running a huge group on several threads: steps by parts in blocks of rows, some long steps beside what follows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from functools import partial

import numpy as np

from sim.engine.driver import driver
from sim.engine.plan import planned_steps, step_index
from sim.engine.step_text import COUNT_OF, stretches
from sim.engine.stepper import ALL, advance, found
from sim.engine.touching import apart
from sim.engine.world import World
from sim.state.people import Source

BLOCK = 16_384
"""Rows or messages that a thread takes at a time; borders do not depend on the number of threads."""

_CLOSES = step_index("close_day")
_PAGE = 4096
"""Bytes of the least that the system provides."""


def found_on_threads(world: World, executor: Executor, helpers: int) -> None:
    """Found a huge group as :func:`sim.engine.stepper.found` does, once its memory is there.

    The system provides memory when it is first touched, and takes as long for it as the founding takes.
    """
    founders = int(world.plan.channels[0, Source.FOUNDERS]["initial"])
    touched = iter(world.room.first_rows(min(founders, world.sizes["rows"])))

    def touch() -> None:
        for rows in touched:
            rows[::_PAGE] = 0

    _together(executor, helpers, touch)
    found(world)


def run_day_in_blocks(world: World, executor: Executor, helpers: int) -> None:
    """Run one day of a world whose only group is huge, on this thread and so many of the executor's.

    Steps that cross members run once, in their order; those marked ``beside`` meanwhile, until something comes that
    they share with. The others run block by block, each writing its own rows only. So the numbers are those of
    :func:`sim.engine.stepper.run_days`.
    """
    day = int(world.progress[0])
    under_way: dict[int, Future[None]] = {}

    def wait(first: int = 0, end: int = len(planned_steps())) -> None:
        """Wait for what cannot run beside these steps."""
        for step in [step for step in under_way if not apart(step, first, end)]:
            under_way.pop(step).result()

    for first, end, over in stretches():
        if first == _CLOSES:  # the whole record is copied then
            wait()
        if world.off[first:end, 0].all():
            world.progress[1] = end
            continue
        wait(first, end)
        if over in COUNT_OF:
            n = int(world.groups[0][COUNT_OF[over]])
            blocks = iter(range(0, n, BLOCK))
            _together(executor, helpers, partial(_run, world, day, first, end, blocks, BLOCK))
            world.progress[1] = end
        elif helpers and planned_steps()[first].step.beside:
            under_way[first] = executor.submit(_run, world, day, first, end, iter((0,)), ALL)
            world.progress[1] = end
        else:
            advance(world, day + 1, end, before_growing=wait)
    wait()
    if world.progress[0] == day:
        world.progress[:] = (day + 1, 0, 0, 0)


def _run(world: World, day: int, first: int, end: int, blocks: Iterator[int], size: int) -> None:
    """Run steps over one block after the other."""
    run, arguments = driver(), world.arguments()
    progress = np.zeros(4, np.int64)
    for low in blocks:  # of several threads each takes the next one
        progress[:] = (day, first, 0, 0)
        run(progress, first, day + 1, end, low, low + size, *arguments)
        if progress[3]:
            raise RuntimeError(f"step {planned_steps()[progress[1]].name} asks for room while others run")


def _together(executor: Executor, helpers: int, work: Callable[[], None]) -> None:
    """Do work on this thread and so many of the executor's, until there is none left."""
    others = [executor.submit(work) for _ in range(helpers)]
    work()
    for other in others:
        if not other.cancel():  # it may not have begun, where a thread runs a step beside
            other.result()
