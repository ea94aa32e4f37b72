"""Entry gate: what is asked before joining, who is asked, and who is chosen afterwards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from sim.contracts import Rule, Spell, Strategy
from sim.contracts.strategy import LeverValue
from sim.parameters import Kind, Parameter, Values


class EntryGate(Strategy):
    """What is asked before joining, who is asked, and who is chosen afterwards (S1, S2, S24).

    A fee and an application put off those who care least, at the price of joins; screening keeps out
    who seems not to match, with error, and takes operators' time for every application. Proof of work makes the
    error smaller and the application longer. By invitation only turns away who knows nobody inside, however well they match. With
    staggered entry people come in together, and some of those who wait are lost. Founders are not gated.

    Pulling people in fills the group fast with people who did not ask for it; asking them first brings fewer and better
    ones, and takes longer.

    A published rule by which the most active become super users may spur those not yet chosen; privileges cost money, and who is passed over may feel it.
    """

    rows = ("S1", "S2", "S24")
    label = "Entry gate"
    parameters = (
        Parameter(name="fee", default=0.0, low=0.0, high=99.0, none=0.0, kind=Kind.MONEY, unit="yuan", label="Entry fee",
                  doc="To be paid before joining; the articles name 9.9 as already enough."),
        Parameter(name="application_minutes", default=0.0, low=0.0, high=60.0, none=0.0, maximum=10_000.0, unit="min",
                  label="Effort of applying", doc="Form, task or proof of work asked before joining."),
        Parameter(name="screening", default=0.0, low=0.0, high=0.9, none=0.0, kind=Kind.SHARE, label="Strictness of screening",
                  doc="Match with the topic, 0 to 1, that an applicant must seem to have."),
        Parameter(name="minutes_per_application", default=5.0, low=0.0, high=20.0, maximum=1440.0, unit="min",
                  label="Operator's time per application", doc="Hours that screening asks for; used only when there is screening."),
        Parameter(name="pull_in_per_day", default=0.0, low=0.0, high=20.0, none=0.0, maximum=1e6, unit="people/day",
                  label="People pulled in a day", doc="People added without being asked."),
        Parameter(name="minutes_per_pull", default=1.0, low=0.0, high=10.0, maximum=1440.0, unit="min",
                  label="Operator's time per person pulled in", doc="Hours that pulling people in asks for."),
        Parameter(name="asked_first", default=0.0, low=0.0, high=1.0, none=0.0, kind=Kind.SHARE, label="Asked first",
                  doc="Share of people pulled in who are asked before; who does not want to stays out, and asking takes as long again."),
        Parameter(name="invitation_only", default=0.0, low=0.0, high=1.0, none=0.0, kind=Kind.SHARE, label="By invitation only",
                  doc="Share of those who know nobody inside that is turned away."),
        Parameter(name="proof", default=0.0, low=0.0, high=1.0, none=0.0, kind=Kind.SHARE, label="Proof of work",
                  doc="How far applicants must show what they have done before; makes screening more exact."),
        Parameter(name="minutes_of_proof", default=15.0, low=0.0, high=60.0, maximum=10_000.0, unit="min", label="Effort of proof",
                  doc="What full proof adds to the effort of applying."),
        Parameter(name="entry_every_days", default=1, low=1, high=30, none=1, minimum=1, maximum=365, kind=Kind.INTEGER, unit="days",
                  label="Staggered entry", doc="People are let in every so many days of the calendar; the others wait at the door."),
        Parameter(name="select_every_days", default=0, low=0, high=90, none=0, maximum=3650, kind=Kind.INTEGER, unit="days",
                  label="Days between selections", doc="Days after which the most active become super users by a published rule; 0 selects nobody."),
        Parameter(name="select_at_most", default=10, low=1, high=50, minimum=0, maximum=1e6, kind=Kind.INTEGER, unit="people",
                  label="Chosen at a time", doc="At most so many become super users at one selection."),
        Parameter(name="select_least", default=1.0, low=0.1, high=5.0, maximum=100.0, unit="days with a message", label="Contribution needed",
                  doc="Days of speaking lately, fading over 16 days, that a member needs in order to be considered."),
        Parameter(name="privileges", default=5.0, low=0.0, high=100.0, kind=Kind.MONEY, unit="yuan", label="Cost of privileges",
                  doc="What each super user's privileges cost from one selection to the next."),
    )  # fmt: skip
    writes = (
        "entry_fee", "entry_minutes", "screening", "screening_minutes", "pulled_per_day", "hours_recruiting",
        "asked_first", "invitation_only", "entry_proof", "door_closed", "super_rule",
    )  # fmt: skip

    def levers(self, values: Values, spell: Spell) -> Mapping[str, LeverValue]:
        """Set the price of entry and the hours it takes."""
        per_pull = values.minutes_per_pull * (1.0 + values.asked_first)
        every = values.entry_every_days
        return {
            "entry_fee": values.fee,
            "entry_minutes": values.application_minutes + values.proof * values.minutes_of_proof,
            "screening": values.screening,
            "screening_minutes": values.minutes_per_application if values.screening > 0 else 0.0,
            "pulled_per_day": values.pull_in_per_day,
            "hours_recruiting": values.pull_in_per_day * per_pull / 60.0,
            "asked_first": values.asked_first,
            "invitation_only": values.invitation_only,
            "entry_proof": values.proof,
            "door_closed": (spell.days % every != 0).astype(np.float64) if every > 1 else 0.0,
            "super_rule": 1.0 if values.select_every_days > 0 else 0.0,
        }

    def rules(self, values: Values) -> Sequence[Rule]:
        """Choose super users now and then."""
        if values.select_every_days == 0:
            return ()
        return (
            Rule(
                kind="select_super",
                threshold=values.select_least,
                cap=values.select_at_most,
                period=values.select_every_days,
                amount=values.privileges,
            ),
        )
