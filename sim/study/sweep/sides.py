"""Reading one kind of factors: strategies, or uncertainties."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import suppress

from sim.parameters import Kind, Parameter, Scalar, Values
from sim.scenario import catalogue
from sim.scenario.filling import fill, named_entries, quoted, unknown_key
from sim.scenario.keys import GROUP_SECTIONS, SPELL_KEYS
from sim.scenario.nodes import Branch, Leaf, Node, Row, is_null
from sim.scenario.problems import Place, Problems, Refusal
from sim.scenario.quantities import read
from sim.state.sections import CHANNEL, OPERATORS
from sim.study.sweep import messages, sections
from sim.study.sweep.declared import GRID, LATIN_HYPERCUBE, LIST, SOBOL, Factor, Level, Side

WHOLE = (Kind.INTEGER, Kind.DURATION)
"""Kinds of which a range has whole numbers only: the model goes by whole days."""
KEYS = ("label", "unit", "path", "values", "levels", "low", "high", "log")


def read_side(node: Node | None, design: tuple[Values, Branch | None], problems: Problems) -> Side:
    """Read factors and their design.

    Parameters
    ----------
    node
        The block of factors; None for none.
    design
        Values of the design and the block that said them.
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
    if place is not None:
        _check_design(kind, points, block, bool(entries and entries.entries), place, problems)
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
    return Side(tuple(factors), kind, points, listed)


def _check_design(
    kind: str, points: int, block: Branch | None, has_factors: bool, place: Place, problems: Problems
) -> None:
    """Note what a design lacks or says in vain."""
    if block is not None and not has_factors:
        problems.add(place, messages.DESIGN_UNUSED)
    elif kind in (LATIN_HYPERCUBE, SOBOL) and points < 1:
        problems.add(place, messages.NO_POINTS, design=kind)
    elif kind in (GRID, LIST) and points:
        problems.add(place, messages.POINTS_UNUSED, design=kind)
    has_list = block is not None and "list" in block.entries
    if kind == LIST and not has_list:
        problems.add(place, messages.NO_LIST)
    elif kind != LIST and has_list:
        problems.add(place, messages.LIST_UNUSED, design=kind)


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
    ways = [way for way in ("values", "levels") if way in node.entries]
    if not ways and str(values.path):
        return _range(name, values, declared_at(str(values.path)), node, problems)
    if len(ways) != 1 or "low" in node.entries or "high" in node.entries:
        message = messages.FACTOR_WAYS if ways else messages.FACTOR_EMPTY
        problems.add(
            node.place, message, a=ways[0] if ways else "", b=ways[1] if len(ways) > 1 else "low/high"
        )
        return None
    path, known = str(values.path), declared_at(str(values.path))
    if ways[0] == "values" and not path:
        problems.add(node.place, messages.NO_PATH)
        return None
    levels = tuple(
        _values(node.entries["values"], path, known, problems)
        if ways[0] == "values"
        else _levels(node.entries["levels"], problems)
    )
    return Factor(name, *_words(name, values, known), path, levels) if levels else None


def _words(name: str, values: Values, known: Parameter | None) -> tuple[str, str]:
    """Label and unit of a factor: its own, else those of the value that it sets."""
    label = str(values.label) or (known.label if known else name)
    return label, str(values.unit) or (known.unit if known else "")


def _range(
    name: str, values: Values, known: Parameter | None, node: Branch, problems: Problems
) -> Factor | None:
    """Read a factor that is a range: its own, else the plausible range of the value that it sets."""
    own_low, own_high = (_number(node.entries.get(key), known) for key in ("low", "high"))
    low = own_low if "low" in node.entries or known is None or known.low is None else known.low
    high = own_high if "high" in node.entries or known is None or known.high is None else known.high
    if math.isnan(low) or math.isnan(high):
        problems.add(node.place, messages.FACTOR_EMPTY)
        return None
    whole = known is not None and known.kind in WHOLE
    if whole:
        low, high = math.ceil(low), math.floor(high)
    if not low < high:
        problems.add(node.place, messages.RANGE_ORDER, low=low, high=high)
        return None
    if values.log and low <= 0:
        problems.add(node.place, messages.RANGE_LOG, low=low)
        return None
    return Factor(
        name, *_words(name, values, known), str(values.path), (), low, high, bool(values.log), whole
    )


