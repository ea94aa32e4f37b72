"""Rhythm of the week: messages by weekday, in UTC."""

from __future__ import annotations

import numpy as np

from sim.i18n import mark
from sim.patterns.log import DAY, Array, Log, Unknown, per_log

MONDAY = 4
"""Day of the epoch that was a Monday: 1970-01-05."""
WEEKEND = (5, 6)

NO_WEEK = mark("it does not last a week")
ONLY_WEEKENDS = mark("there is no message on a weekday")


@per_log
def weekdays(log: Log) -> Array:
    """Share of messages on Monday, ..., Sunday, shape (7,)."""
    day = (log.t // DAY - MONDAY) % 7
    return np.bincount(day, minlength=7) / log.t.size


def weekday_share(log: Log, weekday: int) -> float:
    """Share of messages on a weekday, Monday being 0."""
    return float(weekdays(log)[weekday])


def weekend_over_weekday(log: Log) -> float:
    """Messages on a day of the weekend over messages on another day of the week."""
    if log.span_days < 7:
        raise Unknown(NO_WEEK)
    share = weekdays(log)
    weekend = float(share[list(WEEKEND)].sum())
    if weekend == 1.0:
        raise Unknown(ONLY_WEEKENDS)
    return (weekend / 2.0) / ((1.0 - weekend) / 5.0)
