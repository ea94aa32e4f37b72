"""Entry gate: a price, an effort and a screening before joining, or pulling people in unasked."""

from __future__ import annotations

from collections.abc import Mapping

from sim.contracts import Spell, Strategy
from sim.contracts.strategy import LeverValue
from sim.parameters import Kind, Parameter, Values


class EntryGate(Strategy):
    """A price, an effort and a screening before joining, or pulling people in unasked (S1, S2).

    A fee and an application put off those who care least, at the price of joins; screening keeps out
    who seems not to match, with error, and takes operators' time for every application. Pulling people
    in fills the group fast with people who did not ask for it. Founders are not gated.
    """

    rows = ("S1", "S2")
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
    )  # fmt: skip
    writes = (
        "entry_fee", "entry_minutes", "screening", "screening_minutes", "pulled_per_day", "hours_recruiting",
    )  # fmt: skip

    def levers(self, values: Values, spell: Spell) -> Mapping[str, LeverValue]:
        """Set the price of entry and the hours it takes."""
        del spell
        return {
            "entry_fee": values.fee,
            "entry_minutes": values.application_minutes,
            "screening": values.screening,
            "screening_minutes": values.minutes_per_application if values.screening > 0 else 0.0,
            "pulled_per_day": values.pull_in_per_day,
            "hours_recruiting": values.pull_in_per_day * values.minutes_per_pull / 60.0,
        }
