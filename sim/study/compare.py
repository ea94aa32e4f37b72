"""Scenarios under the same luck, held against the first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce

import numpy as np

from sim.contracts import Better, Measure, Outcome
from sim.i18n import mark
from sim.results import Block, select_worlds
from sim.statistics import cohort_sizes, paired_difference
from sim.study.changes import Change
from sim.study.comparison import Arm, Array, Comparison, Paired
from sim.study.errors import StudyError
from sim.study.portfolio import lorenz, over_groups, survival

DIFFERENT_HORIZONS = mark(
    "Scenarios of different horizons cannot be compared: {a} runs {days_a} days and {b} {days_b}; give them the same horizon."
)


def comparison(  # noqa: PLR0913 - what a comparison says of itself, by name
    scenarios: Sequence[tuple[str, str, Block]],
    *,
    measures: Sequence[Measure],
    outcomes: Sequence[Outcome],
    changes: Sequence[Sequence[Change]] = (),
    seed: int,
    horizon: int,
    version: str,
    code: str,
) -> Comparison:
    """Compare runs of several scenarios world by world.

    Only worlds that every scenario has are compared; they have the same luck in all of them.

    Parameters
    ----------
    scenarios
        Name, title and runs of each scenario; the first is what the others are held against.
    measures, outcomes
        What to take over; every block must have them.
    changes
        For each scenario, what it changes against the one before it; empty if not known.
    seed, horizon, version, code
        What the runs were made with; ``horizon`` in days.

    Raises
    ------
    StudyError
        If there is no scenario, names are not distinct, horizons differ, there is no common
        world, or a block lacks a measure or an outcome.
    """
    _check(scenarios, horizon, [m.name for m in measures], [o.name for o in outcomes])
    changed = [tuple(lines) for lines in changes] or [()] * len(scenarios)
    if len(changed) != len(scenarios):
        raise ValueError(f"changes of {len(changed)} scenarios were given for {len(scenarios)}")
    worlds = reduce(np.intersect1d, (block.worlds for _, _, block in scenarios))
    if worlds.size == 0:
        raise StudyError("These scenarios have no world in common, so no two runs had the same luck.")
    arms = tuple(
        _arm(name, title, select_worlds(block, worlds), measures, outcomes)
        for name, title, block in scenarios
    )
    return Comparison(
        arms=arms,
        paired=tuple(_paired(outcome, arms[0], arm) for outcome in outcomes for arm in arms[1:]),
        measures=tuple(measures),
        outcomes=tuple(outcomes),
        changes=tuple(changed),
        worlds=int(worlds.size),
        seed=seed,
        horizon_days=horizon,
        version=version,
        code=code,
    )


def _check(
    scenarios: Sequence[tuple[str, str, Block]],
    horizon: int,
    measures: Sequence[str],
    outcomes: Sequence[str],
) -> None:
    """Refuse what cannot be compared."""
    if not scenarios:
        raise StudyError("There is no scenario to compare.")
    names = [name for name, _, _ in scenarios]
    if twice := [name for name in names if names.count(name) > 1]:
        raise StudyError(
            "Two scenarios are called {name}; give one of them another name.", name=repr(twice[0])
        )
    lengths = {name: int(block.ended.shape[-1]) - 1 for name, _, block in scenarios}
    for name, days in lengths.items():
        if days != lengths[names[0]]:
            raise StudyError(DIFFERENT_HORIZONS, a=names[0], days_a=lengths[names[0]], b=name, days_b=days)
    if lengths[names[0]] != horizon:
        raise StudyError("The runs last {days} days, not {horizon}.", days=lengths[names[0]], horizon=horizon)
    for name, _, block in scenarios:
        lacking = [m for m in measures if m not in block.days] + [o for o in outcomes if o not in block.runs]
        if lacking:
            raise StudyError(
                "The runs of {name} do not have {column}; they come from another version.",
                name=name,
                column=repr(lacking[0]),
            )


def _arm(
    name: str, title: str, block: Block, measures: Sequence[Measure], outcomes: Sequence[Outcome]
) -> Arm:
    """One scenario with its groups combined."""
    days = {measure.name: over_groups(block, measure) for measure in measures}
    return Arm(
        name=name,
        title=title,
        days=days,
        runs={outcome.name: block.runs[outcome.name] for outcome in outcomes},
        survival=survival(block),
        cohorts=None if block.cohorts is None else block.cohorts.sum(axis=1),
        sizes=_sizes(days),
        lorenz=lorenz(block),
    )


def _sizes(days: Mapping[str, Array]) -> Array | None:
    """Members who joined in each week, shape (worlds, weeks); None if the runs do not say."""
    if not {"joins", "members", "leaves"} <= set(days):
        return None
    return cohort_sizes(days["joins"], days["members"], days["leaves"])


def _paired(outcome: Outcome, a: Arm, b: Arm) -> Paired:
    """One outcome of ``b`` against ``a``; ahead is the way that is better, or larger."""
    found = paired_difference(a.runs[outcome.name], b.runs[outcome.name])
    ahead, behind = found.larger, found.smaller
    if outcome.better is Better.LOWER:
        ahead, behind = behind, ahead
    return Paired(
        outcome=outcome.name,
        a=a.name,
        b=b.name,
        mean_a=found.mean_a,
        mean_b=found.mean_b,
        difference=found.difference,
        low=found.low,
        high=found.high,
        ahead=ahead,
        behind=behind,
        worlds=found.n,
    )
