"""Running variants of scenarios in the first worlds, each content once, keeping only what a study asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from importlib import import_module
from typing import cast

import numpy as np

from sim.results import Block, select_worlds
from sim.scenario import Scenario
from sim.study.run import Progress, Simulate, Worlds, run_study


class Reruns:
    """Runs that are made when they are first asked for.

    Parameters
    ----------
    worlds
        Worlds 0 to ``worlds - 1`` of everything.
    measures
        Columns of the day table to keep; outcomes are all kept.
    seed, jobs
        As for :func:`sim.study.run.run_study`.
    progress
        Called with a number of runs each time some are finished.
    """

    def __init__(
        self,
        worlds: int,
        *,
        measures: Sequence[str],
        seed: int,
        jobs: int | None = None,
        progress: Progress | None = None,
    ) -> None:
        self.worlds, self.made = worlds, 0
        self._measures = tuple(measures)
        self._seed, self._jobs, self._progress = seed, jobs, progress
        self._blocks: dict[str, Block] = {}

    def know(self, scenario: Scenario, block: Block) -> None:
        """Take over runs that are there already, if they hold all worlds that are needed."""
        wanted = np.arange(self.worlds)
        if np.isin(wanted, block.worlds).all():
            self._blocks[scenario.digest()] = _slim(select_worlds(block, wanted), self._measures)

    def missing(self, scenarios: Sequence[Scenario]) -> int:
        """How many runs asking for these scenarios would make."""
        return self.worlds * len({each.digest() for each in scenarios} - self._blocks.keys())

    def __call__(self, scenarios: Sequence[Scenario]) -> list[Block]:
        """Return the runs of each scenario, running what is not there.

        Raises
        ------
        KeyboardInterrupt
            If it is interrupted.
        PlanError, GraphError
            If a scenario cannot be run.
        """
        todo = {each.digest(): each for each in scenarios if each.digest() not in self._blocks}
        if todo:
            named = [replace(each, name=digest) for digest, each in todo.items()]
            done = run_study(named, worlds=self.worlds, seed=self._seed, jobs=self._jobs,
                             progress=self._progress, simulate=self._simulate)  # fmt: skip
            if done.interrupted:
                raise KeyboardInterrupt
            self._blocks |= dict(zip(todo, done.blocks, strict=True))
            self.made += self.worlds * len(todo)
        return [self._blocks[each.digest()] for each in scenarios]

    def _simulate(
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
        engine = cast(Simulate, import_module("sim.engine").simulate)
        block = engine(
            scenario, worlds=worlds, seed=seed, jobs=jobs, hook=hook, events=events, progress=progress
        )
        return _slim(block, self._measures)


def _slim(block: Block, measures: Sequence[str]) -> Block:
    """Leave out what takes room and nobody asks for."""
    days = {name: block.days[name] for name in measures}
    return replace(block, days=days, events=None, cohorts=None, lorenz=None)
