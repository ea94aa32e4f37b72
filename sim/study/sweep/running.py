"""Running what is missing of a sweep: tasks out, rows in, parts on the disk as soon as they are complete."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, wait
from dataclasses import dataclass, field

import numpy as np

from sim.i18n import mark
from sim.results import SweepFolder
from sim.results.sweep_folder import COMPLETED, FAILED, INTERRUPTED
from sim.study.errors import StudyError
from sim.study.sweep.cutting import Cutter, Numbers, Shard, missing
from sim.study.sweep.declared import SweepStudy
from sim.study.sweep.entering import enter_points
from sim.study.sweep.keeping import Keeper
from sim.study.sweep.points import Points
from sim.study.sweep.precision import is_reached
from sim.study.sweep.work import Rows, Task, WrongCode, perform

WHOLE: Shard = (0, 1)
Progress = Callable[[int], None]
MOST_TRIES = 3
"""A task whose worker was lost is given out so many times."""
GRACE = 30.0
"""Seconds after Ctrl-C in which tasks at work may finish."""
GONE = mark(
    "The workers are gone ({reason}). What is complete is in the folder; the same command goes on from there."
)


@dataclass(slots=True)
class Swept:
    """What a sweep did."""

    asked: int = 0
    """Runs of this process's part of the study."""
    there: int = 0
    """Runs of it that were in the folder already."""
    done: int = 0
    failed: int = 0
    worlds: int = 0
    """Worlds of a point; more than the study's first number where a precision asked for them."""
    seconds: float = 0.0
    interrupted: bool = False
    is_precise: bool | None = None
    """Whether the precision asked for was reached; None if the study asks for none."""


@dataclass(slots=True)
class Sweep:
    """A study being run into a folder.

    Parameters
    ----------
    study
        What is asked for.
    folder
        Open for writing, with ``entering.head_of`` the study.
    executor, workers
        Where tasks are done, and how many at once.
    shard
        Which of how many parts of the study this process does.
    progress
        Called with a number of runs each time some are finished; first with those in the folder.
    """

    study: SweepStudy
    folder: SweepFolder
    executor: Executor
    workers: int
    shard: Shard = WHOLE
    progress: Progress | None = None
    _running: dict[Future[Rows], tuple[Task, int]] = field(default_factory=dict)
    """Tasks at work, and how often each has been given out."""
    _there: Numbers | None = None
    """Runs that were in the folder at first, as of :meth:`SweepFolder.done`."""
    _failed: list[Numbers] = field(default_factory=list)
    """Point and world of runs that failed here."""

    def run(self) -> Swept:
        """Run what the folder does not have; Ctrl-C leaves what is complete.

        Raises
        ------
        StudyError, ResultError
            If the folder refuses, a worker has other code, or the workers are gone.
        """
        if self.study.precision is not None and self.shard != WHOLE:
            raise StudyError(
                "A study with a precision decides by all its runs, and cannot be run in parts: leave --shard out."
            )
        points = Points(self.study)
        numbers = enter_points(self.study, points, self.folder)
        swept, began = Swept(), time.monotonic()
        keeper, cutter = Keeper(self.folder), Cutter(self.study)
        worlds, precision = self.study.worlds, self.study.precision
        state = FAILED
        try:
            while True:
                self._round(points, numbers, worlds, swept, keeper, cutter)
                keeper.flush()
                if precision is None:
                    break
                swept.is_precise = is_reached(precision, self.folder, numbers, worlds)
                if swept.is_precise or worlds >= precision.most_worlds:
                    break
                worlds = min(2 * worlds, precision.most_worlds)
            state = COMPLETED
        except KeyboardInterrupt:
            swept.interrupted, state = True, INTERRUPTED
            self._finish(swept, keeper, cutter)
        finally:
            keeper.flush()
            swept.worlds, swept.seconds = worlds, time.monotonic() - began
            self.folder.end_session(state, runs=swept.done, failed=swept.failed)
        return swept

    def _round(
        self, points: Points, numbers: Numbers, worlds: int, swept: Swept, keeper: Keeper, cutter: Cutter
    ) -> None:
        """Run every point up to some number of worlds; what failed in an earlier round is left alone."""
        done = self.folder.done()
        if self._there is None:
            self._there = done[done[:, 0] % self.shard[1] == self.shard[0]]
        there = int((np.isin(self._there[:, 0], numbers) & (self._there[:, 1] < worlds)).sum())
        swept.asked = int((numbers % self.shard[1] == self.shard[0]).sum()) * worlds
        if self.progress and there > swept.there:
            self.progress(there - swept.there)
        swept.there = there
        tried = (
            np.unique(np.concatenate([done, *self._failed]), axis=0) if any(map(len, self._failed)) else done
        )
        try:
            for task in cutter.tasks(missing(points, numbers, worlds, tried, self.shard)):
                while len(self._running) >= 2 * self.workers:
                    self._collect(swept, keeper, cutter)
                self._give(task)
                self._collect(swept, keeper, cutter, timeout=None if cutter.is_new else 0.0)
            while self._running:
                self._collect(swept, keeper, cutter)
        except BaseException:
            self._cancel(list(self._running)[self.workers :])  # the oldest are at work
            raise

    def _finish(self, swept: Swept, keeper: Keeper, cutter: Cutter) -> None:
        """After Ctrl-C: take in what was at work and ends soon."""
        until, self.progress = time.monotonic() + GRACE, None
        while self._running and (left := until - time.monotonic()) > 0:
            try:
                self._collect(swept, keeper, cutter, timeout=left, again=False)
            except StudyError:
                break  # the workers are gone: what they had is run again by the same command
        self._cancel(list(self._running))

    def _cancel(self, futures: Sequence[Future[Rows]]) -> None:
        """Call tasks off; those that can be are not waited for any more."""
        for future in futures:
            if future.cancel():
                self._running.pop(future, None)

    def _give(self, task: Task, tries: int = 1) -> None:
        """Give a task to a worker."""
        try:
            self._running[self.executor.submit(perform, task)] = task, tries
        except Exception as error:
            raise StudyError(GONE, reason=_reason(error)) from error

    def _collect(
        self,
        swept: Swept,
        keeper: Keeper,
        cutter: Cutter,
        timeout: float | None = None,
        *,
        again: bool = True,
    ) -> None:
        """Take in what is finished, waiting for something unless told how long; lost tasks are given out ``again``."""
        ready, _ = wait(self._running, timeout=timeout, return_when=FIRST_COMPLETED)
        for future in ready:
            task, tries = self._running.pop(future)
            try:
                rows = future.result()
            except WrongCode as error:
                raise StudyError(
                    "A worker has other code ({there}) than this process ({here}); install the same version everywhere.",
                    there=error.args[0],
                    here=task.code,
                ) from error
            except (
                Exception,
                CancelledError,
            ) as error:  # what a run does wrong is a row: this is a lost worker
                if not again:
                    continue
                if tries >= MOST_TRIES:
                    raise StudyError(GONE, reason=_reason(error)) from error
                self._give(task, tries + 1)
                continue
            cutter.learn(rows, task.runs)
            keeper.keep(rows)
            failed = np.zeros((0, 2), np.int64)
            if lost := rows.table("failures"):
                failed = np.stack([lost["point"], lost["world"]], axis=1)
            self._failed.append(failed)
            swept.failed += len(failed)
            swept.done += task.runs - len(failed)
            if self.progress:
                self.progress(task.runs)


def _reason(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}".splitlines()[0]
