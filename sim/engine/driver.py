"""The driver of a day: its text compiled once and kept on disk, with the addresses of the kernels that it calls."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from functools import cache
from threading import Lock
from typing import Any

import numba
import numpy as np
from numba import config
from numpy.typing import NDArray

from sim.engine.driver_text import driver_source, passed_to
from sim.engine.linking import Context, address_of, settle_calls
from sim.engine.plan import planned_steps
from sim.kernel.cache import DRIVER, cache_dir, note_compiled, write_atomically
from sim.kernel.options import without_collecting

_LOADING = Lock()


class Driver:
    """Runs days: ``driver(progress, begin_step, end_day, end_step, low, high, *world.arguments())``.

    See ``engine/driver_text.py`` for what the arguments mean. Everything is compiled, or taken from the cache,
    when first needed: the driver at the first call, a kernel when a scenario first uses it.
    """

    def __init__(self, run: Callable[..., None]) -> None:
        self._run = run
        self._addresses = np.zeros(len(planned_steps()), np.int64)

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
        self._run(*given)

    def _prepare(self, given: tuple[Any, ...], context: Context) -> None:
        """Compile the driver and the kernels of steps that are not off in all groups, in the order of the day."""
        wanted = np.flatnonzero((self._addresses == 0) & (context.named["off"] == 0).any(axis=1))
        if wanted.size:
            settle_day(context)
            with without_collecting():
                self._run.compile(tuple(numba.typeof(value) for value in given))  # type: ignore[attr-defined]
                for index in wanted:
                    self._addresses[index] = address_of(int(index))
            note_compiled(planned_steps()[index].name for index in wanted)
        context.ready = True


def settle_day(context: Context) -> None:
    """Settle how each step of the day is called, from what a world passes."""
    settle_calls(context, [passed_to(index) for index in range(len(planned_steps()))])


def driver() -> Driver:
    """Return the driver; the same one every time."""
    with _LOADING:
        return _load()


@cache
def _load() -> Driver:
    """Write the driver's source into this version's cache folder, and import it."""
    source = driver_source()
    path = cache_dir() / f"{DRIVER}.py"
    if not path.exists() or path.read_text(encoding="utf-8") != source:
        write_atomically(path, source)
    spec = importlib.util.spec_from_file_location(DRIVER, path)
    if spec is None or spec.loader is None:
        raise ImportError(f"cannot load {path}")
    module = importlib.util.module_from_spec(spec)
    sys.modules[DRIVER] = module
    spec.loader.exec_module(module)
    return Driver(module.run)
