"""Reading one kind of factors: strategies, or uncertainties."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from sim.parameters import Scalar, Values
from sim.scenario import Template
from sim.scenario.filling import fill, named_entries, quoted, unknown_key
from sim.scenario.nodes import Branch, Leaf, Node, Row, is_null
from sim.scenario.problems import Problems
from sim.study.sweep import messages, sections
from sim.study.sweep.declared import GRID, LATIN_HYPERCUBE, LIST, SOBOL, Factor, Level, Side

WAYS = ("values", "levels", "low")
KEYS = ("label", "unit", "path", "values", "levels", "low", "high", "log", "whole")


def read_side(
    node: Node | None, design: tuple[Values, Branch | None], bases: Sequence[Template], problems: Problems
) -> Side:
    """Read factors and their design.

    Parameters
    ----------
    node
        The block of factors; None for none.
    design
        Values of the design and the block that said them.
    bases
        What the factors are put over; their declared ranges stand in where a factor gives none.
    problems
        Gets whatever is wrong.
    """
    values, block = design
    entries = named_entries(node, problems)
    factors = []
    for name, entry in entries.entries.items() if entries else ():
        factor = _factor(name, entry, problems)
        if factor is not None:
            factors.append(factor)
    kind, points = str(values.design), int(values.points)
    place = block.place if block is not None else (node.place if node is not None else None)
    if kind in (LATIN_HYPERCUBE, SOBOL) and points < 1 and place is not None:
        problems.add(place, messages.NO_POINTS, design=kind)
    for factor in factors:
        assert entries is not None
        if factor.is_range and kind in (GRID, LIST):
            message = messages.RANGE_IN_GRID if kind == GRID else messages.RANGE_IN_LIST
            problems.add(entries.keys[factor.name], message, key=factor.name)
    listed = (
        tuple(_listed(block.entries.get("list") if block else None, factors, problems))
        if kind == LIST
        else ()
    )
    del bases
    return Side(tuple(factors), kind, points, listed)


def _factor(name: str, node: Node, problems: Problems) -> Factor | None:
    if not isinstance(node, Branch):
        problems.add(node.place, messages.FACTOR_FORM, value=quoted(node))
        return None
    for key, place in node.keys.items():
        if key not in KEYS:
            unknown_key(key, place, KEYS, problems)
    own = {key: entry for key, entry in node.entries.items() if key in ("label", "unit", "path", "log")}
    part = Branch(own, {key: node.keys[key] for key in own}, node.place)
    values = fill("factor", sections.FACTOR, part if own else None, problems).values
    ways = [way for way in WAYS if way in node.entries]
    if len(ways) != 1:
        message = messages.FACTOR_WAYS if ways else messages.FACTOR_EMPTY
        problems.add(node.place, message, a=ways[0] if ways else "", b=ways[-1] if ways else "")
        return None
    label, path = str(values.label) or name, str(values.path)
    if ways[0] != "levels" and not path:
        problems.add(node.place, messages.NO_PATH)
        return None
    if ways[0] == "values":
        levels = tuple(_values(node.entries["values"], path, problems))
        return Factor(name, label, str(values.unit), path, levels) if levels else None
    if ways[0] == "levels":
        levels = tuple(_levels(node.entries["levels"], problems))
        return Factor(name, label, str(values.unit), "", levels) if levels else None
    return _range(name, label, values, node, problems)


def _range(name: str, label: str, values: Values, node: Branch, problems: Problems) -> Factor | None:
    low, high = (_number(node.entries.get(key)) for key in ("low", "high"))
    if not low < high:
        problems.add(node.place, messages.RANGE_ORDER, low=low, high=high)
        return None
    if values.log and low <= 0:
        problems.add(node.place, messages.RANGE_LOG, low=low)
        return None
    whole = node.entries.get("whole")
    return Factor(
        name, label, str(values.unit), str(values.path), (), low, high, bool(values.log),
        isinstance(whole, Leaf) and whole.value is True,
    )  # fmt: skip


def _number(node: Node | None) -> float:
    value = node.value if isinstance(node, Leaf) else None
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else math.nan


def _values(node: Node, path: str, problems: Problems) -> Iterator[Level]:
    if not isinstance(node, Row) or not node.items:
        problems.add(node.place, messages.VALUES_FORM, value=quoted(node))
        return
    seen: set[str] = set()
    for item in node.items:
        if not isinstance(item, Leaf) or item.value is None:
            problems.add(item.place, messages.VALUES_FORM, value=quoted(item))
            continue
        name = _written(item.value)
        if name in seen:
            problems.add(item.place, messages.VALUE_TWICE, value=name)
        seen.add(name)
        yield Level(name, _number(item), {path: item.value})


def _levels(node: Node, problems: Problems) -> Iterator[Level]:
    if not isinstance(node, Branch) or not node.entries:
        problems.add(node.place, messages.LEVELS_FORM, value=quoted(node))
        return
    for name, entry in node.entries.items():
        given = entry.entries if isinstance(entry, Branch) else {} if is_null(entry) else None
        if given is None or not all(isinstance(value, Leaf) for value in given.values()):
            problems.add(entry.place, messages.LEVELS_FORM, value=quoted(entry))
            continue
        overrides = {
            path: value.value
            for path, value in given.items()
            if isinstance(value, Leaf) and value.value is not None
        }
        yield Level(name, math.nan, overrides)


def _listed(node: Node | None, factors: Sequence[Factor], problems: Problems) -> Iterator[tuple[int, ...]]:
    """Yield the points of a list, as positions of levels."""
    for item in node.items if isinstance(node, Row) else ():
        if not isinstance(item, Branch):
            problems.add(item.place, messages.LISTED_FORM, value=quoted(item))
            continue
        for key, place in item.keys.items():
            if key not in [factor.name for factor in factors]:
                unknown_key(key, place, [factor.name for factor in factors], problems)
        point = [_position(item, factor, problems) for factor in factors]
        if all(position is not None for position in point):
            yield tuple(position for position in point if position is not None)


def _position(item: Branch, factor: Factor, problems: Problems) -> int | None:
    node = item.entries.get(factor.name)
    if node is None:
        problems.add(item.place, messages.LISTED_MISSING, key=factor.name)
        return None
    names = [level.name for level in factor.levels]
    name = _written(node.value) if isinstance(node, Leaf) and node.value is not None else quoted(node)
    if name not in names:
        problems.add(node.place, messages.NOT_A_LEVEL, value=name, key=factor.name, valid=", ".join(names))
        return None
    return names.index(name)


def _written(value: Scalar) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
