"""The first compilation, shared by two processes.

Numba compiles one function at a time. A second process starts from the day's end while the first compiles
the driver and works from the day's beginning; each finds on disk what the other has done.
Nothing but time depends on it: if the second process fails, the first does all.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence

import numba

from sim.engine.plan import make_plan, planned_steps
from sim.engine.steps import address_of, settle_day
from sim.engine.world import World
from sim.kernel.cache import is_warm
from sim.kernel.options import without_collecting
from sim.scenario import loads


def start_helper(steps: Sequence[int]) -> subprocess.Popen[bytes] | None:
    """Start the second process for the steps at these positions of the day.

    Only where that is of use: a cold cache, a compiler, two processors.
    """
    if (
        numba.config.DISABLE_JIT
        or is_warm(planned_steps()[index].name for index in steps)
        or (os.cpu_count() or 1) < 2
        or os.environ.get("SIM_COMPILE_ALONE")
    ):
        return None
    try:
        return subprocess.Popen(  # noqa: S603 - this interpreter and numbers
            [sys.executable, "-m", "sim.engine.precompile", *map(str, steps)],
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


def main(steps: Sequence[int]) -> None:
    """Compile the kernels of some steps from the last to the first, then the usual graph, while somebody waits."""
    world = World(make_plan(loads("horizon: 2d\nmembers: {initial: 2}")))
    settle_day(world.context())
    parent = os.getppid()
    with without_collecting():
        for index in reversed(steps):
            if os.getppid() != parent:
                return
            address_of(index)
    world.clear(0, 0)
    world.groups["n_rows"] = 2
    world.acquaint_founders()


if __name__ == "__main__":
    main([int(word) for word in sys.argv[1:]])
