"""Who runs the groups."""

from __future__ import annotations

from sim.parameters import Kind, Parameter, Section

OPERATORS = Section(
    name="operators",
    label="Operators",
    doc="The people who run the groups: their hours, their pay, what they do first.",
    parameters=(
        Parameter(
            name="hours_per_day",
            default=2.0,
            low=0.0,
            high=16.0,
            none=0.0,
            maximum=10_000.0,
            unit="h/day",
            label="Operators' hours",
            doc="Hours a day for all groups together. What the strategies ask beyond that is not done.",
        ),
        Parameter(
            name="wage",
            default=40.0,
            low=15.0,
            high=200.0,
            kind=Kind.MONEY,
            unit="yuan/h",
            label="Wage",
            doc="Cost of an operator's hour.",
        ),
        Parameter(
            name="answering_hours",
            default=0.25,
            low=0.0,
            high=4.0,
            none=0.0,
            unit="h/day",
            label="Hours for answers",
            doc="Hours a day in which operators answer members' messages that nobody answered.",
        ),
        Parameter(
            name="first_things_first",
            default="equal",
            kind=Kind.CHOICE,
            choices=("equal", "care", "selling"),
            label="What is done first",
            doc="When hours are short: all tasks alike, care (rules, answers, screening, content) before selling, or selling before care.",
        ),
        Parameter(
            name="overhead_minutes",
            default=0.0,
            low=0.0,
            high=60.0,
            none=0.0,
            maximum=1440.0,
            unit="min/day",
            label="Overhead per group",
            doc="Minutes a day that running a group takes before any task is done in it.",
        ),
        Parameter(
            name="paid_idle",
            default=0.0,
            low=0.0,
            high=1.0,
            none=0.0,
            kind=Kind.SHARE,
            label="Idle hours that are paid",
            doc="Share of the team's hours without work that is paid all the same; hours hired by a strategy are paid in any case.",
        ),
        Parameter(
            name="push_minutes",
            default=10.0,
            low=1.0,
            high=60.0,
            maximum=1440.0,
            unit="min",
            label="Minutes per push for a quota",
            doc="Operators' time for each push that is made only because sales are behind their target.",
        ),
    ),
)
