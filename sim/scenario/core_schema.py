"""The core schema of YAML 1.2 (section 10.3.2): what an unquoted scalar means.

Nothing else is special: ``20:00``, ``on``, ``yes``, ``1_000`` and ``2024-03-01`` are text,
``012`` is twelve.
"""

from __future__ import annotations

import math
import re

from sim.parameters import Scalar

_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_SWITCHES = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INTEGER = re.compile(r"[-+]?[0-9]+", re.ASCII)
_OCTAL = re.compile(r"0o[0-7]+", re.ASCII)
_HEXADECIMAL = re.compile(r"0x[0-9a-fA-F]+", re.ASCII)
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", re.ASCII)
_INFINITE = re.compile(r"([-+]?)\.(inf|Inf|INF)")
_NOT_A_NUMBER = frozenset((".nan", ".NaN", ".NAN"))

_LONGEST_INTEGER = 300
"""Digits; what is longer becomes infinite, which no parameter accepts."""


def resolve(text: str) -> Scalar | None:
    """Return what the unquoted scalar ``text`` means.

    Returns
    -------
    int, float, bool, str or None
    """
    if text in _NULLS:
        return None
    if text in _SWITCHES:
        return _SWITCHES[text]
    number = as_number(text)
    return text if number is None else number


def as_number(text: str) -> int | float | None:
    """Return the number that ``text`` means unquoted, or None if it is not one."""
    if len(text) > _LONGEST_INTEGER and text.lstrip("+-")[:1].isdigit() and text.lstrip("+-").isalnum():
        return math.inf if any(p.fullmatch(text) for p in (_INTEGER, _OCTAL, _HEXADECIMAL)) else None
    if _INTEGER.fullmatch(text):
        return int(text, 10)
    if _OCTAL.fullmatch(text):
        return int(text[2:], 8)
    if _HEXADECIMAL.fullmatch(text):
        return int(text[2:], 16)
    if _FLOAT.fullmatch(text):
        return float(text)
    if infinite := _INFINITE.fullmatch(text):
        return -math.inf if infinite[1] == "-" else math.inf
    return math.nan if text in _NOT_A_NUMBER else None
