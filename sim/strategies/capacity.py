"""Capacity: a group with a limited number of seats."""

from __future__ import annotations

from collections.abc import Mapping

from sim.contracts import Spell, Strategy
from sim.contracts.strategy import LeverValue
from sim.parameters import Kind, Parameter, Values
from sim.state.levers import NO_LIMIT


class Capacity(Strategy):
    """A group with a limited number of seats (S5).

    Nobody more gets in while all seats are taken; that few are left may attract people or repel them. What is
    written stays within what members can read, and operators have fewer to care for.

    Seats go to whoever comes first, not to who would gain most, and members who fell silent keep theirs: a small group may be a full and a dead one.
    """

    rows = ("S5",)
    label = "Limited seats"
    parameters = (
        Parameter(name="seats", default=100, low=0, high=1000, none=0, maximum=1e8, kind=Kind.INTEGER, unit="people", label="Seats",
                  doc="Members that there is room for; who is there on day 0 stays; 0 sets no limit."),
    )  # fmt: skip
    writes = ("seats",)

    def levers(self, values: Values, spell: Spell) -> Mapping[str, LeverValue]:
        """Set the number of seats."""
        del spell
        return {"seats": float(values.seats) if values.seats > 0 else NO_LIMIT}
