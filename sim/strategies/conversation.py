"""Conversation: guided topics, contests and team tasks, at fixed or random times."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sim.contracts import Spell, Strategy
from sim.contracts.strategy import LeverValue
from sim.parameters import Kind, Parameter, Values

_WEEK = 7


def _on_days(spell: Spell, per_week: float, fixed: bool, offset: int) -> LeverValue:
    """Events of each day: 1 on certain days of each week, or everywhere the same chance.

    Fixed: event ``k`` of a week lies on its day ``floor(7 k / n) + offset``, counted from the first day of the spell.
    """
    if not fixed or per_week == 0:
        return min(1.0, per_week / _WEEK)
    of_week = (spell.days - spell.first_day - offset) % _WEEK
    held = {int(_WEEK * k / per_week) for k in range(int(np.ceil(per_week)))}
    return np.isin(of_week, sorted(held)).astype(np.float64)


class Conversation(Strategy):
    """Guided topics, contests and team tasks, at fixed or random times (S12, S20, S36).

    A topic that concerns members makes them speak, a mention by name brings in who was quiet, praise is an
    answer; a contest or relay makes many speak once, a team task ties those who work together. At fixed times events can become
    a habit, at random times they cannot. Each takes hours and an announcement that tires; talk about the product is
    noise, entries are loud, who is asked for too much is put off, and an event that people came for and
    that does not take place breaks the habit. Ritual (fixed topics), participation (contests) and organisation (team
    tasks) are three arms of it: set the others to 0.
    """

    rows = ("S12", "S20", "S36")
    label = "Conversation"
    parameters = (
        Parameter(name="topics_per_week", default=2.0, low=0.0, high=7.0, none=0.0, maximum=7.0, unit="1/week", label="Topics a week",
                  doc="Guided topics a week."),
        Parameter(name="hard_talk", default=0.0, low=0.0, high=1.0, none=0.0, kind=Kind.SHARE, label="Product talk",
                  doc="Share of the topics that are about the product."),
        Parameter(name="mentions", default=3.0, low=0.0, high=20.0, none=0.0, maximum=1000.0, unit="people", label="Mentions",
                  doc="Quiet members mentioned by name on a topic."),
        Parameter(name="praise", default=0.5, low=0.0, high=1.0, none=0.0, kind=Kind.SHARE, label="Praise",
                  doc="Share of a topic's speakers who are praised."),
        Parameter(name="contests_per_week", default=0.0, low=0.0, high=3.0, none=0.0, maximum=7.0, unit="1/week", label="Contests a week",
                  doc="Contests and relays a week."),
        Parameter(name="prize", default=50.0, low=0.0, high=500.0, kind=Kind.MONEY, unit="yuan", label="Prize",
                  doc="Prize of a contest."),
        Parameter(name="contest_minutes", default=5.0, low=0.0, high=60.0, maximum=1440.0, unit="min", label="Effort of an entry",
                  doc="Time that an entry takes a member: complexity lowers taking part."),
        Parameter(name="team_tasks_per_week", default=0.0, low=0.0, high=2.0, none=0.0, maximum=7.0, unit="1/week", label="Team tasks a week",
                  doc="Tasks a week that members do in teams."),
        Parameter(name="team_size", default=4.0, low=2.0, high=12.0, minimum=2.0, maximum=100.0, unit="people", label="Team size",
                  doc="Members of a team, about."),
        Parameter(name="team_minutes", default=30.0, low=5.0, high=120.0, maximum=1440.0, unit="min", label="Effort of a team task",
                  doc="Time that a team task takes a member."),
        Parameter(name="schedule", default="fixed", kind=Kind.CHOICE, choices=("fixed", "random"), label="Schedule",
                  doc="fixed: on the same days of each week; random: the same number, on any day."),
        Parameter(name="hour", default=20.0, low=7.0, high=23.0, maximum=23.99, unit="h", label="Hour", doc="Hour of the day of events."),
        Parameter(name="minutes_per_event", default=40.0, low=5.0, high=180.0, maximum=1440.0, unit="min", label="Minutes per event",
                  doc="Operators' time that an event takes."),
    )  # fmt: skip
    writes = (
        "topics", "contests", "team_tasks", "event_fixed", "event_hour", "hard_talk", "mentions", "praise",
        "contest_prize", "contest_minutes", "team_size", "team_minutes", "hours_conversation",
    )  # fmt: skip

    def levers(self, values: Values, spell: Spell) -> Mapping[str, LeverValue]:
        """Set the days of events and what they are; hours are asked for on these days."""
        fixed = values.schedule == "fixed"
        topics = _on_days(spell, values.topics_per_week, fixed, 0)
        contests = _on_days(spell, values.contests_per_week, fixed, 1)
        team_tasks = _on_days(spell, values.team_tasks_per_week, fixed, 2)
        events = topics + contests + team_tasks
        some = values.topics_per_week + values.contests_per_week + values.team_tasks_per_week > 0
        talk, contest, team = (
            values.topics_per_week > 0,
            values.contests_per_week > 0,
            values.team_tasks_per_week > 0,
        )
        return {
            "topics": topics,
            "contests": contests,
            "team_tasks": team_tasks,
            "event_fixed": np.minimum(events, 1.0) if fixed else 0.0,
            "event_hour": values.hour if some else 0.0,
            "hard_talk": values.hard_talk if talk else 0.0,
            "mentions": values.mentions if talk else 0.0,
            "praise": values.praise if talk else 0.0,
            "contest_prize": values.prize if contest else 0.0,
            "contest_minutes": values.contest_minutes if contest else 0.0,
            "team_size": values.team_size if team else 0.0,
            "team_minutes": values.team_minutes if team else 0.0,
            "hours_conversation": events * values.minutes_per_event / 60.0,
        }
