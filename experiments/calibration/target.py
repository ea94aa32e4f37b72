"""What is aimed at: the patterns of the two fitted groups, lasting through time, in a group that lives."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from experiments.calibration.world import Outcome
from sim.patterns import MEMBER_PATTERNS, references

Array = NDArray[np.float64]

FITTED = ("duraspace_irc", "zig_irc")
"""Groups fitted; the others are only validated."""

UNKNOWN = 3.0
"""Distance where a simulated log does not give a pattern, in widths of its range."""

VISITS = (0.10, 0.28)
"""Share of members who open the group on a day, which messages do not tell: held between these."""

FEWEST = 60
"""Members below whom a group says too little."""


@dataclass(frozen=True)
class Medians:
    """Medians over worlds of the eighteen patterns: of all days, of the first and of the second half."""

    whole: Array
    early: Array
    late: Array


def medians(outcomes: Sequence[Outcome]) -> Medians:
    """Take medians over worlds, pattern by pattern."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # a pattern that no world gives is NaN
        whole, early, late = np.nanmedian([o.patterns for o in outcomes], axis=0)
    return Medians(whole, early, late)


def loss(outcomes: Sequence[Outcome]) -> float:
    """Tell how far some worlds of one setting are from the target; 0 is on it.

    Distances are in widths of the acceptance ranges: squared, from the interval that the two fitted groups
    span; plain, from the acceptance range; a little from the middle of the interval; and between the two
    halves of the time.
    """
    found = medians(outcomes)
    low, high = np.array([(p.range.low, p.range.high) for p in MEMBER_PATTERNS if p.range]).T
    width = high - low
    groups = np.array([references()[name].vector for name in FITTED])
    from_, to = np.nanmin(groups, axis=0), np.nanmax(groups, axis=0)

    def outside(a: Array, b: Array) -> Array:
        distance = np.maximum(0.0, np.maximum(a - found.whole, found.whole - b)) / width
        return np.where(np.isnan(found.whole), UNKNOWN, distance)

    middle = np.nan_to_num(np.abs(found.whole - (from_ + to) / 2) / width, nan=UNKNOWN)
    drift = np.nan_to_num(np.maximum(0.0, np.abs(found.early - found.late) / width - 0.6))
    visits = float(np.mean([o.visit_share for o in outcomes]))
    members = float(np.mean([o.members for o in outcomes]))
    return float(
        np.minimum(outside(from_, to) ** 2, 4.0).sum()
        + 2.0 * np.minimum(outside(low, high), 2.0).sum()
        + 0.1 * np.minimum(middle, UNKNOWN).sum()
        + 0.5 * np.minimum(drift, 2.0).sum()
        + 25.0 * max(0.0, VISITS[0] - visits, visits - VISITS[1])
        + max(0.0, FEWEST - members) / 20.0
    )
