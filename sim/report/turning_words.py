"""Turning points in words: what changed on which day, what caused it, and how that is known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sim.charts.contributions import player_label
from sim.i18n import Translate, mark
from sim.report.contribution_words import size_words
from sim.study.causes import Cause, Trial
from sim.study.players import Player
from sim.study.story import Story, Told
from sim.study.turning_points import FLOW, REVENUE, VISITING

WEEK = 7
FIRST = 1
"""Last day that counts as the beginning."""
GONE = 0.1
"""Share of a change that may be left, or turned round, where it is called gone."""

SAID: dict[tuple[str, bool], str] = {
    (VISITING, True): mark("“{b}” pulls ahead of “{a}” in visits: {d} more a day within two weeks ({ends})."),
    (VISITING, False): mark("“{b}” loses ground to “{a}” in visits: {d} fewer a day within two weeks ({ends})."),
    (FLOW, True): mark("“{b}” begins to hold on to its members better than “{a}”: {d} people a week ({ends})."),
    (FLOW, False): mark("“{b}” begins to lose more members than “{a}”: {d} people a week ({ends})."),
    (REVENUE, True): mark("The till: “{b}” gains {d} yuan a day on “{a}” ({ends})."),
    (REVENUE, False): mark("The till: “{b}” falls {d} yuan a day behind “{a}” ({ends})."),
}  # fmt: skip
"""By series and whether the gap moves in favour of the second scenario."""

ALONE: dict[tuple[str, bool], str] = {
    (VISITING, True): mark("Visits rise against the group left to itself: {d} more a day within two weeks ({ends})."),
    (VISITING, False): mark("Visits fall against the group left to itself: {d} fewer a day within two weeks ({ends})."),
    (FLOW, True): mark("The group begins to hold on to its members better than left to itself: {d} people a week ({ends})."),
    (FLOW, False): mark("The group begins to lose more members than left to itself: {d} people a week ({ends})."),
    (REVENUE, True): mark("The till: {d} yuan a day more than in the group left to itself ({ends})."),
    (REVENUE, False): mark("The till: {d} yuan a day less than in the group left to itself ({ends})."),
}  # fmt: skip
"""The same for a scenario held against itself without strategies."""

CAUSES = {
    "begins": mark("“{name}” begins in “{side}” on day {day}"),
    "changes": mark("“{name}” changes gear in “{side}” on day {day}"),
    "ends": mark("“{name}” ends in “{side}” on day {day}"),
    "rest": mark("what differs besides strategies"),
}


@dataclass(frozen=True, slots=True)
class Turn:
    """A turning point in words: a heading, and what changed and why, once for all changes of one cause."""

    when: str
    parts: tuple[tuple[str, str], ...]


def turn_words(story: Story, t: Translate) -> Iterator[Turn]:
    """Yield the turning points in words, by day."""
    titles, is_alone = story.contributions.titles, story.arms is None
    known: list[Cause] = []
    for moment in story.turns:
        parts = []
        for changes in _by_cause(moment):
            what = t.sentences(_what_changed(told, titles, is_alone, t) for told in changes)
            parts.append((what, _why(changes, titles, known, t)))
        known += [told.cause.cause for told in moment if told.cause is not None]
        yield Turn(_when(moment, t), tuple(parts))


def _by_cause(moment: Sequence[Told]) -> list[list[Told]]:
    """Put changes of one cause together, in the order of the largest; those without one stand alone."""
    groups: dict[Cause | int, list[Told]] = {}
    for place, told in enumerate(moment):
        groups.setdefault(told.cause.cause if told.cause is not None else place, []).append(told)
    return list(groups.values())


def _what_changed(told: Told, titles: tuple[str, str], is_alone: bool, t: Translate) -> str:
    """Say what changed, by how much, how sure."""
    point, change = told.point, told.point.change
    times = WEEK if point.series == FLOW else 1
    words = (ALONE if is_alone else SAID)[point.series, change.difference > 0]
    size, ends = size_words(change, t, times)
    return t(words, a=t(titles[0]), b=t(titles[1]), d=size, ends=ends)


def _when(moment: Sequence[Told], t: Translate) -> str:
    """Return the days as a heading."""
    days = sorted({told.point.day for told in moment})
    if days[-1] <= FIRST:
        return t("From the first days on")
    return (
        t("Around day {day}", day=days[0])
        if len(days) == 1
        else t("Days {first} to {last}", first=days[0], last=days[-1])
    )


def cause_words(cause: Cause, titles: tuple[str, str], t: Translate) -> str:
    """Name a cause."""
    name = player_label(Player(cause.strategy, cause.kind), t)
    return t(CAUSES[cause.kind], name=name, side=t(titles[cause.side]), day=cause.day)


def _why(changes: Sequence[Told], titles: tuple[str, str], known: Sequence[Cause], t: Translate) -> str:
    """Say what reruns showed: the cause, or that none of those tried is one."""
    trials = [told.cause for told in changes if told.cause is not None]
    if trials:
        said = _confirmed(trials, trials[0].cause in known, titles, t)
        return t.sentences([said, _others(changes[0], titles, t)])
    told = changes[0]
    if not told.trials:
        return t("Not explained by any strategy: nothing that differs had begun by then.")
    best = told.trials[0]
    tried = t.clauses(cause_words(each.cause, titles, t) for each in told.trials)
    if best.share > 0 and (best.removed.low > 0 or best.removed.high < 0):
        return t(
            "Not explained by any one strategy. Tried by rerunning without it: {tried}. The first of them accounts for {percent} of the change.",
            tried=tried, percent=t.percent(best.share),
        )  # fmt: skip
    return t(
        "Not explained by any strategy. Tried by rerunning without it, and the change stays: {tried}.",
        tried=tried,
    )


def _confirmed(trials: Sequence[Trial], is_known: bool, titles: tuple[str, str], t: Translate) -> str:
    """Name the one cause of some changes, and say what is left of them without it."""
    cause, left = cause_words(trials[0].cause, titles, t), max(1 - trial.share for trial in trials)
    if is_known:
        said = t("The same cause again: {cause}.", cause=cause)
    elif left < GONE:
        said = t("The cause: {cause}.", cause=cause)
    else:
        said = t("The main cause: {cause}.", cause=cause)
    if len(trials) > 1 and left < GONE:
        return t.sentences([said, t("Rerun without it under the same luck, none of this happens.")])
    if len(trials) > 1:
        rest = t(
            "Rerun without it under the same luck, no more than {percent} of any of this is left.",
            percent=t.percent(left),
        )
    elif left < -GONE:
        rest = t("Rerun without it under the same luck, the change turns into its opposite.")
    elif left < GONE:
        rest = t("Rerun without it under the same luck, the change is gone.")
    else:
        rest = t(
            "Rerun without it under the same luck, only {percent} of the change is left.",
            percent=t.percent(left),
        )
    return t.sentences([said, rest])


def _others(told: Told, titles: tuple[str, str], t: Translate) -> str:
    """Name a second cause without which the change would be mostly gone as well."""
    more: Sequence[Trial] = [trial for trial in told.trials if trial.is_confirmed][1:2]
    return t("It also takes this: {cause}.", cause=cause_words(more[0].cause, titles, t)) if more else ""
