"""From the merged nodes of a scenario to a :class:`Scenario`, with the place of every value."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeGuard

from sim.contracts import Spell
from sim.parameters import Parameter, Section, Values
from sim.scenario import catalogue, messages
from sim.scenario.emit import Trail
from sim.scenario.filling import Filled, fill, named_entries, quoted, switched_entries, unknown_key
from sim.scenario.keys import (
    ENABLED,
    GROUP_KEYS,
    GROUP_SECTIONS,
    HORIZON,
    MAIN,
    NAME,
    ROWS_KEY,
    TITLE,
    TOP_KEYS,
)
from sim.scenario.merging import merge
from sim.scenario.model import GroupSpec, Scenario
from sim.scenario.nodes import Branch, Leaf, Node, is_null
from sim.scenario.nodes import Row as ListNode
from sim.scenario.overrides import SET
from sim.scenario.problems import Place, Problems, Refusal, shown
from sim.scenario.quantities import read
from sim.scenario.resolver import Source
from sim.scenario.rows import TYPES
from sim.scenario.spells import Horizon, PlacedSpell, read_strategies, whole_days
from sim.state.sections import CHANNEL, OPERATORS

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_TYPE_IDS = frozenset(row.id for row in TYPES)
_YEARS = (1970, 2200)
"""Event logs count in Unix seconds, and dates must not run out before the longest horizon."""


@dataclass(slots=True)
class Built:
    """A scenario and, by its trail in ``scenario.resolved()``, where each value that is no default stands."""

    scenario: Scenario
    places: dict[Trail, Place]


def build(tree: Branch, source: Source, problems: Problems) -> Built | None:
    """Read a merged scenario.

    Returns
    -------
    Built or None
        None if ``problems`` holds any, from here or before.
    """
    builder = _Builder(problems)
    scenario = builder.scenario(tree, source)
    return None if problems else Built(scenario, builder.places)


@dataclass(slots=True)
class _Builder:
    problems: Problems
    places: dict[Trail, Place] = field(default_factory=dict)
    horizon: Horizon = field(default_factory=lambda: Horizon(180))
    filled: dict[tuple[str, int], tuple[Node | None, Filled]] = field(default_factory=dict)
    """Blocks that several groups share are read once; the nodes are kept so that their ids stay theirs."""
    spells: dict[int, tuple[Node | None, tuple[PlacedSpell, ...]]] = field(default_factory=dict)

    def scenario(self, tree: Branch, source: Source) -> Scenario:
        for key, place in tree.keys.items():
            if key not in TOP_KEYS:
                unknown_key(key, place, TOP_KEYS, self.problems)
        self.horizon = self._horizon(tree.entries.get("horizon"))
        return Scenario(
            name=source.name,
            title=str(self._single(TITLE, tree)) or source.name,
            rows=self._rows(tree.entries.get(ROWS_KEY)),
            horizon_days=self.horizon.days,
            start=self._start(tree.entries.get("start")),
            operators=self._section(OPERATORS, tree, ()),
            groups=self._groups(tree),
            file=str(source.path or (source.folder or Path()) / source.shown),
        )

    def _single(self, parameter: Parameter, tree: Branch) -> object:
        """Read a value that stands at the top of a scenario."""
        node = tree.entries.get(parameter.name)
        if node is None:
            return parameter.default
        self.places[(parameter.name,)] = node.place
        try:
            return read(parameter, node.value if isinstance(node, Leaf) else ())
        except Refusal as refusal:
            self.problems.refuse(node.place, refusal)
            return parameter.default

    def _rows(self, node: Node | None) -> tuple[str, ...]:
        """Read the types of group that the scenario says it is."""
        if node is None or is_null(node):
            return ()
        self.places[(ROWS_KEY,)] = node.place
        rows: list[str] = []
        for item in node.items if isinstance(node, ListNode) else (node,):
            text = item.value if isinstance(item, Leaf) else None
            if text not in _TYPE_IDS or text in rows:
                valid = f"{TYPES[0].id} - {TYPES[-1].id}"
                self.problems.add(item.place, messages.NOT_A_TYPE, value=quoted(item), valid=valid)
            else:
                rows.append(str(text))
        return tuple(rows)

    def _horizon(self, node: Node | None) -> Horizon:
        default = round(float(HORIZON.default))
        if node is None:
            return Horizon(default)
        self.places[("horizon",)] = node.place
        is_set = node.place.file.startswith(SET)
        try:
            days = read(HORIZON, node.value if isinstance(node, Leaf) else ())
            return Horizon(whole_days(float(days)), is_set)
        except Refusal as refusal:
            self.problems.refuse(node.place, refusal)
            return Horizon(round(HORIZON.bounds[1]))

    def _start(self, node: Node | None) -> datetime.date | None:
        if node is None or is_null(node):
            return None
        self.places[("start",)] = node.place
        text = node.value if isinstance(node, Leaf) else None
        try:
            start = datetime.date.fromisoformat(text) if _is_date(text) else None
        except ValueError:
            start = None
        if start is None:
            self.problems.add(node.place, messages.NOT_A_DATE, value=quoted(node))
        elif not _YEARS[0] <= start.year <= _YEARS[1]:
            first, last = _YEARS
            self.problems.add(node.place, messages.FAR_DATE, value=start, first=first, last=last)
        return start

    def _groups(self, tree: Branch) -> tuple[GroupSpec, ...]:
        base = _part(tree, GROUP_KEYS)
        entries = named_entries(tree.entries.get("groups"), self.problems)
        if entries is None or not entries.entries:
            return (self._group(MAIN, base),)
        self._group(MAIN, base)
        self.places = {trail: place for trail, place in self.places.items() if trail[0] != "groups"}
        groups = []
        for name, own in sorted(entries.entries.items()):
            if not NAME.fullmatch(name):
                self.problems.add(entries.keys[name], messages.BAD_NAME, key=shown(name))
                continue
            self.places[("groups", name)] = entries.keys[name]
            groups.append(self._group(name, self._with_own(base, own)))
        return tuple(groups)

    def _with_own(self, base: Branch, own: Node) -> Branch:
        """Put what a group says of its own over what is said for all."""
        if is_null(own):
            return base
        if not isinstance(own, Branch):
            valid = ", ".join(GROUP_KEYS)
            self.problems.add(own.place, messages.SECTION_FORM, value=quoted(own), valid=valid)
            return base
        for key, place in own.keys.items():
            if key not in GROUP_KEYS:
                unknown_key(key, place, GROUP_KEYS, self.problems)
        return merge(base, _part(own, GROUP_KEYS))

    def _group(self, name: str, tree: Branch) -> GroupSpec:
        trail: Trail = ("groups", name)
        group, members, graph, product = (self._section(section, tree, trail) for section in GROUP_SECTIONS)
        mechanisms, disabled = self._mechanisms(tree.entries.get("mechanisms"), (*trail, "mechanisms"))
        return GroupSpec(
            id=name,
            group=group,
            members=members,
            graph=graph,
            product=product,
            channels=self._channels(tree.entries.get("channels"), (*trail, "channels")),
            spells=self._strategies(tree.entries.get("strategies"), (*trail, "strategies")),
            mechanisms=mechanisms,
            disabled=disabled,
        )

    def _section(self, section: Section, tree: Branch, trail: Trail) -> Values:
        node = tree.entries.get(section.name)
        return self._fill(section.name, section.parameters, node, (*trail, section.name)).values

    def _fill(self, name: str, parameters: tuple[Parameter, ...], node: Node | None, trail: Trail) -> Filled:
        """Read a block of values, once however many groups share it, and note its places."""
        key = (name, id(node))
        if key not in self.filled:
            self.filled[key] = node, fill(name, parameters, node, self.problems)
        _, filled = self.filled[key]
        self._note(trail, filled.places)
        return filled

    def _note(self, trail: Trail, places: Mapping[str, Place]) -> None:
        for name, place in places.items():
            self.places[(*trail, name)] = place

    def _channels(self, node: Node | None, trail: Trail) -> tuple[tuple[str, Values], ...]:
        entries = switched_entries(node, self.problems)
        channels = []
        for name, entry in sorted(entries.entries.items()) if entries else ():
            assert entries is not None
            if not NAME.fullmatch(name):
                self.problems.add(entries.keys[name], messages.BAD_NAME, key=shown(name))
            elif isinstance(entry, Branch):
                self.places[(*trail, name)] = entries.keys[name]
                filled = self._fill(CHANNEL.name, CHANNEL.parameters, entry, (*trail, name))
                channels.append((name, filled.values))
            elif not is_null(entry):
                self.problems.add(entry.place, messages.CHANNEL_FORM, value=quoted(entry))
        return tuple(channels)

    def _strategies(self, node: Node | None, trail: Trail) -> tuple[Spell, ...]:
        if id(node) not in self.spells:
            known = catalogue.strategies()
            self.spells[id(node)] = node, read_strategies(node, known, self.horizon, self.problems)
        _, spells = self.spells[id(node)]
        counts: dict[str, int] = {}
        for placed in spells:
            name = placed.spell.strategy
            index = counts.get(name, 0)
            counts[name] = index + 1
            self.places.setdefault((*trail, name), placed.place)
            self._note((*trail, name, index), placed.places)
        return tuple(placed.spell for placed in spells)

    def _mechanisms(self, node: Node | None, trail: Trail) -> tuple[dict[str, Values], frozenset[str]]:
        known = catalogue.mechanisms()
        entries = switched_entries(node, self.problems)
        for name, place in entries.keys.items() if entries else ():
            if name not in known:
                unknown_key(name, place, known, self.problems)
        values, disabled = {}, set()
        for name, mechanism in known.items():
            entry = entries.entries.get(name) if entries else None
            block = entry
            if isinstance(entry, Leaf) and isinstance(entry.value, bool):
                block = None
                self.places[(*trail, name, ENABLED.name)] = entry.place
                if not entry.value:
                    disabled.add(name)
            elif entry is not None and not isinstance(entry, Branch) and not is_null(entry):
                block = None
                self.problems.add(entry.place, messages.MECHANISM_FORM, value=quoted(entry))
            filled = self._fill(name, (ENABLED, *mechanism.parameters), block, (*trail, name))
            if not filled.values[ENABLED.name]:
                disabled.add(name)
            values[name] = Values({each.name: filled.values[each.name] for each in mechanism.parameters})
        return values, frozenset(disabled)


def _is_date(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and _DATE.fullmatch(value) is not None


def _part(tree: Branch, keys: tuple[str, ...]) -> Branch:
    """Return the entries of ``tree`` with certain keys."""
    entries = {key: node for key, node in tree.entries.items() if key in keys}
    return Branch(entries, {key: tree.keys[key] for key in entries}, tree.place)
