"""Persons and memberships: the arrays of who somebody is, and of how they stand in a group.

A person's traits are pure functions of their key and never change, so a membership carries its own
copy in the same row; a transfer to another group takes that copy along.
"""

from __future__ import annotations

from enum import IntEnum, IntFlag

import numpy as np

from sim.state.fields import Field

INTEREST_DIMS = 2
"""Dimensions of the space of interests; a group's topic is its origin."""

N_TRACES = 5
"""Exponential traces that together fade as a power of age."""

N_POST_TRACES = 3

TRACE_DAYS = np.array([1.0, 4.0, 16.0, 64.0, 256.0])
"""Time constants of the traces of visits, days."""

POST_TRACE_DAYS = np.array([2.0, 16.0, 128.0])
"""Time constants of the traces of speaking, days."""


TINY = 1e-30
"""Added to what fades every day, so that it never gets so small that processors slow down on it."""


class Status(IntEnum):
    """How a membership stands."""

    NONE = 0
    MEMBER = 1
    MUTED = 2
    LEFT = 3
    REMOVED = 4


class Source(IntEnum):
    """Rows of the channels that every group has; those that the scenario names come from NAMED on."""

    FOUNDERS = 0
    PULLED = 1
    REFERRED = 2
    TEAM = 3
    NAMED = 4


class Role(IntEnum):
    """What a member is to the group; the strategies give the later ones."""

    MEMBER = 0
    ADVERTISER = 1
    SUPER = 2
    KOC = 3
    MANAGER = 4


class Cause(IntEnum):
    """Why a membership ended."""

    NONE = 0
    NEED_ENDED = 1
    NO_VALUE = 2
    PUSHES = 3
    SPAM = 4
    OVERLOAD = 5
    REMOVED = 6
    CLOSED = 7


class Purchase(IntFlag):
    """What there is to say of a member's purchase of today."""

    BOUGHT = 1
    FIRST = 2
    SECOND = 4
    HOT = 8
    COMPLAINED = 16
    STOPPED = 32


NO_NEED = -1
"""In ``next_need``: not drawn yet."""

NEVER = 32_767
"""In ``next_need``: this member buys here no more."""


class Stage(IntFlag):
    """How far a member has come in the funnel; stages are reached in any order, each once."""

    ACTIVATED = 1
    ACTIVE = 2
    BOUGHT = 4
    BOUGHT_AGAIN = 8
    REFERRED = 16


class Call(IntFlag):
    """How operators turned to a member on a day."""

    MENTION = 1
    TALK = 2
    WAKE = 4


_i4 = np.int32
_f4, _i2, _u4, _u1 = np.float32, np.int16, np.uint32, np.uint8

PERSON = (
    Field("keys", np.uint64, ("rows",), "key of the person: a hash chain of their origin"),
    Field(
        "interests",
        _f4,
        ("rows", "interests"),
        "interests, in units of the spread of interests; the topic is at 0",
        unit="spreads",
    ),
    Field("attachment", _f4, ("rows",), "lasting inclination to come, added to log memory", unit="log odds"),
    Field(
        "voice",
        _f4,
        ("rows",),
        "lasting inclination to speak, added to log memory of speaking",
        unit="log odds",
    ),
    Field(
        "chattiness",
        _f4,
        ("rows",),
        "mean number of further messages on a day on which they speak",
        unit="messages/day",
    ),
    Field("attention", _f4, ("rows",), "messages a day that they are ready to read", unit="messages/day"),
    Field("means", _f4, ("rows",), "willingness to pay for entry, yuan", unit="yuan"),
    Field("need_days", _f4, ("rows",), "days until their need for the group ends", unit="days"),
    Field("free_time", _u1, ("rows",), "free-time profile, a row of state.free_time.PROFILES"),
)

