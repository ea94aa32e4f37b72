"""What a comparison is: scenarios under the same luck, as tables that charts and reports read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.contracts import Measure, Outcome
from sim.study.changes import Change
from sim.study.reel import Film

Array = NDArray[np.float64]


def is_told(values: Iterable[Array]) -> bool:
    """Whether an outcome, given as an array a scenario, is anything but zero or not there in some world."""
    return any(bool(np.any(np.nan_to_num(each) != 0)) for each in values)


@dataclass(frozen=True, slots=True)
class Arm:
    """One scenario of a comparison.

    ``days[name]`` has shape (worlds, days), ``runs[name]`` shape (worlds,), ``survival`` shape
    (worlds, days + 1): share of memberships that last beyond each age (Kaplan-Meier). Portfolios
    are summed or averaged over groups. ``cohorts`` (worlds, weeks, weeks) are members by week of joining
    who opened the group in each week from then on, ``sizes`` (worlds, weeks) how many joined, ``lorenz``
    (worlds, points) the Lorenz curve of messages at the end; None where runs have not kept them.
    World w of every arm has the same luck.
    """

    name: str
    title: str
    days: Mapping[str, Array]
    runs: Mapping[str, Array]
    survival: Array
    cohorts: Array | None = None
    sizes: Array | None = None
    lorenz: Array | None = None


@dataclass(frozen=True, slots=True)
class Paired:
    """An outcome of arm ``b`` minus that of arm ``a``, world by world under the same luck.

    ``low`` and ``high`` bound the 95 % interval of the mean difference; ``ahead`` counts worlds in
    which ``b`` is better than ``a`` (larger, where neither way is better), ``behind`` those in which
    it is worse; ``worlds`` counts those in which both exist.
    """

    outcome: str
    a: str
    b: str
    mean_a: float
    mean_b: float
    difference: float
    low: float
    high: float
    ahead: int
    behind: int
    worlds: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Arms under the same luck, in the order asked for; the first is what the others are held against.

    ``paired`` holds a row for each outcome and each arm but the first, against the first.
    ``changes[k]`` lists what arm k changes against arm k - 1; empty for the first arm. ``film`` is one world
    day by day and member by member, if it has been filmed.
    """

    arms: tuple[Arm, ...]
    paired: tuple[Paired, ...]
    measures: tuple[Measure, ...]
    outcomes: tuple[Outcome, ...]
    changes: tuple[tuple[Change, ...], ...]
    worlds: int
    seed: int
    horizon_days: int
    version: str
    code: str
    film: Film | None = None
    unworked: tuple[tuple[str, ...], ...] = ()
    """Of each arm, the operators' tasks that were planned and got no hours."""

    @property
    def told(self) -> tuple[Outcome, ...]:
        """Outcomes with something to tell: not zero, or not there, in every world of every arm."""
        return tuple(
            outcome
            for outcome in self.outcomes
            if is_told(arm.runs[outcome.name] for arm in self.arms if outcome.name in arm.runs)
        )
