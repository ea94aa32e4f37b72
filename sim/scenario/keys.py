"""The keys of a scenario that are not parameters of a section, strategy or mechanism."""

from __future__ import annotations

import re

from sim.parameters import Kind, Parameter
from sim.state.sections import CHANNEL, GRAPH, GROUP, MEMBERS, OPERATORS, PRODUCT

TITLE = Parameter(
    name="title",
    default="",
    kind=Kind.TEXT,
    label="Title",
    doc="Name for people. It changes no result, and is not inherited.",
)
ROWS_KEY = "rows"
ROWS_LABEL = "Rows"
ROWS_DOC = "Types of group of the articles that the scenario is, such as [T6]. They change no result, and are not inherited."

HORIZON = Parameter(
    name="horizon",
    default=180.0,
    low=30.0,
    high=365.0,
    minimum=1.0,
    maximum=3650.0,
    kind=Kind.DURATION,
    unit="days",
    label="Horizon",
    doc="How long the scenario runs, in whole days: 1 day to 10 years.",
)
FROM = Parameter(
    name="from",
    default=0.0,
    kind=Kind.DURATION,
    unit="days",
    label="From",
    doc="Day on which the strategy begins, counted from day 0.",
)
UNTIL = Parameter(
    name="until",
    default=HORIZON.default,
    kind=Kind.DURATION,
    unit="days",
    label="Until",
    doc="First day on which the strategy no longer runs; without it, it runs to the end.",
)
ENABLED = Parameter(
    name="enabled",
    default=True,
    kind=Kind.SWITCH,
    label="Enabled",
    doc="false switches it off and keeps its values in the file.",
)

SPELL_KEYS = (FROM, UNTIL, ENABLED)
"""What every spell of a strategy may carry beside the strategy's own parameters."""

GROUP_SECTIONS = (GROUP, MEMBERS, GRAPH, PRODUCT)
"""Sections of single values that each group has."""

NAMED_SECTIONS = (CHANNEL,)
GROUP_KEYS = ("group", "members", "graph", "product", "channels", "strategies", "mechanisms")
TOP_KEYS = ("title", "rows", "extends", "horizon", "start", "groups", *GROUP_KEYS, OPERATORS.name)

MAIN = "main"
"""Id of the only group where a scenario names none."""

NAME_PATTERN = r"^[a-z][a-z0-9_]*$"
NAME = re.compile(r"[a-z][a-z0-9_]{0,63}", re.ASCII)
"""What groups and channels may be called."""
