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
MOST_LOADING = 5.0
"""Seconds beyond which loading was compiling, which the sweep need not do again."""
BYTES_A_POINT = 48
"""Of the table of points, beside the values of its factors."""
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
    most_seconds: float
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
    loading, per_second, rows = _trial(study, points, executor, workers, trial_seconds)
    seconds = loading + runs / per_second if runs else 0.0
    parts = (
        max(1, math.ceil(max(seconds / (PART_SECONDS + TASK_SECONDS / workers), runs / PART_RUNS)))
        if runs
        else 0
    )
    last = study.precision.most_worlds if study.precision else study.worlds
    return Forecast(
        points=len(points),
        worlds=study.worlds,
        runs=runs,
        most_runs=max(0, len(points) * last - there),
        there=there,
        workers=workers,
        seconds=seconds,
        most_seconds=seconds + (last - study.worlds) * len(points) / per_second,
        bytes_on_disk=_on_disk(study, points, rows, runs, parts, there) if runs else 0,
        bytes_of_memory=_memory() + (runs + there) * BYTES_A_RUN_KNOWN,
        parts=parts,
        tasks=math.ceil(seconds / TASK_SECONDS * workers),
    )


def _trial(
    study: SweepStudy, points: Points, executor: Executor, workers: int, seconds: float
) -> tuple[float, float, list[Rows]]:
    """Seconds that loading takes, runs a second of all workers together after it, and rows to weigh.

    Points load the code of the strategies that they have on when they are first run, so each is run once beforehand.
    Then pieces have as many worlds as those of the sweep, unless that takes too long; points are taken in turn, all
    of them at least once.
    """
    spread = np.unique(np.linspace(0, len(points) - 1, MOST_POINTS).round().astype(np.int64))
    began = time.perf_counter()
    for future in [executor.submit(perform, _task(study, points, int(number), 1)) for number in spread]:
        future.result()
    loading = min(time.perf_counter() - began, MOST_LOADING)
    single = perform(_task(study, points, int(spread[-1]), 1)).seconds
    worlds = int(np.clip(TASK_SECONDS / 2 / max(single, 1e-6), 1, min(WORLD_BLOCK, study.worlds)))
    rows: list[Rows] = []
    running: set[Future[Rows]] = set()
    given, began = 0, time.perf_counter()
    while given < spread.size or time.perf_counter() - began < seconds:
        while len(running) < 2 * workers:
            number = int(spread[given % spread.size])
            first = worlds * (
                given // spread.size
            )  # other worlds in each turn: equal rows would pack too well
            running.add(executor.submit(perform, _task(study, points, number, worlds, first)))
            given += 1
        ready, running = wait(running, return_when=FIRST_COMPLETED)
        rows += [future.result() for future in ready]
    ready, _ = wait(running)
    rows += [future.result() for future in ready]
    took = time.perf_counter() - began
    return loading, given * worlds / max(took, 1e-9), rows


def _task(study: SweepStudy, points: Points, number: int, worlds: int, first: int = 0) -> Task:
    point = points[number]
    piece = Piece(number, point.base, points.overrides(point), np.arange(first, first + worlds))
    return Task(study.bases, (piece,), study.seed, study.outcomes, study.days, code_digest())


def _on_disk(
    study: SweepStudy, points: Points, rows: Sequence[Rows], runs: int, parts: int, there: int
) -> int:
    """Bytes that so many runs in so many parts add to a folder with some already, from writing what was tried into a temporary one.

    A part takes so much whatever is in it, and so much a run: two parts of different length tell.
    """
    tables = {kind: _joined([each.table(kind) for each in rows]) for kind in ("runs", "days")}
    worlds = tables["runs"].get("world", np.zeros(0))
    with tempfile.TemporaryDirectory() as place:
        path = Path(place, "trial")
        with SweepFolder(path).open_or_create(head_of(study), notes_of(study)) as folder:
            besides = 0 if there else _bytes_in(path) + len(points) * (BYTES_A_POINT + 8 * len(study.factors))
            half = worlds.size // 2
            if not half:
                return besides
            sizes = []
            for n in (half, 2 * half):
                before = _bytes_in(path)
                days = tables["days"]
                length = len(days["world"]) // worlds.size if days else 0
                folder.append_runs(_first(tables["runs"], n), _first(days, n * length), {})
                sizes.append(_bytes_in(path) - before)
    each = max(0.0, (sizes[1] - sizes[0]) / half)
    return int(besides + parts * max(0.0, sizes[0] - half * each) + runs * each)


def _joined(tables: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Put tables under each other."""
    filled = [table for table in tables if table]
    return {name: np.concatenate([table[name] for table in filled]) for name in filled[0]} if filled else {}


def _first(table: dict[str, Any], rows: int) -> dict[str, Any]:
    return {name: values[:rows] for name, values in table.items()}


def _bytes_in(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def _memory() -> int:
    """Bytes that this process has had at most, so far."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return 0
    unit = 1 if sys.platform == "darwin" else 1024
    return int(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) * unit