def declared_at(path: str) -> Parameter | None:
    """Return the declaration of the value at a path of a scenario; None if the path leads to none."""
    parts = [part for part in path.split(".") if not part.isdigit()]
    if parts[:1] == ["groups"]:
        parts = parts[2:]
    parameters: tuple[Parameter, ...]
    if len(parts) == 3 and parts[0] in ("strategies", "mechanisms"):
        found = (catalogue.strategies() if parts[0] == "strategies" else catalogue.mechanisms()).get(parts[1])
        parameters = found.parameters if found else ()
        if parts[0] == "strategies" and found:
            parameters = (*parameters, *SPELL_KEYS)
    elif len(parts) == 2:
        sections = {section.name: section for section in (*GROUP_SECTIONS, OPERATORS)}
        parameters = sections[parts[0]].parameters if parts[0] in sections else ()
    else:
        parameters = CHANNEL.parameters if len(parts) == 3 and parts[0] == "channels" else ()
    return next((parameter for parameter in parameters if parameter.name == parts[-1]), None)


def _number(node: Node | None, known: Parameter | None) -> float:
    """Return the number that a value stands for, durations in days and money in yuan; NaN if it is none."""
    value = node.value if isinstance(node, Leaf) else None
    if isinstance(value, str) and known is not None and known.kind in (Kind.DURATION, Kind.MONEY):
        with suppress(Refusal):
            value = read(known, value)
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else math.nan


def _values(node: Node, path: str, known: Parameter | None, problems: Problems) -> Iterator[Level]:
    if not isinstance(node, Row) or not node.items:
        problems.add(node.place, messages.VALUES_FORM, value=quoted(node))
        return
    seen: set[str | float] = set()
    for item in node.items:
        if not isinstance(item, Leaf) or item.value is None:
            problems.add(item.place, messages.VALUES_FORM, value=quoted(item))
            continue
        name, number = _written(item.value), _number(item, known)
        same = name if math.isnan(number) else number
        if same in seen:
            problems.add(item.place, messages.VALUE_TWICE, value=name)
        seen.add(same)
        yield Level(name, number, {path: item.value})


def _levels(node: Node, problems: Problems) -> Iterator[Level]:
    if not isinstance(node, Branch) or not node.entries:
        problems.add(node.place, messages.LEVELS_FORM, value=quoted(node))
        return
    seen: dict[str, str] = {}
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
        what = repr(sorted(overrides.items()))
        if what in seen:
            problems.add(entry.place, messages.LEVELS_SAME, a=seen[what], b=name)
        seen[what] = name
        yield Level(name, math.nan, overrides)


def _listed(node: Node | None, factors: Sequence[Factor], problems: Problems) -> Iterator[tuple[int, ...]]:
    """Yield the points of a list, as positions of levels."""
    if node is not None and not isinstance(node, Row):
        problems.add(node.place, messages.LISTED_FORM, value=quoted(node))
    seen: set[tuple[int | None, ...]] = set()
    for item in node.items if isinstance(node, Row) else ():
        if not isinstance(item, Branch):
            problems.add(item.place, messages.LISTED_FORM, value=quoted(item))
            continue
        for key, place in item.keys.items():
            if key not in [factor.name for factor in factors]:
                unknown_key(key, place, [factor.name for factor in factors], problems)
        point = tuple(_position(item, factor, problems) for factor in factors)
        if any(position is None for position in point):
            continue
        if point in seen:
            problems.add(item.place, messages.LISTED_TWICE)
        seen.add(point)
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
