"""What differs between two scenarios, cut into players: one a strategy, one for everything else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sim.contracts import Spell
from sim.i18n import mark
from sim.scenario import GroupSpec, Scenario
from sim.study.changes import Change, changes_between
from sim.study.errors import StudyError

REST = "rest"
"""Name of the player that stands for all differences that are no strategy's."""

WITHOUT = "without"
NO_STRATEGY = mark("Without any strategy")


@dataclass(frozen=True, slots=True)
class Player:
    """One strategy that differs, or everything else.

    ``name`` is the strategy's, or :data:`REST`; ``kind`` is ``"added"``, ``"dropped"``, ``"changed"`` or
    ``"rest"``; ``changes`` are the lines that say how.
    """

    name: str
    kind: str
    changes: tuple[Change, ...] = ()


def without_strategies(scenario: Scenario) -> Scenario:
    """Return the scenario with nothing that its operators do.

    Raises
    ------
    StudyError
        If it has no strategy to begin with.
    """
    if not any(group.spells for group in scenario.groups):
        raise StudyError(
            "{name} has no strategy, so there is nothing to share out; give a second scenario to compare it with.",
            name=scenario.name,
        )
    groups = tuple(replace(group, spells=()) for group in scenario.groups)
    name = WITHOUT if scenario.name != WITHOUT else f"{WITHOUT} (2)"
    return replace(scenario, name=name, title=NO_STRATEGY, groups=groups)


def players_between(a: Scenario, b: Scenario) -> tuple[Player, ...]:
    """List what differs: strategies by name, then everything else if there is more.

    Spells of groups that only one of the two has belong to everything else.
    """
    lines: dict[str, list[Change]] = {}
    for change in changes_between(a.resolved(), b.resolved()):
        lines.setdefault(_owner(change.path), []).append(change)
    before, after = _by_group(a), _by_group(b)
    common = sorted(before.keys() & after.keys())
    players = []
    for name in sorted(
        {spell.strategy for each in (a, b) for group in each.groups for spell in group.spells}
    ):
        was, becomes = ([_of(groups[group].spells, name) for group in common] for groups in (before, after))
        if was != becomes:
            kind = "added" if not any(was) else "dropped" if not any(becomes) else "changed"
            players.append(Player(name, kind, tuple(lines.get(name, ()))))
    if coalition(a, b, {each.name for each in players}).digest() != b.digest():
        rest = tuple(
            change for owner, found in lines.items() if not _is_of(owner, players) for change in found
        )
        players.append(Player(REST, "rest", rest))
    return tuple(players)


def coalition(a: Scenario, b: Scenario, names: Iterable[str]) -> Scenario:
    """Return scenario ``a`` with the differences of some players as they are in ``b``.

    With none of them it is ``a``, with all ``b``.
    """
    taken = frozenset(names)
    base = b if REST in taken else a
    before, after = _by_group(a), _by_group(b)
    groups = tuple(
        _mixed(group, before[group.id], after[group.id], taken)
        if group.id in before and group.id in after
        else group
        for group in base.groups
    )
    label = " + ".join((a.name, *sorted(taken)))
    return replace(base, name=label, title=label, groups=groups)


def in_mask(players: Sequence[Player], mask: int) -> list[str]:
    """Names of the players of coalition number ``mask``."""
    return [player.name for place, player in enumerate(players) if mask >> place & 1]


def _mixed(group: GroupSpec, before: GroupSpec, after: GroupSpec, taken: frozenset[str]) -> GroupSpec:
    spells = [spell for spell in before.spells if spell.strategy not in taken]
    spells += [spell for spell in after.spells if spell.strategy in taken]
    return replace(group, spells=tuple(sorted(spells, key=lambda spell: (spell.strategy, spell.first_day))))


def _by_group(scenario: Scenario) -> dict[str, GroupSpec]:
    return {group.id: group for group in scenario.groups}


def _of(spells: Iterable[Spell], name: str) -> list[Mapping[str, Any]]:
    """Spells of one strategy as plain values, which can be told equal."""
    return [
        {"from": spell.first_day, "until": spell.end_day, **spell.values}
        for spell in spells
        if spell.strategy == name
    ]


def _owner(path: str) -> str:
    """Return the strategy that a path belongs to, or the path itself."""
    parts = path.split(".")
    inner = parts[2:] if parts[0] == "groups" else parts
    return inner[1] if len(inner) > 1 and inner[0] == "strategies" else f".{path}"


def _is_of(owner: str, players: Sequence[Player]) -> bool:
    return any(player.name == owner for player in players)
