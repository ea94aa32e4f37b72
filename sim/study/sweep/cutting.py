"""What is missing of a sweep, cut into tasks of about a second."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from sim.kernel.cache import code_digest
from sim.study.sweep.declared import SweepStudy
from sim.study.sweep.points import Points
from sim.study.sweep.work import Piece, Rows, Task

TASK_SECONDS = 1.0
WORLD_BLOCK = 32
"""Worlds that all points are taken through before the next ones, so that an interrupted sweep can be compared."""

GROWTH = 4
"""A task is at most so many times larger than the largest before it."""
MEMORY = 8
"""About how many tasks the time of a run is averaged over."""

Shard = tuple[int, int]
"""Which of how many parts of a study."""
Numbers = NDArray[np.int64]


def missing(points: Points, numbers: Numbers, worlds: int, done: Numbers, shard: Shard) -> Iterator[Piece]:
    """Yield the runs that are still to be made, block of worlds by block of worlds.

    Parameters
    ----------
    points
        All points of the study.
    numbers
        The number of each in the folder, shape (points,).
    worlds
        How many worlds each is to have.
    done
        Point numbers and worlds of the runs that are there, sorted, shape (runs, 2).
    shard
        Only points of this part.
    """
    there = done[done[:, 1] < worlds]
    packed = there[:, 0] * worlds + there[:, 1]
    for start in range(0, worlds, WORLD_BLOCK):
        block = np.arange(start, min(start + WORLD_BLOCK, worlds))
        for point in points:
            number = int(numbers[point.number])
            if number % shard[1] != shard[0]:
                continue
            wanted = number * worlds + block
            at = np.searchsorted(packed, wanted)
            is_there = (
                (at < packed.size) & (packed[np.minimum(at, packed.size - 1)] == wanted)
                if packed.size
                else np.zeros(block.size, bool)
            )
            if not is_there.all():
                yield Piece(number, point.base, points.overrides(point), block[~is_there])


class Cutter:
    """Makes tasks of about a second, from what runs have taken so far."""

    def __init__(self, study: SweepStudy) -> None:
        self._study = study
        self._code = code_digest()
        self._seconds, self._runs = 0.0, 0

    @property
    def is_new(self) -> bool:
        """Whether it is not known yet how long a run takes."""
        return self._runs == 0

    def learn(self, rows: Rows, runs: int) -> None:
        """Take in how long a task took: what a run takes falls as tasks grow, so the larger ones count."""
        if runs >= self._runs:
            self._seconds, self._runs = rows.seconds, runs
        else:
            self._seconds += (rows.seconds * self._runs / runs - self._seconds) / MEMORY

    def size(self) -> int:
        """Runs of a task: one at first, then ever more, until it takes long enough."""
        if self.is_new:
            return 1
        wanted = TASK_SECONDS * self._runs / max(self._seconds, 1e-6)
        return int(max(1, min(wanted, GROWTH * self._runs)))

    def tasks(self, pieces: Iterator[Piece]) -> Iterator[Task]:
        """Yield the tasks that do some pieces, in order."""
        basket: list[Piece] = []
        held = 0
        for piece in pieces:
            rest = piece.worlds
            while rest.size:
                room = max(1, self.size() - held)
                take, rest = rest[:room], rest[room:]
                basket.append(Piece(piece.point, piece.base, piece.overrides, take))
                held += take.size
                if held >= self.size():
                    yield self._task(basket)
                    basket, held = [], 0
        if basket:
            yield self._task(basket)

    def _task(self, basket: list[Piece]) -> Task:
        study = self._study
        return Task(study.bases, tuple(basket), study.seed, study.outcomes, study.days, self._code)
