"""DAU / MAU: who writes on a day among those who wrote within a month."""

from __future__ import annotations

import numpy as np

from sim.i18n import mark
from sim.patterns.log import DAY, Ints, Log, Unknown, per_log

MONTH_DAYS = 30
SAMPLES = 60

TOO_SHORT = mark("it lasts less than {days} days")


@per_log
def member_days(log: Log) -> tuple[Ints, Ints]:
    """Each day on which a member wrote, once: the day counted from the first message, and the member."""
    day = (log.t - log.t0) // DAY
    found = np.unique(day * log.members + log.who)
    return found // log.members, found % log.members


def dau_mau(log: Log) -> float:
    """Senders of a day over senders of the last 30 days, at about 60 evenly spaced days from day 30, averaged.

    The days are 30, 30 + step, ... with ``step = max(1, days // 60)``; a day at the end of 30
    silent ones counts as 0.
    """
    last_day = (log.t1 - log.t0) // DAY
    if last_day < MONTH_DAYS:
        raise Unknown(TOO_SHORT, days=MONTH_DAYS + 1)
    day, member = member_days(log)
    at = np.arange(MONTH_DAYS, last_day + 1, max(1, (last_day + 1) // SAMPLES))
    low, high, end = (np.searchsorted(day, at + shift) for shift in (1 - MONTH_DAYS, 0, 1))
    monthly = np.array([np.unique(member[a:b]).size for a, b in zip(low, end, strict=True)])
    return float(np.mean((end - high) / np.maximum(monthly, 1)))
