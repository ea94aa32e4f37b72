"""Content plan: useful posts by the operators, on a schedule."""

from __future__ import annotations

from collections.abc import Mapping

from sim.contracts import Spell, Strategy
from sim.contracts.strategy import LeverValue
from sim.parameters import Kind, Parameter, Values


class Content(Strategy):
    """Useful posts by the operators, on a schedule (S11).

    Content is worth reading to those whom the topic concerns, keeps the group new and brings people in
    through its notices. It takes hours to make, takes attention to read, and much of it drowns the talk.
    """

    rows = ("S11",)
    label = "Content plan"
    parameters = (
        Parameter(name="posts_per_day", default=1.0, low=0.0, high=6.0, none=0.0, maximum=200.0, unit="1/day", label="Posts a day",
                  doc="Content posts a day; 0.5 is one every second day."),
        Parameter(name="quality", default=0.6, low=0.0, high=1.0, none=0.0, kind=Kind.SHARE, label="Quality",
                  doc="Original and useful (1) or forwarded filler (0)."),
        Parameter(name="asks_for_answers", default=0.3, low=0.0, high=1.0, none=0.0, kind=Kind.SHARE, label="Asks for answers",
                  doc="Share of the content that invites members to speak."),
        Parameter(name="hour", default=20.0, low=7.0, high=23.0, maximum=23.99, unit="h", label="Hour", doc="Hour of the day at which it is posted."),
        Parameter(name="hours_per_post", default=0.8, low=0.1, high=4.0, maximum=100.0, unit="h", label="Hours per post",
                  doc="Operators' hours that a post takes."),
        Parameter(name="money_per_post", default=0.0, low=0.0, high=500.0, kind=Kind.MONEY, unit="yuan", label="Money per post",
                  doc="Fees for authors and pictures."),
    )  # fmt: skip
    writes = (
        "contents_per_day", "content_quality", "content_invites", "content_hour", "hours_content", "money_content",
    )  # fmt: skip

    def levers(self, values: Values, spell: Spell) -> Mapping[str, LeverValue]:
        """Set the schedule, its quality and what it costs."""
        del spell
        return {
            "contents_per_day": values.posts_per_day,
            "content_quality": values.quality if values.posts_per_day > 0 else 0.0,
            "content_invites": values.asks_for_answers if values.posts_per_day > 0 else 0.0,
            "content_hour": values.hour if values.posts_per_day > 0 else 0.0,
            "hours_content": values.posts_per_day * values.hours_per_post,
            "money_content": values.posts_per_day * values.money_per_post,
        }
