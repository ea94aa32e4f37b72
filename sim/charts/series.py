"""Numbers behind the figures: columns, smoothing, bands over worlds. No drawing here."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.statistics import Bands, quantile_bands
from sim.study.comparison import Arm, Comparison

Array = NDArray[np.float64]
SMOOTH_DAYS = 7
END_DAYS = 28


def column(arm: Arm, name: str) -> Array:
    """Return a column of the day table, shape (worlds, days); NaN if the arm has not recorded it."""
    if name in arm.days:
        return np.atleast_2d(np.asarray(arm.days[name], dtype=np.float64))
    shape = next((np.atleast_2d(values).shape for values in arm.days.values()), (1, 1))
    return np.full(shape, np.nan)


def has(comparison: Comparison, name: str) -> bool:
    """Whether any arm has recorded the column with a number in it."""
    return any(name in arm.days and bool(np.isfinite(arm.days[name]).any()) for arm in comparison.arms)


def smooth(values: Array, days: int = SMOOTH_DAYS) -> Array:
    """Mean over the trailing ``days`` (fewer at the start), shape kept; NaN counts as missing."""
    known = np.isfinite(values)
    total = np.cumsum(np.where(known, values, 0.0), axis=1)
    count = np.cumsum(known, axis=1)
    total[:, days:] -= total[:, :-days].copy()
    count[:, days:] -= count[:, :-days].copy()
    return ratio(total, count)


def band(values: Array) -> Bands:
    """Mean over worlds (axis 0) and 10 % to 90 %, of what is known."""
    return quantile_bands(np.where(np.isfinite(values), values, np.nan))


def highest(band: Bands) -> float:
    """Largest finite value of a band, 0 if there is none."""
    return max(largest(band.mean), largest(band.high))


def mean(values: Array) -> float:
    """Mean of the finite values; NaN if there are none."""
    known = values[np.isfinite(values)]
    return float(known.mean()) if known.size else float("nan")


def per_world(values: Array) -> Array:
    """Mean over days of each world, shape (worlds,); NaN where nothing is known."""
    known = np.isfinite(values)
    count = known.sum(axis=1)
    total = np.where(known, values, 0.0).sum(axis=1)
    return ratio(total, count)


def at_end(values: Array, days: int = END_DAYS) -> Array:
    """Mean over the last ``days`` in each world, shape (worlds,)."""
    return per_world(values[:, -days:])


def totals(values: Array) -> Array:
    """Sum over days in each world, shape (worlds,); NaN where nothing is known."""
    sums = np.nansum(values, axis=1)
    return np.where(np.isfinite(values).any(axis=1), sums, np.nan)


def weekly(values: Array) -> Array:
    """Sums over full weeks, shape (worlds, weeks); one shortened week if there is no full one."""
    worlds, days = values.shape
    weeks = max(days // 7, 1)
    known = np.nan_to_num(values[:, : weeks * 7], nan=0.0)
    sums: Array = known.reshape(worlds, weeks, -1).sum(axis=2)
    return sums


def weekly_mean(values: Array) -> Array:
    """Means over full weeks, shape (worlds, weeks), NaN counting as missing; one shortened week if there is no full one."""
    worlds, days = values.shape
    weeks = max(days // 7, 1)
    return np.stack(
        [per_world(each) for each in np.split(values[:, : weeks * 7], weeks, axis=1)], axis=1
    ).reshape(worlds, weeks)


def week_ends(days: int) -> list[int]:
    """Last day (from 1) of each week of :func:`weekly_mean`."""
    return list(range(7, days + 1, 7)) or [days]


def ratio(over: Array, under: Array) -> Array:
    """Quotient, NaN where there is nothing to divide by."""
    result: Array = np.divide(over, under, out=np.full(np.shape(under), np.nan), where=np.asarray(under) > 0)
    return result


def has_any(comparison: Comparison, name: str) -> bool:
    """Whether some arm has recorded something other than zero in the column."""
    return any(
        name in arm.days and bool((np.nan_to_num(np.asarray(arm.days[name])) != 0).any())
        for arm in comparison.arms
    )


def largest(values: Array) -> float:
    """Largest finite value, 0 if there is none."""
    known = values[np.isfinite(values)]
    return float(known.max()) if known.size else 0.0


def plain(values: Array) -> list[float | None]:
    """Return a list for JSON: four significant digits, None for what is missing."""
    return [float(f"{value:.4g}") if np.isfinite(value) else None for value in values]
