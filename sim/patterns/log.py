"""A log made ready for measuring: messages by time and by member, what is new, how long it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from sim.i18n import Translate, mark
from sim.results import EventLog

Array = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

DAY = 86_400
WEEK = 7 * DAY
BURN_IN_DAYS = 60.0
"""Days at the start in which a first message does not make a newcomer; ``definitions.md``: simulated logs, DuraSpace, zig."""
NOBODY = -1

NO_MESSAGE = mark("there is no message in it")


class Unknown(Exception):
    """A pattern that a log cannot give; ``text(t)`` says why, in a clause."""

    def __init__(self, template: str, **values: object) -> None:
        super().__init__(template.format(**values) if values else template)
        self.template, self.values_given = template, values

    def text(self, t: Translate) -> str:
        """Return the reason in the language of ``t``."""
        return t(self.template, **self.values_given)


@dataclass(frozen=True, slots=True, eq=False)
class Log:
    """Messages of a log, once in order of time and once member by member.

    Members are numbered 0 to ``members - 1``; only who has written is one.

    Parameters
    ----------
    t, who : int64 arrays, shape (messages,)
        Unix seconds, ascending, and member; ties of time keep the order of the file.
    user, target, conv : int64 arrays, shape (messages,)
        Sender, addressed and conversation as in the file, -1 where there is none.
    by_member : int64 array, shape (messages,)
        ``t`` member by member, ascending within a member.
    start, count : int64 arrays, shape (members,)
        Where a member's messages begin in ``by_member``, and how many there are.
    first, last : int64 arrays, shape (members,)
        Unix seconds of a member's first and last message.
    is_new : bool array, shape (members,)
        First message at or after the first of all plus the burn-in.
    names : int64 array, shape (members,)
        The members' numbers in the file, ascending.
    burn_in_days : float
        What ``is_new`` was made with.
    events : EventLog
        All rows, those of other kinds included, in order of time.
    kept : dict
        What has been computed before; see :func:`per_log`.
    """

    t: Ints
    who: Ints
    user: Ints
    target: Ints
    conv: Ints
    by_member: Ints
    start: Ints
    count: Ints
    first: Ints
    last: Ints
    is_new: Bools
    names: Ints
    burn_in_days: float
    events: EventLog
    kept: dict[str, Any] = field(default_factory=dict)

    @property
    def members(self) -> int:
        """How many have written."""
        return int(self.count.size)

    @property
    def t0(self) -> int:
        """Unix seconds of the first message."""
        return int(self.t[0])

    @property
    def t1(self) -> int:
        """Unix seconds of the last message."""
        return int(self.t[-1])

    @property
    def span_days(self) -> float:
        """Days from the first to the last message."""
        return (self.t1 - self.t0) / DAY

    @property
    def owner(self) -> Ints:
        """Member of each entry of ``by_member``."""
        return np.repeat(np.arange(self.members), self.count)


Found = TypeVar("Found")


def per_log(function: Callable[[Log], Found]) -> Callable[[Log], Found]:
    """Compute something of a log once, however many patterns ask for it."""
    name = f"{function.__module__}.{function.__qualname__}"

    @wraps(function)
    def once(log: Log) -> Found:
        if name not in log.kept:
            try:
                log.kept[name] = function(log)
            except Unknown as reason:
                log.kept[name] = reason
        found = log.kept[name]
        if isinstance(found, Unknown):
            raise found.with_traceback(None)
        return cast(Found, found)

    return once


def prepare(events: EventLog, burn_in_days: float = BURN_IN_DAYS) -> Log:
    """Sort a log's messages and look up each member's.

    Parameters
    ----------
    events
        Rows in any order; sorted here by time, ties keeping their order.
    burn_in_days
        Days from the first message on in which whoever writes first is not new: they may have
        written before the log began.

    Raises
    ------
    Unknown
        If the log has no message.
    ValueError
        If the burn-in is negative or no number.
    """
    if not (np.isfinite(burn_in_days) and burn_in_days >= 0):
        raise ValueError(f"a burn-in is a number of days, 0 or more, not {burn_in_days}")
    events = _in_order(events)
    is_message = events.kind == "msg"
    t = events.t[is_message].astype(np.int64)
    if t.size == 0:
        raise Unknown(NO_MESSAGE)
    user = events.user[is_message].astype(np.int64)
    names, who, count = np.unique(user, return_inverse=True, return_counts=True)
    by_member = t[np.argsort(who, kind="stable")]
    start = np.cumsum(count) - count
    first = by_member[start]
    return Log(
        t=t,
        who=who.astype(np.int64),
        user=user,
        target=events.target[is_message].astype(np.int64),
        conv=events.conv[is_message].astype(np.int64),
        by_member=by_member,
        start=start.astype(np.int64),
        count=count.astype(np.int64),
        first=first,
        last=by_member[start + count - 1],
        is_new=first >= t[0] + burn_in_days * DAY,
        names=names,
        burn_in_days=float(burn_in_days),
        events=events,
    )


def _in_order(events: EventLog) -> EventLog:
    """Sort by time, unless that is so already."""
    if np.all(events.t[1:] >= events.t[:-1]):
        return events
    order = np.argsort(events.t, kind="stable")
    return EventLog(
        events.t[order], events.user[order], events.kind[order], events.target[order], events.conv[order]
    )
