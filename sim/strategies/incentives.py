"""Incentives: rewards for those who speak most, packets on fixed days, points and levels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sim.contracts import Rule, Spell, Strategy
from sim.contracts.strategy import LeverValue
from sim.parameters import Kind, Parameter, Values


class Incentives(Strategy):
    """Rewards for those who speak most, packets on fixed days, points and levels (S8, S9, S19).

    Three kinds in one place: a reward for the top share of speakers of each period; red packets or other benefits
    on fixed days, for everybody who comes or only for those who speak; points for visits and messages, with levels that can
    do more than others. The last two are off unless their value is set.

    Each brings people in or makes them speak as long as it runs, costs money and hours, and has its price: who is paid for speaking may
    speak less of themselves, much is written that says nothing, packets become usual, and who has reached the last level has nothing left to reach.
    """

    rows = ("S8", "S9", "S19")
    label = "Incentives"
    parameters = (
        Parameter(name="reward_yuan", default=20.0, low=0.0, high=200.0, none=0.0, kind=Kind.MONEY, unit="yuan", label="Reward",
                  doc="What each of the most active speakers of a period gets."),
        Parameter(name="reward_share", default=0.1, low=0.0, high=0.5, kind=Kind.SHARE, label="Share rewarded",
                  doc="Share of the period's speakers who get it; at least one of them."),
        Parameter(name="reward_most", default=10, low=1, high=50, maximum=100_000, kind=Kind.INTEGER, unit="people", label="Most rewarded",
                  doc="At most so many are rewarded in a period."),
        Parameter(name="reward_period", default=7.0, low=1.0, high=30.0, minimum=1.0, maximum=30.0, kind=Kind.DURATION, unit="days",
                  label="Period of rewards", doc="Days from one reward to the next."),
        Parameter(name="benefit_yuan", default=0.0, low=0.0, high=200.0, none=0.0, kind=Kind.MONEY, unit="yuan", label="Packets in all",
                  doc="What is given away on a day with packets."),
        Parameter(name="benefit_packets", default=20, low=1, high=100, minimum=1, maximum=100_000, kind=Kind.INTEGER, unit="packets", label="Packets",
                  doc="Number of packets that it is given away in."),
        Parameter(name="benefit_period", default=7.0, low=1.0, high=30.0, minimum=1.0, kind=Kind.DURATION, unit="days", label="Period of packets",
                  doc="Days from one day with packets to the next; the first is the first day."),
        Parameter(name="benefit_for_speaking", default=0.0, low=0.0, high=1.0, none=0.0, kind=Kind.SHARE, label="For speakers only",
                  doc="Share of the packets that only those who write on the day may take."),
        Parameter(name="privileges", default=0.0, low=0.0, high=1.0, none=0.0, kind=Kind.SHARE, label="Privileges of levels",
                  doc="How much each level can do that others cannot."),
        Parameter(name="points_per_visit", default=0.0, low=0.0, high=5.0, none=0.0, maximum=1000.0, unit="points", label="Points for a visit",
                  doc="Points for opening the group on a day."),
        Parameter(name="points_per_message", default=0.0, low=0.0, high=5.0, none=0.0, maximum=200.0, unit="points", label="Points for a message",
                  doc="Points for each message."),
        Parameter(name="first_level", default=10.0, low=2.0, high=100.0, minimum=1.0, maximum=60_000.0, unit="points", label="First level",
                  doc="Points of the first level; the second takes four times, the third nine times as many."),
        Parameter(name="levels", default=6, low=1, high=12, minimum=1, maximum=200, kind=Kind.INTEGER, unit="levels", label="Levels",
                  doc="Number of levels."),
        Parameter(name="level_gift", default=0.0, low=0.0, high=50.0, kind=Kind.MONEY, unit="yuan", label="Gift on a new level",
                  doc="What reaching a level is rewarded with."),
        Parameter(name="minutes_per_day", default=10.0, low=0.0, high=60.0, maximum=1440.0, unit="min/day", label="Minutes a day",
                  doc="Operators' time for counting, choosing and paying; with less of it less is given out."),
    )  # fmt: skip
    writes = (
        "points_per_visit", "points_per_message", "level_points", "levels", "level_privileges", "level_gift",
        "hours_incentives",
    )  # fmt: skip

    def levers(self, values: Values, spell: Spell) -> Mapping[str, LeverValue]:
        """Set the points and what levels bring, and the hours that all of it takes."""
        del spell
        grows = values.points_per_visit > 0 or values.points_per_message > 0
        on = grows or values.benefit_yuan > 0 or values.reward_yuan > 0
        return {
            "points_per_visit": values.points_per_visit,
            "points_per_message": values.points_per_message,
            "level_points": values.first_level if grows else 0.0,
            "levels": values.levels if grows else 0.0,
            "level_privileges": values.privileges if grows else 0.0,
            "level_gift": values.level_gift if grows else 0.0,
            "hours_incentives": values.minutes_per_day / 60.0 if on else 0.0,
        }

    def rules(self, values: Values) -> Sequence[Rule]:
        """Reward the top share of speakers of each period, and give packets on the first day of each."""
        rewards = Rule(
            kind="reward_top",
            threshold=values.reward_share,
            cap=values.reward_most,
            period=values.reward_period,
            amount=values.reward_yuan,
        )
        packets = Rule(
            kind="give_packets",
            threshold=values.benefit_for_speaking,
            cap=values.benefit_packets,
            period=values.benefit_period,
            amount=values.benefit_yuan,
        )
        return tuple(rule for rule in (rewards, packets) if rule.amount > 0)
