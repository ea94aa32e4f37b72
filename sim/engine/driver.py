"""The driver of a day: it runs the steps in their order, for every group, by the addresses of their code.

It can run many days, or a stretch of steps of one day over a block of rows, so that small worlds run in one call and
a huge group can be stepped block by block.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from threading import Lock
from typing import Any

import numba
import numpy as np
from numba import config
from numpy.typing import NDArray

from sim.contracts import Over
from sim.engine import linking
from sim.engine.house import record
from sim.engine.linking import NUMBERS, Context
from sim.engine.plan import planned_steps, step_index
from sim.engine.step_text import passed_to, stretches
from sim.engine.steps import address_of, settle_day
from sim.kernel.cache import note_compiled
from sim.kernel.options import entry, inlined, kernel, without_collecting
from sim.kernel.scratch import PART

_LOADING = Lock()
_STEPS = len(planned_steps())
_CLOSES = step_index("close_day")
_SINGLE, _PRESENT, _TOUCHED, _VISITING = -1, 0, 1, 2
_KINDS = {Over.PRESENT: _PRESENT, Over.TOUCHED: _TOUCHED, Over.VISITING: _VISITING, Over.MESSAGES: 3}
_STRETCHES = np.array([(first, end, _KINDS.get(over, _SINGLE)) for first, end, over in stretches()])
_WORLD_STEPS = sum(over is Over.WORLD for _, _, over in stretches())
if any(over is Over.WORLD for first, _, over in stretches() if first >= _WORLD_STEPS):
    raise TypeError("steps over the world come first in the day")


def _plain_call(step: int, named: Mapping[str, Any], *numbers: int) -> int:
    """Run a step without a compiler: its place in the day stands for its address, names of arrays for a context."""
    known = dict(zip(NUMBERS, numbers, strict=True))
    kernel = planned_steps()[step].step.kernel
    return int(kernel(*(one.value(named, known) for one in passed_to(step))))


_call: Any = _plain_call if config.DISABLE_JIT else linking.call


@inlined
def _covered(group, kind):  # type: ignore[no-untyped-def]
    """How many rows or messages a stretch of steps covers."""
    if kind == _PRESENT:
        return group.n_present
    if kind == _TOUCHED:
        return group.n_touched
    return group.n_visiting if kind == _VISITING else group.n_messages


@kernel
def _day_of_group(  # type: ignore[no-untyped-def]
    begin_step, end_step, low, high, addresses, context, off, g, day, today, group, floats, integers, columns, row,
):  # fmt: skip
    """Run the steps over a group from one to before another; return where room was lacking, and which."""
    for s in range(_STRETCHES.shape[0]):
        first_step, kind = max(_STRETCHES[s, 0], begin_step), _STRETCHES[s, 2]
        last_step = min(_STRETCHES[s, 1], end_step) - 1
        if first_step > last_step:
            continue
        if first_step == _CLOSES:
            record(floats, integers, columns, row)
        start, stop, size = 0, 1, 1
        if kind != _SINGLE:
            n = _covered(group, kind)
            start, stop, size = min(low, n), min(high, n), PART
        for first in range(start, stop, size):
            end = min(first + size, stop)
            for index in range(first_step, last_step + 1):
                short = np.int64(0)
                if off[index, g] == 0:
                    short = _call(addresses[index], context, g, day, today, first, end)
                if short != 0:
                    return index, short
    return np.int64(0), np.int64(0)


@entry
def _run(  # type: ignore[no-untyped-def]
    progress, begin_step, end_day, end_step, low, high, addresses, context, off, groups, weekday, floats, integers,
    columns, out,
):  # fmt: skip
    """Run days.

    ``progress`` is (day, step, group, shortage), where to begin and how far it came; groups other than that one begin
    the day at ``begin_step``; ``low`` and ``high`` cut a block out of rows or messages; ``addresses`` are those of the
    steps; ``context`` has all that kernels are given; ``off`` tells which steps are off in which group; the last four
    are for the row of the day table. A step that lacks room says so before it has written anything.
    """
    day, step, first_group = progress[0], progress[1], progress[2]
    while day < end_day:
        today = (day + weekday) % 7
        for index in range(step, min(end_step, _WORLD_STEPS)):
            if off[index, 0] == 0:
                _call(addresses[index], context, 0, day, today, 0, 0)
        for g in range(first_group, groups.size):
            begin = max(step if g == first_group else begin_step, _WORLD_STEPS)
            index, short = _day_of_group(
                begin, end_step, low, high, addresses, context, off, g, day, today, groups[g], floats[g], integers[g],
                columns, out[g, day],
            )  # fmt: skip
            if short != 0:
                progress[0], progress[1], progress[2], progress[3] = day, index, g, short
                return
        if end_step < _STEPS:
            step = end_step
            break
        step, first_group = 0, 0
        day += 1
    progress[0], progress[1], progress[2] = day, step, 0


class Driver:
    """Runs days: ``driver(progress, begin_step, end_day, end_step, low, high, *world.arguments())``.

    What the arguments mean stands at ``_run``. Everything is compiled, or taken from the cache, when first needed: the
    driver at the first call, a step when a scenario first uses it.
    """

    def __init__(self) -> None:
        self._addresses = np.arange(_STEPS) if config.DISABLE_JIT else np.zeros(_STEPS, np.int64)

    def __call__(
        self,
        progress: NDArray[np.int64],
        begin_step: int,
        end_day: int,
        end_step: int,
        low: int,
        high: int,
        context: Context,
        *others: Any,  # noqa: ANN401 - arrays, and a number
    ) -> None:
        """Run the driver; ``progress`` says how far it came."""
        words = context.named if config.DISABLE_JIT else context.words
        span = (begin_step, end_day, end_step, low, high)
        given = (progress, *span, self._addresses, words, *others)
        if not (context.ready or config.DISABLE_JIT):
            with _LOADING:
                self._prepare(given, context)
        _run(*given)

    def _prepare(self, given: tuple[Any, ...], context: Context) -> None:
        """Compile the driver and the steps that are not off in all groups, in the order of the day."""
        wanted = np.flatnonzero((self._addresses == 0) & (context.named["off"] == 0).any(axis=1))
        if wanted.size:
            settle_day(context)
            with without_collecting():
                _run.compile(tuple(numba.typeof(value) for value in given))  # type: ignore[attr-defined]
                for index in wanted:
                    self._addresses[index] = address_of(int(index))
            note_compiled(planned_steps()[index].name for index in wanted)
        context.ready = True


@cache
def driver() -> Driver:
    """Return the driver; the same one every time."""
    return Driver()
