"""What a study file may say in single values, declared once."""

from __future__ import annotations

from sim.parameters import Kind, Parameter
from sim.study.sweep.declared import DESIGNS, GRID

TITLE = Parameter(
    name="title",
    default="",
    kind=Kind.TEXT,
    label="Title",
    doc="What the study is called in tables and reports.",
)
QUESTION = Parameter(
    name="question",
    default="",
    kind=Kind.TEXT,
    label="Question",
    doc="The question that the study answers, in a sentence.",
)
WORLDS = Parameter(
    name="worlds", default=50, kind=Kind.INTEGER, minimum=1, maximum=1_000_000, unit="worlds", label="Worlds",
    doc="Worlds that every point is run in; with a precision, the first number tried.",
)  # fmt: skip
SEED = Parameter(
    name="seed",
    default=0,
    kind=Kind.INTEGER,
    maximum=2**62,
    label="Seed",
    doc="Names the family of worlds and the design's random numbers.",
)
STUDY = (TITLE, QUESTION, WORLDS, SEED)

HALF_WIDTH = Parameter(
    name="half_width", default=0.05, kind=Kind.SHARE, minimum=1e-6, unit="share of the mean", label="Half-width",
    doc="Worlds are added until half the 95 % interval of every point's mean is narrower than this share of the mean.",
)  # fmt: skip
MOST_WORLDS = Parameter(
    name="most_worlds", default=1000, kind=Kind.INTEGER, minimum=2, maximum=1_000_000, unit="worlds", label="Most worlds",
    doc="No more worlds than this are run at any point, however wide the interval still is.",
)  # fmt: skip
PRECISION_OUTCOME = Parameter(
    name="outcome",
    default="",
    kind=Kind.TEXT,
    label="Outcome",
    doc="The outcome that is to be known so precisely; the study's first unless given.",
)
PRECISION = (PRECISION_OUTCOME, HALF_WIDTH, MOST_WORLDS)

DESIGN = Parameter(
    name="design", default=GRID, kind=Kind.CHOICE, choices=DESIGNS, label="Design",
    doc="How the factors are combined: every value with every other (grid), a list of points, a Latin hypercube, or a Sobol sequence.",
)  # fmt: skip
POINTS = Parameter(
    name="points",
    default=0,
    kind=Kind.INTEGER,
    maximum=1_000_000,
    label="Points",
    doc="Number of points of a Latin hypercube or a Sobol sequence.",
)
DESIGNING = (DESIGN, POINTS)

FACTOR_LABEL = Parameter(
    name="label", default="", kind=Kind.TEXT, label="Label", doc="A few words for tables and axes."
)
FACTOR_UNIT = Parameter(
    name="unit", default="", kind=Kind.TEXT, label="Unit", doc="Unit to print behind its values."
)
PATH = Parameter(
    name="path",
    default="",
    kind=Kind.TEXT,
    label="Path",
    doc="Which value of the scenario it sets, as for --set.",
)
LOG = Parameter(
    name="log",
    default=False,
    kind=Kind.SWITCH,
    label="By logarithm",
    doc="Whether a range is evenly filled in its logarithm.",
)
FACTOR = (FACTOR_LABEL, FACTOR_UNIT, PATH, LOG)
