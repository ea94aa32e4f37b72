"""Part 2: whether what holds in the first 450 days holds in the second."""

from __future__ import annotations

import numpy as np

from experiments.validation.table import Part, number, signed
from experiments.validation.worlds import DAYS, WIDTHS, Array, logs, middle, scenario
from sim.patterns import BURN_IN_DAYS, MEMBER_PATTERNS, Unknown, halves, vector
from sim.results import EventLog

LEAST_STABLE = 15


def both_halves(log: EventLog, half: float) -> Array:
    """Vectors of the days before and from ``half`` on, shape (2, 18); new in the second is who first writes in it."""
    try:
        return np.array([vector(part) for part in halves(log, half)])
    except Unknown:
        return np.full((2, len(MEMBER_PATTERNS)), np.nan)


def measure(quick: bool) -> Part:
    """Compare the medians of the two halves."""
    days, worlds = (400, 3) if quick else (DAYS, 20)
    half = days / 2
    found = logs(scenario(days=days), worlds)
    first, second = (
        middle(rows) for rows in np.array([both_halves(log, half) for log in found]).swapaxes(0, 1)
    )
    shift = (second - first) / WIDTHS
    part = Part("2. Held through time")
    measurable = np.isfinite(shift)
    stable = measurable & (np.abs(shift) <= 1.0)
    part.judge(
        f"medians of days 0-{half:.0f} and {half:.0f}-{days} differ by no more than the width of the range",
        f"{LEAST_STABLE} or more",
        f"{int(stable.sum())} of {int(measurable.sum())} measurable in {half:.0f} days",
        bool(stable.sum() >= LEAST_STABLE),
    )
    lines = [
        [p.label, number(first[k]), number(second[k]), signed(shift[k]),
         "-" if not measurable[k] else "stable" if stable[k] else "**drifts**"]
        for k, p in enumerate(MEMBER_PATTERNS)
    ]  # fmt: skip
    head = ["pattern", f"days 0-{half:.0f}", f"days {half:.0f}-{days}", "difference in widths", "verdict"]
    part.table(f"Medians of {worlds} worlds:", head, lines)
    part.remarks.append(
        f"First half with a burn-in of {BURN_IN_DAYS:.0f} days; in the second, new is who writes for the first time after day {half:.0f}."
    )
    return part
