"""The driver of a day: its text compiled once and kept on disk, with the addresses of the kernels that it calls."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from threading import Lock
from typing import Any

import numba
import numpy as np
from numba import config
from numpy.typing import NDArray

from sim.engine.driver_text import FIELD_NAMES, argument_names, driver_source, expression
from sim.engine.linking import addresses_of
from sim.engine.plan import PlannedStep, planned_steps
from sim.kernel.cache import DRIVER, cache_dir, note_complete, write_atomically
from sim.kernel.options import without_collecting

_LOADING = Lock()


class Driver:
    """Runs days: ``driver(progress, begin_step, end_day, end_step, low, high, *world.arguments())``.

    See ``engine/driver_text.py`` for what the arguments mean. Everything is compiled, or taken from the cache,
    at the first call.
    """

    def __init__(self, run: Callable[..., None]) -> None:
        self._run = run
        self._addresses: NDArray[np.int64] | None = None

    def __call__(self, progress: NDArray[np.int64], *where: Any) -> None:  # noqa: ANN401 - numbers, then arrays
        """Run the driver; ``progress`` says how far it came."""
        if self._addresses is None:
            with _LOADING:
                self._addresses = self._prepare(progress, where)
        self._run(progress, *where[:5], self._addresses, *where[5:])

    def _prepare(self, progress: NDArray[np.int64], where: Sequence[Any]) -> NDArray[np.int64]:
        """Compile the driver, then the kernels in the order of the day."""
        if config.DISABLE_JIT:
            return np.zeros(len(planned_steps()), np.int64)
        given = (progress, *where[:5], np.zeros(1, np.int64), *where[5:])
        names = driver_names(where[5:])
        with without_collecting():
            self._run.compile(tuple(numba.typeof(value) for value in given))  # type: ignore[attr-defined]
            found = addresses_of([argument_types(planned, names) for planned in planned_steps()])
        note_complete()
        return found


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


def argument_types(planned: PlannedStep, names: Mapping[str, Any]) -> tuple[Any, ...]:
    """Numba types of a kernel's arguments: those of what the driver passes, with the driver's names given."""
    texts = (expression(argument, planned) for argument in planned.step.arguments)
    return tuple(numba.typeof(eval(text, dict(names))) for text in texts)  # noqa: S307 - the driver's own text


def driver_names(arguments: Sequence[Any]) -> dict[str, Any]:
    """What the names in the driver's text stand for, in the first group on the first day, by a world's arguments."""
    known: dict[str, Any] = dict(zip(argument_names(), arguments, strict=True))
    first_group = {f"{name}_g": known[name][0] for name in ("channels", "rules", *FIELD_NAMES)}
    records = {"group": known["groups"][0], "lever": known["levers"][0, 0]}
    return (
        known
        | first_group
        | records
        | {"g": 0, "day": 0, "first": 0, "end": 0, "rows": np.zeros(1, np.uint32)}
    )
