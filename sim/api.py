"""The product from Python: load, simulate, compare, report; the commands stand on the same functions."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from functools import reduce
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from sim import __version__
from sim.engine.plan import day_measures, run_outcomes
from sim.kernel.cache import code_digest
from sim.scenario import Scenario, load_scenario
from sim.study import Comparison, StudyError, changes_between, comparison, run_study
from sim.study.compare import DIFFERENT_HORIZONS
from sim.study.interact import factorial_of, four_scenarios
from sim.study.interaction import Factorial
from sim.study.unworked import unworked

if TYPE_CHECKING:
    from sim.engine.hooks import Hook
    from sim.results import Block
    from sim.study.story import Story

__all__ = [
    "compare",
    "comparison_of",
    "contribute",
    "distinct",
    "filmed",
    "interact",
    "load_scenario",
    "simulate",
    "write_report",
]

MOST_FOLDERS = 20
"""Folders before a file's name that are tried to tell files apart."""

ScenarioLike = Scenario | str | os.PathLike[str]


def simulate(
    scenario: ScenarioLike,
    *,
    worlds: int | range | Sequence[int] = 16,
    seed: int = 0,
    jobs: int | None = None,
    hook: Hook | None = None,
    events: bool = False,
) -> Block:
    """Run a scenario in some worlds and return its tables.

    Parameters
    ----------
    scenario
        A scenario, the path of one, or a shipped name such as ``"types/interest_group"``.
    worlds
        How many worlds from 0 on, or their numbers.
    seed
        Names the family of worlds; the same seed gives the same numbers.
    jobs
        Threads; None for one a processor. Does not change any number.
    hook
        Called between days with a :class:`sim.engine.hooks.HookView`.
    events
        Keep the event log of the first world.

    Raises
    ------
    ScenarioError
        If the scenario cannot be used.
    StudyError
        If no world is asked for.
    """
    if (worlds if isinstance(worlds, int) else len(worlds)) < 1:
        raise StudyError("A simulation needs at least one world.")
    engine = import_module("sim.engine")
    block: Block = engine.simulate(
        _loaded(scenario), worlds=worlds, seed=seed, jobs=jobs, hook=hook, events=events
    )
    return block


def compare(
    scenarios: Sequence[ScenarioLike],
    *,
    worlds: int = 100,
    seed: int = 0,
    jobs: int | None = None,
    network: bool = False,
) -> Comparison:
    """Run scenarios under the same luck and hold them against the first.

    Parameters
    ----------
    scenarios
        Two or more: scenarios, paths, or shipped names.
    worlds
        How many worlds, 0 to ``worlds - 1``, of each.
    seed, jobs
        As for :func:`simulate`.
    network
        Film the most typical world, so that the report plays its network; see :func:`filmed`.

    Raises
    ------
    ScenarioError
        If a scenario cannot be used.
    StudyError
        If they cannot be compared.
    """
    arms = distinct([_loaded(scenario) for scenario in scenarios])
    done = run_study(arms, worlds=worlds, seed=seed, jobs=jobs)
    if done.interrupted:
        raise KeyboardInterrupt
    found = comparison_of(arms, done.blocks, seed=seed)
    return filmed(found, arms, done.blocks) if network else found


def interact(
    scenario: ScenarioLike,
    first: str,
    second: str,
    *,
    worlds: int = 100,
    seed: int = 0,
    jobs: int | None = None,
) -> Factorial:
    """Run a scenario with neither, either and both of two strategies under the same luck.

    Parameters
    ----------
    scenario
        A scenario, a path, or a shipped name.
    first, second
        Names of two strategies; each runs as the scenario has it, else with its defaults.
    worlds
        How many worlds, 0 to ``worlds - 1``, of each of the four.
    seed, jobs
        As for :func:`simulate`.

    Raises
    ------
    ScenarioError
        If the scenario cannot be used.
    StudyError
        If a strategy is unknown, given twice, or does nothing.
    """
    base = _loaded(scenario)
    cells = four_scenarios(base, first, second)
    done = run_study(cells, worlds=worlds, seed=seed, jobs=jobs)
    if done.interrupted:
        raise KeyboardInterrupt
    return factorial_of(base, (first, second), done.blocks, run_outcomes(), seed)


def contribute(
    a: ScenarioLike,
    b: ScenarioLike | None = None,
    *,
    worlds: int = 32,
    seed: int = 0,
    jobs: int | None = None,
) -> Story:
    """Find what each change from one scenario to another adds, and what caused the turning points.

    Parameters
    ----------
    a, b
        Two scenarios, paths, or shipped names; one alone is held against itself without any strategy.
    worlds
        How many worlds, 0 to ``worlds - 1``, of every combination of the changes; beyond eight changes some
        orders of making them are drawn.
    seed, jobs
        As for :func:`simulate`.

    Raises
    ------
    ScenarioError
        If a scenario cannot be used.
    StudyError
        If the two do not differ, their horizons do, or one alone has no strategy.
    """
    story = import_module("sim.study.story")
    first, second = (_loaded(a), None) if b is None else distinct([_loaded(a), _loaded(b)])
    found: Story = story.story_between(first, second, worlds=worlds, seed=seed, jobs=jobs)
    return found


