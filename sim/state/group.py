"""A group's feed, and the day's lists of messages and events; its record is in ``state/record.py``."""

from __future__ import annotations

from enum import IntEnum

import numpy as np

from sim.state.fields import Field

_f8, _f4, _i8, _i4, _u4, _u1 = np.float64, np.float32, np.int64, np.int32, np.uint32, np.uint8

WINDOW = 30
"""Days of the trailing windows of DAU/MAU and of inequality."""

RING = 32
"""Places of rings over the window: a power of two, so that a place is a mask away."""


LIVELY = 10.0
"""Distinct speakers in a week at which a group looks 63 % as lively as it can (assumption)."""


class Feed(IntEnum):
    """Kinds of message in the feed."""

    TALK = 0
    SPAM = 1
    CONTENT = 2
    PUSH = 3
    ANSWER = 4
    COMPLAINT = 5


N_KINDS = 6

ARRAYS = (
    Field("feed", _f8, ("kinds", "days"), "messages that stand, by kind, of each day", unit="messages"),
    Field("feed_sum", _f8, ("kinds", "days"), "the same summed up to and including the day", unit="messages"),
    Field(
        "quality_sum",
        _f8,
        ("days",),
        "use of operators' posts: content times quality, pushes times usefulness, summed up to the day",
        unit="posts",
    ),
    Field(
        "last_visits",
        _i8,
        ("ring",),
        "present and past members by day of last visit, modulo the ring",
        unit="people",
    ),
    Field("last_posts", _i8, ("ring",), "the same by day of last message", unit="people"),
    Field("ended", _i4, ("ages",), "memberships that ended at each age", unit="memberships"),
    Field(
        "cohorts",
        _i4,
        ("weeks", "weeks"),
        "members of each week of joining who opened the group in each week from then on",
        unit="people",
    ),
    Field(
        "prospect_count",
        _i4,
        ("channels", "days"),
        "people who came to the door, by channel and day",
        unit="people",
    ),
    Field("invited_key", np.uint64, ("invited",), "key of a friend who comes to the door when it next opens"),
    Field("invited_by", _u4, ("invited",), "row of the member who invited them", unit="row"),
    Field("daily_sales", _f8, ("days",), "paid for goods on each day", unit="yuan"),
    Field("arrived", _i8, ("channels",), "people who ever came to the door, by channel", unit="people"),
    Field(
        "given",
        _i4,
        ("channels", "days"),
        "prospects given day by day, -1 where they are drawn",
        fill=-1,
        unit="people",
    ),
    Field("joined", _i4, ("channels", "days"), "newcomers by channel and day", unit="people"),
    Field(
        "message_row", _u4, ("messages",), "author of each of today's messages, in order of time", unit="row"
    ),
    Field("message_second", _i4, ("messages",), "second of the day; may pass midnight", unit="s"),
    Field("message_to", _i4, ("messages",), "message that it answers, or -1", unit="message"),
    Field(
        "message_conv",
        _i4,
        ("messages",),
        "conversation; until answers are settled, the latest earlier message by somebody else",
    ),
    Field("message_number", _u1, ("messages",), "which of its author's messages of today it is"),
    Field(
        "message_back",
        _u1,
        ("messages",),
        "how many messages back it looks first for one to answer; 0 if it answers none",
        unit="messages",
    ),
    Field(
        "message_slot",
        np.uint16,
        ("messages",),
        "twice the slot from 1 on of its author's tie with whom it answers, 0 for none; 1 more if it would make one",
    ),
    Field("message_answered", _u1, ("messages",), "1 once somebody has answered it"),
    Field("histogram", _i4, ("counts",), "scratch: speakers by number of messages", unit="people"),
    Field("send_row", _u4, ("sends",), "30-day list of who spoke", unit="row"),
    Field("send_count", _u1, ("sends",), "how many messages", unit="messages"),
    Field("send_start", _i8, ("ring",), "where each day's entries start"),
    Field("tally", np.uint16, ("rows",), "scratch: messages of each sender in the window", unit="messages"),
    Field(
        "events",
        _i8,
        ("events", "event"),
        "second from day 0, row (-2 the operators), kind, target, conversation",
    ),
)
