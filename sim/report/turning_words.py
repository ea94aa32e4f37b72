"""Turning points in words: what changed on which day, what caused it, and how that is known."""

from __future__ import annotations

from collections.abc import Sequence

from sim.charts.contributions import player_label
from sim.charts.words import interval
from sim.i18n import Translate, mark
from sim.study.causes import Cause, Trial
from sim.study.players import Player
from sim.study.story import Told
from sim.study.turning_points import FLOW, REVENUE, VISITING

WEEK = 7

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


def what_changed(told: Told, titles: tuple[str, str], is_alone: bool, t: Translate) -> str:
    """Say what changed, by how much, how sure."""
    point = told.point
    times = WEEK if point.series == FLOW else 1
    change = point.change
    words = (ALONE if is_alone else SAID)[point.series, change.difference > 0]
    return t(
        words, a=t(titles[0]), b=t(titles[1]), d=t.number(times * abs(change.difference)),
        ends=t("95% interval {ends}", ends=interval(times * change.low, times * change.high, t)),
    )  # fmt: skip


def when(told: Told, t: Translate) -> str:
    """Return the day as a heading."""
    day = told.point.day
    return t("From the first days on") if day <= 1 else t("Around day {day}", day=day)


def cause_words(cause: Cause, titles: tuple[str, str], t: Translate) -> str:
    """Name a cause."""
    name = player_label(Player(cause.strategy, cause.kind), t)
    return t(CAUSES[cause.kind], name=name, side=t(titles[cause.side]), day=cause.day)


def why_it_changed(told: Told, titles: tuple[str, str], t: Translate) -> str:
    """Say what a rerun showed: the cause, or that none of those tried is one."""
    trial = told.cause
    if trial is not None:
        return t.sentences([_confirmed(trial, told, titles, t), _others(told, titles, t)])
    if not told.trials:
        return t("Not explained by any strategy: nothing that differs had begun by then.")
    best = told.trials[0]
    tried = t.clauses(cause_words(each.cause, titles, t) for each in told.trials)
    if best.share > 0 and (best.removed.low > 0 or best.removed.high < 0):
        return t(
            "Not explained by any one strategy. Tried by rerunning without it: {tried}. The first of them accounts for {percent} of the change.",
            tried=tried, percent=t.percent(best.share),
        )  # fmt: skip
    return t("Not explained by any strategy. Tried by rerunning without it, and the change stays: {tried}.", tried=tried)


def _confirmed(trial: Trial, told: Told, titles: tuple[str, str], t: Translate) -> str:
    cause = cause_words(trial.cause, titles, t)
    left = 1 - trial.share
    if left < -0.1:
        return t("The cause: {cause}. Rerun without it under the same luck, the change turns into its opposite.", cause=cause)
    if left < 0.1:
        return t("The cause: {cause}. Rerun without it under the same luck, the change is gone.", cause=cause)
    return t("The main cause: {cause}. Rerun without it under the same luck, only {percent} of the change is left.",
             cause=cause, percent=t.percent(left))  # fmt: skip


def _others(told: Told, titles: tuple[str, str], t: Translate) -> str:
    """Name a second cause without which the change would be mostly gone as well."""
    more: Sequence[Trial] = [trial for trial in told.trials if trial.is_confirmed][1:2]
    return t("It also takes this: {cause}.", cause=cause_words(more[0].cause, titles, t)) if more else ""
