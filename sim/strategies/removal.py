"""Removal: who does not match and who never comes is sent away now and then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sim.contracts import Rule, Spell, Strategy
from sim.contracts.strategy import LeverValue
from sim.parameters import Kind, Parameter, Values


class Removal(Strategy):
    """Members who do not match, and members who never come, are sent away now and then (S10).

    What is left is nearer to the topic, and those who stay may feel that a place is worth something. Operators see a
    member's match with error and not how much they belong; the removed are lost with their ties, their friends take
    it amiss, and a sense of crisis may as well silence people as wake them.
    """

    rows = ("S10",)
    label = "Removal"
    parameters = (
        Parameter(name="least_match", default=0.3, low=0.0, high=0.9, none=0.0, kind=Kind.SHARE, label="Least match",
                  doc="Match with the topic, 0 to 1, below which a member counts as a misfit; 0 removes none for that."),
        Parameter(name="after_days", default=14.0, low=0.0, high=60.0, kind=Kind.DURATION, unit="days", label="Days of grace",
                  doc="Members are not judged before they have been there so long."),
        Parameter(name="idle_days", default=60.0, low=0.0, high=180.0, none=0.0, kind=Kind.DURATION, unit="days", label="Days without a visit",
                  doc="Days without a visit after which a member counts as idle; 0 removes none for that."),
        Parameter(name="period", default=30.0, low=1.0, high=90.0, minimum=1.0, kind=Kind.DURATION, unit="days", label="Period",
                  doc="Days from one removal to the next."),
        Parameter(name="most", default=10, low=0, high=100, none=0, maximum=1e6, kind=Kind.INTEGER, unit="people", label="Most at a time",
                  doc="At most so many misfits and so many idle members are removed at a time."),
        Parameter(name="minutes_per_removal", default=5.0, low=0.0, high=30.0, maximum=1440.0, unit="min", label="Minutes per removal",
                  doc="Operators' time for looking, deciding and telling, spread over the period."),
    )  # fmt: skip
    writes = ("hours_moderation",)

    def levers(self, values: Values, spell: Spell) -> Mapping[str, LeverValue]:
        """Set the hours that as many removals as are allowed take."""
        del spell
        kinds = (values.least_match > 0) + (values.idle_days > 0)
        return {"hours_moderation": kinds * values.most * values.minutes_per_removal / 60.0 / values.period}

    def rules(self, values: Values) -> Sequence[Rule]:
        """Remove misfits and the idle at the end of each period."""
        if values.most == 0:
            return ()
        found = []
        if values.least_match > 0:
            found.append(
                Rule(
                    kind="remove_misfits",
                    threshold=values.least_match,
                    cap=values.most,
                    period=values.period,
                    amount=values.after_days,
                )
            )
        if values.idle_days > 0:
            found.append(
                Rule(kind="remove_idle", threshold=values.idle_days, cap=values.most, period=values.period)
            )
        return tuple(found)
