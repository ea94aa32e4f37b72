"""What a file says, each key and value with the place where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sim.parameters import Scalar
from sim.scenario.problems import Place


@dataclass(frozen=True, slots=True)
class Leaf:
    """A single value; None where the file says ``null`` or nothing, and ``is_empty`` if it says nothing."""

    value: Scalar | None
    place: Place
    is_empty: bool = False


@dataclass(frozen=True, slots=True)
class Branch:
    """A mapping: values by key, and the place of each key."""

    entries: Mapping[str, Node]
    keys: Mapping[str, Place]
    place: Place


@dataclass(frozen=True, slots=True)
class Row:
    """A list."""

    items: tuple[Node, ...]
    place: Place


Node = Leaf | Branch | Row


def is_null(node: Node | None) -> bool:
    """Whether nothing is said: no node, or a null."""
    return node is None or (isinstance(node, Leaf) and node.value is None)


def plain(node: Node) -> object:
    """Return the node as plain dicts, lists and scalars."""
    if isinstance(node, Leaf):
        return node.value
    if isinstance(node, Row):
        return [plain(item) for item in node.items]
    return {key: plain(value) for key, value in node.entries.items()}
