"""One scenario over another: mappings key by key, everything else as a whole."""

from __future__ import annotations

from enum import Enum, auto

from sim.scenario.nodes import Branch, Node, is_null


class _Level(Enum):
    """Where in a scenario a mapping stands, which decides what ``null`` does to its entries."""

    SCENARIO = auto()
    GROUPS = auto()
    NAMED = auto()
    """channels, strategies or mechanisms: null removes an entry."""
    SECTION = auto()
    VALUES = auto()


NAMED_KEYS = frozenset(("channels", "strategies", "mechanisms"))


def merge(parent: Branch, child: Branch) -> Branch:
    """Put a scenario, or a group's part of one, over another.

    A ``null`` for a channel, strategy or mechanism replaces it, and so removes it; a ``null`` for a
    whole section (``members:`` with nothing below) leaves the parent's as it is.
    """
    return _merge(parent, child, _Level.SCENARIO)


def _merge(parent: Branch, child: Branch, level: _Level) -> Branch:
    entries = dict(parent.entries)
    keys = dict(parent.keys)
    for key, node in child.entries.items():
        old = entries.get(key)
        if isinstance(old, Branch) and is_null(node) and level in (_Level.SCENARIO, _Level.GROUPS):
            continue
        entries[key] = _over(old, node, _below(level, key))
        keys[key] = child.keys[key]
    return Branch(entries, keys, child.place)


def _over(parent: Node | None, child: Node, level: _Level) -> Node:
    if isinstance(parent, Branch) and isinstance(child, Branch):
        return _merge(parent, child, level)
    return child


def _below(level: _Level, key: str) -> _Level:
    """Return the level of the mapping under ``key``."""
    if level is _Level.SCENARIO:
        if key == "groups":
            return _Level.GROUPS
        return _Level.NAMED if key in NAMED_KEYS else _Level.SECTION
    return _Level.SCENARIO if level is _Level.GROUPS else _Level.VALUES
