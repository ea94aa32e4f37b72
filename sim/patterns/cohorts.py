"""Who is active in the weeks after a first message: retention by cohort, and coming back after silence."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.i18n import mark
from sim.patterns.log import WEEK, Array, Bools, Ints, Log, Unknown, per_log

HORIZONS = ((300.0, 26), (180.0, 16), (0.0, 10))
"""Weeks that a cohort is followed, by the days that a log exceeds."""
LONGEST_SILENCE = 16
LEAST_AT_RISK = 50

NO_COHORT = mark("no new member has the {weeks} weeks of record that are needed")
NOT_FOLLOWED = mark("members of so short a log are followed for {weeks} weeks only")
FEW_WEEKS = mark("too few weeks have anybody active to fit a line")
FEW_RETURNS = mark("too few silences end for a line to be fitted")


@dataclass(frozen=True, slots=True)
class Cohort:
    """New members with a full record; ``active`` has shape (members, weeks + 1), week 0 being the first."""

    active: Bools

    @property
    def weeks(self) -> int:
        """Weeks after the first that are looked at."""
        return int(self.active.shape[1]) - 1

    @property
    def share(self) -> Array:
        """P(active in week k), k from 0."""
        return np.asarray(self.active.mean(axis=0), np.float64)


@dataclass(frozen=True, slots=True)
class Ladder:
    """Returns after silence: entry s is about members silent for s weeks."""

    at_risk: Ints
    returned: Ints

    @property
    def share(self) -> Array:
        """P(active this week | silent for s weeks); NaN where nobody was."""
        share: Array = np.full(self.at_risk.shape, np.nan)
        np.divide(self.returned, self.at_risk, out=share, where=self.at_risk > 0)
        return share


def horizon(span_days: float) -> int:
    """Weeks that a cohort is followed in a log of some length."""
    return next(weeks for more_than, weeks in HORIZONS if span_days > more_than or more_than == 0.0)


@per_log
def cohort(log: Log) -> Cohort:
    """New members with at least ``horizon + 1`` weeks of record after their first message, and their active weeks."""
    weeks = horizon(log.span_days)
    chosen = log.is_new & (log.first + (weeks + 1) * WEEK <= log.t1)
    if not chosen.any():
        raise Unknown(NO_COHORT, weeks=weeks + 1)
    row = np.cumsum(chosen) - 1
    owner = log.owner
    week = (log.by_member - log.first[owner]) // WEEK
    kept = chosen[owner] & (week <= weeks)
    active = np.zeros((int(chosen.sum()), weeks + 1), np.bool_)
    active[row[owner[kept]], week[kept]] = True
    return Cohort(active)


def active_in_week(log: Log, week: int) -> float:
    """Share of the cohort with a message in ``[first + 7k, first + 7(k + 1))`` days."""
    share = cohort(log).share
    if week >= share.size:
        raise Unknown(NOT_FOLLOWED, weeks=share.size - 1)
    return float(share[week])


def retention_exponent(log: Log) -> float:
    """Exponent b of ``P(active in week k) ~ k^-b``: least squares on logs, weeks from 1, zero weeks left out."""
    share = cohort(log).share
    week = np.flatnonzero(share)
    week = week[week >= 1]
    if week.size < 2:
        raise Unknown(FEW_WEEKS)
    return -float(np.polyfit(np.log(week), np.log(share[week]), 1)[0])


@per_log
def ladder(log: Log) -> Ladder:
    """Returns by weeks of silence, pooled over the weeks of the cohort."""
    active = cohort(log).active
    weeks = np.arange(active.shape[1])
    latest = np.maximum.accumulate(np.where(active, weeks, -1), axis=1)
    silence = weeks[1:] - 1 - latest[:, :-1]
    here = active[:, 1:]
    size = active.shape[1]
    at_risk = np.bincount(silence.ravel(), minlength=size)
    returned = np.bincount(silence[here], minlength=size)
    return Ladder(at_risk.astype(np.int64), returned.astype(np.int64))


def reactivation_exponent(log: Log) -> float:
    """Exponent a of ``P(active this week | s silent weeks) ~ s^-a``, s from 1 to 16.

    Least squares on logs over silences with at least 50 at risk and any return, the residual of s
    weighted with the root of the number active after it.
    """
    found = ladder(log)
    s = np.arange(1, min(LONGEST_SILENCE, found.at_risk.size - 1) + 1)
    s = s[(found.at_risk[s] >= LEAST_AT_RISK) & (found.returned[s] > 0)]
    if s.size < 2:
        raise Unknown(FEW_RETURNS)
    weights = np.sqrt(found.returned[s])
    return -float(np.polyfit(np.log(s), np.log(found.share[s]), 1, w=weights)[0])
