"""The first compilation, shared by two processes.

The driver needs every kernel, and Numba compiles one at a time. A second process starts from the
day's end while the first works from its beginning; each finds on disk what the other has done.
Nothing but time depends on it: if the second process fails, the first does all.
"""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import numba
import numpy as np

from sim.contracts import Over
from sim.engine.driver import argument_names
from sim.engine.plan import Plan, PlannedStep, make_plan, planned_steps
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


def argument_types(planned: PlannedStep, known: dict[str, Any], plan: Plan) -> tuple[Any, ...]:
    """Numba types of a kernel's arguments, as the driver passes them."""
    world = planned.step.over is Over.WORLD
    types = []
    for name in planned.step.arguments:
        if name == "rows":
            value: Any = np.zeros(1, np.uint32)
        elif name == "p":
            value = plan.parameters[planned.mechanism or ""][0]
        elif name in ("day", "weekday", "keep_events"):
            value = 0
        elif world:
            value = known[name]
        elif name == "lever":
            value = known["levers"][0, 0]
        elif name == "group":
            value = known["groups"][0]
        elif name == "key":
            value = known["group_keys"][0]
        else:
            value = known[name] if name == "operators" else known[name][0]
        types.append(numba.typeof(value))
    return tuple(types)


def main() -> None:
    """Compile the day's kernels from the last to the first, then the usual graph, while somebody waits."""
    plan = make_plan(loads("horizon: 2d\nmembers: {initial: 2}"))
    world = World(plan)
    known = dict(zip(argument_names(), world.arguments(), strict=True))
    parent = os.getppid()
    for planned in reversed(planned_steps()):
        if os.getppid() != parent:
            return
        compiler = getattr(planned.step.kernel, "compile", None)
        if compiler is not None:
            compiler(argument_types(planned, known, plan))
    world.clear(0, 0)
    world.groups["n_rows"] = 2
    world.acquaint_founders()


if __name__ == "__main__":
    main()
