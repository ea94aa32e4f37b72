"""KOCs: members who speak and know people are asked to help, with a title, a stipend, a role."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sim.contracts import Rule, Spell, Strategy
from sim.contracts.strategy import LeverValue
from sim.parameters import Kind, Parameter, Values


class Koc(Strategy):
    """Members who speak much and know many are asked to help, with a title, a stipend, a role (S14).

    Operators talk in private with the most active members who belong, and some say yes. KOCs welcome newcomers, answer,
    and take work off the operators; a few become managers and moderate.

    It takes hours to look after them and money to pay them; who helps too much burns out and comes back with less heart;
    who was paid to help expects to be paid; and a group that leans on a few suffers when they go.
    """

    rows = ("S14",)
    label = "KOCs"
    parameters = (
        Parameter(name="people", default=5, low=0, high=20, none=0, maximum=10_000, kind=Kind.INTEGER, unit="people", label="KOCs",
                  doc="KOCs and managers together that the operators want to have."),
        Parameter(name="managers", default=1, low=0, high=5, none=0, maximum=10_000, kind=Kind.INTEGER, unit="people", label="Managers among them",
                  doc="How many of them are made managers, who help more."),
        Parameter(name="least_belonging", default=0.3, low=0.0, high=0.7, kind=Kind.SHARE, label="Least belonging",
                  doc="Belonging below which nobody is asked."),
        Parameter(name="period", default=14.0, low=3.0, high=60.0, minimum=1.0, kind=Kind.DURATION, unit="days", label="Period of asking",
                  doc="Days from one round of private talks to the next."),
        Parameter(name="stipend", default=50.0, low=0.0, high=500.0, kind=Kind.MONEY, unit="yuan/month", label="Stipend",
                  doc="What each of them gets every 30 days; 0 is the title alone."),
        Parameter(name="minutes_per_week", default=20.0, low=0.0, high=120.0, maximum=10_000.0, unit="min", label="Minutes a week for each",
                  doc="Operators' time for private talks with each KOC wanted."),
    )  # fmt: skip
    writes = ("hours_koc",)

    def levers(self, values: Values, spell: Spell) -> Mapping[str, LeverValue]:
        """Set the hours for talks."""
        del spell
        return {"hours_koc": values.people * values.minutes_per_week / 60.0 / 7.0}

    def rules(self, values: Values) -> Sequence[Rule]:
        """Ask and pay KOCs, and make managers of some."""
        if values.people == 0:
            return ()
        recruit = Rule(
            kind="recruit_koc",
            threshold=values.least_belonging,
            cap=values.people,
            period=values.period,
            amount=values.stipend,
        )
        if values.managers == 0:
            return (recruit,)
        promote = Rule(
            kind="promote_manager",
            threshold=values.least_belonging,
            cap=min(values.managers, values.people),
            period=values.period,
        )
        return recruit, promote
