"""Moderation: rules against advertisements, and people who see to it that they are kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sim.contracts import Rule, Spell, Strategy
from sim.contracts.strategy import LeverValue
from sim.parameters import Kind, Parameter, Values


class Moderation(Strategy):
    """Rules against advertisements, and people who see to it that they are kept (S6).

    Moderators take down what breaks the rules as far as their hours go, and remove who was taken down
    too often. Strict rules chill honest members too, and now and then hit them by mistake; rules that
    nobody enforces deter nobody.
    """

    rows = ("S6",)
    label = "Rules and moderators"
    parameters = (
        Parameter(name="strictness", default=0.5, low=0.0, high=1.0, none=0.0, kind=Kind.SHARE, label="Strictness",
                  doc="How much the rules forbid and how closely messages are judged."),
        Parameter(name="hours_per_day", default=0.5, low=0.0, high=4.0, none=0.0, maximum=1000.0, unit="h/day", label="Moderators' hours",
                  doc="Hours a day for reading along."),
        Parameter(name="strikes", default=3, low=0, high=10, none=0, maximum=200, kind=Kind.INTEGER, unit="messages", label="Strikes",
                  doc="Messages taken down after which a member is removed; 0 removes nobody."),
        Parameter(name="removals_per_day", default=5, low=0, high=50, none=0, maximum=1e6, kind=Kind.INTEGER, unit="people/day",
                  label="Most removals a day", doc="At most so many members are removed on a day."),
    )  # fmt: skip
    writes = ("rules", "hours_moderation")

    def levers(self, values: Values, spell: Spell) -> Mapping[str, LeverValue]:
        """Set strictness and hours."""
        del spell
        return {"rules": values.strictness, "hours_moderation": values.hours_per_day}

    def rules(self, values: Values) -> Sequence[Rule]:
        """Remove who has collected too many strikes."""
        if values.strikes == 0:
            return ()
        return (Rule(kind="remove_for_strikes", threshold=values.strikes, cap=values.removals_per_day),)
