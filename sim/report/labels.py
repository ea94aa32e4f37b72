"""Paths and values of scenarios in people's words: the labels of what they lead to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sim.i18n import Translate, mark
from sim.parameters import Parameter
from sim.scenario.catalogue import mechanisms, strategies
from sim.scenario.keys import ENABLED, FROM, HORIZON, SPELL_KEYS, UNTIL
from sim.state.sections import CHANNEL, SECTIONS
from sim.study.changes import END, unusual

MOST = 6
"""Values shown with something that is added."""

CLOCK = "hour"
"""Name of parameters that hold a time of day, in hours."""

START = mark("Date of day 0")


@dataclass(frozen=True, slots=True)
class Place:
    """What a path leads to: a block with its ``parameters``, or the one ``parameter``."""

    words: str
    parameters: tuple[Parameter, ...] = ()
    parameter: Parameter | None = None


def label_of(path: str, t: Translate) -> str:
    """Return ``"Selling: Pushes a day"`` for ``"strategies.selling.pushes_per_day"``."""
    return place_of(path, t).words


def place_of(path: str, t: Translate) -> Place:
    """Find what a path of a scenario leads to; what is not declared keeps its key as its name."""
    parts = path.split(".")
    if parts[0] != "groups" or len(parts) == 1:
        return _within(parts, t)
    group = t("Group {id}", id=parts[1])
    if len(parts) == 2:
        return Place(group)
    inner = _within(parts[2:], t)
    return Place(_joined(group, inner.words, t), inner.parameters, inner.parameter)


def _within(parts: Sequence[str], t: Translate) -> Place:
    """Find what a path leads to in a group, or at the top."""
    block, rest = _block(parts, t)
    if not rest:
        return block
    parameter = next((each for each in block.parameters if each.name == rest[0]), None)
    words = t(parameter.label) if parameter is not None else ".".join(rest)
    return Place(_joined(block.words, words, t), parameter=parameter)


def _block(parts: Sequence[str], t: Translate) -> tuple[Place, Sequence[str]]:
    """Return the block that a path enters, and what of the path lies inside."""
    head, name = parts[0], parts[1] if len(parts) > 1 else ""
    if head == "strategies" and name in strategies():
        label, rest = t(strategies()[name].label), parts[2:]
        if rest and rest[0].isdigit():
            label, rest = t("{label}, period {n}", label=label, n=int(rest[0]) + 1), rest[1:]
        return Place(label, (*strategies()[name].parameters, *SPELL_KEYS)), rest
    if head == "mechanisms" and name in mechanisms():
        mechanism = mechanisms()[name]
        return Place(t(mechanism.label), (*mechanism.parameters, ENABLED)), parts[2:]
    if head == CHANNEL.name and name:
        return Place(t("Channel {name}", name=name), CHANNEL.parameters), parts[2:]
    for section in SECTIONS:
        if head == section.name:
            return Place(t(section.label), section.parameters), parts[1:]
    if head == "start":
        return Place(t(START)), ()
    return Place("", (HORIZON,)), parts


def _joined(block: str, words: str, t: Translate) -> str:
    return t("{block}: {words}", block=block, words=words) if block else words


def value(parameter: Parameter | None, given: object, t: Translate) -> str:
    """Write a value, without its unit."""
    if given is None or given == "":
        return t("none")
    if isinstance(given, bool):
        return t("on") if given else t("off")
    if parameter in (FROM, UNTIL):
        return t(END) if given == END else t("day {n}", n=given)
    if parameter is not None and parameter.name == CLOCK and isinstance(given, float | int):
        hours, minutes = divmod(round(given * 60), 60)
        return f"{hours:02}:{minutes:02}"
    return f"{given:,.10g}" if isinstance(given, float | int) else str(given)


def unit_of(parameter: Parameter | None, t: Translate) -> str:
    """Return the unit to write behind a value; empty for a pure number, a day and a time of day."""
    if parameter is None or not parameter.unit or parameter in (FROM, UNTIL) or parameter.name == CLOCK:
        return ""
    unit = t(parameter.unit)
    return f"({unit})" if unit.startswith("1/") else unit  # "0.5 1/day" would read as another number


def content(place: Place, given: object, t: Translate) -> str:
    """Write what a block that is added holds: the first of its values, each under its label."""
    if isinstance(given, Mapping):
        shown = list(_shown(place, given, t))
        return t.join((*shown[:MOST], "…") if len(shown) > MOST else shown)
    if isinstance(given, Sequence) and not isinstance(given, str):
        return t.clauses(content(place, block, t) for block in given)
    return value(place.parameter, given, t)


def _shown(place: Place, block: Mapping[str, Any], t: Translate) -> Iterator[str]:
    """Yield the values of a block that do something; of a group, how many are there and what its operators do."""
    if isinstance(members := block.get("members"), Mapping):
        if "initial" in members:
            yield t("{n} members on day 0", n=members["initial"])
        yield from (label_of(f"strategies.{name}", t) for name in block.get("strategies") or ())
        return
    parameters = {parameter.name: parameter for parameter in place.parameters}
    for key, given in unusual(block).items():
        parameter = parameters.get(key)
        if isinstance(given, Mapping | list):
            yield key
        elif parameter is None:
            yield f"{key} {value(None, given, t)}"
        elif given != parameter.none:
            unit = "" if parameter.unit.startswith("1/") else unit_of(parameter, t)
            yield " ".join(part for part in (t(parameter.label), value(parameter, given, t), unit) if part)
