"""Repeated measurements: median, smallest and largest; programs with their time and memory."""

from __future__ import annotations

import gc
import os
import subprocess
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


def program(command: Sequence[str], **environment: str) -> Ended:
    """Run a program at :data:`ROOT` and measure it.

    Raises
    ------
    RuntimeError
        If it fails, with what it said.
    """
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        began = time.perf_counter()
        running = subprocess.Popen(  # noqa: S603 - a program of this project
            command, cwd=ROOT, env={**os.environ, **environment}, stdout=out, stderr=err
        )
        _, status, usage = os.wait4(running.pid, 0)
        took = time.perf_counter() - began
        running.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        ended = Ended(took, usage.ru_maxrss * 1024, out.read(), err.read())
    if running.returncode != 0:
        raise RuntimeError(f"{' '.join(command)} ended with {running.returncode}:\n{ended.err[-2000:]}")
    return ended
