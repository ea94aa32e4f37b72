"""Referral: members are asked and paid to bring friends."""

from __future__ import annotations

from collections.abc import Mapping

from sim.contracts import Spell, Strategy
from sim.contracts.strategy import LeverValue
from sim.parameters import Kind, Parameter, Values


class Referral(Strategy):
    """Members are asked and paid to bring friends (S16).

    Bait may go to who invites, to who is invited, or to both; it may be of use only to those whom the topic concerns or to
    anybody. Operators can ask some visitors personally. Members bring friends only where they feel at home, find something,
    trust the operators and get something out of it; how far one can stand in for another is uncertain.

    Paid friends may be doubted. Valuable but irrelevant bait brings people whom the topic does not concern: they cost their bait,
    make the talk drift, and go. In a group that is still empty or bad there is nothing to pass on, and the money and hours are spent all the same.
    """

    rows = ("S16",)
    label = "Referral"
    parameters = (
        Parameter(name="ease", default=0.5, low=0.0, high=1.0, none=0.0, kind=Kind.SHARE, label="Ease",
                  doc="How easy inviting is made and how clearly members are asked to; 0 asks nobody."),
        Parameter(name="bait_inviter", default=5.0, low=0.0, high=50.0, none=0.0, kind=Kind.MONEY, unit="yuan", label="Bait for the inviter",
                  doc="Paid to a member for each friend who joins."),
        Parameter(name="bait_invited", default=5.0, low=0.0, high=50.0, none=0.0, kind=Kind.MONEY, unit="yuan", label="Bait for the invited",
                  doc="Given to each friend who joins; with bait for the inviter too it is two-sided."),
        Parameter(name="relevance", default=0.7, low=0.0, high=1.0, none=0.0, kind=Kind.SHARE, label="Relevance of the bait",
                  doc="How far the bait is worth something only to those whom the topic concerns; 0 is worth the same to anybody."),
        Parameter(name="seeds", default=0.5, low=0.0, high=10.0, none=0.0, maximum=1e4, unit="people/day", label="Members asked personally",
                  doc="Visitors a day whom operators ask in person; as a start, set it in a spell of a few days."),
        Parameter(name="minutes_per_seed", default=15.0, low=2.0, high=60.0, maximum=1440.0, unit="min", label="Time per member asked",
                  doc="Operators' time that asking a member personally takes."),
        Parameter(name="minutes_per_day", default=10.0, low=0.0, high=60.0, maximum=1440.0, unit="min/day", label="Time for the campaign",
                  doc="Operators' time a day for posters, lists and payments while members are asked."),
    )  # fmt: skip
    writes = (
        "invite_ease", "bait_inviter", "bait_invited", "bait_relevance", "invite_seeds", "hours_referral",
    )  # fmt: skip

    def levers(self, values: Values, spell: Spell) -> Mapping[str, LeverValue]:
        """Set what is asked, what is paid and the hours it takes."""
        del spell
        minutes = values.seeds * values.minutes_per_seed + (
            values.minutes_per_day if values.ease > 0 else 0.0
        )
        return {
            "invite_ease": values.ease,
            "bait_inviter": values.bait_inviter,
            "bait_invited": values.bait_invited,
            "bait_relevance": values.relevance,
            "invite_seeds": values.seeds,
            "hours_referral": minutes / 60.0,
        }
