"""The resolved scenario as YAML that says behind each value where it came from."""

from __future__ import annotations

from sim.scenario.building import Built
from sim.scenario.emit import Trail, to_yaml

DEFAULT = "default"


def explained(built: Built) -> str:
    """Return YAML in which every line with a value has the comment ``file:line`` or ``default``."""
    content = built.scenario.resolved()
    leaves = set(_leaves(content, ()))

    def remark(trail: Trail) -> str:
        place = built.places.get(trail)
        if place is not None:
            return place.where
        return DEFAULT if trail in leaves else ""

    return to_yaml(content, remark)


def _leaves(content: object, trail: Trail) -> list[Trail]:
    """Return the trails of single values, and of empty mappings and lists."""
    if isinstance(content, dict) and content:
        return [leaf for key, value in content.items() for leaf in _leaves(value, (*trail, key))]
    if isinstance(content, list) and content:
        return [leaf for index, value in enumerate(content) for leaf in _leaves(value, (*trail, index))]
    return [trail]
