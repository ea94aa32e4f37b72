"""Running what is missing of a study, part by part."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

import numpy as np
from numpy.typing import NDArray

from sim.results import Block, ResultFolder, Study, StudyScenario, join_blocks, select_worlds
from sim.results.parts import PART_RUNS
from sim.study.errors import StudyError

if TYPE_CHECKING:
    from sim.scenario import Scenario

Progress = Callable[[int], None]
Worlds = NDArray[np.int64]

FIRST_PART = 16
"""Runs of the first part; each further part is twice as large, up to :data:`PART_RUNS`."""


class Simulate(Protocol):
    """The engine's function: all ``worlds`` of one scenario."""

    def __call__(
        self,
        scenario: Scenario,
        *,
        worlds: Worlds,
        seed: int,
        jobs: int | None,
        hook: object = None,
        events: bool = False,
        progress: Progress | None = None,
    ) -> Block:
        """Run them and tell ``progress`` the number of runs just finished."""
        ...


@dataclass(frozen=True, slots=True)
class StudyRuns:
    """What :func:`run_study` brings back.

    ``blocks`` has one entry a scenario, all with the same worlds, sorted: those asked for, or
    after an interruption those that are complete in every scenario; empty if none is.
    """

    blocks: list[Block]
    interrupted: bool


def study_of(scenarios: Sequence[Scenario], *, seed: int, code: str, hook: str = "") -> Study:
    """Describe a study for :meth:`ResultFolder.open_or_create`; ``hook`` is its source's hash."""
    described = tuple(
        StudyScenario(
            name=scenario.name,
            title=scenario.title,
            digest=scenario.digest(),
            resolved=scenario.resolved(),
            horizon_days=scenario.horizon_days,
            groups=tuple(group.id for group in scenario.groups),
        )
        for scenario in scenarios
    )
    return Study("run" if len(described) == 1 else "compare", seed, code, described, hook)


def run_study(  # noqa: PLR0913 - the options of the command, by name
    scenarios: Sequence[Scenario],
    *,
    worlds: int,
    seed: int,
    jobs: int | None = None,
    folder: ResultFolder | None = None,
    progress: Progress | None = None,
    hook: object = None,
    events: bool = False,
    simulate: Simulate | None = None,
) -> StudyRuns:
    """Run worlds 0 to ``worlds - 1`` of every scenario, but for those that ``folder`` has.

    Scenarios take turns, a part at a time, and each part is in the folder as soon as it is
    complete: an interruption (Ctrl-C) loses the part at work, at most about as much as is done,
    and leaves a folder that the same command completes.

    Parameters
    ----------
    scenarios
        What to run; names are distinct.
    worlds
        Number of worlds, 1 or more.
    seed, jobs
        Passed on to the engine; ``jobs`` is the number of threads, None for all processors.
    folder
        Open for writing, with the study that :func:`study_of` gives; None keeps runs in memory.
    progress
        Called with a number of runs each time some are finished; first with those in the folder.
    hook
        Passed on. Runs with a hook are never taken from a folder.
    events
        Whether to have the event log of world 0 of every scenario.
    simulate
        ``sim.engine.simulate`` unless given.

    Raises
    ------
    StudyError
        If nothing is asked for, or folder and study do not belong together.
    ResultError
        If the folder refuses.
    """
    if worlds < 1 or not scenarios:
        raise StudyError("A study needs at least one scenario and one world.")
    if folder is not None:
        _check_folder(folder, scenarios, seed, hook)
    engine = simulate or cast(Simulate, import_module("sim.engine").simulate)
    run = _Run(list(scenarios), folder)
    interrupted = False
    try:
        if progress and (there := sum(len(run.done(s) & set(range(worlds))) for s in scenarios)):
            progress(there)
        for scenario, chunk in _turns(run, worlds, jobs):
            with_log = events and 0 in chunk
            block = engine(
                scenario, worlds=chunk, seed=seed, jobs=jobs, hook=hook, events=with_log, progress=progress
            )
            run.keep(scenario, chunk, block)
        if events and folder is not None:
            for scenario in scenarios:
                _complete_log(engine, scenario, folder, seed, jobs)
    except KeyboardInterrupt:
        interrupted = True
    return StudyRuns(run.blocks(worlds), interrupted)


