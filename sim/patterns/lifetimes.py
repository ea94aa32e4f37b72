"""How long members stay: from first to last message, with those who may yet write counted as seen so far."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.i18n import mark
from sim.patterns.log import DAY, Array, Bools, Log, Unknown, per_log
from sim.statistics import kaplan_meier

GAP_DAYS = 30.0
"""Silence at the end of the log after which a member counts as departed ..."""
GAP_PARTS = 6
"""... or this part of the log, if that is shorter."""

NOBODY_NEW = mark("nobody new writes after the burn-in")
NOT_SEEN = mark("nobody is seen for {days} days")


@dataclass(frozen=True, slots=True)
class Durations:
    """First to last message of new members in days, and whether they have departed."""

    days: Array
    departed: Bools


@dataclass(frozen=True, slots=True)
class Survival:
    """Kaplan-Meier curve: ``share`` of members lasts beyond each of ``days``, ascending."""

    days: Array
    share: Array

    def at(self, days: float) -> float:
        """Share that lasts beyond an age; NaN past the longest duration seen, unless all departed."""
        if days > self.days[-1] and self.share[-1] > 0:
            return float("nan")
        place = int(np.searchsorted(self.days, days, side="right")) - 1
        return 1.0 if place < 0 else float(self.share[place])


def curve(days: Array, departed: Bools) -> Survival:
    """Kaplan-Meier estimate from durations, some of them censored; see :func:`sim.statistics.kaplan_meier`."""
    ages, place = np.unique(days, return_inverse=True)
    ended = np.bincount(place, weights=departed, minlength=ages.size)
    here = np.bincount(place, minlength=ages.size)
    at_risk = np.cumsum(here[::-1])[::-1]
    return Survival(ages, kaplan_meier(ended, at_risk))


@per_log
def durations(log: Log) -> Durations:
    """Durations of new members; departed when their last message is longer ago than ``min(30 d, span/6)``."""
    if not log.is_new.any():
        raise Unknown(NOBODY_NEW)
    days = (log.last - log.first)[log.is_new] / DAY
    gap = min(GAP_DAYS, log.span_days / GAP_PARTS)
    return Durations(days, (log.t1 - log.last[log.is_new]) / DAY > gap)


@per_log
def survival(log: Log) -> Survival:
    """Kaplan-Meier curve of the durations of new members."""
    found = durations(log)
    return curve(found.days, found.departed)


def gone_within_a_day(log: Log) -> float:
    """Share of new members who departed less than a day after their first message."""
    found = durations(log)
    return float(np.mean((found.days < 1.0) & found.departed))


def survival_at(log: Log, days: float) -> float:
    """Share of new members whose messages go on beyond an age."""
    share = survival(log).at(days)
    if np.isnan(share):
        raise Unknown(NOT_SEEN, days=f"{days:g}")
    return share
