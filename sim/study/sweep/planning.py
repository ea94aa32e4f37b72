"""What a sweep will take, from a short measurement: time, disk, memory."""

from __future__ import annotations

import math
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from sim.kernel.cache import code_digest
from sim.results import SweepFolder
from sim.study.sweep.cutting import TASK_SECONDS, WORLD_BLOCK
from sim.study.sweep.declared import SweepStudy
from sim.study.sweep.entering import head_of, notes_of
from sim.study.sweep.keeping import PART_RUNS, PART_SECONDS
from sim.study.sweep.points import Points
from sim.study.sweep.work import Piece, Rows, Task, perform

MOST_POINTS = 12
"""Points that are tried, evenly spread over the design."""
TRIAL_SECONDS = 3.0
"""How long all workers together are measured for, at least."""
BYTES_A_RUN_KNOWN = 24
"""Memory of a run that is known to be done: its point and world while they are sorted."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a sweep will take.

    ``runs`` are those that ``folder`` lacks; with a precision they are those of the first round, and
    ``most_runs`` those of the last.
    """

    points: int
    worlds: int
    runs: int
    most_runs: int
    there: int
    workers: int
    seconds: float
    bytes_on_disk: int
    bytes_of_memory: int
    parts: int
    tasks: int


def forecast(
    study: SweepStudy, executor: Executor, workers: int, there: int = 0, trial_seconds: float = TRIAL_SECONDS
) -> Forecast:
    """Measure a few runs at points all over the design, and say what all of them will take.

    Parameters
    ----------
    study
        What would be run.
    executor, workers
        Where it would be done.
    there
        Runs that are in the folder already.
    trial_seconds
        How long to measure at least.
    """
    points = Points(study)
    runs = max(0, len(points) * study.worlds - there)
    per_second, rows = _trial(study, points, executor, workers, trial_seconds)
    seconds = runs / per_second
    parts = max(1, math.ceil(max(seconds / PART_SECONDS, runs / PART_RUNS))) if runs else 0
    last = study.precision.most_worlds if study.precision else study.worlds
    return Forecast(
        points=len(points),
        worlds=study.worlds,
        runs=runs,
        most_runs=max(0, len(points) * last - there),
        there=there,
        workers=workers,
        seconds=seconds,
        bytes_on_disk=int(parts * _part_size(study, rows, math.ceil(runs / parts))) if runs else 0,
        bytes_of_memory=_memory() + (runs + there) * BYTES_A_RUN_KNOWN,
        parts=parts,
        tasks=math.ceil(seconds / TASK_SECONDS * workers),
    )


def _trial(
    study: SweepStudy, points: Points, executor: Executor, workers: int, seconds: float
) -> tuple[float, list[Rows]]:
    """Runs a second of all workers together, and rows to weigh.

    Pieces have as many worlds as those of the sweep, unless that takes too long; points are taken in turn, all
    of them at least once. The first runs, which warm everything up, do not count.
    """
    spread = np.unique(np.linspace(0, len(points) - 1, MOST_POINTS).round().astype(np.int64))
    warm = [executor.submit(perform, _task(study, points, int(spread[0]), 1)) for _ in range(workers)]
    slowest = max(future.result().seconds for future in warm)
    single = perform(_task(study, points, int(spread[-1]), 1)).seconds
    worlds = int(
        np.clip(TASK_SECONDS / 2 / max(min(single, slowest), 1e-6), 1, min(WORLD_BLOCK, study.worlds))
    )
    rows: list[Rows] = []
    running: set[Future[Rows]] = set()
    given, began = 0, time.perf_counter()
    while given < spread.size or time.perf_counter() - began < seconds:
        while len(running) < 2 * workers:
            number = int(spread[given % spread.size])
            running.add(executor.submit(perform, _task(study, points, number, worlds)))
            given += 1
        ready, running = wait(running, return_when=FIRST_COMPLETED)
        rows += [future.result() for future in ready]
    ready, _ = wait(running)
    rows += [future.result() for future in ready]
    took = time.perf_counter() - began
    return given * worlds / max(took, 1e-9), rows


def _task(study: SweepStudy, points: Points, number: int, worlds: int) -> Task:
    point = points[number]
    piece = Piece(number, point.base, points.overrides(point), np.arange(worlds))
    return Task(study.bases, (piece,), study.seed, study.outcomes, study.days, code_digest())


def _part_size(study: SweepStudy, rows: Sequence[Rows], runs: int) -> int:
    """Bytes that a part of so many runs takes on the disk, tried out in a temporary folder."""
    have = sum(part.size for each in rows for part in each.runs.get("world", ()))
    kinds = ("runs", "days")
    tables = {kind: _resized([each.table(kind) for each in rows], runs / max(have, 1)) for kind in kinds}
    with tempfile.TemporaryDirectory() as place:
        with SweepFolder(Path(place, "trial")).open_or_create(head_of(study), notes_of(study)) as folder:
            folder.append_runs(tables["runs"], tables["days"], {})
        return sum(file.stat().st_size for kind in kinds for file in Path(place, "trial", kind).iterdir())


def _resized(tables: Sequence[dict[str, Any]], factor: float) -> dict[str, Any]:
    """Put tables under each other, and repeat or cut them to so many times their length."""
    filled = [table for table in tables if table]
    if not filled:
        return {}
    joined = {name: np.concatenate([table[name] for table in filled]) for name in filled[0]}
    size = max(1, round(len(joined["world"]) * factor))
    return {name: np.resize(values, size) for name, values in joined.items()}


def _memory() -> int:
    """Bytes that this process has had at most, so far."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return 0
    unit = 1 if sys.platform == "darwin" else 1024
    return int(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) * unit
