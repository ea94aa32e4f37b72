"""Closing: the group ends on a day that is set."""

from __future__ import annotations

from collections.abc import Mapping

from sim.contracts import Spell, Strategy
from sim.contracts.strategy import LeverValue
from sim.parameters import Kind, Parameter, Values


class Closing(Strategy):
    """The group ends on a day that is set (S27).

    From the first day of the spell on nobody comes in, operators post nothing and ask for no hours, and all memberships end that evening. The
    end can be announced beforehand; whether that draws members in or lets them go is uncertain.

    Whatever members would still have read, said and bought is lost with the group, and those who were tied to one another lose the place where they met.
    """

    rows = ("S27",)
    label = "Closing"
    parameters = (
        Parameter(name="close", default=1, low=0, high=1, none=0, maximum=1, kind=Kind.INTEGER, label="Close",
                  doc="With 1 the group closes on the first day of the spell, with 0 it stays open."),
        Parameter(name="announced_days", default=7, low=0, high=30, none=0, maximum=60, kind=Kind.INTEGER, unit="days", label="Announced before",
                  doc="Days before closing from which on members know of it."),
    )  # fmt: skip
    writes = ("closed", "closing_notice")

    def levers(self, values: Values, spell: Spell) -> Mapping[str, LeverValue]:
        """Close, and say from when on it is known."""
        del spell
        return {"closed": float(values.close), "closing_notice": float(values.announced_days)}
