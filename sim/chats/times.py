"""From what exports say about time to Unix seconds, under a time zone that has to be assumed."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from sim.chats.errors import ChatError
from sim.i18n import mark

DAY = 86_400
FIRST_YEAR, LAST_YEAR = 1990, 2100
_UNIX = re.compile(r"(-?\d{1,20})(?:\.\d*)?")
_LONGEST = ((11, 1), (14, 1000), (17, 1_000_000), (20, 1_000_000_000))
"""Digits of Unix times in seconds, and in ever smaller fractions."""
_NO_ZONE = mark("There is no time zone {name}; an example of one is Asia/Shanghai.")


def zone(name: str) -> tzinfo:
    """Return the time zone of an IANA name.

    Raises
    ------
    ChatError
        If there is none of that name.
    """
    if name.upper() == "UTC":
        return UTC
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):  # KeyError: its own error for a zone that is unknown
        raise ChatError(_NO_ZONE, name=name) from None


def unix(text: str) -> int | None:
    """Return Unix seconds from a number of seconds, or of thousandths and smaller; None if it is no number."""
    if len(text) <= _LONGEST[0][0] and text.isdecimal():
        return int(text)  # by far the most frequent
    found = _UNIX.fullmatch(text)
    if found is None:
        return None
    digits = found.group(1)
    for longest, fraction in _LONGEST:
        if len(digits) <= longest:
            return int(digits) // fraction
    return None


class Clock:
    """Local times to Unix seconds; each day's offset is looked up once.

    Parameters
    ----------
    name
        IANA name of the time zone that local times are in.
    """

    def __init__(self, name: str = "UTC") -> None:
        self._zone = zone(name)
        self._days: dict[tuple[int, int, int], tuple[int, bool]] = {}

    def midnight(self, year: int, month: int, day: int) -> tuple[int, bool]:
        """Return when a day began, and whether its clock ran through without being put on or back.

        Raises
        ------
        ValueError
            If there is no such day.
        """
        found = self._days.get((year, month, day))
        if found is None:
            if not FIRST_YEAR <= year <= LAST_YEAR:
                raise ValueError("no plausible year")
            start = datetime(year, month, day, tzinfo=self._zone)
            even = start.utcoffset() == (start + timedelta(days=1)).utcoffset()
            found = self._days[(year, month, day)] = (int(start.timestamp()), even)
        return found

    def seconds(self, date: tuple[int, int, int], second: int) -> int:
        """Return the Unix time of a second of a local day, counted on the wall clock."""
        start, even = self.midnight(*date)
        if even:
            return start + second
        hour, rest = divmod(second, 3600)
        return int(datetime(*date, hour, rest // 60, rest % 60, tzinfo=self._zone).timestamp())

    def iso(self, text: str) -> int | None:
        """Return the Unix time of an ISO 8601 text, local if it names no offset; None if it is none."""
        try:
            found = datetime.fromisoformat(text)
            if found.tzinfo is None:
                found = found.replace(tzinfo=self._zone)
            return int(found.timestamp()) if FIRST_YEAR <= found.year <= LAST_YEAR else None
        except (ValueError, OverflowError):
            return None


def wall(hour: int, minute: int, second: int, half: str = "") -> int:
    """Return the second of the day; ``half`` is what the app writes for morning or afternoon.

    Raises
    ------
    ValueError
        If there is no such time.
    """
    if half:
        hour = _of_24(hour, half)
    if not (0 <= hour < 24 and 0 <= minute < 60 and 0 <= second <= 60):
        raise ValueError("no such time of day")
    return hour * 3600 + minute * 60 + min(second, 59)


def _of_24(hour: int, half: str) -> int:
    if hour > 12:
        return hour
    first = half[0].lower()
    if first == "中":  # noon: 11, 12, 1
        return hour + 12 if hour < 10 else hour
    if first in "p下晚":
        return 12 if hour == 12 and first != "晚" else (hour + 12) % 24
    return hour % 12  # am, 上午, 凌晨, 早上
