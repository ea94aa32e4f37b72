"""Dates whose day order is not known until the whole chat has been seen: 03/04/24 is either."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from sim.chats.times import DAY, Clock

ORDERS = ("dmy", "mdy", "ymd")
OPEN = -(1 << 60)
"""Open times lie below this and are put in place by :meth:`Days.settle`."""
_STRIDE = 100_000
Written = tuple[int, int, int]
_BEYOND = OPEN + (1 << 50)


class Days:
    """Collects dates as they are written and decides on one order for all.

    Parameters
    ----------
    clock
        Turns local days into Unix seconds.
    order
        ``dmy``, ``mdy`` or ``ymd``, or ``auto`` to find out.
    """

    def __init__(self, clock: Clock, order: str = "auto") -> None:
        self._clock, self._asked = clock, order
        self._places: dict[Written, int] = {}
        self._dotted = self._halves = False
        self.order: str | None = None
        self.sure: str | None = None

    def open(self, written: Written, second: int, *, dotted: bool = False, halves: bool = False) -> int:
        """Return an open time for a date as it is written; ``dotted``: 31.12.; ``halves``: with am or pm."""
        place = self._places.get(written)
        if place is None:
            place = self._places[written] = len(self._places)
            self._dotted |= dotted
            self._halves |= halves
        return OPEN + place * _STRIDE + second

    def settle(self, t: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Return all times in Unix seconds, and which of them turned out to be impossible."""
        impossible = np.zeros(t.size, np.bool_)
        is_open = t < _BEYOND
        if not self._places or not is_open.any():
            return t, impossible
        self._decide()
        reading = _READ[self.order or "dmy"]
        starts = np.zeros(len(self._places), np.int64)
        even = np.ones(len(self._places), np.bool_)
        bad = np.zeros(len(self._places), np.bool_)
        dates = [reading(written) for written in self._places]
        for place, date in enumerate(dates):
            try:
                starts[place], even[place] = self._clock.midnight(*date)
            except ValueError:
                bad[place] = True
        places, seconds = np.divmod(t[is_open] - OPEN, _STRIDE)
        times = starts[places] + seconds
        for row in np.flatnonzero(~even[places] & ~bad[places]):
            times[row] = self._clock.seconds(dates[places[row]], int(min(seconds[row], DAY - 1)))
        settled = t.copy()
        settled[is_open] = times
        impossible[is_open] = bad[places]
        return settled, impossible

    def _decide(self) -> None:
        if self._asked != "auto":
            self.order, self.sure = self._asked, "given"
            return
        written = list(self._places)
        if 2 * sum(first >= 1000 for first, _, _ in written) > len(written):
            self.order, self.sure = "ymd", "certain"
            return
        possible = {order: sum(self._is_day(order, date) for date in written) for order in ("dmy", "mdy")}
        other = {"dmy": "mdy", "mdy": "dmy"}
        best = max(possible, key=lambda order: (possible[order], not self._halves or order == "mdy"))
        against = possible[other[best]]
        if possible[best] > against:
            only_other = sum(self._is_day(other[best], d) and not self._is_day(best, d) for d in written)
            self.order, self.sure = best, "likely" if only_other else "certain"
            return
        back = {order: self._steps_back(order) for order in possible}
        if back["dmy"] != back["mdy"]:
            self.order, self.sure = min(back, key=lambda order: back[order]), "likely"
            return
        self.order = "mdy" if self._halves and not self._dotted else "dmy"
        self.sure = "guessed"

    def _is_day(self, order: str, written: Written) -> bool:
        try:
            self._clock.midnight(*_READ[order](written))
        except ValueError:
            return False
        return True

    def _steps_back(self, order: str) -> int:
        """Days by which time runs backwards, summed: chats are written in order."""
        read = [year * 372 + month * 31 + day for year, month, day in map(_READ[order], self._places)]
        return sum(max(0, before - after) for before, after in pairwise(read))


def _year(written: int) -> int:
    return written if written >= 100 else 2000 + written


_READ: dict[str, Callable[[Written], tuple[int, int, int]]] = {
    "dmy": lambda w: (_year(w[2]), w[1], w[0]) if w[0] < 1000 else (w[0], w[1], w[2]),
    "mdy": lambda w: (_year(w[2]), w[0], w[1]) if w[0] < 1000 else (w[0], w[1], w[2]),
    "ymd": lambda w: (_year(w[0]), w[1], w[2]),
}
