"""Operation: hired hours, skill, a sales quota, and acquaintances at opening."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sim.contracts import Rule, Spell, Strategy
from sim.contracts.strategy import LeverValue
from sim.parameters import Kind, Parameter, Values


class Operation(Strategy):
    """Hired hours, skill, a sales quota, and acquaintances at opening (S26, S39).

    More hours let more of the other strategies be done; hired hours are paid whether there is work in them or not. Skilled operators
    do more in an hour and cost more. The team can bring acquaintances who know members already; that takes hours and a bounty for each.

    A sales quota makes operators push harder whenever sales are behind it, which tires members and crowds out the talk from which sales come. Heavy operation of a group that runs by itself is money lost.
    """

    rows = ("S26", "S39")
    label = "Operation"
    parameters = (
        Parameter(name="hours_per_day", default=1.0, low=0.0, high=8.0, none=0.0, maximum=10_000.0, unit="h/day", label="Hired hours",
                  doc="Operators' hours a day beside those of the team: heavy operation has many."),
        Parameter(name="skill", default=0.0, low=0.0, high=1.0, none=0.0, kind=Kind.SHARE, label="Skill",
                  doc="Work done in an hour beyond the ordinary, of the whole team."),
        Parameter(name="premium", default=0.0, low=0.0, high=1.0, none=0.0, kind=Kind.SHARE, label="Pay for skill",
                  doc="Wage beyond the ordinary, of the whole team."),
        Parameter(name="quota", default=0.0, low=0.0, high=5000.0, none=0.0, kind=Kind.MONEY, unit="yuan", label="Sales quota",
                  doc="Sales of seven days below which operators push harder; 0 sets no quota."),
        Parameter(name="pushes_for_quota", default=2.0, low=0.0, high=6.0, none=0.0, maximum=200.0, unit="1/day", label="Pushes for the quota",
                  doc="Pushes a day added while sales are behind the quota."),
        Parameter(name="contacts", default=0.0, low=0.0, high=10.0, none=0.0, maximum=1e5, unit="people/day", label="Acquaintances asked",
                  doc="Acquaintances whom the team brings to the door on a day; for an opening, set it in a spell of a few days."),
        Parameter(name="minutes_per_contact", default=10.0, low=0.0, high=60.0, maximum=1440.0, unit="min", label="Time per acquaintance",
                  doc="Operators' time that asking one takes."),
        Parameter(name="bounty", default=0.0, low=0.0, high=50.0, none=0.0, kind=Kind.MONEY, unit="yuan", label="Bounty per acquaintance",
                  doc="Paid within the team for each acquaintance who comes to the door."),
    )  # fmt: skip
    writes = (
        "operator_hours", "operator_skill", "wage_premium", "team_contacts", "contact_bounty", "hours_operation",
    )  # fmt: skip

    def levers(self, values: Values, spell: Spell) -> Mapping[str, LeverValue]:
        """Set hours, skill and pay, and what is done to bring acquaintances."""
        del spell
        return {
            "operator_hours": values.hours_per_day,
            "operator_skill": values.skill,
            "wage_premium": values.premium,
            "team_contacts": values.contacts,
            "contact_bounty": values.bounty,
            "hours_operation": values.contacts * values.minutes_per_contact / 60.0,
        }

    def rules(self, values: Values) -> Sequence[Rule]:
        """Push harder while sales are behind the quota."""
        if values.quota == 0 or values.pushes_for_quota == 0:
            return ()
        return (Rule(kind="push_for_quota", threshold=values.quota, amount=values.pushes_for_quota),)
