"""A group's own record, its feed, and the day's lists of messages and events."""

from __future__ import annotations

from enum import IntEnum

import numpy as np

from sim.state.fields import Field

_f8, _f4, _i8, _i4, _u4, _u1 = np.float64, np.float32, np.int64, np.int32, np.uint32, np.uint8

TASKS = ("screening", "moderation", "content", "selling", "answering", "recruiting")
"""What operators' hours go into; each has an ``hours_*`` and a ``money_*`` lever."""

N_CAUSES = 7
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


N_KINDS = 5

STOCKS: dict[str, tuple[type[np.generic], str]] = {
    "n_rows": (_i8, "memberships ever"),
    "n_present": (_i8, "present members"),
    "n_visiting": (_i8, "members who open the group today"),
    "n_touched": (_i8, "members who open the group or noticed something in it today"),
    "n_messages": (_i8, "messages in today's list"),
    "n_prospects": (_i8, "people at the door today, in the rows behind n_rows"),
    "n_gone": (_i8, "memberships that ended today"),
    "n_events": (_i8, "events logged so far"),
    "logged_rows": (_i8, "memberships whose joining has been logged"),
    "sends_head": (_i8, "first entry of the 30-day list of sends"),
    "sends_tail": (_i8, "behind the last entry of the 30-day list of sends"),
    "ties_dropped": (_i8, "acquaintances of the start that found no slot"),
    "conversations": (_i8, "conversations opened so far"),
    "need": (_f8, "strength of the need in this group, its own purpose included"),
    "need_spread": (_f8, "spread of log need between groups set up alike"),
    "contact_pace": (_f8, "1 / half-life of a contact: forward log-strength of a contact a day later"),
    "due_pushes": (_f8, "part of a push still due; below 0 before the first"),
    "due_contents": (_f8, "part of a content post still due; below 0 before the first"),
    "expected": (_f8, "prospects expected tomorrow, as far as channels tell"),
    "novelty": (_f8, "novelty stock, 0 to 1"),
    "atmosphere": (_f8, "distinct speakers of the last seven days"),
    "first_posts": (_f8, "first posts of newcomers lately, fading"),
    "first_posts_answered": (_f8, "of these, answered"),
    "enforcement": (_f8, "share of spam that moderators took down lately"),
    "centre_x": (_f8, "centre of the talk lately, first interest"),
    "centre_y": (_f8, "centre of the talk lately, second interest"),
    "unanswered": (_f8, "members' questions waiting for an operator"),
    "founded": (_i8, "1 once the members of day 0 are in"),
    "topic_breadth": (_f8, "spread of what is shared around the topic"),
    "alive_speakers": (_f8, "distinct speakers in seven days below which the group counts as dead"),
    "top20_share": (_f8, "share of messages by the top fifth of speakers, trailing 30 days, weekly"),
    "gini": (_f8, "Gini of messages among speakers, trailing 30 days, weekly"),
}
"""Fields that live from day to day."""

COUNTS: dict[str, str] = {
    "prospects": "people at the door today",
    "refused": "people at the door who did not get in or did not want to",
    "joins": "newcomers today",
    "joins_own": "newcomers who came by themselves",
    "joins_pulled": "newcomers pulled in unasked",
    "leaves": "memberships that ended today",
    "members": "present members at the end of the day",
    "muted": "of these, muted",
    "reached": "members who opened the group or noticed something in it",
    "visiting": "members who opened the group",
    "posters": "members who spoke",
    "messages": "messages by members, without advertisements",
    "spam": "advertisements by members that stood",
    "spam_removed": "advertisements taken down",
    "talk_removed": "honest messages taken down by mistake",
    "contents": "operators' content posts",
    "pushes": "product pushes",
    "answers_given": "answers by operators",
    "answered": "members' messages that a member answered",
    "first_posts_today": "newcomers' first posts",
    "first_answered_today": "of these, answered on the day",
    "ties_made": "new ties",
    "removed": "members removed by moderators",
    "mau": "people who opened the group in the last 30 days",
    "dau_mau": "visiting over mau",
    "mean_belonging": "mean belonging of present members",
    "mean_trust": "mean trust of present members",
    "mean_fatigue": "mean push fatigue of present members",
    "speakers_week": "distinct speakers of the last seven days",
    "silent": "1 if the last seven days had too few speakers",
    "answer_delay": "days a question waits for an operator",
    "hours_asked": "operators' hours asked for",
    "hours_given": "operators' hours worked",
    "cost": "cost of the day, yuan",
}
"""Fields that are set to 0 each morning, float64."""

PER_TASK = {
    "asked": "hours asked for the task today",
    "given": "hours worked on the task today",
    "spent": "money spent on the task today, wages apart, yuan",
    "cost": "wages and money together, yuan",
}

RECORD_UNITS: dict[str, tuple[str, ...]] = {
    "people": (
        "n_present", "n_visiting", "n_touched", "n_prospects", "expected", "atmosphere", "alive_speakers", "prospects",
        "refused", "joins", "joins_own", "joins_pulled", "members", "muted", "reached", "visiting", "posters",
        "removed", "mau", "speakers_week", "leaves",
    ),
    "memberships": ("n_rows", "logged_rows", "n_gone"),
    "messages": (
        "n_messages", "first_posts", "first_posts_answered", "unanswered", "messages", "spam", "spam_removed",
        "talk_removed", "contents", "pushes", "answers_given", "answered", "first_posts_today",
        "first_answered_today", "due_pushes", "due_contents",
    ),
    "ties": ("ties_dropped", "ties_made"),
    "events": ("n_events",),
    "conversations": ("conversations",),
    "pushes": ("mean_fatigue",),
    "share": ("enforcement", "top20_share", "gini", "dau_mau", "novelty", "mean_belonging", "mean_trust"),
    "spreads": ("centre_x", "centre_y", "topic_breadth"),
    "1/day": ("contact_pace",),
    "days": ("answer_delay",),
    "h": ("hours_asked", "hours_given"),
    "yuan": ("cost",),
    "": ("sends_head", "sends_tail", "need", "need_spread", "founded", "silent"),
}  # fmt: skip
"""Units of the fields of the record, those by task and by cause apart; nothing for codes and pure numbers."""

RECORD = np.dtype(
    [(name, kind) for name, (kind, _) in STOCKS.items()]
    + [(name, _f8) for name in COUNTS]
    + [(f"left_{cause}", _f8) for cause in range(N_CAUSES)]
    + [(f"{what}_{task}", _f8) for what in PER_TASK for task in TASKS]
)
"""One record a group."""

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
    Field("prospect_count", _i4, ("channels",), "people at the door today, by channel", unit="people"),
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
    Field("message_conv", _i4, ("messages",), "conversation"),
    Field("message_number", _u1, ("messages",), "which of its author's messages of today it is"),
    Field("message_answered", _u1, ("messages",), "1 once somebody has answered it"),
    Field(
        "message_draft",
        _u4,
        ("messages", "draft"),
        "scratch: second, row and number of a message before sorting",
    ),
    Field("histogram", _i4, ("counts",), "scratch: speakers by number of messages", unit="people"),
    Field("scratch", _i4, ("slots",), "scratch for counting sorts"),
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
