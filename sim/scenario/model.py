"""A scenario as the engine takes it: everything filled in, read-only."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from sim.contracts import Spell
from sim.parameters import Values
from sim.scenario.emit import to_yaml


@dataclass(frozen=True, eq=False)
class GroupSpec:
    """One group of a scenario.

    Parameters
    ----------
    id
        Name in the scenario; part of every random key of the group.
    group, members, graph, product
        Values of the sections of these names.
    channels
        Values by name, sorted by name.
    spells
        When which strategy runs, sorted by strategy and first day; those of one strategy do not
        overlap, and all end by the horizon.
    mechanisms
        Values of every mechanism there is, sorted by name.
    disabled
        Mechanisms that are switched off.
    """

    id: str
    group: Values
    members: Values
    graph: Values
    product: Values
    channels: tuple[tuple[str, Values], ...]
    spells: tuple[Spell, ...]
    mechanisms: Mapping[str, Values]
    disabled: frozenset[str]

    def resolved(self) -> dict[str, Any]:
        """Return the group as a scenario file would give it, nothing left out."""
        strategies: dict[str, list[dict[str, Any]]] = {}
        for spell in self.spells:
            times = {"from": spell.first_day, "until": spell.end_day}
            strategies.setdefault(spell.strategy, []).append({**times, **spell.values})
        return {
            "group": dict(self.group),
            "members": dict(self.members),
            "graph": dict(self.graph),
            "product": dict(self.product),
            "channels": {name: dict(values) for name, values in self.channels},
            "strategies": strategies,
            "mechanisms": {
                name: {"enabled": name not in self.disabled, **values}
                for name, values in self.mechanisms.items()
            },
        }

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, GroupSpec):
            return NotImplemented
        return self.id == other.id and self.resolved() == other.resolved()

    def __hash__(self) -> int:
        return hash((self.id, _canonical(self.resolved())))


@dataclass(frozen=True, eq=False)
class Scenario:
    """One or several groups with their operators, for a number of days.

    Equal and hashed by :meth:`digest`: name, title, rows and file do not count.

    Parameters
    ----------
    name
        Name of a shipped scenario, or the file's name without its ending.
    title
        For people.
    horizon_days
        Days run, 0 to ``horizon_days - 1``.
    start
        Date of day 0, if the scenario gives one.
    groups
        At least one, sorted by id.
    operators
        Values of the section of this name; one team for all groups.
    file
        Where the scenario was read from; a relative ``graph.file`` or ``daily`` is relative to its folder.
    rows
        Rows of the articles that it is, such as ``("T6",)``.
    """

    name: str
    title: str
    horizon_days: int
    start: datetime.date | None
    groups: tuple[GroupSpec, ...]
    operators: Values
    file: str = ""
    rows: tuple[str, ...] = ()

    def resolved(self) -> dict[str, Any]:
        """Return plain nested values in canonical order, ready to be written as YAML.

        Loading them again gives an equal scenario.
        """
        start = {} if self.start is None else {"start": self.start.isoformat()}
        rows = {"rows": list(self.rows)} if self.rows else {}
        return {
            "title": self.title,
            **rows,
            "horizon": self.horizon_days,
            **start,
            "operators": dict(self.operators),
            "groups": {group.id: group.resolved() for group in self.groups},
        }

    def graph_path(self, group: GroupSpec) -> Path:
        """Return where a group's graph file is: relative names are relative to the scenario's folder."""
        return Path(self.file).parent / str(group.graph.file)

    def daily_path(self, channel: Values) -> Path | None:
        """Return where a channel's numbers day by day are, relative to the scenario's folder; None without."""
        return Path(self.file).parent / str(channel.daily) if channel.daily else None

    def digest(self) -> str:
        """Return the SHA-256 of all that can change a result, in hexadecimal; named files by content."""
        return self._digest

    @cached_property
    def _digest(self) -> str:
        content = self.resolved()
        del content["title"]
        content.pop("rows", None)
        for group in self.groups:
            if group.graph.kind == "file":
                content["groups"][group.id]["graph"]["file"] = _content_of(self.graph_path(group))
            for name, channel in group.channels:
                if (path := self.daily_path(channel)) is not None:
                    content["groups"][group.id]["channels"][name]["daily"] = _content_of(path)
        return hashlib.sha256(_canonical(content).encode()).hexdigest()

    def yaml_text(self) -> str:
        """Return the resolved scenario as YAML."""
        return to_yaml(self.resolved())

    def __eq__(self, other: object) -> bool:
        return self.digest() == other.digest() if isinstance(other, Scenario) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.digest())


def _content_of(path: Path) -> str:
    """Return a digest of a file's content, so that an edited file is another scenario."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return "unreadable"


def _canonical(content: Mapping[str, Any]) -> str:
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)
