"""Who knows whom at the start."""

from __future__ import annotations

from sim.parameters import Kind, Parameter, Section

GRAPH = Section(
    name="graph",
    label="Acquaintance at the start",
    doc="Who knows whom among the members of day 0.",
    parameters=(
        Parameter(
            name="kind",
            default="communities",
            kind=Kind.CHOICE,
            choices=("communities", "small_world", "scale_free", "none", "file"),
            label="Kind of graph",
            doc="communities: circles of like-minded people; small_world: Watts and Strogatz; scale_free: Barabasi and Albert; none: nobody knows anybody; file: read from a file.",
        ),
        Parameter(
            name="mean_ties",
            default=3.0,
            low=0.0,
            high=12.0,
            none=0.0,
            maximum=1000.0,
            unit="people",
            label="Acquaintances a member",
            doc="Mean number of members that a member knows on day 0.",
        ),
        Parameter(
            name="rewiring",
            default=0.1,
            low=0.0,
            high=1.0,
            kind=Kind.SHARE,
            label="Rewiring",
            doc="small_world only: probability that a tie leads to anyone rather than to a neighbour.",
            source="Watts and Strogatz 1998",
        ),
        Parameter(
            name="circle_size",
            default=25.0,
            low=5.0,
            high=150.0,
            minimum=2.0,
            unit="people",
            label="Size of a circle",
            doc="communities only: mean number of people in a circle of acquaintances.",
        ),
        Parameter(
            name="homophily",
            default=0.8,
            low=0.0,
            high=1.0,
            none=0.0,
            kind=Kind.SHARE,
            label="Homophily",
            doc="communities only: share of ties inside the own circle; circles are formed by similarity of interests. 0 is chance.",
        ),
        Parameter(
            name="max_ties",
            default=10,
            low=6,
            high=50,
            minimum=1,
            maximum=1000,
            kind=Kind.INTEGER,
            unit="people",
            label="Ties a member can keep",
            doc="Slots for ties; a new tie beyond them displaces the weakest.",
        ),
        Parameter(
            name="file",
            default="",
            kind=Kind.TEXT,
            label="Graph file",
            doc="file only: edge list, GraphML or GEXF, read with networkx; as many nodes as there are members on day 0.",
        ),
        Parameter(
            name="truncate",
            default=False,
            kind=Kind.SWITCH,
            label="Truncate",
            doc="file only: keep a member's first max_ties ties when the file has more; otherwise that is an error.",
        ),
    ),
)
