"""What a group is about."""

from __future__ import annotations

from sim.parameters import Kind, Parameter, Section

GROUP = Section(
    name="group",
    label="Group",
    doc="What the group is about and how it is set up.",
    parameters=(
        Parameter(
            name="topic_breadth",
            default=0.8,
            low=0.2,
            high=3.0,
            label="Breadth of the topic",
            doc="Spread around the topic of what operators post, in units of members' interests: small is a vertical group, large is about everything. What members talk about follows from who speaks.",
        ),
        Parameter(
            name="need",
            default=1.0,
            low=0.0,
            high=2.0,
            none=0.0,
            label="Strength of the need",
            doc="How much members need what the group is about; 0 is a pseudo-need that nothing can serve.",
        ),
        Parameter(
            name="need_spread",
            default=0.1,
            low=0.0,
            high=3.0,
            none=0.0,
            label="Spread of the need between groups",
            doc="Standard deviation of log need between groups set up alike: some hit a real purpose, some do not.",
        ),
        Parameter(
            name="alive_speakers",
            default=2,
            low=1,
            high=10,
            minimum=1,
            maximum=10_000,
            kind=Kind.INTEGER,
            label="Speakers that make a group alive",
            doc="A group with fewer distinct members speaking in seven days counts as dead.",
            unit="people",
        ),
    ),
)
