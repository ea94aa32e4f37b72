"""A comparison as plain rows, for the terminal and for reports."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.contracts import Better
from sim.study.comparison import Comparison, Paired


@dataclass(frozen=True, slots=True)
class Row:
    """One outcome.

    ``means`` has one entry an arm, over the worlds in which the arm has the outcome (``worlds``
    counts them; NaN without any). ``against`` has one entry for each arm but the first.
    """

    outcome: str
    label: str
    unit: str
    better: Better
    means: tuple[float, ...]
    worlds: tuple[int, ...]
    against: tuple[Paired, ...]


def table_rows(comparison: Comparison) -> tuple[Row, ...]:
    """Return one row an outcome, in the order of the comparison's outcomes.

    ``Paired.difference`` is the difference of means only where both arms have the outcome in
    every world; otherwise it is over the worlds in which both do.
    """
    found = {(paired.outcome, paired.b): paired for paired in comparison.paired}
    rows = []
    for outcome in comparison.outcomes:
        values = [arm.runs[outcome.name] for arm in comparison.arms]
        rows.append(
            Row(
                outcome=outcome.name,
                label=outcome.label,
                unit=outcome.unit,
                better=outcome.better,
                means=tuple(_mean(numbers) for numbers in values),
                worlds=tuple(int(np.isfinite(numbers).sum()) for numbers in values),
                against=tuple(found[outcome.name, arm.name] for arm in comparison.arms[1:]),
            )
        )
    return tuple(rows)


def ahead_text(paired: Paired) -> str:
    """``"ahead in 87 of 100"``: same-luck worlds in which both exist; ties are in the 100 only."""
    return f"ahead in {paired.ahead} of {paired.worlds}"


def difference_text(paired: Paired) -> str:
    """``"+1.5 (-0.2 to +3.1)"``: the paired difference with its 95 % interval where there is one."""
    text = number_text(paired.difference, sign=True)
    if math.isnan(paired.low) or math.isnan(paired.high):
        return text
    return f"{text} ({number_text(paired.low, sign=True)} to {number_text(paired.high, sign=True)})"


def number_text(value: float, *, sign: bool = False) -> str:
    """Write a number with about three digits, never with an exponent; a dash where it does not exist."""
    if not math.isfinite(value):
        return "-"
    digits = 2 if value == 0 else max(0, min(3, 2 - math.floor(math.log10(abs(value)))))
    rounded = round(value, digits)
    if rounded == 0:
        return "0"
    return f"{rounded:{'+' if sign else ''},.{digits}f}"


def _mean(numbers: NDArray[np.float64]) -> float:
    known = numbers[np.isfinite(numbers)]
    return float(known.mean()) if known.size else math.nan
