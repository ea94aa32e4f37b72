"""Repeated measurements: median, smallest and largest; programs with their time and memory."""

from __future__ import annotations

import gc
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import sim

ROOT = Path(sim.__file__).resolve().parents[1]
"""Folder from which ``python -m sim.cli`` and ``python -m experiments.benchmarks`` run this code."""

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Samples:
    """Repetitions of one measurement."""

    values: tuple[float, ...]

    @property
    def middle(self) -> float:
        """Median."""
        return median(self.values)

    def __truediv__(self, divisor: float) -> Samples:
        """Return each repetition divided."""
        return Samples(tuple(value / divisor for value in self.values))


def in_turn(measurements: Mapping[str, Callable[[int], float]], repetitions: int) -> dict[str, Samples]:
    """Repeat measurements in turn, so that a busy moment of the machine hits all of them.

    Each is given the number of the repetition.
    """
    found: dict[str, list[float]] = {name: [] for name in measurements}
    for repetition in range(repetitions):
        for name, measure in measurements.items():
            gc.collect()
            found[name].append(measure(repetition))
    return {name: Samples(tuple(values)) for name, values in found.items()}


def seconds(call: Callable[[], object]) -> float:
    """Wall time of a call."""
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


@dataclass(frozen=True)
class Ended:
    """A program that has run: its wall time from start to end, its peak memory, what it printed."""

    seconds: float
    peak_bytes: int
    out: str
    err: str


_LAUNCHER = """
import json, resource, subprocess, sys, time
with open(sys.argv[1], "w") as out, open(sys.argv[2], "w") as err:
    began = time.perf_counter()
    code = subprocess.call(sys.argv[3:], stdout=out, stderr=err)
    took = time.perf_counter() - began
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
print(json.dumps({"code": code, "seconds": took, "peak": peak}))
"""
"""Starts a program from a small process: Linux counts the starter's memory as the program's peak."""


def program(command: Sequence[str], **environment: str) -> Ended:
    """Run a program at :data:`ROOT` and measure it.

    Raises
    ------
    RuntimeError
        If it fails, with what it said.
    """
    with tempfile.TemporaryDirectory() as folder:
        out, err = Path(folder) / "out", Path(folder) / "err"
        launcher = [sys.executable, "-I", "-S", "-c", _LAUNCHER, str(out), str(err)]
        done = subprocess.run(  # noqa: S603 - a program of this project
            [*launcher, *command],
            cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, check=True,
        )  # fmt: skip
        found = json.loads(done.stdout)
        ended = Ended(found["seconds"], found["peak"], out.read_text("utf-8"), err.read_text("utf-8"))
    if found["code"] != 0:
        raise RuntimeError(f"{' '.join(command)} ended with {found['code']}:\n{ended.err[-2000:]}")
    return ended


def peak_bytes() -> int:
    """Most memory that this process has had."""
    try:
        for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