MEMBERSHIP = (
    Field("status", _u1, ("rows",), "Status"),
    Field("role", _u1, ("rows",), "Role"),
    Field("cause", _u1, ("rows",), "Cause, once the membership has ended"),
    Field(
        "channel",
        _u1,
        ("rows",),
        "channel through which they came: 0 founders, 1 pulled in, 2 brought by a member, 3 by the team, 4 and up the scenario's",
    ),
    Field("strikes", _u1, ("rows",), "messages taken down by moderators", unit="messages"),
    Field("spoken", _u1, ("rows",), "0 never spoke, 1 spoke, 2 spoke and the first post was answered"),
    Field("join_day", _i2, ("rows",), "day of joining", unit="day"),
    Field("leave_day", _i2, ("rows",), "day on which the membership ended", fill=-1, unit="day"),
    Field("last_visit", _i2, ("rows",), "last day with a visit", fill=-1, unit="day"),
    Field("last_post", _i2, ("rows",), "last day with a message", fill=-1, unit="day"),
    Field("fee_paid", _f4, ("rows",), "entry fee paid, yuan", unit="yuan"),
    Field(
        "traces",
        _f4,
        ("rows", "traces"),
        "exponential traces of past visits, decayed to this morning",
        unit="visits",
    ),
    Field(
        "post_traces",
        _f4,
        ("rows", "post_traces"),
        "exponential traces of past speaking, as on last_post",
        unit="days with a message",
    ),
    Field("belonging", _f4, ("rows",), "belonging, 0 to 1", unit="share"),
    Field("trust", _f4, ("rows",), "trust in the operators, 0 to 1", unit="share"),
    Field("expectation", _f4, ("rows",), "value expected of a visit", unit="value"),
    Field("fatigue", _f4, ("rows",), "push fatigue, in pushes lately felt", unit="pushes"),
    Field("stage", _u1, ("rows",), "Stage: how far they have come in the funnel"),
    Field("early_visits", _u1, ("rows",), "days with a visit while new", unit="days"),
    Field("inviter", _i4, ("rows",), "row of the member who brought them, or -1", fill=-1, unit="row"),
    Field("gratitude", _f4, ("rows",), "help received lately, fading, as on last_visit", unit="answers"),
    Field("effort", _f4, ("rows",), "effort put in lately, fading, as on last_visit", unit="h"),
    Field("duty", _f4, ("rows",), "hours of work in a role of late, fading with rest", unit="h"),
    Field("dependence", _f4, ("rows",), "how far speaking has come to hang on rewards, 0 to 1", unit="share"),
    Field("level", _u1, ("rows",), "level in the growth system, or grade of a role"),
    Field("points", np.uint16, ("rows",), "points collected in the growth system", unit="points"),
    Field("purchases", _u1, ("rows",), "purchases so far, at most 255", unit="purchases"),
    Field("last_purchase", _i2, ("rows",), "day of the last purchase", fill=-1, unit="day"),
    Field(
        "next_need",
        _i2,
        ("rows",),
        "day on which their present need for the product opened or opens; -1 not drawn yet, 32767 never again",
        unit="day",
    ),
    Field("spent", _u4, ("rows",), "paid so far, fee included", unit="fen"),
)

TIES = (
    Field("tie_to", _u4, ("rows", "ties"), "row of the other", unit="row", line="ties"),
    Field(
        "tie_strength",
        np.uint16,
        ("rows", "ties"),
        "contacts, counted forward: each as many as the group's `contact` says on its day; in 16 bits",
        unit="contacts",
        line="ties",
    ),
    Field("tie_count", np.int16, ("rows",), "number of ties", unit="people", line="ties"),
)

TODAY = (
    Field("visits", _u1, ("rows",), "1 if they open the group today"),
    Field("noticed", _u1, ("rows",), "notifications of today that reached them", unit="notices"),
    Field("pushed", _u1, ("rows",), "pushes that they felt, on days with pushes", unit="notices"),
    Field("purchase", _u1, ("rows",), "Purchase: what there is to say of what they bought today"),
    Field("friends_active", _u1, ("rows",), "ties who spoke yesterday", unit="people"),
    Field("posts", _u1, ("rows",), "messages they write today", unit="messages"),
    Field("called", _u1, ("rows",), "Call: how operators turned to them today"),
    Field("spams", _u1, ("rows",), "advertisements they post today that stand", unit="messages"),
    Field("answers", _u1, ("rows",), "answers they got today", unit="messages"),
    Field(
        "taken_down",
        _u1,
        ("rows",),
        "advertisements of theirs that moderators took down today",
        unit="messages",
    ),
    Field(
        "wronged",
        _u1,
        ("rows",),
        "honest messages of theirs that moderators took down today",
        unit="messages",
    ),
)

VISIT = (
    Field(
        "urge",
        _f4,
        ("visitors",),
        "what rewards and levels add to their log odds of speaking today",
        unit="log odds",
    ),
    Field("value", _f4, ("visitors",), "value of today's visit", unit="value"),
    Field("noise", _f4, ("visitors",), "share of pushes and spam in what they read today", unit="share"),
    Field(
        "overload", _f4, ("visitors",), "share of what there was that they had no attention for", unit="share"
    ),
    Field("asked", _u1, ("visitors",), "friends whom they invite today", unit="people"),
    Field("brought", _u1, ("visitors",), "how many of these will come", unit="people"),
    Field(
        "messages_from",
        _u4,
        ("visitors",),
        "scratch: where their messages of today begin, visitor by visitor",
    ),
)
"""What is known of a visit of today, at the visitor's place in ``touched``."""

VISIT_NAMES = frozenset(field.name for field in VISIT)

LISTS = (
    Field("present", _u4, ("rows",), "rows of present members, in order of joining", unit="row"),
    Field(
        "touched",
        _u4,
        ("rows",),
        "rows of today's visitors, and behind them of those who noticed something without coming",
        unit="row",
    ),
    Field("gone", _u4, ("rows",), "rows of memberships that ended today", unit="row"),
)

FIELDS = (*PERSON, *MEMBERSHIP, *TIES, *TODAY, *VISIT, *LISTS)
