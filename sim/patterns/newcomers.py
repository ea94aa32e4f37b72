"""Newcomers: whether their first message is answered, and whether they write again.

Observational: who writes much on the first day is answered more and returns more, hence the
stratified difference beside the plain one; neither is what an answer causes.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.i18n import mark
from sim.patterns.log import DAY, NOBODY, Bools, Ints, Log, Unknown, per_log

RECORD_DAYS = 31
ANSWER_DAYS = 1
RETURN_DAYS = 30
STRATA = (1, 2, 4, 10)
"""First-day messages at which a stratum begins: 1, 2-3, 4-9, 10 or more."""
LEAST_IN_ARM = 5

NOBODY_FOLLOWED = mark("no new member is followed for {days} days")
NO_ANSWERS_SHOWN = mark("it does not say who answers whom")
ALL_ALIKE = mark("no newcomer is answered, or none is left without an answer")
THIN_STRATA = mark("no stratum has {n} newcomers with an answer and {n} without")


@dataclass(frozen=True, slots=True)
class Newcomers:
    """One entry a newcomer: answered within a day, returned in days 1 to 30, messages on the first day."""

    answered: Bools
    returned: Bools
    first_day: Ints

    def returning(self, answered: bool) -> float:
        """Share who return among those answered, or not answered."""
        arm = self.returned[self.answered == answered]
        if arm.size == 0:
            raise Unknown(ALL_ALIKE)
        return float(arm.mean())


def kind_of_answer(log: Log) -> str:
    """What counts as an answer to a first message, by what a log shows.

    Returns
    -------
    str
        ``partner`` where every message has an addressee (private messages: the one written to
        writes back), ``conversation`` where none has one but there are conversations (someone else
        writes in the same one), else ``addressed`` (another member addresses the newcomer).
    """
    has_target = log.target != NOBODY
    if has_target.all():
        return "partner"
    if has_target.any():
        return "addressed"
    if (log.conv != NOBODY).any():
        return "conversation"
    raise Unknown(NO_ANSWERS_SHOWN)


@per_log
def newcomers(log: Log) -> Newcomers:
    """New members whose first message lies at least 31 days before the end."""
    chosen = np.flatnonzero(log.is_new & (log.first + RECORD_DAYS * DAY <= log.t1))
    if chosen.size == 0:
        raise Unknown(NOBODY_FOLLOWED, days=RECORD_DAYS)
    owner = log.owner
    age = log.by_member - log.first[owner]
    first_day = np.bincount(owner[age < DAY], minlength=log.members)
    back = owner[(age > DAY) & (age <= RETURN_DAYS * DAY)]
    returned = np.bincount(back, minlength=log.members) > 0
    return Newcomers(_answered(log)[chosen], returned[chosen], first_day[chosen].astype(np.int64))


def _answered(log: Log) -> Bools:
    """Whether each member's first message is answered within a day, shape (members,)."""
    kind = kind_of_answer(log)
    _, first_row = np.unique(log.who, return_index=True)
    if kind == "conversation":
        return _joined_by_others(log, first_row)
    place = np.minimum(np.searchsorted(log.names, log.target), log.members - 1)
    to_member = (log.names[place] == log.target) & (log.target != log.user)
    after = np.arange(log.t.size) > first_row[place]  # not by time: some logs know minutes only
    in_time = to_member & after & (log.t - log.first[place] <= ANSWER_DAYS * DAY)
    if kind == "partner":
        in_time &= log.user == log.target[first_row][place]
    return np.bincount(place[in_time], minlength=log.members) > 0


def _joined_by_others(log: Log, first_row: Ints) -> Bools:
    """Whether someone else writes in the conversation of each member's first message, later and within a day."""
    answered = np.zeros(log.members, np.bool_)
    order = np.argsort(log.conv, kind="stable")
    conv = log.conv[order]
    for member, row in enumerate(first_row):
        if log.conv[row] == NOBODY:
            continue
        low, high = np.searchsorted(conv, (log.conv[row], log.conv[row] + 1))
        rows = order[low:high]
        in_time = (rows > row) & (log.t[rows] - log.t[row] <= ANSWER_DAYS * DAY)
        answered[member] = bool(np.any(in_time & (log.who[rows] != member)))
    return answered


def share_answered(log: Log) -> float:
    """Share of newcomers whose first message is answered within 24 hours."""
    return float(newcomers(log).answered.mean())


def return_if_answered(log: Log) -> float:
    """Share of answered newcomers who write again in (24 h, 30 d]."""
    return newcomers(log).returning(True)


def return_if_not(log: Log) -> float:
    """Share of newcomers left without an answer who write again in (24 h, 30 d]."""
    return newcomers(log).returning(False)


def stratified_difference(log: Log) -> float:
    """Difference in returning, answered minus not, within strata of first-day messages.

    Strata with fewer than 5 in either arm are left out; the others weigh ``n1 n0 / (n1 + n0)``
    (Mantel and Haenszel).

    References
    ----------
    Mantel, N. and Haenszel, W. (1959). Statistical aspects of the analysis of data from
    retrospective studies of disease. Journal of the National Cancer Institute 22, 719-748.
    """
    found = newcomers(log)
    stratum = np.searchsorted(STRATA, found.first_day, side="right")
    total = weight = 0.0
    for s in range(1, len(STRATA) + 1):
        with_answer = found.returned[(stratum == s) & found.answered]
        without = found.returned[(stratum == s) & ~found.answered]
        if min(with_answer.size, without.size) >= LEAST_IN_ARM:
            w = with_answer.size * without.size / (with_answer.size + without.size)
            total += w * (with_answer.mean() - without.mean())
            weight += w
    if weight == 0.0:
        raise Unknown(THIN_STRATA, n=LEAST_IN_ARM)
    return float(total / weight)
