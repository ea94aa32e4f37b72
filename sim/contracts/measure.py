"""What a measure is: a column of the day table, or an outcome of a run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from sim.contracts.mechanism import Step

Array = NDArray[np.float64]


class Better(Enum):
    """Which way an operator would wish an outcome to go."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A number recorded every day for every group: column ``name`` of the day table.

    It is field ``field_name`` (by default ``name``) of the group's record at the end of the day. ``formula``
    is LaTeX for what is more than a count: it is rendered in the reference and by ``sim explain``.
    """

    name: str
    label: str
    doc: str
    unit: str = ""
    field_name: str = ""
    formula: str = ""

    @property
    def source(self) -> str:
        """Field of the group record that is copied."""
        return self.field_name or self.name


@dataclass(frozen=True, slots=True)
class RunTables:
    """What outcomes are computed from: one group, many worlds.

    ``days[name]`` has shape (worlds, days). ``ended`` and ``at_risk`` have shape (worlds, days + 1):
    memberships that ended at, and that reached, each age in days. ``cohorts``, shape (worlds, weeks, weeks),
    are those who joined in each week and opened the group in each week from then on.
    """

    days: Mapping[str, Array]
    ended: Array
    at_risk: Array
    cohorts: Array | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A number that sums up a run: column ``name`` of the run table.

    ``compute`` maps :class:`RunTables` to one number a world, shape (worlds,); NaN where it does
    not exist. ``formula`` is LaTeX for what is more than a sum or the last value. ``combine`` says how groups of a portfolio make one number: ``"sum"``, ``"mean"``, or
    ``"known"``, the mean of the groups that have one.
    """

    name: str
    label: str
    doc: str
    compute: Callable[[RunTables], Array]
    unit: str = ""
    better: Better = Better.NEITHER
    combine: str = "sum"
    formula: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureFile:
    """Everything one file of ``sim/measures/`` declares, under the name ``MEASURES``.

    ``step`` is a kernel over the present members (or the group) that fills the group record's
    fields where counting along the way does not already do so.
    """

    measures: tuple[Measure, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    step: Step | None = None
    rows: tuple[str, ...] = field(default=())
