"""Plain values as YAML text that reads the same in YAML 1.1 and 1.2."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sim.parameters import Scalar

Trail = tuple[str | int, ...]
"""Keys and list positions from the top to a value."""

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*( [A-Za-z0-9_]+)*", re.ASCII)
_NOT_TEXT = frozenset(("true", "false", "null", "yes", "no", "on", "off", "y", "n"))


def to_yaml(content: Mapping[str, Any], remark: Callable[[Trail], str] | None = None) -> str:
    """Return ``content`` in block style.

    Parameters
    ----------
    content
        Mappings, lists of mappings, lists of scalars, and scalars.
    remark
        Gives the comment behind the line of each value, key or list item; empty for none.
    """
    lines = list(_mapping(content, (), 0))
    if remark is None:
        return "".join(f"{text}\n" for text, _ in lines)
    width = max((len(text) for text, trail in lines if remark(trail)), default=0)
    return "".join(_remarked(text, remark(trail), width) for text, trail in lines)


def _remarked(text: str, remark: str, width: int) -> str:
    return f"{text:<{width}}  # {remark}\n" if remark else f"{text}\n"


def _mapping(content: Mapping[str, Any], trail: Trail, indent: int) -> Iterator[tuple[str, Trail]]:
    for key, value in content.items():
        start, here = f"{' ' * indent}{scalar(key)}:", (*trail, key)
        if isinstance(value, Mapping):
            yield (start if value else f"{start} {{}}"), here
            yield from _mapping(value, here, indent + 2)
        elif isinstance(value, list) and not any(isinstance(item, Mapping) for item in value):
            yield f"{start} [{', '.join(scalar(item) for item in value)}]", here
        elif isinstance(value, list):
            yield start, here
            yield from _items(value, here, indent + 2)
        else:
            yield f"{start} {scalar(value)}", here


def _items(content: list[Any], trail: Trail, indent: int) -> Iterator[tuple[str, Trail]]:
    for index, item in enumerate(content):
        dash = f"{' ' * indent}- "
        for text, here in _mapping(item, (*trail, index), 0):
            yield dash + text, here
            dash = " " * (indent + 2)


def scalar(value: Scalar | None) -> str:
    """Return a single value as YAML writes it."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        text = repr(value)
        return text.replace("e", ".0e") if "e" in text and "." not in text else text
    if _PLAIN.fullmatch(value) and value.lower() not in _NOT_TEXT:
        return value
    return json.dumps(value, ensure_ascii=False)
