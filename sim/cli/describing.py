"""From answers about a group to a scenario: what each answer sets, by which approximation.

The approximations come from runs of ``types/interest_group`` (200 members, 60 days, three seeds each): the
table below is what came of different thresholds of speaking. They bring a scenario near to what was described;
a calibration to a log, where there is one, is better.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from sim.cli.questions import QUESTIONS
from sim.i18n import Translate, mark
from sim.scenario.emit import to_yaml

TYPE = "types/interest_group"
_THRESHOLDS = (1.0, 2.0, 2.8, 3.5, 4.5, 6.0)
_SPOKE = (0.482, 0.361, 0.263, 0.196, 0.123, 0.071)
"""Share of people who wrote within 60 days, by threshold."""
_MESSAGES = (0.471, 0.306, 0.177, 0.086, 0.0326, 0.0061)
"""Messages a member and day, by threshold."""
_PER_SPEAKER = 4.0
"""Messages of somebody on a day on which they speak, by default."""
_CHATTINESS, _LEAST_CHATTY, _MOST_CHATTY = 0.6, -1.0, 2.0
_ENTERING = 0.83
"""Share of those at the door who join, by default."""
_MONTHLY_LEAVES, _HAZARD, _MOST_HAZARD = 0.21, 0.003, 0.03
"""Share of members who leave in 30 days by default; the hazard it goes with; its greatest plausible value."""
_BREADTHS = {1: 0.3, 2: 0.5, 3: 1.0}

_AS_IT_IS = mark("as answered")
_SPEAKING = mark(
    "approximation: the threshold of speaking under which about this share writes within 60 days"
)
_CHATTY = mark("approximation: how much speakers write, so that about this many messages come about")
_JOINING = mark("approximation: half through each channel; about 83 of 100 at the door join")
_LEAVING = mark("approximation: in proportion to the 21 % who leave in a month by default")
_BREADTH = mark("approximation: 1 is a breadth of 0.3, 2 of 0.5, 3 of 1.0")
_NOTED = mark("only noted: the simulation starts on the day that you describe")
_UNKNOWN = mark("not answered: the default of the type stays")
_AT_LIMIT = mark("beyond what the model plausibly reaches: set to the nearest that is")


@dataclass
class Description:
    """A scenario in the making.

    Parameters
    ----------
    content
        The scenario as plain values.
    remarks
        By dotted path of a value: why it is what it is.
    told
        By name of an answer: paths that it sets, none if it is only noted, and how.
    """

    content: dict[str, Any]
    remarks: dict[str, str] = field(default_factory=dict)
    told: dict[str, tuple[list[str], str]] = field(default_factory=dict)

    def put(self, answer: str, path: str, value: float, why: str) -> None:
        """Set a value and say on account of which answer."""
        *trail, last = path.split(".")
        place = self.content
        for key in trail:
            place = place.setdefault(key, {})
        place[last] = value
        self.remarks[path] = answer
        self.told.setdefault(answer, ([], why))[0].append(path)

    def limited(self, answer: str) -> None:
        """Say that an answer is beyond what the model reaches."""
        paths, _ = self.told[answer]
        self.told[answer] = (paths, _AT_LIMIT)


def describe(answers: Mapping[str, float], title: str) -> Description:
    """Return the scenario of a group; a question that is not answered leaves the default of the type."""
    made = Description({"title": title, "extends": TYPE})
    given = answers.get
    if (members := given("members")) is not None:
        made.put("members", "members.initial", int(members), _AS_IT_IS)
    if "age_days" in answers:
        made.told["age_days"] = ([], _NOTED)
    if (topic := given("topic")) is not None:
        made.put("topic", "group.topic_breadth", _BREADTHS[int(topic)], _BREADTH)
    if (joins := given("joins_per_day")) is not None:
        for channel in ("word_of_mouth", "public_posts"):
            made.put(
                "joins_per_day", f"channels.{channel}.per_day", round(joins / _ENTERING / 2, 3), _JOINING
            )
    for answer, path in (
        ("hours_per_day", "operators.hours_per_day"),
        ("pushes_per_day", "strategies.selling.pushes_per_day"),
        ("posts_per_day", "strategies.content.posts_per_day"),
    ):
        if (number := given(answer)) is not None:
            made.put(answer, path, float(number), _AS_IT_IS)
    _speaking(answers, made)
    _leaving(answers, made)
    for question in QUESTIONS:
        made.told.setdefault(question.name, ([], _UNKNOWN))
    return made


def _speaking(answers: Mapping[str, float], made: Description) -> None:
    """Set who speaks and how much.

    Approximation: the threshold is read off the table, linearly in the log odds of the share. Log chattiness
    then rises by ``log((4 r - 1) / 3)``, where r is the number of messages asked for over the one in the
    table: 4 messages a speaker and day are one and 3 more, and only these change. That more talk draws more
    people in is left out.
    """
    threshold = 2.8
    if (percent := answers.get("share_speaking")) is not None:
        share = min(max(percent / 100, 1e-6), 1 - 1e-6)
        odds = [math.log(s / (1 - s)) for s in reversed(_SPOKE)]
        threshold = float(np.interp(math.log(share / (1 - share)), odds, _THRESHOLDS[::-1]))
        made.put("share_speaking", "mechanisms.post.threshold", round(threshold, 2), _SPEAKING)
        if not _SPOKE[-1] <= share <= _SPOKE[0]:
            made.limited("share_speaking")
    messages, members = answers.get("messages_per_day"), answers.get("members")
    if messages is None:
        return
    logs = np.interp(threshold, _THRESHOLDS, np.log(_MESSAGES))
    ratio = messages / ((members or 200) * math.exp(float(logs)))
    more = (_PER_SPEAKER * ratio - 1) / (_PER_SPEAKER - 1)
    wanted = _CHATTINESS + math.log(more) if more > 0 else -math.inf
    chattiness = min(max(wanted, _LEAST_CHATTY), _MOST_CHATTY)
    made.put("messages_per_day", "mechanisms.traits.chattiness_log", round(chattiness, 2), _CHATTY)
    if wanted != chattiness:
        made.limited("messages_per_day")


def _leaving(answers: Mapping[str, float], made: Description) -> None:
    """Set how soon needs end. Approximation: leaving is in proportion to this hazard, whatever else drives it."""
    leaves = answers.get("leaves_per_month")
    if leaves is None:
        return
    wanted = _HAZARD * leaves / (answers.get("members") or 200) / _MONTHLY_LEAVES
    hazard = min(wanted, _MOST_HAZARD)
    made.put("leaves_per_month", "mechanisms.traits.need_hazard", round(hazard, 5), _LEAVING)
    if wanted > hazard:
        made.limited("leaves_per_month")


def as_text(made: Description, answers: Mapping[str, float], t: Translate) -> str:
    """Return the file: the answers and what they set as comments, then the scenario."""
    lines = [t("Written by sim describe. What was answered, and what it sets:")]
    for question in QUESTIONS:
        answer = f"{answers[question.name]:g}" if question.name in answers else "–"
        lines += [f"{t(question.text)} {answer}", f"    {told(made, question.name, t)}"]
    head = "".join(f"# {line}\n" for line in lines)
    return head + "\n" + to_yaml(made.content, lambda trail: made.remarks.get(".".join(map(str, trail)), ""))


def told(made: Description, name: str, t: Translate) -> str:
    """Return which parameters an answer sets and how, or that it is only noted."""
    paths, why = made.told[name]
    return t("sets {paths}: {how}", paths=t.join(paths), how=t(why)) if paths else t(why)
