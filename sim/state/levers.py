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

_CARE = (
    Lever("welcome", Fold.MAX, 0.0, "share", "share of newcomers who are welcomed by name"),
    Lever("welcome_minutes", Fold.MAX, 0.0, "min", "operators' time per welcome"),
    Lever(
        "briefing", Fold.MAX, 0.0, "share", "share of prospects told beforehand what the group is and asks"
    ),
    Lever("briefing_minutes", Fold.MAX, 0.0, "min", "operators' time per briefing"),
    Lever("first_task_minutes", Fold.SUM, 0.0, "min", "effort of the first task given to newcomers"),
    Lever("introductions", Fold.SUM, 0.0, "people", "members to whom each newcomer is introduced"),
    Lever("introductions_per_day", Fold.SUM, 0.0, "1/day", "introductions a day among those who visit"),
    Lever("introduction_minutes", Fold.MAX, 0.0, "min", "operators' time per introduction"),
)

_TALK = (
    Lever("contents_per_day", Fold.SUM, 0.0, "1/day", "operators' content posts"),
    Lever("content_quality", Fold.MAX, 0.0, "share", "quality of that content"),
    Lever("content_invites", Fold.MAX, 0.0, "share", "share of content that asks for answers"),
    Lever("content_hour", Fold.MAX, 0.0, "h", "hour of the day at which content is posted"),
    Lever(
        "content_hour_later",
        Fold.MAX,
        0.0,
        "h",
        "hour of the second half of it, the evening brief; 0 is none",
    ),
    Lever("content_warmth", Fold.MAX, 0.0, "share", "share of content that speaks to feelings"),
    Lever(
        "content_extra", Fold.SUM, 0.0, "messages", "attention that a content post asks beyond one message"
    ),
    Lever("calls", Fold.SUM, 0.0, "1/day", "calls for members' own contributions"),
    Lever("topics", Fold.SUM, 0.0, "1/day", "guided topics: 1 on a fixed day, a chance on any"),
    Lever("contests", Fold.SUM, 0.0, "1/day", "contests and relays, likewise"),
    Lever("team_tasks", Fold.SUM, 0.0, "1/day", "tasks for teams, likewise"),
    Lever("event_fixed", Fold.MAX, 0.0, "share", "1 on a day on which an event is always held"),
    Lever("event_hour", Fold.MAX, 0.0, "h", "hour of the day of events"),
    Lever("hard_talk", Fold.MAX, 0.0, "share", "share of topics that are about the product"),
    Lever("mentions", Fold.SUM, 0.0, "people", "quiet members mentioned by name on a topic"),
    Lever("praise", Fold.MAX, 0.0, "share", "share of a topic's speakers who are praised"),
    Lever("contest_prize", Fold.SUM, 0.0, "yuan", "prize of a contest"),
    Lever("contest_minutes", Fold.MAX, 0.0, "min", "effort of an entry"),
    Lever("team_size", Fold.MAX, 0.0, "people", "members of a team"),
    Lever("team_minutes", Fold.MAX, 0.0, "min", "effort of a team task"),
)

_INCENTIVES = ()

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
    "talk_privately", "wake_silent", "recall_gone",
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
