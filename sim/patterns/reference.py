"""The seven real groups that simulated ones are held against, from ``reference.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import yaml
from numpy.typing import NDArray

from sim.patterns.declared import MEMBER_PATTERNS

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A real group, measured.

    ``patterns`` by name; ``retention[k]`` is P(active in week k); ``ladder[s]`` is P(active this
    week after s silent weeks). UCI, a network of private messages, is no group chat: the
    acceptance ranges are not drawn from it.
    """

    name: str
    label: str
    source: str
    burn_in_days: float
    is_group_chat: bool
    messages: int
    senders: int
    span_days: float
    patterns: Mapping[str, float]
    retention: tuple[float, ...]
    ladder: Mapping[int, float]

    @property
    def vector(self) -> Array:
        """The eighteen patterns in the order of ``MEMBER_PATTERNS``; NaN where there is none."""
        return np.array([self.patterns.get(pattern.name, np.nan) for pattern in MEMBER_PATTERNS])


@cache
def references() -> Mapping[str, Reference]:
    """All seven by name."""
    text = files("sim.patterns").joinpath("reference.yaml").read_text(encoding="utf-8")
    return {
        name: Reference(name=name, **{**entry, "retention": tuple(entry["retention"])})
        for name, entry in yaml.safe_load(text).items()
    }