def write_report(
    found: Comparison | Factorial | Story,
    path: str | os.PathLike[str],
    lang: str = "en",
    story: Story | None = None,
) -> Path:
    """Write the report of a comparison, of two strategies, or of contributions, as one HTML file that works offline.

    ``story`` is told in the report of a comparison; its two scenarios are the first two of the comparison, unless
    it was found for another pair.
    """
    report = import_module("sim.report")
    if isinstance(found, Comparison):
        target: Path = report.write_report(found, Path(path), lang, story)
    elif isinstance(found, Factorial):
        target = report.write_interaction_report(found, Path(path), lang)
    else:
        target = report.write_contributions_report(found, Path(path), lang)
    return target


def comparison_of(scenarios: Sequence[Scenario], blocks: Sequence[Block], *, seed: int) -> Comparison:
    """Compare runs of scenarios, with what each changes against the one before it."""
    resolved = [scenario.resolved() for scenario in scenarios]
    changes = [(), *(changes_between(a, b) for a, b in pairwise(resolved))]
    found = comparison(
        [(s.name, s.title, block) for s, block in zip(scenarios, blocks, strict=True)],
        measures=day_measures(),
        outcomes=run_outcomes(),
        changes=changes,
        seed=seed,
        horizon=scenarios[0].horizon_days,
        version=__version__,
        code=code_digest(),
    )
    return replace(
        found, unworked=tuple(unworked(s, block) for s, block in zip(scenarios, blocks, strict=True))
    )


def filmed(found: Comparison, scenarios: Sequence[Scenario], blocks: Sequence[Block]) -> Comparison:
    """Return a comparison with the film of its most typical world, which runs once more under every scenario.

    The comparison comes back as it is if its groups are too large to be filmed (more than 200,000 memberships).

    Parameters
    ----------
    found
        What :func:`comparison_of` made of ``scenarios`` and ``blocks``.
    scenarios, blocks
        The scenarios and their runs.
    """
    filming = import_module("sim.study.filming")
    worlds = reduce(np.intersect1d, (block.worlds for block in blocks))
    return replace(found, film=filming.film(scenarios, found, worlds, seed=found.seed))


def distinct(scenarios: Sequence[Scenario]) -> list[Scenario]:
    """Return scenarios that can be compared, with names that tell them apart.

    Files of the same name get the name of their folder before their own.

    Raises
    ------
    StudyError
        If there are fewer than two, one is given twice, or their horizons differ.
    """
    if len(scenarios) < 2:
        raise StudyError("A comparison needs two scenarios or more.")
    first = scenarios[0]
    for scenario in scenarios[1:]:
        if scenario.horizon_days != first.horizon_days:
            raise StudyError(
                DIFFERENT_HORIZONS,
                a=first.name,
                days_a=first.horizon_days,
                b=scenario.name,
                days_b=scenario.horizon_days,
            )
    if twice := _given_twice(scenarios):
        raise StudyError("The scenario {name} is given twice; leave one of them out.", name=repr(twice))
    named = list(scenarios)
    for folders in range(1, MOST_FOLDERS):
        if clashing := _clashes(named):
            named = [_longer(s, folders) if s.name in clashing else s for s in named]
    return _numbered(named) if _clashes(named) else named


def _given_twice(scenarios: Sequence[Scenario]) -> str:
    """Return the name of a scenario that stands in the list twice: the same content of the same name."""
    seen: set[tuple[str, str, str]] = set()
    for scenario in scenarios:
        key = (scenario.name, scenario.file, scenario.digest())
        if key in seen:
            return scenario.name
        seen.add(key)
    return ""


def _clashes(scenarios: Sequence[Scenario]) -> list[str]:
    names = [scenario.name for scenario in scenarios]
    return [name for name in dict.fromkeys(names) if names.count(name) > 1]


def _longer(scenario: Scenario, folders: int) -> Scenario:
    """Name a scenario by its file with that many folders before it."""
    if not scenario.file:
        return scenario
    path = Path(scenario.file).absolute().with_suffix("")
    return replace(scenario, name="/".join(path.parts[1:][-folders - 1 :]))


def _numbered(scenarios: Sequence[Scenario]) -> list[Scenario]:
    """Number scenarios that nothing else tells apart, such as one file under several overrides."""
    count: dict[str, int] = {}
    named = []
    for scenario in scenarios:
        count[scenario.name] = count.get(scenario.name, 0) + 1
        n = count[scenario.name]
        named.append(replace(scenario, name=f"{scenario.name} ({n})") if n > 1 else scenario)
    return named


def _loaded(scenario: ScenarioLike) -> Scenario:
    return scenario if isinstance(scenario, Scenario) else load_scenario(scenario)