class _Run:
    """Runs that are complete, in a folder or in memory.

    What was just simulated stays in memory beside the folder, so that it need not be read back.
    """

    def __init__(self, scenarios: list[Scenario], folder: ResultFolder | None) -> None:
        self.scenarios = scenarios
        self.folder = folder
        self.memory: dict[str, list[Block]] = {scenario.name: [] for scenario in scenarios}
        if len(self.memory) != len(scenarios):
            raise StudyError("Two scenarios have the same name; give one of them another.")

    def done(self, scenario: Scenario) -> set[int]:
        if self.folder is not None:
            return self.folder.done_worlds(scenario.name)
        return {int(world) for block in self.memory[scenario.name] for world in block.worlds}

    def keep(self, scenario: Scenario, asked: Worlds, block: Block) -> None:
        if not np.array_equal(np.sort(block.worlds), asked):
            raise RuntimeError(f"the engine was asked for worlds {asked} and gave {block.worlds}")
        if self.folder is not None:
            self.folder.append(scenario.name, block)
        self.memory[scenario.name].append(block)

    def blocks(self, worlds: int) -> list[Block]:
        """Return the common worlds of every scenario."""
        common = sorted(set(range(worlds)).intersection(*(self.done(s) for s in self.scenarios)))
        if not common:
            return []
        return [self._block(scenario.name, common) for scenario in self.scenarios]

    def _block(self, name: str, worlds: list[int]) -> Block:
        """Return some worlds of a scenario, from the folder where they are not all of this process."""
        here = {int(world) for block in self.memory[name] for world in block.worlds}
        if self.folder is not None and not here.issuperset(worlds):
            return self.folder.load(name, worlds)
        return select_worlds(join_blocks(self.memory[name]), worlds)


def _turns(run: _Run, worlds: int, jobs: int | None) -> Iterator[tuple[Scenario, Worlds]]:
    """Yield what to run next: parts that grow, scenarios in turn, so that all get on alike."""
    done = {scenario.name: run.done(scenario) for scenario in run.scenarios}
    missing = [w for w in range(worlds) if any(w not in there for there in done.values())]
    size = min(PART_RUNS, max(FIRST_PART, 2 * (jobs or os.cpu_count() or 1)))
    start = 0
    while start < len(missing):
        chunk = missing[start : start + size]
        for scenario in run.scenarios:
            if todo := [world for world in chunk if world not in done[scenario.name]]:
                yield scenario, np.array(todo, np.int64)
        start, size = start + size, min(PART_RUNS, 2 * size)


def _check_folder(folder: ResultFolder, scenarios: Sequence[Scenario], seed: int, hook: object) -> None:
    """Refuse a folder that was opened for something else, and old runs of a hook."""
    there = [(scenario.name, scenario.digest) for scenario in folder.study.scenarios]
    if folder.study.seed != seed or there != [(s.name, s.digest()) for s in scenarios]:
        raise StudyError(f"{folder.path} was opened for another study.")
    if bool(folder.study.hook) != (hook is not None):
        raise StudyError(f"{folder.path} was opened {'with' if folder.study.hook else 'without'} a hook.")
    if hook is not None and any(folder.done_worlds(scenario.name) for scenario in scenarios):
        raise StudyError(
            f"{folder.path} already holds runs, and runs with a hook are never taken from a folder, since a hook may "
            "depend on more than its source; name another folder."
        )


def _complete_log(
    engine: Simulate, scenario: Scenario, folder: ResultFolder, seed: int, jobs: int | None
) -> None:
    """Make the log of world 0 where its run was made earlier without one."""
    if 0 in folder.done_worlds(scenario.name) and folder.load(scenario.name, [0]).events is None:
        block = engine(scenario, worlds=np.zeros(1, np.int64), seed=seed, jobs=jobs, events=True)
        if block.events is not None:
            folder.save_events(scenario.name, block.events)
