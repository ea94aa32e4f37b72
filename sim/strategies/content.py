"""Content plan: posts by the operators, on a schedule, and calls for members' own."""

from __future__ import annotations

from collections.abc import Mapping

from sim.contracts import Spell, Strategy
from sim.contracts.strategy import LeverValue
from sim.parameters import Kind, Parameter, Values

_SHORT = 5.0
"""Minutes of content that ask as much attention as a message."""


class Content(Strategy):
    """Posts by the operators, on a schedule, and calls for members' own (S11, S43).

    Content is worth reading to those whom the topic concerns, keeps the group new and brings people in
    through its notices. Part of it may speak to feelings instead of being of use, or ask for answers; a long post gives
    more and asks more attention. It takes hours to make, takes attention to read, and much of it drowns the
    talk. A call for members' own contributions costs the effort of the willing, hours to help them, and tires
    the others.
    """

    rows = ("S11", "S43")
    label = "Content plan"
    parameters = (
        Parameter(name="posts_per_day", default=1.0, low=0.0, high=6.0, none=0.0, maximum=200.0, unit="1/day", label="Posts a day",
                  doc="Content posts a day; 0.5 is one every second day."),
        Parameter(name="quality", default=0.6, low=0.0, high=1.0, none=0.0, kind=Kind.SHARE, label="Quality",
                  doc="Original and useful (1) or forwarded filler (0)."),
        Parameter(name="asks_for_answers", default=0.3, low=0.0, high=1.0, none=0.0, kind=Kind.SHARE, label="Asks for answers",
                  doc="Share of the content that invites members to speak."),
        Parameter(name="emotional", default=0.0, low=0.0, high=1.0, none=0.0, kind=Kind.SHARE, label="Speaks to feelings",
                  doc="Share of the content that is warm instead of useful: care, stories, festivals."),
        Parameter(name="length_minutes", default=5.0, low=5.0, high=15.0, minimum=5.0, maximum=120.0, unit="min", label="Length",
                  doc="Time that a post takes to read or watch; five minutes ask as much attention as a message, a post of fifteen as three."),
        Parameter(name="hour", default=20.0, low=7.0, high=23.0, maximum=23.99, unit="h", label="Hour", doc="Hour of the day at which it is posted."),
        Parameter(name="evening_hour", default=0.0, low=0.0, high=23.0, none=0.0, maximum=23.99, unit="h", label="Hour of the evening brief",
                  doc="Hour at which every second post of a day is posted instead: a morning and an evening brief; 0 is none."),
        Parameter(name="hours_per_post", default=0.8, low=0.1, high=4.0, maximum=100.0, unit="h", label="Hours per post",
                  doc="Operators' hours that a post takes."),
        Parameter(name="money_per_post", default=0.0, low=0.0, high=500.0, kind=Kind.MONEY, unit="yuan", label="Money per post",
                  doc="Fees for authors and pictures."),
        Parameter(name="calls_per_week", default=0.0, low=0.0, high=3.0, none=0.0, maximum=7.0, unit="1/week", label="Calls a week",
                  doc="Calls a week for members' own contributions."),
        Parameter(name="call_minutes", default=60.0, low=5.0, high=240.0, maximum=1440.0, unit="min", label="Minutes per call",
                  doc="Operators' time to find, help and present those who contribute."),
    )  # fmt: skip
    writes = (
        "contents_per_day", "content_quality", "content_invites", "content_hour", "content_hour_later", "content_warmth",
        "content_extra", "calls", "event_hour", "hours_content", "money_content",
    )  # fmt: skip

    def levers(self, values: Values, spell: Spell) -> Mapping[str, LeverValue]:
        """Set the schedule, its quality and what it costs."""
        del spell
        on = values.posts_per_day > 0
        calls = values.calls_per_week / 7.0
        length = values.length_minutes / _SHORT
        return {
            "contents_per_day": values.posts_per_day,
            "content_quality": values.quality * (1.0 - values.emotional) if on else 0.0,
            "content_invites": values.asks_for_answers if on else 0.0,
            "content_hour": values.hour if on else 0.0,
            "content_hour_later": values.evening_hour if on else 0.0,
            "content_warmth": values.emotional if on else 0.0,
            "content_extra": length - 1.0 if on else 0.0,
            "calls": calls,
            "event_hour": values.hour if calls > 0 else 0.0,
            "hours_content": values.posts_per_day * values.hours_per_post * length
            + calls * values.call_minutes / 60.0,
            "money_content": values.posts_per_day * values.money_per_post,
        }
