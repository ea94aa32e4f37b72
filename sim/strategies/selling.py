"""Selling: how many product pushes a day, from which day on, and how useful they are."""

from __future__ import annotations

from collections.abc import Mapping

from sim.contracts import Spell, Strategy
from sim.contracts.strategy import LeverValue
from sim.parameters import Kind, Parameter, Values


class Selling(Strategy):
    """Product pushes: how many a day, from which day on, how useful (S17).

    A push reaches members as a notice and brings some of them in; each also tires them, and a feed full
    of pushes leaves little else to read. What pushes earn comes with the purchases of a later part; what
    they cost in attention is here. The first selling day is the spell's ``from``.
    """

    rows = ("S17",)
    label = "Selling"
    parameters = (
        Parameter(name="pushes_per_day", default=1.0, low=0.0, high=6.0, none=0.0, maximum=200.0, unit="1/day", label="Pushes a day",
                  doc="Product pushes a day; 0.5 is one every second day."),
        Parameter(name="usefulness", default=0.1, low=0.0, high=0.8, none=0.0, kind=Kind.SHARE, label="Usefulness",
                  doc="Share of a push that is of use to somebody who does not buy."),
        Parameter(name="hour", default=11.0, low=7.0, high=23.0, maximum=23.99, unit="h", label="Hour", doc="Hour of the day of the first push."),
        Parameter(name="minutes_per_push", default=10.0, low=1.0, high=60.0, maximum=1440.0, unit="min", label="Minutes per push",
                  doc="Operators' time that a push takes."),
    )  # fmt: skip
    writes = ("pushes_per_day", "push_usefulness", "push_hour", "hours_selling")

    def levers(self, values: Values, spell: Spell) -> Mapping[str, LeverValue]:
        """Set the frequency and the hours it takes."""
        del spell
        on = values.pushes_per_day > 0
        return {
            "pushes_per_day": values.pushes_per_day,
            "push_usefulness": values.usefulness if on else 0.0,
            "push_hour": values.hour if on else 0.0,
            "hours_selling": values.pushes_per_day * values.minutes_per_push / 60.0,
        }
