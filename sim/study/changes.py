"""What one scenario changes against another, in words of scenario paths."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sim.i18n import mark

NO_CHANGE = frozenset(("title", "rows", "description", "extends", "name"))
"""Keys at the top of a scenario that decide nothing."""

LONGEST = 72
"""Characters of the values shown with something that is added."""

END = mark("the end")
"""Last day of a spell that lasts as long as the scenario."""

_ABSENT = object()


@dataclass(frozen=True, slots=True)
class Change:
    """What stands at a path of a scenario before and after; None where nothing does.

    As text, ``"strategies.selling.pushes_per_day: 3 -> 1"`` is a changed value,
    ``"+ strategies.content (posts_per_day: 1)"`` an addition with its values,
    ``"- strategies.content"`` a removal.
    """

    path: str
    old: Any
    new: Any

    @property
    def is_addition(self) -> bool:
        """Whether a block is there that was not."""
        return _is_off(self.old) and _is_on(self.new)

    @property
    def is_removal(self) -> bool:
        """Whether a block is no longer there."""
        return _is_on(self.old) and _is_off(self.new)

    def __str__(self) -> str:
        if self.is_addition:
            return f"+ {self.path}{_with_values(self.new)}"
        if self.is_removal:
            return f"- {self.path}"
        return f"{self.path}: {_text(self.old)} -> {_text(self.new)}"


def changes_between(resolved_a: Mapping[str, Any], resolved_b: Mapping[str, Any]) -> tuple[Change, ...]:
    """List what ``resolved_b`` changes against ``resolved_a``.

    A path leaves out the group where both scenarios have
    the one group of the same id, and the number of a spell where both have one spell. Days on
    which an added spell begins and ends are left out where they are the first and the last.

    Parameters
    ----------
    resolved_a, resolved_b
        Scenarios in full, as nested mappings and lists.
    """
    first, second = dict(resolved_a), dict(resolved_b)
    groups_a, groups_b = _groups(first), _groups(second)
    if len(groups_a) == 1 and list(groups_a) == list(groups_b):
        first, second = _lifted(first), _lifted(second)
    return tuple(_walk("", _tidy(first, _horizon(first)), _tidy(second, _horizon(second))))


def _groups(resolved: Mapping[str, Any]) -> Mapping[str, Any]:
    groups = resolved.get("groups")
    return groups if isinstance(groups, Mapping) else {}


def _lifted(resolved: Mapping[str, Any]) -> dict[str, Any]:
    """Put the content of the only group where a scenario of one group would have it."""
    (group,) = _groups(resolved).values()
    return {key: value for key, value in resolved.items() if key != "groups"} | dict(group)


def _horizon(resolved: Mapping[str, Any]) -> object:
    return resolved.get("horizon", resolved.get("horizon_days"))


def _tidy(value: Any, horizon: object, top: bool = True) -> Any:  # noqa: ANN401 - nested plain values
    """Leave out what decides nothing, and let spells that run to the end say so."""
    if isinstance(value, Mapping):
        left_out = NO_CHANGE if top else frozenset()
        tidy = {key: _tidy(entry, horizon, False) for key, entry in value.items() if key not in left_out}
        if "from" in tidy and tidy.get("until", _ABSENT) == horizon:
            tidy["until"] = END
        return tidy
    if _is_list(value):
        return [_tidy(entry, horizon, False) for entry in value]
    return value


def _walk(path: str, a: Any, b: Any) -> Iterator[Change]:  # noqa: ANN401 - nested plain values
    """Changes at and below a path."""
    if isinstance(a, Mapping) and isinstance(b, Mapping):
        for key in dict.fromkeys((*a, *b)):
            yield from _walk(f"{path}.{key}" if path else str(key), a.get(key, _ABSENT), b.get(key, _ABSENT))
    elif _is_list(a) and _is_list(b) and len(a) == len(b) == 1:
        yield from _walk(path, a[0], b[0])
    elif _is_list(a) and _is_list(b):
        for place in range(max(len(a), len(b))):
            old = a[place] if place < len(a) else _ABSENT
            new = b[place] if place < len(b) else _ABSENT
            yield from _walk(f"{path}.{place}", old, new)
    elif a != b:
        yield Change(path, None if a is _ABSENT else a, None if b is _ABSENT else b)


def _is_list(value: object) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _is_off(value: object) -> bool:
    """Whether something is not there: missing, null, or switched off as a whole."""
    return value is None or value is False or value in ({}, [])


def _is_on(value: object) -> bool:
    """Whether something is there that is more than a single value: a block or a list of blocks."""
    return isinstance(value, Mapping) or _is_list(value)


def unusual(block: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out the days of a spell that runs from the first day to the last."""
    usual = {"from": 0, "until": END}
    return {key: value for key, value in block.items() if usual.get(key, _ABSENT) != value}


def _with_values(value: object) -> str:
    text = _text(value)
    return f" ({text})" if text else ""


def _text(value: object) -> str:
    """Show a value on one line, short."""
    if isinstance(value, Mapping):
        return _short([f"{key}: {_text(entry)}" for key, entry in unusual(value).items()], ", ")
    if isinstance(value, Sequence) and not isinstance(value, str):
        return _short([_text(entry) for entry in value], "; ")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:.10g}"
    return "none" if value is None else str(value)


def _short(entries: Sequence[str], between: str) -> str:
    """Join as many entries as fit, at least one."""
    text = ""
    for number, entry in enumerate(entries):
        longer = f"{text}{between}{entry}" if number else entry
        if number and len(longer) > LONGEST:
            return f"{text}{between}..."
        text = longer
    return text
