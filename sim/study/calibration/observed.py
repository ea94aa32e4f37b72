"""The log that a scenario is calibrated to: what it must have, its patterns, and when it begins too late."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.i18n import mark
from sim.patterns import BURN_IN_DAYS, Log, Unknown, prepare, vector
from sim.results import EventLog
from sim.study.calibration.truncation import Truncation, truncation
from sim.study.errors import StudyError

Array = NDArray[np.float64]

LEAST_MEMBERS = 50
LEAST_WEEKS = 8
DAY = 86_400
BURN_IN_SHARE = 0.25
"""Of a short log, the burn-in is at most this part: with 60 days, a log of 8 weeks would have nobody new."""

EMPTY = mark("There is no message in {log}; a calibration holds the model against messages.")
TOO_SHORT = mark(
    "{log} spans {days} days, and a calibration needs 8 weeks at least: return and silence are counted in weeks, "
    "and a shorter log shows next to nothing of who stays. Take a longer part of the chat."
)
TOO_FEW = mark(
    "{log} has {members} members who write, and a calibration needs 50 at least: with fewer, a single member moves "
    "every pattern, and what would be fitted is chance. Take a larger group, or a longer part of the chat."
)
CUT_TOO_SHORT = mark("--days {days}: a calibration needs 56 days (8 weeks) at least.")
BURN_IN_TOO_LONG = mark(
    "A burn-in of {burn_in} days leaves nothing of a log of {days} days; ask for at most half."
)


@dataclass(frozen=True, slots=True, eq=False)
class Observed:
    """A log that can be calibrated to.

    Parameters
    ----------
    title
        What to call it.
    log
        Prepared, cut to ``days``.
    days
        Horizon of the simulations: the days that the log spans, begun ones included.
    patterns : float64 array, shape (18,)
        In the order of ``MEMBER_PATTERNS``; NaN where the log does not give one.
    truncation
        Whether the log begins in mid-life.
    digest
        SHA-256 of the rows used, in hexadecimal.
    """

    title: str
    log: Log
    days: int
    patterns: Array
    truncation: Truncation
    digest: str

    @property
    def burn_in_days(self) -> float:
        """Days at the start in which nobody counts as new, in this log and in simulated ones."""
        return self.log.burn_in_days


def observed(title: str, events: EventLog, days: int | None = None, burn_in: float | None = None) -> Observed:
    """Check a log and measure it.

    Parameters
    ----------
    title
        What to call it in messages.
    events
        The log.
    days
        Take so many days from the first message on; all if None.
    burn_in
        Days in which nobody is new; by default 60, but at most a quarter of the log.

    Raises
    ------
    StudyError
        If there is no message, or too few members or weeks.
    """
    if days is not None and days < LEAST_WEEKS * 7:
        raise StudyError(CUT_TOO_SHORT, days=days)
    try:
        whole = prepare(events, 0.0)
    except Unknown:
        raise StudyError(EMPTY, log=title) from None
    kept = _within(whole, days)
    span = (int(kept.t[kept.kind == "msg"][-1]) - whole.t0) / DAY
    if span < LEAST_WEEKS * 7 - 1:
        raise StudyError(TOO_SHORT, log=title, days=f"{span:.1f}")
    burn_in_days = min(BURN_IN_DAYS, float(int(span * BURN_IN_SHARE))) if burn_in is None else burn_in
    if burn_in_days > span / 2:
        raise StudyError(BURN_IN_TOO_LONG, burn_in=f"{burn_in_days:g}", days=f"{span:.0f}")
    log = prepare(kept, burn_in_days)
    if log.members < LEAST_MEMBERS:
        raise StudyError(TOO_FEW, log=title, members=log.members)
    return Observed(title, log, int(np.floor(span)) + 1, vector(log), truncation(log), _digest(kept))


def _within(log: Log, days: int | None) -> EventLog:
    """Return the rows from the day of the first message on, for some days; joins of that day stay."""
    events = log.events
    after = events.t >= log.t0 - DAY
    before = np.ones_like(after) if days is None else events.t < log.t0 + days * DAY
    keep = after & before
    return EventLog(
        events.t[keep], events.user[keep], events.kind[keep], events.target[keep], events.conv[keep]
    )


def _digest(events: EventLog) -> str:
    found = hashlib.sha256()
    for column in (
        events.t.astype(np.int64),
        events.user,
        events.kind.astype("S8"),
        events.target,
        events.conv,
    ):
        found.update(np.ascontiguousarray(column).tobytes())
    return found.hexdigest()
