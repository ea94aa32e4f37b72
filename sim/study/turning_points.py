"""The largest changes in what tells two scenarios apart: on which day, of what, by how much."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.statistics import PairedDifference, paired_difference, t_quantile

Array = NDArray[np.float64]

MOST = 3
"""Turning points that are told."""
MOST_OF_ONE = 2
"""Of one series."""
WINDOW = 14
"""Days before and after a day whose means are held against each other."""
APART = 21
"""Days between two turning points of a series."""
CLOSE = 14
"""Changes of different series within so many days are one turning point."""
NEAR = 7
"""A turning point is the largest change within so many days on either side."""
LEAST = 0.04
"""Least change, as a share of the series' usual level."""
LEVEL = 0.9999
"""Coverage of the interval that has to leave out zero: many days are looked at, so 95 % would find some by luck."""
PROMINENCE = 2.0
"""Least change, as a multiple of the median over days: a steady drift has no turning point."""


@dataclass(frozen=True, slots=True)
class Series:
    """Something of two scenarios day by day, shape (worlds, days), world w of both under the same luck.

    ``usual`` is the level that a change is large or small against, in the same unit; by default the mean of
    the scenario that has more.
    """

    name: str
    a: Array
    b: Array
    usual: float | None = None

    @property
    def level(self) -> float:
        """What changes are large or small against."""
        if self.usual is not None:
            return self.usual
        return max(abs(float(self.a.mean())), abs(float(self.b.mean())))


@dataclass(frozen=True, slots=True)
class TurningPoint:
    """A day around which the gap between two scenarios (second minus first) changes in one series.

    ``before`` and ``after`` are means of the gap over the two weeks on either side, ``change`` compares the two
    world by world; ``level`` is the usual level of the series.
    """

    day: int
    series: str
    before: float
    after: float
    change: PairedDifference
    level: float


def changes_of_gap(a: Array, b: Array, window: int = WINDOW) -> Array:
    """Return, for every day, the mean gap over the days from it on less that over the days before it.

    Before the first day there is no gap.

    Parameters
    ----------
    a, b : array, shape (worlds, days)
    window : int
        Days on either side.

    Returns
    -------
    array, shape (worlds, days - window + 1)
        Of days 0 to ``days - window``; no column if there are fewer days than that.
    """
    gap = b - a
    sums = np.cumsum(np.concatenate([np.zeros((len(gap), window + 1)), gap], axis=1), axis=1)
    ends = sums[:, window:]  # ends[:, d] sums all days before d
    if gap.shape[1] < window:
        return np.empty((len(gap), 0))
    after = ends[:, window:] - ends[:, :-window]
    before = ends[:, :-window] - sums[:, : after.shape[1]]
    result: Array = (after - before) / window
    return result


def turning_points(series: Mapping[str, Series], most: int = MOST) -> tuple[tuple[TurningPoint, ...], ...]:
    """Find the largest changes of the gap between two scenarios.

    Each is sure (its interval leaves out zero, at :data:`LEVEL`), at least :data:`LEAST` of the usual level,
    stands out from a steady drift, and is apart from larger ones of its series, of which two are taken at most.
    Changes of several series within :data:`CLOSE` days are one turning point.

    Parameters
    ----------
    series
        By name.
    most
        How many turning points are returned at most.

    Returns
    -------
    tuple of tuples
        Turning points by day, each with its changes, the largest first.
    """
    found: list[tuple[float, TurningPoint]] = []
    for each in series.values():
        found += _candidates(each)
    chosen: list[list[TurningPoint]] = []
    for _, point in sorted(found, key=lambda pair: -pair[0]):
        same = [other for moment in chosen for other in moment if other.series == point.series]
        if len(same) >= MOST_OF_ONE or any(abs(point.day - other.day) < APART for other in same):
            continue
        near = next((moment for moment in chosen if abs(point.day - moment[0].day) < CLOSE), None)
        if near is not None:
            near.append(point)
        elif len(chosen) < most:
            chosen.append([point])
    return tuple(tuple(moment) for moment in sorted(chosen, key=lambda moment: moment[0].day))


def _candidates(series: Series) -> list[tuple[float, TurningPoint]]:
    """Peaks of a series with their size against its level."""
    changes = changes_of_gap(series.a, series.b)
    worlds, days = changes.shape
    if worlds < 2 or not days or not series.level:
        return []
    middle = changes.mean(axis=0)
    half = t_quantile((1 + LEVEL) / 2, worlds - 1) * changes.std(axis=0, ddof=1) / np.sqrt(worlds)
    size = np.abs(middle)
    least = max(LEAST * series.level, PROMINENCE * float(np.median(size)))
    gap = (series.b - series.a).mean(axis=0)
    points = []
    for day in range(days):
        around = size[max(0, day - NEAR) : day + NEAR + 1]
        if size[day] == around.max() and size[day] >= least and size[day] > half[day]:
            before = float(gap[max(0, day - WINDOW) : day].sum() / WINDOW)
            after = float(gap[day : day + WINDOW].mean())
            change = paired_difference(np.zeros(worlds), changes[:, day])
            point = TurningPoint(day, series.name, before, after, change, series.level)
            points.append((float(size[day]) / series.level, point))
    return points


VISITING, FLOW, REVENUE = "visiting", "flow", "revenue"
MEASURES = ("visiting", "members", "revenue")
"""Columns of the day table that series are made of."""
FLOW_DAYS = 28
"""Over so many days a change of the flow of members is held against their number."""


def series_of(a: Mapping[str, Array], b: Mapping[str, Array]) -> dict[str, Series]:
    """Return the series that are looked through: visiting, the flow of members and revenue, each a day.

    Costs are not among them: they are what a strategy is said to cost, and no news.

    Parameters
    ----------
    a, b
        Columns of the day tables of two scenarios, shape (worlds, days), among them :data:`MEASURES`.
    """
    members = max(float(a["members"].mean()), float(b["members"].mean()))
    flows = [np.diff(each["members"], axis=1, prepend=each["members"][:, :1]) for each in (a, b)]
    return {
        VISITING: Series(VISITING, a["visiting"], b["visiting"]),
        FLOW: Series(FLOW, flows[0], flows[1], usual=members / FLOW_DAYS),
        REVENUE: Series(REVENUE, a["revenue"], b["revenue"]),
    }
