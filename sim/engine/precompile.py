"""The first compilation, shared by two processes.

The driver needs every kernel, and Numba compiles one at a time. A second process starts from the
day's end while the first works from its beginning; each finds on disk what the other has done.
Nothing but time depends on it: if the second process fails, the first does all.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

import numba
import numpy as np

from sim.engine.driver import FIELD_NAMES, argument_names, expression
from sim.engine.plan import PlannedStep, make_plan, planned_steps
from sim.engine.world import World
from sim.kernel.cache import is_warm
from sim.scenario import loads


def start_helper() -> subprocess.Popen[bytes] | None:
    """Start the second process, where that is of use: a cold cache, a compiler, two processors."""
    if (
        numba.config.DISABLE_JIT
        or is_warm()
        or (os.cpu_count() or 1) < 2
        or os.environ.get("SIM_COMPILE_ALONE")
    ):
        return None
    try:
        return subprocess.Popen(
            [sys.executable, "-m", "sim.engine.precompile"],
            env={
                **os.environ,
                "SIM_COMPILE_ALONE": "1",
                "PYTHONPATH": os.pathsep.join(p for p in sys.path if p),
            },
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    except OSError:
        return None


def argument_types(planned: PlannedStep, names: Mapping[str, Any]) -> tuple[Any, ...]:
    """Numba types of a kernel's arguments: those of what the driver passes, with the driver's names given."""
    rows = np.zeros(1, np.uint32)
    values = (
        rows if argument == "rows" else eval(expression(argument, planned), dict(names))  # noqa: S307 - the driver's own text
        for argument in planned.step.arguments
    )
    return tuple(numba.typeof(value) for value in values)


def driver_names(world: World) -> dict[str, Any]:
    """What the names in the driver's text stand for, in the first group on the first day."""
    known: dict[str, Any] = dict(zip(argument_names(), world.arguments(), strict=True))
    first_group = {f"{name}_g": known[name][0] for name in ("channels", "rules", *FIELD_NAMES)}
    records = {"group": known["groups"][0], "lever": known["levers"][0, 0]}
    return known | first_group | records | {"g": 0, "day": 0, "first": 0, "end": 0}


def main() -> None:
    """Compile the day's kernels from the last to the first, then the usual graph, while somebody waits."""
    world = World(make_plan(loads("horizon: 2d\nmembers: {initial: 2}")))
    names = driver_names(world)
    parent = os.getppid()
    for planned in reversed(planned_steps()):
        if os.getppid() != parent:
            return
        compiler = getattr(planned.step.kernel, "compile", None)
        if compiler is not None:
            compiler(argument_types(planned, names))
    world.clear(0, 0)
    world.groups["n_rows"] = 2
    world.acquaint_founders()


if __name__ == "__main__":
    main()
