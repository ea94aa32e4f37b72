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
from sim.engine.linking import address_of
from sim.engine.plan import PlannedStep, planned_steps
from sim.kernel.cache import DRIVER, cache_dir, note_compiled, write_atomically
from sim.kernel.options import without_collecting

_LOADING = Lock()
_OFF = argument_names().index("off")


class Driver:
    """Runs days: ``driver(progress, begin_step, end_day, end_step, low, high, *world.arguments())``.

    See ``engine/driver_text.py`` for what the arguments mean. Everything is compiled, or taken from the cache,
    when first needed: the driver at the first call, a kernel when a scenario first uses it.
    """

    def __init__(self, run: Callable[..., None]) -> None:
        self._run = run
        self._addresses = np.zeros(len(planned_steps()), np.int64)

    def __call__(self, progress: NDArray[np.int64], *where: Any) -> None:  # noqa: ANN401 - numbers, then arrays
        """Run the driver; ``progress`` says how far it came."""
        off = where[5 + _OFF]
        if self._missing(off).size and not config.DISABLE_JIT:
            with _LOADING:
                self._prepare(progress, where, self._missing(off))
        self._run(progress, *where[:5], self._addresses, *where[5:])

    def _missing(self, off: NDArray[np.uint8]) -> NDArray[np.int64]:
        """Positions of steps that are not off in all groups and have no address yet."""
        return np.flatnonzero((self._addresses == 0) & (off == 0).any(axis=1))

    def _prepare(self, progress: NDArray[np.int64], where: Sequence[Any], wanted: NDArray[np.int64]) -> None:
        """Compile the driver and the kernels of some steps, in the order of the day."""
        given = (progress, *where[:5], self._addresses, *where[5:])
        names = driver_names(where[5:])
        with without_collecting():
            self._run.compile(tuple(numba.typeof(value) for value in given))  # type: ignore[attr-defined]
            for index in wanted:
                types = argument_types(planned_steps()[index], names)
                self._addresses[index] = address_of(int(index), types)
        note_compiled(planned_steps()[index].name for index in wanted)


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
    numbers = {"g": 0, "day": 0, "first": 0, "end": 0}
    return known | first_group | records | numbers | {"rows": np.zeros(1, np.uint32)}
