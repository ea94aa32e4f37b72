"""Levers: what strategies may set, how contributions fold, and what they are when nobody sets them.

A new kind of lever is a line here and the mechanism that reads it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np

from sim.state.record import TASKS


class Fold(Enum):
    """How the contributions of several strategies become one value."""

    SUM = "sum"
    MAX = "max"
    MIN = "min"


@dataclass(frozen=True, slots=True)
class Lever:
    """One lever. ``baseline`` is its value when nobody sets it, and its null value."""

    name: str
    fold: Fold
    baseline: float
    unit: str
    doc: str


_ENTRY = (
    Lever("entry_fee", Fold.SUM, 0.0, "yuan", "fee to pay before joining"),
    Lever("entry_minutes", Fold.SUM, 0.0, "min", "effort of applying: form, task, proof of work"),
    Lever("screening", Fold.MAX, 0.0, "share", "strictness of screening for match with the topic"),
    Lever("screening_minutes", Fold.SUM, 0.0, "min", "operator's time per application"),
    Lever("pulled_per_day", Fold.SUM, 0.0, "people/day", "people added to the group without asking them"),
)

_ORDER = (Lever("rules", Fold.MAX, 0.0, "share", "strictness of the group's rules"),)

_CARE = ()

_TALK = (
    Lever("contents_per_day", Fold.SUM, 0.0, "1/day", "operators' content posts"),
    Lever("content_quality", Fold.MAX, 0.0, "share", "quality of that content"),
    Lever("content_invites", Fold.MAX, 0.0, "share", "share of content that asks for answers"),
    Lever("content_hour", Fold.MAX, 0.0, "h", "hour of the day at which content is posted"),
)

_INCENTIVES = (
    Lever("points_per_visit", Fold.SUM, 0.0, "points", "points for opening the group on a day"),
    Lever("points_per_message", Fold.SUM, 0.0, "points", "points for a message"),
    Lever(
        "level_points",
        Fold.MAX,
        0.0,
        "points",
        "points of the first level; level n takes n squared times as many",
    ),
    Lever("levels", Fold.MAX, 0.0, "levels", "levels there are"),
    Lever("level_privileges", Fold.MAX, 0.0, "share", "how much each level can do that others cannot"),
    Lever("level_gift", Fold.MAX, 0.0, "yuan", "gift on reaching a level"),
)

_SALES = (
    Lever("pushes_per_day", Fold.SUM, 0.0, "1/day", "product pushes"),
    Lever("push_usefulness", Fold.MAX, 0.0, "share", "share of a push that is of use apart from the offer"),
    Lever("push_hour", Fold.MAX, 0.0, "h", "hour of the day of the first push"),
)

_OPERATION = ()

_HOURS = tuple(
    Lever(f"hours_{task}", Fold.SUM, 0.0, "h/day", f"operators' hours asked for {task}") for task in TASKS
)
_MONEY = tuple(Lever(f"money_{task}", Fold.SUM, 0.0, "yuan/day", f"money spent on {task}") for task in TASKS)

LEVERS: tuple[Lever, ...] = (
    *_ENTRY, *_ORDER, *_CARE, *_TALK, *_INCENTIVES, *_SALES, *_OPERATION, *_HOURS, *_MONEY,
)  # fmt: skip

LEVER_ROW = np.dtype([(lever.name, np.float64) for lever in LEVERS])
"""A row of the lever table: one group on one day."""

RULES = (
    "remove_for_strikes",
    "reward_top",
    "give_packets",
    "recruit_koc",
    "promote_manager",
    "remove_misfits",
    "remove_idle",
)  # fmt: skip
"""Kinds of rule: what reacts to members, and is carried out by a mechanism."""

RULE_SLOTS = 4
"""Rules of one kind that may be in force at once in a group; more is a validation error."""

RULE_ROW = np.dtype(
    [
        ("first_day", np.int64),
        ("end_day", np.int64),
        ("kind", np.int64),
        ("threshold", np.float64),
        ("cap", np.float64),
        ("period", np.float64),
        ("amount", np.float64),
    ]
)
"""A rule in force; unused slots have ``end_day`` 0."""
