"""Who is there on day 0."""

from __future__ import annotations

from sim.parameters import Kind, Parameter, Section

MEMBERS = Section(
    name="members",
    label="Members",
    doc="Who is there on day 0, and how far from the topic.",
    parameters=(
        Parameter(
            name="initial",
            default=200,
            low=10,
            high=1000,
            maximum=5_000_000,
            kind=Kind.INTEGER,
            label="Members on day 0",
            doc="Number of members present on day 0.",
            unit="people",
        ),
        Parameter(
            name="distance",
            default=0.6,
            low=0.0,
            high=3.0,
            none=0.0,
            label="Distance from the topic",
            doc="Distance of the mean of the first members' interests from the topic.",
        ),
        Parameter(
            name="spread",
            default=0.6,
            low=0.1,
            high=2.0,
            label="Spread of interests",
            doc="Standard deviation of the first members' interests around their mean.",
        ),
        Parameter(
            name="advertisers",
            default=0.01,
            low=0.0,
            high=0.1,
            none=0.0,
            kind=Kind.SHARE,
            label="Advertisers among them",
            doc="Share of people who join groups in order to post advertisements.",
        ),
    ),
)
