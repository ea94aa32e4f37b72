"""One scenario with neither, either and both of two strategies: four scenarios under the same luck."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sim.contracts import Better, Outcome, Spell
from sim.engine.plan import make_plan
from sim.i18n import mark
from sim.parameters import Values
from sim.results import Block
from sim.scenario import GroupSpec, Scenario
from sim.scenario.catalogue import strategies
from sim.statistics import PairedDifference, paired_difference
from sim.study.errors import StudyError
from sim.study.interaction import CELLS, Factorial

NEITHER, BOTH = "neither", "both"

MAIN = (
    "visiting_late", "speaking_late", "members_end", "muted_end", "survival_90", "alive_end",
    "sales_total", "revenue_total", "profit_total", "hours_total", "cost_total",
)  # fmt: skip
"""Outcomes that a figure of two strategies shows; all others are in the table."""

NOTHING_AS_GIVEN = mark(
    "{name} does nothing with the values that the scenario gives it; give others, as in {name}:PARAMETER=VALUE."
)
NOTHING_BY_DEFAULT = mark(
    "{name} does nothing with its default values; give others, as in {name}:PARAMETER=VALUE."
)


@dataclass(frozen=True, slots=True)
class Effects:
    """What two strategies do to one outcome, world by world under the same luck.

    A main effect is the mean of what a strategy changes without and with the other:
    ``((alone - neither) + (both - other alone)) / 2``. The interaction is
    ``both - first - second + neither``: what the two give together beyond the sum of what each gives alone.
    """

    outcome: Outcome
    means: tuple[float, float, float, float]
    """Of neither, the first, the second, both; NaN where the outcome does not exist."""
    first: PairedDifference
    second: PairedDifference
    interaction: PairedDifference

    def ahead(self, found: PairedDifference) -> int:
        """In how many worlds a difference is for the better; upwards where neither way is better."""
        return found.smaller if self.outcome.better is Better.LOWER else found.larger


def four_scenarios(
    scenario: Scenario, first: str, second: str
) -> tuple[Scenario, Scenario, Scenario, Scenario]:
    """Return a scenario with neither, the first, the second and both of two strategies.

    A strategy runs as the scenario has it; if no group has it, in all groups from the first day to the last
    with its default values. Everything else stays as it is. They are named ``neither``, by the strategies,
    and ``both``.

    Raises
    ------
    StudyError
        If a strategy is not known, both are the same, or one does nothing with the values that it has.
    """
    check_names(first, second)
    labels = [strategies()[name].label for name in (first, second)]
    names = (NEITHER, first, second, BOTH)
    titles = ("Neither", *labels, "Both")
    made = [
        replace(
            scenario,
            name=name,
            title=title,
            groups=tuple(_group(group, scenario, {first: a, second: b}) for group in scenario.groups),
        )
        for (a, b), name, title in zip(CELLS, names, titles, strict=True)
    ]
    for cell in made[1:3]:
        _check_effect(made[0], cell, scenario)
    return made[0], made[1], made[2], made[3]


def factorial_of(
    scenario: Scenario,
    names: tuple[str, str],
    blocks: Sequence[Block],
    outcomes: Sequence[Outcome],
    seed: int,
) -> Factorial:
    """Put the runs of :func:`four_scenarios`, in their order and of the same worlds, into one table.

    Parameters
    ----------
    scenario
        The scenario that the four were made from.
    names
        The two strategies.
    blocks
        Runs of the four.
    outcomes
        What to take over.
    seed
        What the runs were made with.
    """
    worlds = blocks[0].worlds
    if not all(np.array_equal(block.worlds, worlds) for block in blocks):
        raise ValueError("the four scenarios were not run in the same worlds")
    values = np.empty((len(outcomes), 2, 2, worlds.size))
    for (a, b), block in zip(CELLS, blocks, strict=True):
        for k, outcome in enumerate(outcomes):
            values[k, a, b] = block.runs[outcome.name]
    return Factorial(
        names=(strategies()[names[0]].label, strategies()[names[1]].label),
        outcomes=tuple(outcomes),
        values=values,
        title=scenario.title,
        seed=seed,
        horizon_days=scenario.horizon_days,
    )


def effects(factorial: Factorial) -> tuple[Effects, ...]:
    """Return what the two strategies do to each outcome, in the order of the outcomes."""
    return tuple(_effects(factorial, k) for k in range(len(factorial.outcomes)))


def of_note(factorial: Factorial) -> Factorial:
    """Leave out outcomes that are the same in all four scenarios in every world; all stay if all are."""
    first = factorial.values[:, :1, :1]
    same = np.isclose(factorial.values, first, equal_nan=True).all(axis=(1, 2, 3))
    return _with_outcomes(factorial, np.flatnonzero(~same)) if not same.all() else factorial


def first_look(factorial: Factorial) -> Factorial:
    """Keep the outcomes of :data:`MAIN`, which are the same whatever is found; all stay if none is there."""
    names = [outcome.name for outcome in factorial.outcomes]
    places = [names.index(name) for name in MAIN if name in names]
    return _with_outcomes(factorial, np.array(places)) if places else factorial


def _with_outcomes(factorial: Factorial, places: NDArray[np.intp]) -> Factorial:
    outcomes = tuple(factorial.outcomes[place] for place in places)
    return replace(factorial, outcomes=outcomes, values=factorial.values[places])


def _effects(factorial: Factorial, k: int) -> Effects:
    neither, first, second, both = (factorial.cell(k, a, b) for a, b in CELLS)
    known = [cell[np.isfinite(cell)] for cell in (neither, first, second, both)]
    means = [float(cell.mean()) if cell.size else float("nan") for cell in known]
    return Effects(
        outcome=factorial.outcomes[k],
        means=(means[0], means[1], means[2], means[3]),
        first=paired_difference((neither + second) / 2, (first + both) / 2),
        second=paired_difference((neither + first) / 2, (second + both) / 2),
        interaction=factorial.interaction(k),
    )


def check_names(first: str, second: str) -> None:
    """Refuse strategies that there are not, with the nearest, and one that is given twice.

    Raises
    ------
    StudyError
        As said.
    """
    for name in (first, second):
        _check_known(name)
    if first == second:
        raise StudyError("Two strategies are needed, and {name} is given twice.", name=repr(first))


def _check_known(name: str) -> None:
    known = strategies()
    if name in known:
        return
    if near := difflib.get_close_matches(name.lower(), list(known), n=3):
        raise StudyError(
            "There is no strategy {name}; did you mean {nearest}?", name=repr(name), nearest=", ".join(near)
        )
    raise StudyError(
        "There is no strategy {name}; there are {known}.", name=repr(name), known=", ".join(known)
    )


def _check_effect(neither: Scenario, cell: Scenario, scenario: Scenario) -> None:
    """Refuse a strategy that changes nothing: it would be a study of one."""
    without, with_it = make_plan(neither), make_plan(cell)
    same_rules = without.rules.tobytes() == with_it.rules.tobytes()
    if without.levers.tobytes() == with_it.levers.tobytes() and same_rules:
        has_it = any(spell.strategy == cell.name for group in scenario.groups for spell in group.spells)
        raise StudyError(NOTHING_AS_GIVEN if has_it else NOTHING_BY_DEFAULT, name=cell.name)


def _group(group: GroupSpec, scenario: Scenario, wanted: dict[str, int]) -> GroupSpec:
    """Return a group with some strategies in force or not, and all others as they are."""
    spells = [spell for spell in group.spells if wanted.get(spell.strategy, 1)]
    for name, is_wanted in wanted.items():
        if is_wanted and not any(spell.strategy == name for each in scenario.groups for spell in each.spells):
            values = Values.of(strategies()[name].parameters)
            spells.append(Spell(name, 0, scenario.horizon_days, values))
    return replace(group, spells=tuple(sorted(spells, key=lambda spell: (spell.strategy, spell.first_day))))
