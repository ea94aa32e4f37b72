"""What a pattern is: a number that a log of messages gives, declared once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sim.patterns.log import Log, Unknown

SLACK = 0.1
"""A simulated median may lie outside a range by this part of its width; ``evidence/README.md``."""


@dataclass(frozen=True, slots=True)
class Range:
    """What real groups show: the lowest and the highest of them, both inclusive."""

    low: float
    high: float

    @property
    def widened(self) -> tuple[float, float]:
        """The range with a tenth of its width on each side: where a simulated median must lie."""
        slack = SLACK * (self.high - self.low)
        return self.low - slack, self.high + slack

    def holds(self, value: float) -> bool:
        """Whether a value lies in the widened range."""
        low, high = self.widened
        return low - 1e-9 <= value <= high + 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """One number of a log.

    Parameters
    ----------
    name
        Key in JSON and CSV.
    label, doc
        A few words, and how it is measured; English, the keys of their translations.
    compute
        From a prepared log to the number; raises :class:`Unknown` with the reason if there is none.
    unit
        ``share``, ``weeks``, ``days``, ``hours`` or ``""`` for a pure number.
    range
        What six group chats show, for the eighteen member patterns; None for the others.
    fitted
        Found by optimisation of a whole distribution: held to 10 % instead of 2 %, not in the vector.
    """

    name: str
    label: str
    doc: str
    compute: Callable[[Log], float]
    unit: str = ""
    range: Range | None = None
    fitted: bool = False


@dataclass(frozen=True, slots=True)
class Measured:
    """A pattern of one log: its value, or NaN and the reason why there is none."""

    pattern: Pattern
    value: float
    reason: Unknown | None = None

    @property
    def inside(self) -> bool | None:
        """Whether the value lies in the widened range; None without a range or a value."""
        if self.pattern.range is None or np.isnan(self.value):
            return None
        return self.pattern.range.holds(self.value)


def measured(pattern: Pattern, log: Log) -> Measured:
    """Compute a pattern."""
    try:
        return Measured(pattern, pattern.compute(log))
    except Unknown as reason:
        return Measured(pattern, float("nan"), reason)
