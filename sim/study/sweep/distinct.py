"""What two factors of a study may not share: a name, a value of the scenario, a column of the tables."""

from __future__ import annotations

from collections.abc import Collection

from sim.scenario.nodes import Branch
from sim.scenario.problems import Place, Problems
from sim.study.sweep import messages
from sim.study.sweep.declared import Factor, Side

RESERVED = (
    "point", "key", "sample", "scenario", "run", "world", "seed", "group", "day", "n", "stage", "error", "traceback",
)  # fmt: skip
"""Columns that the tables have anyway."""


def check_factors(
    tree: Branch, strategies: Side, uncertainties: Side, taken: Collection[str], problems: Problems
) -> None:
    """Note factors that cannot stand beside each other.

    Parameters
    ----------
    tree
        The study file.
    strategies, uncertainties
        As read from it.
    taken
        Names of columns that no factor may have.
    problems
        Gets whatever is wrong.
    """
    if not (strategies.factors or uncertainties.factors) and not problems:
        problems.add(tree.place, messages.NO_FACTORS)
    names: set[str] = set()
    setters: dict[str, str] = {}
    columns = {name.lower() for name in taken}
    for block, side in (("strategies", strategies), ("uncertainties", uncertainties)):
        for factor in side.factors:
            place = _place(tree, block, factor.name)
            if factor.name.lower() in columns:
                problems.add(place, messages.FACTOR_NAME, key=factor.name)
            if factor.name.lower() in names:
                problems.add(place, messages.FACTOR_TWICE, key=factor.name)
            names.add(factor.name.lower())
            for path in sorted(_paths(factor)):
                if path in setters:
                    problems.add(place, messages.SAME_PATH, a=setters[path], b=factor.name, path=path)
                setters.setdefault(path, factor.name)


def _paths(factor: Factor) -> set[str]:
    """Values of the scenario that a factor sets."""
    if factor.is_range:
        return {factor.path}
    return {path for level in factor.levels for path in level.overrides}


def _place(tree: Branch, block: str, name: str) -> Place:
    entries = tree.entries[block]
    return entries.keys[name] if isinstance(entries, Branch) else tree.keys[block]
