"""What a sweep found: how each choice does, in how many draws of luck and doubt it is best, and what matters."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.contracts import Better
from sim.statistics import PairedDifference
from sim.study.sweep.table import Array, SweepTable


@dataclass(frozen=True, slots=True)
class Level:
    """A choice in one outcome: mean over draws with its 95 % interval, and how often it is the best.

    A draw is one world under one sample of the uncertainties in one scenario; every choice meets every draw.
    ``best`` counts draws in which no other choice is better (ties count for all), ``draws`` those in which
    the outcome exists for every choice.
    """

    choice: int
    mean: float
    low: float
    high: float
    best: int
    draws: int


@dataclass(frozen=True, slots=True)
class Ranking:
    """All choices in one outcome, best first where one way is better; ``gap`` is the best one's lead over the next."""

    outcome: int
    levels: tuple[Level, ...]
    gap: PairedDifference | None

    @property
    def best(self) -> Level:
        """The choice with the best mean."""
        return self.levels[0]


def ranking(table: SweepTable, outcome: int) -> Ranking:
    """Rank the choices in an outcome."""
    flat = table.by_choice(outcome)
    sign = -1.0 if table.outcomes[outcome].better is Better.LOWER else 1.0
    known = np.isfinite(flat).all(axis=0)
    both = sign * flat[:, known]
    best = (both == both.max(axis=0)).sum(axis=1) if both.shape[1] else np.zeros(len(flat), np.int64)
    levels = [_level(k, own, int(best[k]), int(known.sum())) for k, own in enumerate(flat)]
    order = sorted(levels, key=lambda each: -sign * each.mean if np.isfinite(each.mean) else np.inf)
    gap = table.against(outcome, order[1].choice, order[0].choice) if len(order) > 1 else None
    return Ranking(outcome, tuple(order), gap)


def _level(choice: int, values: Array, best: int, draws: int) -> Level:
    mean, low, high = interval(values)
    return Level(choice, mean, low, high, best, draws)


def interval(values: Array) -> tuple[float, float, float]:
    """Mean of the values that exist and its 95 % interval (Student's t)."""
    from scipy.stats import t as student  # noqa: PLC0415 - slow to import

    own = values[np.isfinite(values)]
    if own.size < 2:
        mean = float(own.mean()) if own.size else float("nan")
        return mean, mean, mean
    half = float(student.ppf(0.975, own.size - 1) * own.std(ddof=1) / np.sqrt(own.size))
    return float(own.mean()), float(own.mean()) - half, float(own.mean()) + half


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
    flat = table.by_choice(outcome)
    with np.errstate(invalid="ignore"):
        of_each = [_mean_over(flat[coordinates == x]) for x in at]
    triples = np.array([interval(values) for values in of_each])
    return Curve(factor, at, triples[:, 0], triples[:, 1], triples[:, 2])


def _mean_over(values: Array) -> Array:
    """Mean over choices, draw by draw, of those that exist."""
    known = np.isfinite(values)
    total = np.where(known, values, 0.0).sum(axis=0)
    mean: Array = np.where(known.any(axis=0), total / np.maximum(known.sum(axis=0), 1), np.nan)
    return mean


def grid(table: SweepTable, outcome: int, rows: int, columns: int) -> tuple[Array, Array, Array]:
    """Return settings of two factors and the outcome's mean at each pair, shape (rows, columns)."""
    a, b = table.choices[:, rows], table.choices[:, columns]
    ys, xs = np.unique(a), np.unique(b)
    flat = table.by_choice(outcome)
    means = np.array([[_overall(flat[(a == y) & (b == x)]) for x in xs] for y in ys])
    return ys, xs, means


def _overall(values: Array) -> float:
    own = values[np.isfinite(values)]
    return float(own.mean()) if own.size else float("nan")


def shares(table: SweepTable, outcome: int) -> Array:
    """Share of the variance of an outcome's means that goes with each factor alone, strategies then uncertainties.

    First-order effects (Saltelli et al. 2008, "Global Sensitivity Analysis: The Primer", 1.2): of a factor with
    levels the variance of the means at its levels, of a range the squared correlation (a straight line), less what
    chance alone gives with so few points. What is missing to 1 are bends, interactions and luck.
    """
    values = table.values[outcome]
    points = (
        _mean_over(np.moveaxis(values, (0, 3), (0, 1)).reshape(-1, *values.shape[1:3]))
        if values.size
        else values
    )
    total = float(np.nanvar(points))
    found = []
    for coordinates, axis, side in (
        (table.choices, 0, table.study.strategies),
        (table.samples, 1, table.study.uncertainties),
    ):
        means = _mean_over(np.moveaxis(points, 1 - axis, 0))
        for k, factor in enumerate(side.factors):
            explained = _line if factor.is_range else _levels
            found.append(explained(means, coordinates[:, k], total))
    return np.array(found)


def _levels(means: Array, coordinates: Array, total: float) -> float:
    """Share that goes with the levels of a factor."""
    settings, which = np.unique(coordinates, return_inverse=True)
    known = np.isfinite(means)
    if total <= 0 or settings.size < 2 or not known.all():
        return 0.0
    count = np.bincount(which)
    own = np.bincount(which, means) / count
    return float((count / count.sum() * (own - means.mean()) ** 2).sum() / total)


def _line(means: Array, coordinates: Array, total: float) -> float:
    """Share that goes with a straight line along a range."""
    known = np.isfinite(means)
    n = int(known.sum())
    if total <= 0 or n < 4 or np.ptp(coordinates[known]) == 0 or np.ptp(means[known]) == 0:
        return 0.0
    r2 = float(np.corrcoef(coordinates[known], means[known])[0, 1]) ** 2
    adjusted = max(0.0, 1.0 - (1.0 - r2) * (n - 1) / (n - 2))
    return adjusted * float(means[known].var()) / total
