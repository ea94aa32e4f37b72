"""Outreach: private talk and answers, waking the silent, asking back who left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sim.contracts import Rule, Spell, Strategy
from sim.contracts.strategy import LeverValue
from sim.parameters import Kind, Parameter, Values


class Outreach(Strategy):
    """Private talk and answers, waking the silent, asking back who left (S21, S31).

    Some members only talk in private; a private talk reaches the muted too, and with it trust and belonging may grow.
    A message to those who have not come for some time brings some of them back, asking those who have left a few. It is work
    for every single person, each message tires, and whoever is reminded of a group that gives them nothing leaves it.
    """

    rows = ("S21", "S31")
    label = "Outreach"
    parameters = (
        Parameter(name="talks_per_day", default=3.0, low=0.0, high=20.0, none=0.0, maximum=1000.0, unit="people/day", label="Private talks a day",
                  doc="Members to whom operators talk in private on a day."),
        Parameter(name="talk_to", default="quiet", kind=Kind.CHOICE, choices=("quiet", "newcomers"), label="Talk to whom",
                  doc="quiet: members who come and do not speak; newcomers: members who joined lately."),
        Parameter(name="talk_days", default=14.0, low=0.0, high=60.0, kind=Kind.DURATION, unit="days", label="Quiet or new for",
                  doc="Days without a message after which a member counts as quiet, or since joining up to which as a newcomer."),
        Parameter(name="minutes_per_talk", default=6.0, low=1.0, high=30.0, maximum=1440.0, unit="min", label="Minutes per talk",
                  doc="Operators' time per private talk."),
        Parameter(name="answering_hours", default=0.0, low=0.0, high=4.0, none=0.0, maximum=1000.0, unit="h/day", label="Hours for answers",
                  doc="Hours a day in which operators answer in the group what nobody answered, beyond the operators' own."),
        Parameter(name="wakes_per_day", default=3.0, low=0.0, high=50.0, none=0.0, maximum=10_000.0, unit="people/day", label="Silent members a day",
                  doc="Members who have not come for some time to whom operators write on a day."),
        Parameter(name="wake_days", default=14.0, low=3.0, high=90.0, kind=Kind.DURATION, unit="days", label="Silent for",
                  doc="Days without a visit after which a member is written to."),
        Parameter(name="recalls_per_day", default=1.0, low=0.0, high=20.0, none=0.0, maximum=10_000.0, unit="people/day", label="Asked back a day",
                  doc="People who left and are asked back on a day."),
        Parameter(name="recall_days", default=60.0, low=7.0, high=180.0, kind=Kind.DURATION, unit="days", label="Left at most",
                  doc="Days since leaving up to which somebody is asked back."),
        Parameter(name="again_after", default=14.0, low=1.0, high=60.0, minimum=1.0, kind=Kind.DURATION, unit="days", label="Again after",
                  doc="The same person is turned to once in this time."),
        Parameter(name="minutes_per_message", default=2.0, low=0.2, high=15.0, maximum=1440.0, unit="min", label="Minutes per message",
                  doc="Operators' time to write to somebody who is silent or gone."),
    )  # fmt: skip
    writes = ("hours_outreach", "hours_answering")

    def levers(self, values: Values, spell: Spell) -> Mapping[str, LeverValue]:
        """Set the hours it takes."""
        del spell
        minutes = values.talks_per_day * values.minutes_per_talk
        minutes += (values.wakes_per_day + values.recalls_per_day) * values.minutes_per_message
        return {"hours_outreach": minutes / 60.0, "hours_answering": values.answering_hours}

    def rules(self, values: Values) -> Sequence[Rule]:
        """Say whom operators turn to, how many a day at most, and how often the same person."""
        period = float(round(values.again_after))
        newcomers = 1.0 if values.talk_to == "newcomers" else 0.0
        found = (
            Rule(kind="talk_privately", threshold=values.talk_days, cap=values.talks_per_day, period=period, amount=newcomers),
            Rule(kind="wake_silent", threshold=values.wake_days, cap=values.wakes_per_day, period=period),
            Rule(kind="recall_gone", threshold=values.recall_days, cap=values.recalls_per_day, period=period),
        )  # fmt: skip
        return tuple(rule for rule in found if rule.cap > 0)
