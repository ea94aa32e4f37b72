"""Two strategies, alone and together: what a factorial study of two by two finds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.contracts import Outcome
from sim.statistics import PairedDifference, paired_difference

Array = NDArray[np.float64]

CELLS = ((0, 0), (1, 0), (0, 1), (1, 1))
"""Neither, the first alone, the second alone, both: whether each strategy is in force."""


ROUNDING = 1e-9
"""What sums of floating numbers may be off by, relative to their size; no interaction is as small as that."""


@dataclass(frozen=True, slots=True)
class Factorial:
    """Outcomes of one scenario with neither, either and both of two strategies, in the same worlds.

    ``values`` has shape (outcomes, 2, 2, worlds): ``values[k, a, b, w]`` is outcome k in world w, with the
    first strategy where ``a`` is 1 and the second where ``b`` is 1; NaN where it does not exist. World w of
    every cell has the same luck. ``names`` are the labels of the two strategies, ``title`` the scenario's.
    """

    names: tuple[str, str]
    outcomes: tuple[Outcome, ...]
    values: Array
    title: str = ""
    seed: int = 0
    horizon_days: int = 0

    def __post_init__(self) -> None:
        """Refuse values that do not fit."""
        shape = self.values.shape
        if len(shape) != 4 or shape[:3] != (len(self.outcomes), 2, 2):
            raise ValueError(f"values must be (outcomes, 2, 2, worlds), not {shape}")

    @property
    def worlds(self) -> int:
        """Number of worlds of each cell."""
        return int(self.values.shape[-1])

    def cell(self, outcome: int, first: int, second: int) -> Array:
        """Values of one outcome in one cell, shape (worlds,)."""
        values: Array = self.values[outcome, first, second]
        return values

    def effect(self, outcome: int, first: int, second: int) -> PairedDifference:
        """Return the difference of a cell from the cell with neither, world by world."""
        return paired_difference(self.cell(outcome, 0, 0), self.cell(outcome, first, second))

    def interaction(self, outcome: int) -> PairedDifference:
        """Return ``both - first - second + neither``, world by world: 0 where effects add up.

        ``mean_a`` is what the two would give together if their effects added up, ``mean_b`` what they give.
        """
        added = self.cell(outcome, 1, 0) + self.cell(outcome, 0, 1) - self.cell(outcome, 0, 0)
        both = self.cell(outcome, 1, 1)
        same = np.isclose(both, added, rtol=ROUNDING, atol=ROUNDING)
        return paired_difference(added, np.where(same, added, both))
