"""Patterns of two sides held against each other: a log, and another log or the worlds of a scenario."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.patterns import BURN_IN_DAYS, PATTERNS, Pattern, Portrait, Unknown, portrait, prepare
from sim.results import EventLog
from sim.statistics import Bands, quantile_bands
from sim.study.errors import StudyError

if TYPE_CHECKING:
    from sim.scenario import Scenario

Array = NDArray[np.float64]
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Side:
    """A log, or the logs of a scenario's worlds.

    Parameters
    ----------
    title
        What to call it.
    portraits
        One a log.
    burn_in_days
        Days at the start in which nobody is new.
    is_simulated
        Whether it is a scenario's.
    """

    title: str
    portraits: tuple[Portrait, ...]
    burn_in_days: float
    is_simulated: bool = False

    @property
    def worlds(self) -> int:
        """How many logs there are."""
        return len(self.portraits)

    def spread(self, pattern: Pattern) -> Spread:
        """Median and band of a pattern over the logs."""
        found = [each.measured[_place(pattern)] for each in self.portraits]
        bands = quantile_bands(np.array([each.value for each in found]))
        reason = next((each.reason for each in found if each.reason is not None), None)
        return Spread(pattern, float(bands.median), float(bands.low), float(bands.high), int(bands.n), reason)

    def bands(self, curve: str) -> Bands:
        """Median and band of a curve of :class:`Portrait`, shorter ones filled up with NaN."""
        curves = [np.asarray(getattr(each, curve), np.float64) for each in self.portraits]
        size = max(values.size for values in curves)
        table = np.full((len(curves), size), np.nan)
        for row, values in zip(table, curves, strict=True):
            row[: values.size] = values
        return quantile_bands(table)


@dataclass(frozen=True, slots=True)
class Spread:
    """A pattern of one side: median, and the 10 % and 90 % points over ``worlds`` logs that give it.

    ``reason`` says why a log does not give it, if there is one; all numbers are NaN if none does.
    """

    pattern: Pattern
    median: float
    low: float
    high: float
    worlds: int
    reason: Unknown | None

    @property
    def inside(self) -> bool | None:
        """Whether the median lies in the widened range; None without a range or a value."""
        if self.pattern.range is None or np.isnan(self.median):
            return None
        return self.pattern.range.holds(self.median)


@dataclass(frozen=True, slots=True)
class Likeness:
    """Sides held against each other; the first is the log that was asked about."""

    sides: tuple[Side, ...]

    def rows(self) -> list[tuple[Pattern, tuple[Spread, ...]]]:
        """Return every pattern with its spread on each side."""
        return [(pattern, tuple(side.spread(pattern) for side in self.sides)) for pattern in PATTERNS]


def side_of_log(title: str, log: EventLog, burn_in_days: float = BURN_IN_DAYS) -> Side:
    """Measure a log.

    Raises
    ------
    StudyError
        If it has no message.
    """
    return Side(title, (_portrait(title, log, burn_in_days),), burn_in_days)


def side_of_scenario(
    scenario: Scenario,
    *,
    worlds: Sequence[int] | range,
    seed: int,
    burn_in_days: float = BURN_IN_DAYS,
    jobs: int = 1,
    title: str = "",
    progress: Progress | None = None,
) -> Side:
    """Simulate worlds of a scenario and measure the log of each.

    Raises
    ------
    StudyError
        If a world has no message.
    """
    engine = import_module("sim.engine").simulate
    name = title or scenario.title

    def one(world: int) -> Portrait:
        log = engine(scenario, worlds=[world], seed=seed, jobs=1, events=True).events
        found = _portrait(name, log, burn_in_days)
        if progress is not None:
            progress(1)
        return found

    with ThreadPoolExecutor(max(1, min(jobs, len(worlds)))) as pool:
        try:
            portraits = [future.result() for future in [pool.submit(one, int(world)) for world in worlds]]
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise
    return Side(name, tuple(portraits), burn_in_days, is_simulated=True)


def _portrait(title: str, log: EventLog, burn_in_days: float) -> Portrait:
    try:
        return portrait(prepare(log, burn_in_days))
    except Unknown:
        raise StudyError("There is no message in {log}; patterns are of messages.", log=title) from None


def _place(pattern: Pattern) -> int:
    return PATTERNS.index(pattern)
