"""What is aimed at: the patterns of the two fitted groups, lasting through time, in a group that lives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from experiments.calibration.world import Outcome
from experiments.validation.worlds import FITTED, LOWS, WIDTHS, Array, middle
from sim.patterns import references

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
    return Medians(*(middle(rows) for rows in np.array([o.patterns for o in outcomes]).swapaxes(0, 1)))


def loss(outcomes: Sequence[Outcome]) -> float:
    """Tell how far some worlds of one setting are from the target; 0 is on it.

    Distances are in widths of the acceptance ranges: squared, from the interval that the two fitted groups
    span; plain, from the acceptance range; a little from the middle of the interval; and between the two
    halves of the time.
    """
    found = medians(outcomes)
    groups = np.array([references()[name].vector for name in FITTED])
    from_, to = np.nanmin(groups, axis=0), np.nanmax(groups, axis=0)

    def outside(a: Array, b: Array) -> Array:
        distance = np.maximum(0.0, np.maximum(a - found.whole, found.whole - b)) / WIDTHS
        return np.where(np.isnan(found.whole), UNKNOWN, distance)

    centre = np.nan_to_num(np.abs(found.whole - (from_ + to) / 2) / WIDTHS, nan=UNKNOWN)
    drift = np.nan_to_num(np.maximum(0.0, np.abs(found.early - found.late) / WIDTHS - 0.6))
    visits = float(np.mean([o.visit_share for o in outcomes]))
    members = float(np.mean([o.members for o in outcomes]))
    return float(
        np.minimum(outside(from_, to) ** 2, 4.0).sum()
        + 2.0 * np.minimum(outside(LOWS, LOWS + WIDTHS), 2.0).sum()
        + 0.1 * np.minimum(centre, UNKNOWN).sum()
        + 0.5 * np.minimum(drift, 2.0).sum()
        + 25.0 * max(0.0, VISITS[0] - visits, visits - VISITS[1])
        + max(0.0, FEWEST - members) / 20.0
    )
