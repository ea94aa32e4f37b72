"""Levers: what strategies may set, how contributions fold, and what they are when nobody sets them.

A new kind of lever is a line here and the mechanism that reads it.
"""

from __future__ import annotations

import math
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

    @property
    def most(self) -> float:
        """The largest value that one strategy may set; the least is 0."""
        return _MOST.get(self.unit, math.inf)


_MOST = {"share": 1.0, "": 1.0, "h": 24.0}
"""By unit: shares and switches, hours of the day."""

NO_LIMIT = 1e9
"""Baseline of levers of which the least counts."""

_ENTRY = (
    Lever("entry_fee", Fold.SUM, 0.0, "yuan", "fee to pay before joining"),
    Lever("entry_minutes", Fold.SUM, 0.0, "min", "effort of applying: form, task, proof of work"),
    Lever("screening", Fold.MAX, 0.0, "share", "strictness of screening for match with the topic"),
    Lever("screening_minutes", Fold.SUM, 0.0, "min", "operator's time per application"),
    Lever("pulled_per_day", Fold.SUM, 0.0, "people/day", "people added to the group without asking them"),
    Lever(
        "invitation_only", Fold.MAX, 0.0, "share", "share of those who know nobody inside that is turned away"
    ),
    Lever(
        "asked_first", Fold.MAX, 0.0, "share", "share of those pulled in who are asked before they are added"
    ),
    Lever("entry_proof", Fold.MAX, 0.0, "share", "how far applicants must prove who they are"),
    Lever("door_closed", Fold.MAX, 0.0, "", "1 on days on which prospects wait at the door"),
    Lever("super_rule", Fold.MAX, 0.0, "", "1 while a rule is published by which super users are chosen"),
    Lever("targeting", Fold.MAX, 0.0, "share", "how far recruiting goes only to people near the topic"),
    Lever("focus", Fold.MAX, 0.0, "share", "how much narrower than the topic operators post"),
    Lever("seats", Fold.MIN, NO_LIMIT, "people", "members that the group has room for"),
    Lever("team_contacts", Fold.SUM, 0.0, "people/day", "acquaintances whom the team asks to join"),
    Lever(
        "contact_bounty", Fold.SUM, 0.0, "yuan", "paid to the team for each acquaintance brought to the door"
    ),
)

_REFERRAL = (
    Lever(
        "invite_ease", Fold.MAX, 0.0, "share", "how easy inviting is made, and how clearly it is asked for"
    ),
    Lever("bait_inviter", Fold.SUM, 0.0, "yuan", "paid to a member for each friend who joins"),
    Lever("bait_invited", Fold.SUM, 0.0, "yuan", "given to a friend who joins on invitation"),
    Lever(
        "bait_relevance", Fold.MAX, 0.0, "share", "how far the bait is of use only to those near the topic"
    ),
    Lever("invite_seeds", Fold.SUM, 0.0, "people/day", "visitors whom operators ask personally to invite"),
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
    Lever("push_relevance", Fold.MAX, 0.0, "share", "how far the goods are chosen for what this group needs"),
    Lever("discount", Fold.MAX, 0.0, "share", "taken off the price of everything"),
    Lever("hot_item", Fold.MAX, 0.0, "share", "how much cheaper than the rest the hot item is; 0 is none"),
    Lever("promise_more", Fold.MAX, 0.0, "share", "what the sale promises beyond the product's own promise"),
)

_OPERATION = (
    Lever("operator_hours", Fold.SUM, 0.0, "h/day", "operators' hours beside those of the team"),
    Lever("operator_skill", Fold.MAX, 0.0, "share", "work that operators do in an hour beyond the ordinary"),
    Lever("wage_premium", Fold.MAX, 0.0, "share", "pay of an hour beyond the ordinary"),
    Lever("closed", Fold.MAX, 0.0, "", "1 on days on which the group is closed"),
    Lever("closing_notice", Fold.MAX, 0.0, "days", "days before closing on which it is announced"),
)

_HOURS = tuple(
    Lever(f"hours_{task}", Fold.SUM, 0.0, "h/day", f"operators' hours asked for {task}") for task in TASKS
)
_MONEY = tuple(Lever(f"money_{task}", Fold.SUM, 0.0, "yuan/day", f"money spent on {task}") for task in TASKS)

LEVERS: tuple[Lever, ...] = (
    *_ENTRY, *_REFERRAL, *_ORDER, *_CARE, *_TALK, *_INCENTIVES, *_SALES, *_OPERATION, *_HOURS, *_MONEY,
)  # fmt: skip

LEVER_ROW = np.dtype([(lever.name, np.float64) for lever in LEVERS])
"""A row of the lever table: one group on one day."""

RULES = (
    "remove_for_strikes",
    "select_super",
    "push_for_quota",
    "reward_top",
    "give_packets",
    "recruit_koc",
    "promote_manager",
    "remove_misfits",
    "remove_idle",
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
