"""``--set path=value``: single values put over a scenario from outside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sim.scenario import messages
from sim.scenario.nodes import Branch, Leaf, Node, Row, is_null
from sim.scenario.parsing import parse_value
from sim.scenario.problems import Place, Problems, Refusal, shown
from sim.scenario.reading import checked_text

Overrides = Mapping[str, object] | Sequence[str]
SET = "--set "
_SPELL_LEVELS = 2
"""A numbered part of a path is a spell under ``strategies.name``."""


def apply(tree: Branch, overrides: Overrides, problems: Problems) -> Branch:
    """Put overrides over a scenario, in order.

    Parameters
    ----------
    tree
        The scenario, with what it extends merged in.
    overrides
        ``path=value`` texts, or values by path; a value that is text is read as YAML.
    problems
        Gets overrides that lead nowhere, located as ``--set path=value``.
    """
    for text in _texts(overrides):
        place = Place(SET + shown(text, 80))
        path, equals, value = text.partition("=")
        parts = path.strip().split(".")
        if not equals or not all(parts):
            problems.add(place, messages.SET_FORM)
        elif parts[0] == "extends":
            problems.add(place, messages.SET_EXTENDS)
        else:
            node = _value(value, place._replace(path=path.strip()), problems)
            if node is not None:
                tree = _put(tree, parts, node, problems)
    return tree


def _texts(overrides: Overrides) -> list[str]:
    if isinstance(overrides, str):
        return [overrides]
    if isinstance(overrides, Mapping):
        return [f"{path}={_written(value)}" for path, value in overrides.items()]
    return list(overrides)


def _written(value: object) -> str:
    """Return a Python scalar as YAML writes it."""
    if value is None:
        return "null"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _value(text: str, place: Place, problems: Problems) -> Node | None:
    if not text.strip():
        return Leaf(None, place, is_empty=True)
    own = Problems()
    checked = checked_text(text, place.file, own)
    node = None if checked is None else parse_value(checked, place.file, own, place.path)
    problems.take_over(own)
    return None if node is None else _without_lines(node)


def _without_lines(node: Node) -> Node:
    """Return the node with places that name the override only."""
    place = node.place._replace(line=0, column=0)
    if isinstance(node, Leaf):
        return Leaf(node.value, place, node.is_empty)
    if isinstance(node, Row):
        return Row(tuple(_without_lines(item) for item in node.items), place)
    entries = {key: _without_lines(value) for key, value in node.entries.items()}
    keys = {key: at._replace(line=0, column=0) for key, at in node.keys.items()}
    return Branch(entries, keys, place)


def _put(tree: Branch, parts: list[str], node: Node, problems: Problems) -> Branch:
    try:
        return _put_in_branch(tree, parts, 0, node)
    except Refusal as refusal:
        problems.refuse(node.place, refusal)
        return tree


def _put_in_branch(tree: Branch, parts: list[str], depth: int, node: Node) -> Branch:
    """Return ``tree`` with ``node`` at ``parts[depth:]``."""
    key = parts[depth]
    place = node.place._replace(path=".".join(parts[: depth + 1]))
    old = tree.entries.get(key)
    if depth < len(parts) - 1:
        new = _put_below(old, parts, depth + 1, node)
        place = tree.keys.get(key, place)
    else:
        new = node
    return Branch({**tree.entries, key: new}, {**tree.keys, key: place}, tree.place)


def _put_below(old: Node | None, parts: list[str], depth: int, node: Node) -> Node:
    """Return what stands at ``parts[:depth]``, with ``node`` at the rest."""
    key, rest = parts[depth], len(parts) - depth
    parent = ".".join(parts[:depth])
    if isinstance(old, Row):
        return _put_in_row(old, parts, depth, node)
    if isinstance(old, Branch):
        if _is_first_spell(parts, depth) and rest > 1:
            return _put_below(old, parts, depth + 1, node)
        return _put_in_branch(old, parts, depth, node)
    if not is_null(old) and not (isinstance(old, Leaf) and isinstance(old.value, bool)):
        raise Refusal(messages.SET_INTO_VALUE, key=shown(key), parent=shown(parent))
    empty = Branch({}, {}, node.place._replace(path=parent))
    return _put_below(empty, parts, depth, node)


def _is_first_spell(parts: list[str], depth: int) -> bool:
    """Whether ``parts[depth]`` is the spell 0 of a strategy that is given as one mapping."""
    return parts[depth] == "0" and depth >= _SPELL_LEVELS and parts[depth - 2] == "strategies"


def _put_in_row(old: Row, parts: list[str], depth: int, node: Node) -> Node:
    key, parent, n = parts[depth], ".".join(parts[:depth]), len(old.items)
    if not (key.isascii() and key.isdigit()):
        raise Refusal(messages.SET_INTO_LIST, parent=shown(parent), n=n, last=max(n - 1, 0))
    if len(key) > len(str(n)) or int(key) >= n:
        raise Refusal(messages.SET_NO_SPELL, key=shown(key), parent=shown(parent), n=n)
    index = int(key)
    new = node if depth == len(parts) - 1 else _put_below(old.items[index], parts, depth + 1, node)
    return Row((*old.items[:index], new, *old.items[index + 1 :]), old.place)
