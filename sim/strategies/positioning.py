"""Positioning: whom recruiting is aimed at, and how narrow the topic is kept."""

from __future__ import annotations

from collections.abc import Mapping

from sim.contracts import Spell, Strategy
from sim.contracts.strategy import LeverValue
from sim.parameters import Kind, Parameter, Values


class Positioning(Strategy):
    """Whom recruiting is aimed at, and how narrow the topic is kept (S3, S4).

    A portrait of the member one wants lets channels pass over people far from the topic; the same money then reaches more
    contacts, but fewer of them come to the door, some good ones are passed over by mistake, and finding out takes hours.

    A narrow focus makes operators' posts worth more to those near the topic and less to everybody else: in a group whose members stand
    far from the topic or far apart, most find less than before.
    """

    rows = ("S3", "S4")
    label = "Positioning"
    parameters = (
        Parameter(name="targeting", default=0.5, low=0.0, high=1.0, none=0.0, kind=Kind.SHARE, label="Targeting",
                  doc="How far recruiting passes over people who seem not to match the topic."),
        Parameter(name="hours_per_day", default=0.25, low=0.0, high=2.0, maximum=1000.0, unit="h/day", label="Hours for finding out",
                  doc="Operators' hours a day for portraits and picking channels; used only where there is targeting."),
        Parameter(name="money_per_day", default=0.0, low=0.0, high=100.0, kind=Kind.MONEY, unit="yuan/day", label="Money for finding out",
                  doc="Data and tools; used only where there is targeting."),
        Parameter(name="focus", default=0.3, low=0.0, high=0.9, none=0.0, maximum=1.0, kind=Kind.SHARE, label="Vertical focus",
                  doc="How much narrower than the topic the operators post."),
    )  # fmt: skip
    writes = ("targeting", "focus", "hours_positioning", "money_positioning")

    def levers(self, values: Values, spell: Spell) -> Mapping[str, LeverValue]:
        """Set aim and focus, and what finding out costs."""
        del spell
        on = values.targeting > 0
        return {
            "targeting": values.targeting,
            "focus": values.focus,
            "hours_positioning": values.hours_per_day if on else 0.0,
            "money_positioning": values.money_per_day if on else 0.0,
        }
