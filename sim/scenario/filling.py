"""Blocks of values: read from a file's nodes, defaults filled in, unknown keys refused."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pydantic import ValidationError

from sim.parameters import Parameter, Values
from sim.scenario import messages
from sim.scenario.nodes import Branch, Leaf, Node, is_null, plain
from sim.scenario.problems import Message, Place, Problems, Refusal, shown
from sim.scenario.section_models import model

FEW = 15
"""Up to so many valid keys are listed in a message."""


@dataclass(frozen=True, slots=True)
class Filled:
    """Values of a block, and where those come from that are no defaults; all defaults if it is refused."""

    values: Values
    places: Mapping[str, Place] = field(default_factory=dict)
    refused: bool = False


def fill(name: str, parameters: tuple[Parameter, ...], node: Node | None, problems: Problems) -> Filled:
    """Read a block of values.

    Parameters
    ----------
    name
        Of the section, strategy or mechanism.
    parameters
        What it may say.
    node
        What it says; None or null for all defaults.
    problems
        Gets every value and key that is refused; defaults stand in for all values then.
    """
    defaults = Values.of(parameters)
    if node is None or is_null(node):
        return Filled(defaults)
    if not isinstance(node, Branch):
        valid = ", ".join(parameter.name for parameter in parameters)
        problems.add(node.place, messages.SECTION_FORM, value=quoted(node), valid=valid)
        return Filled(defaults, refused=True)
    given = {key: plain(value) for key, value in node.entries.items()}
    places = {key: value.place for key, value in node.entries.items()}
    try:
        made = model(name, parameters).model_validate(given)
    except ValidationError as error:
        _note(error, node, [parameter.name for parameter in parameters], problems)
        return Filled(defaults, refused=True)
    return Filled(Values({parameter.name: getattr(made, parameter.name) for parameter in parameters}), places)


def _note(error: ValidationError, node: Branch, valid: list[str], problems: Problems) -> None:
    """Turn pydantic's errors into problems at their places."""
    for found in error.errors(include_url=False, include_input=False):
        key = str(found["loc"][0])
        refusal = found.get("ctx", {}).get("error")
        if isinstance(refusal, Refusal):
            problems.refuse(node.entries[key].place, refusal)
        else:
            unknown_key(key, node.keys[key], valid, problems)


def quoted(node: Node) -> str:
    """Return a node as a message quotes it."""
    if isinstance(node, Leaf):
        return "null" if node.value is None else shown(node.value)
    return "{...}" if isinstance(node, Branch) else "[...]"


def unknown_key(key: str, place: Place, valid: Iterable[str], problems: Problems) -> None:
    """Note an unknown key, with the nearest valid one and, if they are few, all valid ones."""
    if problems.full:
        problems.add(place, messages.UNKNOWN_KEY_MANY, key=shown(key))
        return
    names = list(valid)
    near = difflib.get_close_matches(key.lower(), names, n=1, cutoff=0.55) if len(key) <= 80 else []
    few = len(names) <= FEW
    if "：" in key:
        message = messages.FULL_WIDTH
    elif key == "<<":
        message = messages.MERGE_KEY
    elif not names:
        message = messages.NO_KEYS_YET
    elif near:
        message = messages.UNKNOWN_KEY_NEAR_FEW if few else messages.UNKNOWN_KEY_NEAR
    else:
        message = messages.UNKNOWN_KEY if few else messages.UNKNOWN_KEY_MANY
    nearest = near[0] if near else ""
    problems.add(
        place, message, key=shown(key), nearest=nearest, valid=", ".join(names), sign="：", plain=":"
    )


def named_entries(
    node: Node | None, problems: Problems, message: Message = messages.NAMED_FORM
) -> Branch | None:
    """Return the mapping of named entries under a key, or None if nothing usable is said."""
    if node is None or is_null(node):
        return None
    if not isinstance(node, Branch):
        problems.add(node.place, message, value=quoted(node))
        return None
    return node


def switched_entries(node: Node | None, problems: Problems) -> Branch | None:
    """The same of what can be switched off, where an entry with nothing behind it could mean on or off."""
    entries = named_entries(node, problems)
    for key, entry in entries.entries.items() if entries else ():
        if isinstance(entry, Leaf) and entry.is_empty:
            problems.add(entry.place, messages.LEFT_EMPTY, key=shown(key))
    return entries
