"""Who comes back: cohorts, DAU/MAU, and how fast activity halves."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]


def trailing_mean(values: ArrayLike, window_days: int) -> Array:
    """Mean over the last ``window_days`` days, shape (..., days); NaN until there are that many."""
    series = np.asarray(values, np.float64)
    if window_days < 1:
        raise ValueError(f"a window needs at least one day, not {window_days}")
    result = np.full(series.shape, np.nan)
    if series.shape[-1] >= window_days:
        windows = np.lib.stride_tricks.sliding_window_view(series, window_days, axis=-1)
        result[..., window_days - 1 :] = windows.mean(axis=-1)
    return result


def dau_mau(daily_active: ArrayLike, monthly_active: ArrayLike, window_days: int = 30) -> Array:
    """Stickiness: mean daily active members of a window over distinct active members in it.

    Parameters
    ----------
    daily_active : array_like, shape (..., days)
        Members active on each day (DAU).
    monthly_active : array_like, shape (..., days)
        Distinct members active in the ``window_days`` days that end with each day (MAU).
    window_days : int
        Length of the "month".

    Returns
    -------
    float64 array, shape (..., days)
        ``window_days`` times this is the mean number of active days of an active member. NaN
        before the first full window (a short one would flatter the group) and where nobody was
        active.
    """
    monthly = np.asarray(monthly_active, np.float64)
    daily = trailing_mean(daily_active, window_days)
    daily, monthly = np.broadcast_arrays(daily, monthly)
    share: Array = np.full(daily.shape, np.nan)
    np.divide(daily, monthly, out=share, where=monthly > 0)
    return share


def half_life(level: ArrayLike, window_days: int = 1) -> Array:
    """Days from the peak of a curve until it has fallen to half of the peak.

    Parameters
    ----------
    level : array_like, shape (..., days)
        Activity of each day, not negative, without NaN.
    window_days : int
        Smooth with a trailing mean of this many days first; 7 takes out the weekly rhythm.

    Returns
    -------
    float64 array, shape (...,)
        From the first day of the highest level to the first later crossing of half of it, by
        straight lines between days; NaN where it is not reached, or nothing ever happened.
    """
    series = np.asarray(level, np.float64)
    if window_days > 1:
        series = trailing_mean(series, window_days)[..., window_days - 1 :]
    if series.shape[-1] == 0:
        return np.full(series.shape[:-1], np.nan)
    start = np.argmax(series, axis=-1)[..., None]
    peak = np.take_along_axis(series, start, -1)
    half = peak / 2.0
    low = (np.arange(series.shape[-1]) > start) & (series <= half)
    end = np.argmax(low, axis=-1)[..., None]
    after = np.take_along_axis(series, end, -1)
    before = np.take_along_axis(series, np.maximum(end - 1, 0), -1)
    drop = before - after
    part = np.divide(before - half, drop, out=np.ones(drop.shape), where=drop > 0)
    days = (end - 1 - start) + part
    exists = low.any(axis=-1) & (peak[..., 0] > 0)
    return np.where(exists, days[..., 0], np.nan)


def cohort_retention(
    join_day: ArrayLike, active: ArrayLike, *, or_later: bool = False
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Members active at each age, and members seen long enough to tell.

    Parameters
    ----------
    join_day : int array_like, shape (members,)
        Day on which each member joined, 0 or more.
    active : bool array_like, shape (members, days)
        Whether the member was active on each day. Days before joining are not looked at.
    or_later : bool
        Count a member as retained at an age if active then or on any later day ("rolling"
        retention, which tells a pause from a departure but is biased down near the end).

    Returns
    -------
    retained, eligible : int64 arrays, shape (days,)
        By age in days, 0 being the day of joining; divide them for the retention curve, after
        summing over cohorts or worlds.
    """
    seen = np.asarray(active, np.bool_)
    joined = np.asarray(join_day, np.int64)
    if seen.ndim != 2 or joined.shape != seen.shape[:1]:
        raise ValueError("active must be (members, days) and join_day (members,)")
    if np.any(joined < 0):
        raise ValueError("days of joining count from 0")
    days = seen.shape[1]
    if or_later:
        seen = np.flip(np.logical_or.accumulate(np.flip(seen, -1), axis=-1), -1)
    calendar = joined[:, None] + np.arange(days)
    known = calendar < days
    at_age = np.take_along_axis(seen, np.minimum(calendar, max(days - 1, 0)), -1) & known
    return at_age.sum(axis=0, dtype=np.int64), known.sum(axis=0, dtype=np.int64)


def cohort_sizes(joins: ArrayLike, members: ArrayLike, leaves: ArrayLike, week_days: int = 7) -> Array:
    """Count those who joined in each week; the members of day 0 are among the first.

    Parameters
    ----------
    joins, members, leaves : array_like, shape (..., days)
        Newcomers of each day without those of the start, members at its end, endings on it.
    week_days : int
        Days of a cohort.

    Returns
    -------
    float64 array, shape (..., weeks)
        The last week may be a short one.
    """
    daily = np.array(joins, np.float64)
    if daily.shape[-1]:
        founders = (
            np.asarray(members, np.float64)[..., 0] - daily[..., 0] + np.asarray(leaves, np.float64)[..., 0]
        )
        daily[..., 0] += founders
    first = np.arange(0, daily.shape[-1], week_days)
    return np.add.reduceat(daily, first, axis=-1) if first.size else daily


def cohort_shares(visited: ArrayLike, sizes: ArrayLike, full_weeks: int) -> Array:
    """Share of each cohort that came back in each week after it joined.

    Parameters
    ----------
    visited : array_like, shape (..., weeks, weeks)
        Members by week of joining and weeks since then (0 in the week of joining).
    sizes : array_like, shape (..., weeks)
        Members of each cohort.
    full_weeks : int
        Weeks that were seen to their end; what lies behind is not known.

    Returns
    -------
    float64 array, shape (..., full_weeks, full_weeks)
        NaN where the week is not over yet, or the cohort is empty.
    """
    n = full_weeks
    counts = np.asarray(visited, np.float64)[..., :n, :n]
    people = np.asarray(sizes, np.float64)[..., :n, None]
    known = (np.add.outer(np.arange(n), np.arange(n)) < n) & (people > 0)
    share: Array = np.full(np.broadcast_shapes(counts.shape, known.shape), np.nan)
    np.divide(counts, people, out=share, where=known)
    return share


def pooled_retention(visited: ArrayLike, sizes: ArrayLike, full_weeks: int) -> Array:
    """Share of all members seen long enough who came back k weeks after joining, shape (..., full_weeks).

    Arguments are those of :func:`cohort_shares`; cohorts are added up before dividing. NaN where nobody joined.
    """
    n = full_weeks
    counts = np.asarray(visited, np.float64)[..., :n, :n]
    known = np.add.outer(np.arange(n), np.arange(n)) < n
    came = np.where(known, counts, 0.0).sum(axis=-2)
    there = np.where(known, np.asarray(sizes, np.float64)[..., :n, None], 0.0).sum(axis=-2)
    share: Array = np.full(came.shape, np.nan)
    np.divide(came, there, out=share, where=there > 0)
    return share
