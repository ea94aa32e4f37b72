"""Part 2: whether what holds in the first 450 days holds in the second."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from experiments.validation.table import Part, number, signed
from experiments.validation.worlds import DAY as SECONDS
from experiments.validation.worlds import (
    DAYS,
    START,
    WIDTHS,
    Array,
    cut,
    logs,
    middle,
    scenario,
    vectors,
)  # fmt: skip
from sim.patterns import MEMBER_PATTERNS, Unknown, prepare, vector
from sim.results import EventLog

LEAST_STABLE = 15
BURN_IN = 60.0


def second_half(log: EventLog, half: float) -> Array:
    """Vector of the days from ``half`` on; new is who writes for the first time in the whole log then."""
    later = cut(log, half, np.inf)
    before = np.unique(log.user[(log.kind == "msg") & (log.t < START + half * SECONDS)])
    try:
        prepared = prepare(later, 0.0)
    except Unknown:
        return np.full(len(MEMBER_PATTERNS), np.nan)
    return vector(replace(prepared, is_new=~np.isin(prepared.names, before)))


def measure(quick: bool) -> Part:
    """Compare the medians of the two halves."""
    days, worlds = (400, 3) if quick else (DAYS, 20)
    half = days / 2
    found = logs(scenario(days=days), worlds)
    first = middle(vectors([cut(log, 0, half) for log in found], BURN_IN))
    second = middle(np.array([second_half(log, half) for log in found]))
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
        f"First half with a burn-in of {BURN_IN:.0f} days; in the second, new is who writes for the first time after day {half:.0f}."
    )
    return part
