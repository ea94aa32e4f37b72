"""What was read and what was not: numbers, places and reasons, never a word or a name out of the chat."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sim.chats.errors import Say, plain_english

MOST_PLACES = 20
"""Places of broken records that are kept; all are counted."""


@dataclass(slots=True)
class Report:
    """What came of reading a chat.

    Parameters
    ----------
    format, encoding, timezone
        As what it was read; the encoding is empty where the format fixes it.
    events
        Rows by kind.
    people, conversations
        How many.
    first, last
        Unix seconds; None without rows.
    notices
        Lines of the app that are neither a message nor about joining or leaving.
    out_of_order
        Rows that the chat had before an earlier one; they were sorted.
    day_order, sure
        Order of day and month found in dates, and how: ``given``, ``certain``, ``likely`` or ``guessed``.
    missing_operators
        Which of the operators' names did not occur, counted from 1.
    local_times
        Whether times had to be read in the time zone that was assumed.
    """

    format: str = ""
    encoding: str = ""
    timezone: str = "UTC"
    events: dict[str, int] = field(default_factory=dict)
    people: int = 0
    conversations: int = 0
    first: int | None = None
    last: int | None = None
    notices: int = 0
    out_of_order: int = 0
    day_order: str | None = None
    sure: str | None = None
    missing_operators: list[int] = field(default_factory=list)
    local_times: bool = False
    remarks: list[str] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)
    places: list[tuple[str, int, str]] = field(default_factory=list)

    @property
    def broken(self) -> int:
        """Number of records that could not be read."""
        return sum(self.reasons.values())

    def break_off(self, line: int, reason: str, part: str = "", n: int = 1) -> None:
        """Note that something could not be read: in which part, on which line, why (a marked template)."""
        self.reasons[reason] += n
        if len(self.places) < MOST_PLACES:
            self.places.append((part, line, reason))

    def as_data(self, t: Say | None = None) -> dict[str, Any]:
        """Return everything as plain values, for JSON."""
        say = t or plain_english
        return {
            "format": self.format,
            "encoding": self.encoding or None,
            "timezone": self.timezone,
            "local_times": self.local_times,
            "rows": sum(self.events.values()),
            "events": dict(self.events),
            "people": self.people,
            "conversations": self.conversations,
            "first": _iso(self.first),
            "last": _iso(self.last),
            "notices": self.notices,
            "out_of_order": self.out_of_order,
            "day_order": self.day_order,
            "day_order_sure": self.sure,
            "missing_operators": list(self.missing_operators),
            "remarks": [say(remark) for remark in self.remarks],
            "broken": {
                "records": self.broken,
                "reasons": {say(reason): n for reason, n in self.reasons.items()},
                "places": [
                    {"part": part or None, "line": line, "reason": say(reason)}
                    for part, line, reason in self.places
                ],
            },
        }


def _iso(t: int | None) -> str | None:
    if t is None:
        return None
    try:
        return datetime.fromtimestamp(t, UTC).isoformat()
    except (ValueError, OverflowError, OSError):
        return str(t)
