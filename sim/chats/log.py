"""Gathers the rows that readers find, and makes the one table of them."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sim.chats.days import Days
from sim.chats.people import NOBODY, People
from sim.chats.reasons import IMPOSSIBLE_DATE
from sim.chats.report import Report
from sim.chats.times import Clock
from sim.results.block import EventLog

MESSAGE, PUSH, JOIN, LEAVE = range(4)
KINDS = ("msg", "push", "join", "leave")
NONE = -1


class Log:
    """Rows of a chat, as integers from the start.

    Parameters
    ----------
    operators
        Names of people whose messages are pushes.
    timezone, day_order
        How local times are read; see :class:`Clock` and :class:`Days`.
    channel
        The one to read of an export that has several; empty for all.
    """

    def __init__(
        self, operators: Sequence[str] = (), timezone: str = "UTC", day_order: str = "auto", channel: str = ""
    ) -> None:
        self.channel = channel
        self.people = People(operators)
        self.clock = Clock(timezone)
        self.days = Days(self.clock, day_order)
        self.report = Report(timezone=timezone)
        self._t = array("q")
        self._user = array("i")
        self._kind = array("b")
        self._target = array("i")
        self._conv = array("i")
        self._line = array("i")
        self._threads: dict[object, int] = {}
        self._rows: dict[object, int] = {}
        self._answers: list[tuple[int, object]] = []

    def __len__(self) -> int:
        return len(self._t)

    def add(self, kind: int, t: int, user: int, target: int = NOBODY, line: int = 0) -> int:
        """Add a row, and return its place; a target may be a mention that is not resolved yet."""
        self._t.append(t)
        self._user.append(user)
        self._kind.append(kind)
        self._target.append(target)
        self._conv.append(NONE)
        self._line.append(line & 0x7FFFFFFF)
        return len(self._t) - 1

    def address(self, row: int, whom: int) -> None:
        """Say to whom a row is addressed, unless that is known already."""
        if self._target[row] == NOBODY and whom != self._user[row]:
            self._target[row] = whom

    def earlier(self, row: int, t: int, by: int) -> None:
        """Move a row to an earlier time, and to who brought it about then."""
        if t < self._t[row]:
            self._t[row], self._target[row] = t, by

    def thread(self, row: int, key: object) -> None:
        """Put a row into the conversation of a key."""
        self._conv[row] = self._threads.setdefault(key, len(self._threads))

    def identify(self, row: int, key: object) -> None:
        """Say by which identifier answers refer to a row."""
        self._rows[key] = row

    def answer(self, row: int, key: object) -> None:
        """Say that a row answers the row with an identifier, which may come later."""
        self._answers.append((row, key))

    def finish(self) -> EventLog:
        """Return the table, sorted by time, and complete the report; names are forgotten."""
        self._join_answers()
        t, impossible = self.days.settle(np.array(self._t, np.int64))
        for row in np.flatnonzero(impossible).tolist():
            self.report.break_off(self._line[row], IMPOSSIBLE_DATE)
        self._line, self._t = array("i"), array("q")  # large chats: let go of what is not needed any more
        same = self.people.merged()
        user = same[np.array(self._user, np.int32)]
        kind = np.array(self._kind, np.int8)
        operating = same[np.array(sorted(self.people.operating), np.int32)]
        kind[(kind == MESSAGE) & np.isin(user, operating)] = PUSH
        target = np.array(self._target, np.int32)
        mentioned = np.array(self.people.resolved(), np.int32)
        waiting = target < NOBODY
        target[waiting] = mentioned[-2 - target[waiting]]
        target[target >= 0] = same[target[target >= 0]]
        target[target == user] = NOBODY  # nobody addresses themselves
        kept = np.flatnonzero(~impossible)
        order = kept[np.argsort(t[kept], kind="stable")]
        self.report.out_of_order = int((np.diff(t[kept]) < 0).sum())
        user, target = _renumbered(user[order], target[order])
        (conv,) = _renumbered(np.array(self._conv, np.int32)[order])
        log = EventLog(t=t[order], user=user, kind=np.array(KINDS)[kind[order]], target=target, conv=conv)
        self._complete(log)
        self.people = People()
        return log

    def _join_answers(self) -> None:
        """Give rows their target and conversation from the answers: a chain of answers is one."""
        if not self._answers:
            return
        parent = np.arange(len(self._t))
        for row, key in self._answers:
            found = self._rows.get(key)
            if found is None:
                self.thread(row, ("lost", key))
            elif found != row:
                parent[row] = found
                if self._user[found] != self._user[row]:
                    self._target[row] = self._user[found]
        self._rows.clear()
        for _ in range(parent.size.bit_length() + 1):
            parent = parent[parent]
        for row in np.flatnonzero(parent != np.arange(parent.size)).tolist():
            root = int(parent[row])
            if self._conv[root] == NONE:
                self.thread(root, ("chain", root))
            self._conv[row] = self._conv[root]

    def _complete(self, log: EventLog) -> None:
        report = self.report
        report.events = {kind: int((log.kind == kind).sum()) for kind in KINDS}
        report.people = int(max(log.user.max(initial=NOBODY), log.target.max(initial=NOBODY))) + 1
        report.conversations = int(log.conv.max(initial=NONE)) + 1
        if log.t.size:
            report.first, report.last = int(log.t[0]), int(log.t[-1])
        report.day_order, report.sure = self.days.order, self.days.sure
        report.missing_operators = self.people.missing_operators()


def _renumbered(*columns: NDArray[np.int32]) -> list[NDArray[np.int32]]:
    """Number anew in order of first appearance, row by row; what is negative stays."""
    joined = np.stack(columns, axis=1).ravel()
    place = np.full(int(joined.max(initial=NONE)) + 1, -1, np.int64)
    real = np.flatnonzero(joined >= 0)[::-1]
    place[joined[real]] = real  # of several values for one place the last stays: the first appearance
    del real
    seen = np.flatnonzero(place >= 0)
    fresh = np.full(place.size + 1, NONE, np.int32)  # the last for what is negative
    fresh[seen[np.argsort(place[seen], kind="stable")]] = np.arange(seen.size, dtype=np.int32)
    numbered = fresh[np.maximum(joined, NONE)].reshape(-1, len(columns))
    return [np.ascontiguousarray(numbered[:, column]) for column in range(len(columns))]
