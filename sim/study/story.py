"""The story of a comparison: its turning points, what caused them, and what each change contributes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sim.engine.plan import day_measures
from sim.results import Block
from sim.scenario import Scenario
from sim.study.causes import TRIED, Trial, causes, likely, tried, without
from sim.study.comparison import Comparison
from sim.study.contributions import Contributions, Design, contributions_of, design
from sim.study.players import without_strategies
from sim.study.portfolio import over_groups
from sim.study.reruns import Reruns
from sim.study.run import Progress
from sim.study.turning_points import MEASURES, Array, Series, TurningPoint, series_of, turning_points

KEPT = (*MEASURES, "fatigue")
"""Columns of the day table that a story is made of."""
FEWEST = 8
"""Worlds that a story needs at least, unless fewer were run."""
EXACT = 5
"""Players of whom all coalitions are run for the story of a comparison."""
PAIRS = 3
"""Pairs of orders drawn there beyond that."""
END_DAYS = 28
"""The target of a comparison of many is the one with most visitors over so many last days."""


@dataclass(frozen=True, slots=True)
class Told:
    """A change with the causes that were tried, the one that explains most of it first."""

    point: TurningPoint
    trials: tuple[Trial, ...]

    @property
    def cause(self) -> Trial | None:
        """The trial that explains it, if one does."""
        return next((trial for trial in self.trials if trial.is_confirmed), None)


@dataclass(frozen=True, slots=True)
class Story:
    """What happened between two scenarios, and why.

    ``turns`` are turning points by day, each with its changes, the largest first.
    ``arms`` are their places among the arms of the comparison, None for a scenario held against itself without
    strategies; ``worlds`` says on how many worlds contributions and causes stand, ``found_in`` how many
    worlds the turning points were found in, ``runs`` how many runs were made for it.
    """

    contributions: Contributions
    turns: tuple[tuple[Told, ...], ...]
    arms: tuple[int, int] | None
    worlds: int
    found_in: int
    runs: int


def pair_of(comparison: Comparison) -> tuple[int, int]:
    """Return which two arms the story is about: the first, and the other with most visitors at the end.

    With more than two arms, if the first has most itself, it is about the first and the last.
    """
    ends = [float(np.nanmean(arm.days["visiting"][:, -END_DAYS:])) for arm in comparison.arms]
    best = max(range(len(ends)), key=lambda arm: ends[arm])
    return 0, best or len(ends) - 1


def story_of_comparison(
    comparison: Comparison,
    scenarios: Sequence[Scenario],
    blocks: Sequence[Block],
    *,
    seed: int,
    worlds: int | None = None,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> Story | None:
    """Tell the story of a comparison, running what it needs.

    Without ``worlds``, as many are taken as make about as many runs as were compared, at least :data:`FEWEST`;
    and with more than :data:`EXACT` players orders are drawn. With ``worlds``, all coalitions of up to
    eight players are run.

    Parameters
    ----------
    comparison, scenarios, blocks
        The comparison, its scenarios and their runs, in the same order.
    seed, jobs, progress
        As for :func:`sim.study.run.run_study`.
    worlds
        How many worlds to take; no more than were compared.

    Returns
    -------
    Story or None
        None where there is nothing to tell: fewer than two worlds, not the first ones, or no difference.

    Raises
    ------
    KeyboardInterrupt
        If it is interrupted.
    PlanError, GraphError, StudyError
        If a scenario between the two cannot be run.
    """
    first, second = pair_of(comparison)
    a, b = scenarios[first], scenarios[second]
    there = _first_worlds(blocks[first])
    if there < 2 or a.digest() == b.digest():
        return None
    plan = design(a, b, seed=seed) if worlds else design(a, b, seed=seed, exact=EXACT, pairs=PAIRS)
    if not worlds:
        extra = len(plan.masks) - 2 + TRIED
        worlds = max(FEWEST, sum(block.worlds.size for block in blocks) // extra)
    reruns = Reruns(min(worlds, there), measures=KEPT, seed=seed, jobs=jobs, progress=progress)
    for scenario, block in zip(scenarios, blocks, strict=True):
        reruns.know(scenario, block)
    days = (comparison.arms[first].days, comparison.arms[second].days)
    return _told(plan, reruns, (first, second), days, seed)


def story_between(
    a: Scenario,
    b: Scenario | None = None,
    *,
    worlds: int,
    seed: int,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> Story:
    """Tell what changes from one scenario to another, or from one without any strategy to the same as it is.

    Parameters
    ----------
    a, b
        Two scenarios; one alone is held against itself without strategies.
    worlds, seed, jobs, progress
        As for :func:`sim.study.run.run_study`.

    Raises
    ------
    KeyboardInterrupt, PlanError, GraphError, StudyError
        As :func:`story_of_comparison` does, and if there is nothing that differs.
    """
    plan = plan_between(a, b, seed=seed)
    reruns = Reruns(worlds, measures=KEPT, seed=seed, jobs=jobs, progress=progress)
    return _told(plan, reruns, None if b is None else (0, 1), None, seed)


def plan_between(a: Scenario, b: Scenario | None, *, seed: int) -> Design:
    """Return what :func:`story_between` runs, but for the trials of causes.

    Raises
    ------
    StudyError
        If there is nothing that differs, or horizons do.
    """
    return design(without_strategies(a), a, seed=seed) if b is None else design(a, b, seed=seed)


def _told(
    plan: Design,
    reruns: Reruns,
    arms: tuple[int, int] | None,
    days: tuple[Mapping[str, Array], Mapping[str, Array]] | None,
    seed: int,
) -> Story:
    blocks = reruns(plan.scenarios)
    ends = (_columns(blocks[0]), _columns(blocks[-1]))
    here = series_of(*ends)
    looked = here if days is None else series_of(*days)
    points = turning_points(looked)
    return Story(
        contributions=contributions_of(plan, blocks, seed=seed),
        turns=_tested(points, plan, reruns, here),
        arms=arms,
        worlds=reruns.worlds,
        found_in=len(looked["visiting"].a),
        runs=reruns.made,
    )


def _tested(
    moments: Sequence[Sequence[TurningPoint]], plan: Design, reruns: Reruns, here: Mapping[str, Series]
) -> tuple[tuple[Told, ...], ...]:
    """Try the likely causes of each turning point; what is to be run is run at once."""
    among = causes(plan.a, plan.b, plan.players)
    todo = [likely(moment, among) for moment in moments]
    variants = {
        cause: without(cause, plan.a, plan.b, plan.players)
        for cause in dict.fromkeys(each for found in todo for each in found)
    }
    blocks = reruns(list(variants.values())) if variants else []
    columns = [_columns(block) for block in blocks]
    runs = {cause: series_of(each, each) for cause, each in zip(variants, columns, strict=True)}
    told = []
    for moment, found in zip(moments, todo, strict=True):
        changes = []
        for point in moment:
            trials = [tried(point, cause, here[point.series], runs[cause][point.series].a) for cause in found]
            changes.append(Told(point, tuple(sorted(trials, key=lambda trial: -trial.share))))
        told.append(tuple(changes))
    return tuple(told)


def _columns(block: Block) -> dict[str, Array]:
    return {each.name: over_groups(block, each) for each in day_measures() if each.name in KEPT}


def _first_worlds(block: Block) -> int:
    """How many worlds from 0 on a block has without a gap."""
    there = np.sort(block.worlds)
    return int((there == np.arange(there.size)).sum())
