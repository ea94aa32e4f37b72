"""From the groups of a portfolio to one number a world and day: the rule, written once.

A measure is **summed** over groups if it counts something (people, messages, yuan, hours), and
**averaged**, weighted by the members present that day, if it is a share, a level or a mean, which
its unit says: see :data:`AVERAGED` and :data:`MEAN`. Memberships that ended and that were at risk are summed before
survival is estimated. Outcomes come with the groups already combined (``Outcome.combine``).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.contracts import Measure
from sim.results import Block
from sim.statistics import kaplan_meier

Array = NDArray[np.float64]

AVERAGED = frozenset(("", "share", "level", "%"))
"""Units of measures that are averaged over groups ..."""

MEAN = "mean"
"""... as are those whose unit ends in this word (``"days mean"``); all others are summed."""

WEIGHTS = "members"
"""Measure that weights the average; without it groups count alike."""


def is_averaged(measure: Measure) -> bool:
    """Whether groups of a portfolio are averaged in this measure rather than summed."""
    return measure.unit in AVERAGED or measure.unit.endswith(MEAN)


def over_groups(block: Block, measure: Measure) -> Array:
    """Return a measure of the whole portfolio, shape (worlds, days).

    One group is passed on as it is. In an average, a group in which the value does not exist
    (NaN) is left out, and on days without any member groups count alike; a sum with a NaN is NaN.

    Raises
    ------
    KeyError
        If the block does not have the measure.
    """
    values = block.days[measure.name]
    if values.shape[1] == 1:
        return values[:, 0, :]
    if not is_averaged(measure):
        total: Array = values.sum(axis=1)
        return total
    exists = ~np.isnan(values)
    weights = np.asarray(block.days.get(WEIGHTS, np.ones(values.shape)), np.float64)
    weights = np.where(exists & (weights > 0), weights, 0.0)
    nobody = weights.sum(axis=1, keepdims=True) == 0
    weights = np.where(nobody & exists, 1.0, weights)
    amount = (weights * np.where(exists, values, 0.0)).sum(axis=1)
    weight = weights.sum(axis=1)
    mean = np.full(weight.shape, np.nan)
    np.divide(amount, weight, out=mean, where=weight > 0)
    return mean


def lorenz(block: Block) -> Array | None:
    """Lorenz curve of messages at the end, shape (worlds, points): a mean over groups by members, as of Gini.

    None where runs have kept none; NaN where nobody spoke in any group.
    """
    if block.lorenz is None:
        return None
    if block.lorenz.shape[1] == 1:
        return block.lorenz[:, 0]
    members = block.days.get(WEIGHTS, np.ones((*block.lorenz.shape[:2], 1)))[:, :, -1:]
    weights = np.where(np.isfinite(block.lorenz), members, 0.0)
    amount = (weights * np.nan_to_num(block.lorenz)).sum(axis=1)
    weight = weights.sum(axis=1)
    curve: Array = np.full(weight.shape, np.nan)
    np.divide(amount, weight, out=curve, where=weight > 0)
    return curve


def survival(block: Block) -> Array:
    """Share of the portfolio's memberships that last beyond each age, shape (worlds, days + 1)."""
    return kaplan_meier(block.ended.sum(axis=1), block.at_risk.sum(axis=1))
