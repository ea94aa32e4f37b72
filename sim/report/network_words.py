"""What the network's player says: its buttons, the stories of members, what happened when."""

from __future__ import annotations

import numpy as np

from sim.i18n import Translate, mark
from sim.study.reel import Film, Reel

MANY = 3
"""People from whom on the day on which most leave is worth a mark."""

WORDS = {
    "play": mark("Play"),
    "pause": mark("Pause"),
    "day_of": mark("Day {day} of {days}"),
    "day": mark("Day {day}"),
    "moment": mark("Day {day}: {text}"),
    "member": mark("Member {n}"),
    "their_story": mark("Their story"),
    "canvas": mark("{title}: the group's members and who answered whom. Up and down choose a member, whose story is told below."),
    "absent": mark("Never joined under this scenario."),
    "came_founder": mark("There from the first day."),
    "came_pulled": mark("Pulled in without being asked."),
    "came_team": mark("Joined as an acquaintance of the team."),
    "came_through": mark("Joined through the channel “{channel}”."),
    "came_by": mark("Joined, brought by {who}."),
    "came_friend": mark("Joined, brought by a member."),
    "came_back": mark("Came back."),
    "first_message": mark("First message."),
    "first_answer": mark("First answer to a message."),
    "role_3": mark("Became a KOC."),
    "role_4": mark("Became a manager from among the members."),
    "bought_once": mark("Bought something."),
    "bought_often": mark("First purchase of {n}."),
    "muted": mark("Muted the group."),
    "fell_silent": mark("Opened the group for the last time."),
    "left_first": mark("Left for a while."),
    "left_1": mark("Left: the need had ended."),
    "left_2": mark("Left: the group gave too little."),
    "left_3": mark("Left: too many pushes."),
    "left_4": mark("Left: too much spam."),
    "left_5": mark("Left: too much to read."),
    "left_6": mark("Removed by operators."),
    "left_7": mark("The group was closed."),
    "never_visited": mark("Never opened the group."),
    "never_spoke": mark("Never wrote a message."),
    "never_answered": mark("Wrote, and never got an answer."),
    "paid": mark("Paid {money} yuan in all."),
    "stays": mark("Still a member at the end."),
    "find_stayed_second": mark("Left in {a}, stayed in {b} ({n})"),
    "find_stayed_first": mark("Left in {b}, stayed in {a} ({n})"),
    "find_unanswered": mark("Wrote, got no answer, left ({n})"),
    "find_bought": mark("Spent most"),
    "find_talkers": mark("Talk most"),
}  # fmt: skip
"""Texts of the player by the names that its script knows; numbers and names are put in there."""


def words(t: Translate) -> dict[str, str]:
    """Return the player's texts."""
    return {name: t(text) for name, text in WORDS.items()}


def which(film: Film, worlds: int, t: Translate) -> str:
    """Say which world is shown."""
    if worlds < 2:
        return t("The only world that was run, member by member.")
    return t(
        "World {world}, the most typical of {n}: nearest to the median in visits and members at the end, messages and leaves.",
        world=film.world, n=t.number(worlds, 0),
    )  # fmt: skip


def how_to_look(film: Film, t: Translate) -> str:
    """Say how to read the picture, and who is in it."""
    return t.sentences(
        (
            t("The same person stands in the same place in both pictures, beside those whom they know or talk with; whoever has no ties stands around."),
            t("Lines are answers to messages: today's, and fading those of the days before."),
            t("The larger a mark, the more active the member has been in the last seven days."),
            _which_group(film, t),
            _which_people(film, t),
        )
    )  # fmt: skip


def _which_group(film: Film, t: Translate) -> str:
    if film.groups < 2:
        return ""
    return t("Of {n} groups, “{group}” is shown, and counted.", n=t.number(film.groups, 0), group=film.group)


def _which_people(film: Film, t: Translate) -> str:
    if film.everyone <= film.people:
        return ""
    return t(
        "Of {all} people, {n} are shown, drawn by lot, the same under every scenario; the counts are of everyone.",
        all=t.number(film.everyone, 0), n=t.number(film.people, 0),
    )  # fmt: skip


def moments(reel: Reel, t: Translate) -> list[tuple[int, str]]:
    """Return days on which something of note happens to the group, each with what it is, in order."""
    days = reel.days
    found = [(day, t(text)) for name, text in _FIRSTS.items() if (day := _first(days.get(name))) is not None]
    found += [
        (int(at), t("Entry fee: {fee} yuan", fee=t.number(float(reel.fees[at]))))
        for at in np.flatnonzero(np.diff(reel.fees) != 0) + 1
    ]
    leaves = days.get("leaves", np.zeros(1))
    if leaves.max() >= MANY:
        found.append((int(leaves.argmax()), t("Most leave: {n}", n=t.number(float(leaves.max()), 0))))
    messages = days.get("messages", np.zeros(1))
    if messages.max() > 0:
        text = t("Most messages: {n}", n=t.number(float(messages.max()), 0))
        found.append((int(messages.argmax()), text))
    return sorted(found)[:MOST_MOMENTS]


MOST_MOMENTS = 12
"""Marks of one scenario at most: an entry fee may change every day."""

_FIRSTS = {
    "pushes": mark("First push"),
    "kocs": mark("First KOC"),
    "sales": mark("First purchase"),
    "silent": mark("Silent for the first time"),
    "closed": mark("The group is closed"),
}


def _first(values: np.ndarray[tuple[int], np.dtype[np.float64]] | None) -> int | None:
    """Return the first day on which there is any of it."""
    if values is None or not (values > 0).any():
        return None
    return int((values > 0).argmax())
