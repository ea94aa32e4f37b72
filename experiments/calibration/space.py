"""Which defaults are fitted, and between which bounds: the ranges that the mechanisms declare."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.parameters import Kind, Parameter
from sim.scenario.catalogue import mechanisms

Array = NDArray[np.float64]

FITTED: Mapping[str, tuple[str, ...]] = {
    "attend": ("threshold", "noise", "memory", "memory_scale", "friends", "belonging"),
    "traits": (
        "attachment_spread", "voice_spread", "chattiness_log", "chattiness_spread", "chattiness_attachment",
        "need_hazard", "need_hazard_spread",
    ),
    "post": ("threshold", "noise", "memory", "first_word", "belonging", "value", "cap"),
    "feel": ("gain", "answered", "answered_speaking", "ignored"),
    "converse": ("share", "strangers"),
    "tie": ("chance",),
    "onboard": ("first_trace",),
}  # fmt: skip
"""What messages can tell of: coming, speaking, answering, needs. Pushes, muting and money are not in such logs."""


@dataclass(frozen=True)
class Space:
    """A box of parameters, seen as the unit cube."""

    names: tuple[str, ...]
    low: Array
    high: Array
    default: Array
    whole: NDArray[np.bool_]

    def point(self, unit: Array) -> dict[str, float]:
        """Return the values by path at a point of the unit cube."""
        values = self.low + (self.high - self.low) * np.clip(unit, 0.0, 1.0)
        values = np.where(self.whole, np.round(values), values)
        return {name: float(f"{value:.4g}") for name, value in zip(self.names, values, strict=True)}

    @property
    def start(self) -> Array:
        """Today's defaults in the unit cube, a little away from its walls."""
        return np.clip((self.default - self.low) / (self.high - self.low), 0.02, 0.98)


def space() -> Space:
    """Collect the declarations of what is fitted."""
    found: dict[str, Parameter] = {}
    for mechanism, names in FITTED.items():
        declared = {p.name: p for p in mechanisms()[mechanism].parameters}
        found |= {f"mechanisms.{mechanism}.{name}": declared[name] for name in names}
    parameters = found.values()
    return Space(
        tuple(found),
        np.array([float(p.low) for p in parameters]),
        np.array([float(p.high) for p in parameters]),
        np.array([float(p.default) for p in parameters]),
        np.array([p.kind is Kind.INTEGER for p in parameters]),
    )


def settings(values: Mapping[str, float]) -> tuple[str, ...]:
    """Write values as what ``--set`` takes."""
    return tuple(f"{path}={int(value) if value == int(value) else value}" for path, value in values.items())
