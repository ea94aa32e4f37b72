"""Onboarding: a welcome, a briefing, a first task, and introductions to members."""

from __future__ import annotations

from collections.abc import Mapping

from sim.contracts import Spell, Strategy
from sim.contracts.strategy import LeverValue
from sim.parameters import Kind, Parameter, Values


class Onboarding(Strategy):
    """A welcome, a briefing, a first task, and introductions to members (S7, S35).

    Newcomers are told beforehand what the group is, are welcomed by name, get something to do and are made
    acquainted with a few members like them; introductions a day break the ice among those who are already
    there, founders included. All of it takes hours for every newcomer; a welcome is clutter for everybody else, a briefing
    and a long first task put some people off, and whoever newcomers are introduced to again and again tires of it.
    """

    rows = ("S7", "S35")
    label = "Onboarding"
    parameters = (
        Parameter(name="welcome", default=1.0, low=0.0, high=1.0, none=0.0, kind=Kind.SHARE, label="Welcome",
                  doc="Share of newcomers who are welcomed by name."),
        Parameter(name="briefing", default=0.5, low=0.0, high=1.0, none=0.0, kind=Kind.SHARE, label="Briefing",
                  doc="Share of prospects who are told beforehand what the group gives and asks."),
        Parameter(name="first_task_minutes", default=5.0, low=0.0, high=60.0, none=0.0, maximum=1440.0, unit="min", label="First task",
                  doc="Time that the first task takes a newcomer, such as introducing oneself; 0 is none."),
        Parameter(name="introductions", default=1.0, low=0.0, high=5.0, none=0.0, maximum=20.0, unit="people", label="Introductions",
                  doc="Members to whom each newcomer is introduced."),
        Parameter(name="introductions_per_day", default=0.0, low=0.0, high=10.0, none=0.0, maximum=1000.0, unit="1/day",
                  label="Introductions among members", doc="Introductions a day among those who visit."),
        Parameter(name="welcome_minutes", default=3.0, low=0.0, high=15.0, maximum=1440.0, unit="min", label="Minutes per welcome",
                  doc="Operators' time per newcomer welcomed."),
        Parameter(name="briefing_minutes", default=1.0, low=0.0, high=10.0, maximum=1440.0, unit="min", label="Minutes per briefing",
                  doc="Operators' time per prospect briefed."),
        Parameter(name="introduction_minutes", default=4.0, low=0.0, high=20.0, maximum=1440.0, unit="min", label="Minutes per introduction",
                  doc="Operators' time per introduction."),
    )  # fmt: skip
    writes = (
        "welcome", "welcome_minutes", "briefing", "briefing_minutes", "first_task_minutes", "introductions",
        "introductions_per_day", "introduction_minutes", "hours_onboarding",
    )  # fmt: skip

    def levers(self, values: Values, spell: Spell) -> Mapping[str, LeverValue]:
        """Set what newcomers get; hours for newcomers follow from how many are expected."""
        del spell
        return {
            "welcome": values.welcome,
            "welcome_minutes": values.welcome_minutes if values.welcome > 0 else 0.0,
            "briefing": values.briefing,
            "briefing_minutes": values.briefing_minutes if values.briefing > 0 else 0.0,
            "first_task_minutes": values.first_task_minutes,
            "introductions": values.introductions,
            "introductions_per_day": values.introductions_per_day,
            "introduction_minutes": values.introduction_minutes if values.introductions > 0 else 0.0,
            "hours_onboarding": values.introductions_per_day * values.introduction_minutes / 60.0,
        }
