"""What a scenario says about strategies: from blocks and lists to spells that do not overlap."""

from __future__ import annotations

import difflib
import itertools
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sim.contracts import Spell, Strategy
from sim.parameters import Parameter, Scalar, Values
from sim.scenario import messages
from sim.scenario.filling import fill, quoted, switched_entries, unknown_key
from sim.scenario.keys import SPELL_KEYS
from sim.scenario.nodes import Branch, Leaf, Node
from sim.scenario.problems import Place, Problems, Refusal

LONGEST = 80
"""What is longer is no name of a strategy."""


@dataclass(frozen=True, slots=True)
class Horizon:
    """Length of a scenario; ``is_set`` if it was given from outside, by ``--set``."""

    days: int
    is_set: bool = False


@dataclass(frozen=True, slots=True)
class PlacedSpell:
    """A spell, where it stands and where its values stand."""

    spell: Spell
    place: Place
    places: Mapping[str, Place]


def read_strategies(
    node: Node | None, known: Mapping[str, type[Strategy]], horizon: Horizon, problems: Problems
) -> tuple[PlacedSpell, ...]:
    """Read the ``strategies`` of a scenario or group.

    Parameters
    ----------
    node
        The mapping from name to block, list of blocks, ``true``, ``false`` or null.
    known
        Every strategy there is.
    horizon
        Spells end by it. One that would begin later is an error, unless the horizon was set from
        outside: then it is left out.
    problems
        Gets whatever is wrong.

    Returns
    -------
    tuple of PlacedSpell
        Sorted by strategy and first day.
    """
    entries = switched_entries(node, problems)
    if entries is None:
        return ()
    placed: list[PlacedSpell] = []
    for name, entry in entries.entries.items():
        if name in known:
            placed += _spells(name, known[name], entry, horizon, problems)
        else:
            _unknown(name, entries.keys[name], known, problems)
    return tuple(sorted(placed, key=lambda each: (each.spell.strategy, each.spell.first_day)))


def _unknown(name: str, place: Place, known: Iterable[str], problems: Problems) -> None:
    """Note an unknown strategy: a near name, or where one's own would be looked for."""
    if difflib.get_close_matches(name.lower(), list(known), n=1, cutoff=0.55) or len(name) > LONGEST:
        unknown_key(name, place, known, problems)
    else:
        problems.add(place, messages.UNKNOWN_STRATEGY, key=name)


def _spells(
    name: str, strategy: type[Strategy], entry: Node, horizon: Horizon, problems: Problems
) -> list[PlacedSpell]:
    blocks = _blocks(entry, problems)
    read = (_spell(name, strategy.parameters, block, horizon, problems) for block in blocks)
    placed = sorted((each for each in read if each is not None), key=lambda each: each.spell.first_day)
    for before, after in itertools.pairwise(placed):
        if after.spell.first_day < before.spell.end_day:
            first, end = after.spell.first_day, before.spell.end_day
            problems.add(after.place, messages.OVERLAP, first=first, end=end)
    return placed


def _blocks(entry: Node, problems: Problems) -> list[Branch]:
    """Return the blocks of values, one a spell."""
    if isinstance(entry, Branch):
        return [entry]
    if isinstance(entry, Leaf):
        if entry.value is True:
            return [Branch({}, {}, entry.place)]
        if entry.value is not None and entry.value is not False:
            problems.add(entry.place, messages.STRATEGY_FORM, value=quoted(entry))
        return []
    for item in entry.items:
        if not isinstance(item, Branch):
            problems.add(item.place, messages.SPELL_FORM, value=quoted(item))
    return [item for item in entry.items if isinstance(item, Branch)]


def _spell(
    name: str, parameters: tuple[Parameter, ...], block: Branch, horizon: Horizon, problems: Problems
) -> PlacedSpell | None:
    """Read one block; None if it is switched off, refused or later than a horizon set from outside."""
    filled = fill(name, SPELL_KEYS + parameters, block, problems)
    if filled.refused or not filled.values["enabled"]:
        return None
    first = _whole_day(filled.values["from"], filled.places.get("from"), problems)
    until = filled.values["until"] if "until" in filled.places else float(horizon.days)
    end = _whole_day(until, filled.places.get("until"), problems)
    if first is None or end is None:
        return None
    if first >= horizon.days:
        if not horizon.is_set:
            place = filled.places.get("from", block.place)
            problems.add(place, messages.LATE_SPELL, first=first, horizon=horizon.days)
        return None
    if first >= end:
        place = filled.places.get("until", block.place)
        problems.add(place, messages.EMPTY_SPELL, first=first, end=end)
        return None
    values = Values({parameter.name: filled.values[parameter.name] for parameter in parameters})
    spell = Spell(name, first, min(end, horizon.days), values)
    return PlacedSpell(spell, block.place, filled.places)


def _whole_day(days: Scalar, place: Place | None, problems: Problems) -> int | None:
    try:
        return whole_days(float(days))
    except Refusal as refusal:
        assert place is not None  # defaults are whole
        problems.refuse(place, refusal)
        return None


def whole_days(days: float) -> int:
    """Return a number of days as an integer.

    Raises
    ------
    Refusal
        If it is not whole.
    """
    if abs(days - round(days)) > 1e-9:
        below = math.floor(days)
        raise Refusal(messages.PART_OF_A_DAY, value=f"{days:.6g}", below=below, above=below + 1)
    return round(days)
