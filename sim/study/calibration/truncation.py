"""Left truncation: whether a log begins in the middle of a group's life."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.i18n import Translate
from sim.patterns import Log

WEEK = 7 * 86_400
FIRST_WEEKS = 1
SETTLED_WEEK = 4
"""From this week on, a first message is taken for that of somebody new."""


@dataclass(frozen=True, slots=True)
class Truncation:
    """First messages at the start of a log, against those of later weeks.

    Parameters
    ----------
    first
        Members whose first message lies in the first week.
    later
        First messages a week from week 4 on, averaged.
    members
        All who write.
    """

    first: int
    later: float
    members: int

    @property
    def is_truncated(self) -> bool:
        """Whether the first week has more than twice the later ones, and by more than chance (3 sd, Poisson)."""
        return self.first > 2 * self.later and self.first > self.later + 3 * max(self.later, 1.0) ** 0.5

    @property
    def were_there(self) -> int:
        """About how many of the first week were members before the log began."""
        return max(0, round(self.first - self.later)) if self.is_truncated else 0

    def text(self, t: Translate) -> str:
        """Say what it means for the result."""
        if not self.is_truncated:
            return t(
                "The log does not look cut off at its beginning: {first} members write for the first time in its first week, and {later} a week later on.",
                first=self.first, later=t.number(self.later, 1),
            )  # fmt: skip
        return t(
            "The log begins in mid-life (left truncation), or the group was founded with many: {first} members write for the first time in its first week, against {later} a week later on. When about {n} of {members} joined is not known, and those who had left before are not seen at all; lifetimes are therefore counted only of members who are new after the burn-in.",
            first=self.first, later=t.number(self.later, 1), n=self.were_there, members=self.members,
        )  # fmt: skip


def truncation(log: Log) -> Truncation:
    """Count first messages by week."""
    week = (log.first - log.t0) // WEEK
    weeks = int((log.t1 - log.t0) // WEEK)
    settled = (week >= SETTLED_WEEK) & (week < weeks)
    later = float(settled.sum()) / max(weeks - SETTLED_WEEK, 1)
    return Truncation(int(np.sum(week < FIRST_WEEKS)), later, log.members)
