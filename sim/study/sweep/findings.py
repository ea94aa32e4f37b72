"""What a sweep found: how each choice does, in how many draws of luck and doubt it is best, and what matters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.contracts import Better
from sim.statistics import PairedDifference, t_quantile
from sim.study.sweep.declared import GRID
from sim.study.sweep.table import Array, SweepTable, mean_over


@dataclass(frozen=True, slots=True)
class Level:
    """A choice in one outcome: mean over draws with its 95 % interval, and how often it is the best.

    ``best`` counts draws in which no other choice is better (ties count for all), ``draws`` those in which
    the outcome exists for every choice. The mean is over these; if there are none, over those of the choice alone.
    """

    choice: int
    mean: float
    low: float
    high: float
    best: int
    draws: int


@dataclass(frozen=True, slots=True)
class Ranking:
    """All choices in one outcome, best first where one way is better.

    ``gap`` is the best one's difference from the next, ``draws`` counts all draws, ``is_clear`` says whether the
    interval of the gap lies on the side that makes the best one better.
    """

    outcome: int
    levels: tuple[Level, ...]
    gap: PairedDifference | None
    draws: int
    is_clear: bool

    @property
    def best(self) -> Level:
        """The choice with the best mean."""
        return self.levels[0]


def ranking(table: SweepTable, outcome: int) -> Ranking:
    """Rank the choices in an outcome."""
    flat, known = table.by_choice(outcome), table.common(outcome)
    sign = -1.0 if table.outcomes[outcome].better is Better.LOWER else 1.0
    both = sign * flat[:, known]
    best = (both == np.nanmax(both, axis=0)).sum(axis=1) if both.shape[1] else np.zeros(len(flat), np.int64)
    draws = int(known.sum())
    rows = zip(*(each.tolist() for each in (*intervals(table.by_world(outcome)), best)), strict=True)
    levels = [Level(k, mean, low, high, wins, draws) for k, (mean, low, high, wins) in enumerate(rows)]
    order = sorted(levels, key=lambda each: -sign * each.mean if np.isfinite(each.mean) else np.inf)
    gap = table.against(outcome, order[1].choice, order[0].choice) if len(order) > 1 else None
    is_clear = gap is not None and draws > 0 and (gap.low > 0 if sign > 0 else gap.high < 0)
    return Ranking(outcome, tuple(order), gap, known.size, is_clear)


def intervals(worlds: Array) -> tuple[Array, Array, Array]:
    """Mean of each row over the worlds that have a value, and the ends of its 95 % interval (Student's t).

    Parameters
    ----------
    worlds
        Values, shape (rows, worlds); NaN where there is none.

    Returns
    -------
    tuple of three arrays of shape (rows,)
        Mean, low and high; the ends are NaN where fewer than two worlds have a value.
    """
    known = np.isfinite(worlds)
    n = known.sum(axis=1)
    mean = mean_over(worlds, axis=1)
    squares = (np.where(known, worlds - mean[:, None], 0.0) ** 2).sum(axis=1)
    half = np.full(mean.shape, np.nan)
    for size in np.unique(n[n > 1]):
        rows = n == size
        half[rows] = t_quantile(0.975, int(size) - 1) * np.sqrt(squares[rows] / (size - 1) / size)
    return mean, mean - half, mean + half


def interval(worlds: Array) -> tuple[float, float, float]:
    """The same of one row, shape (worlds,)."""
    mean, low, high = (float(each[0]) for each in intervals(worlds[None]))
    return mean, low, high


@dataclass(frozen=True, slots=True)
class Curve:
    """An outcome along one factor, the others averaged out; arrays of shape (settings,)."""

    factor: int
    at: Array
    mean: Array
    low: Array
    high: Array


def curve(table: SweepTable, outcome: int, factor: int) -> Curve:
    """Return how an outcome responds to a strategy's factor; means are over everything else and all draws."""
    coordinates = table.choices[:, factor]
    at = np.unique(coordinates)
    return Curve(factor, at, *along(table, outcome, [coordinates == x for x in at]))


def along(table: SweepTable, outcome: int, groups: Sequence[NDArray[np.bool_]]) -> tuple[Array, Array, Array]:
    """Mean of an outcome over the choices of each group, and the ends of its interval; shape (groups,) each.

    ``groups`` say of every choice whether it belongs; the mean over them is taken world by world.
    """
    worlds = table.by_world(outcome)
    means = [mean_over(worlds[group], axis=0) for group in groups]
    return intervals(np.array(means).reshape(-1, table.worlds.size))


def grid(table: SweepTable, outcome: int, rows: int, columns: int) -> tuple[Array, Array, Array]:
    """Return settings of two factors and the outcome's mean at each pair, shape (rows, columns)."""
    a, b = table.choices[:, rows], table.choices[:, columns]
    ys, xs = np.unique(a), np.unique(b)
    means, *_ = along(table, outcome, [(a == y) & (b == x) for y in ys for x in xs])
    return ys, xs, means.reshape(ys.size, xs.size)


def shares(table: SweepTable, outcome: int) -> Array:
    """Share of the variance of an outcome's means that goes with each factor alone, strategies then uncertainties.

    First-order effects (Saltelli et al. 2008, "Global Sensitivity Analysis: The Primer", 1.2): of a factor with
    levels the variance of the means at its levels, of a range the squared correlation (a straight line), less what
    chance alone gives with so few points. What is missing to 1 are bends, interactions and luck.
    """
    points = means_of(table, outcome)
    total = float(np.nanvar(points)) if np.isfinite(points).any() else 0.0
    found = []
    for coordinates, axis, side in (
        (table.choices, 0, table.study.strategies),
        (table.samples, 1, table.study.uncertainties),
    ):
        means = mean_over(points, axis=1 - axis)
        for k, factor in enumerate(side.factors):
            if factor.is_range:
                found.append(_line(means, coordinates[:, k], total))
            else:
                found.append(_levels(means, coordinates[:, k], total, is_crossed=side.design == GRID))
    return np.array(found)


def means_of(table: SweepTable, outcome: int) -> Array:
    """Mean of an outcome at each point over the scenarios and worlds in which it exists, shape (choices, samples)."""
    values = np.moveaxis(table.values[outcome], 0, 2)
    return mean_over(values.reshape(*values.shape[:2], -1), axis=2)


def _levels(means: Array, coordinates: Array, total: float, *, is_crossed: bool) -> float:
    """Share that goes with the levels of a factor; in a grid other factors are level between them, elsewhere by chance."""
    known = np.isfinite(means)
    settings, which = np.unique(coordinates[known], return_inverse=True)
    if total <= 0 or settings.size < 2:
        return 0.0
    own = means[known]
    count = np.bincount(which)
    between = float((count / own.size * (np.bincount(which, own) / count - own.mean()) ** 2).sum())
    if is_crossed or own.size == settings.size or own.var() == 0:
        return between / total
    adjusted = 1.0 - (1.0 - between / float(own.var())) * (own.size - 1) / (own.size - settings.size)
    return max(0.0, adjusted) * float(own.var()) / total


def _line(means: Array, coordinates: Array, total: float) -> float:
    """Share that goes with a straight line along a range."""
    known = np.isfinite(means)
    n = int(known.sum())
    if total <= 0 or n < 4 or np.ptp(coordinates[known]) == 0 or np.ptp(means[known]) == 0:
        return 0.0
    r2 = float(np.corrcoef(coordinates[known], means[known])[0, 1]) ** 2
    adjusted = max(0.0, 1.0 - (1.0 - r2) * (n - 1) / (n - 2))
    return adjusted * float(means[known].var()) / total
