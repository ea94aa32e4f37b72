"""Onboarding, conversation, content of all kinds and outreach: nothing at none, worked examples, and where each hurts."""

from __future__ import annotations

import numpy as np
import pytest
from engine_helpers import CARE, RICH, assert_same, check_state, column, differ, evenings, scenario

from sim.engine import simulate
from sim.engine.plan import make_plan
from sim.scenario import catalogue, loads

GROUP = """
horizon: 60d
members: {initial: 60}
channels: {friends: {per_day: 3, knows_inside: 0.3}}
operators: {hours_per_day: 100}
mechanisms: {attend: {threshold: 3}, post: {threshold: 1.5}}
"""
"""A livelier group than the default, so that much happens within few small worlds."""


def runs(given=None, text=GROUP, worlds=6):
    return simulate(scenario(text, given or {}), worlds=worlds, jobs=1)


def on(strategy, **values):
    return {f"strategies.{strategy}.{name}": value for name, value in values.items()}


def at_none(name):
    return {p.name: p.none for p in catalogue.strategies()[name].parameters if p.none is not None}


@pytest.mark.parametrize("name", ["onboarding", "conversation", "outreach", "content"])
def test_at_none_nothing_happens(name) -> None:
    """Bit for bit the run without the strategy."""
    assert_same(runs(on(name, **at_none(name)), worlds=2), runs(worlds=2))
    assert differ(runs(on(name, **{next(iter(at_none(name))): 1}), worlds=2), runs(worlds=2))


def test_content_is_as_before_where_nothing_new_is_asked_of_it() -> None:
    """The kinds of content at their values without effect change nothing."""
    plain = on("content", posts_per_day=1, quality=0.6)
    spelled = plain | on("content", emotional=0, length_minutes=5, evening_hour=0, calls_per_week=0)
    assert_same(runs(plain, worlds=2), runs(spelled, worlds=2))


def test_the_state_keeps_its_limits_with_all_care() -> None:
    """Every evening; and everybody who joined is present or has left, those who came back counted as joined."""
    for world in range(3):
        members = 60
        for day, running in evenings(scenario(RICH, CARE), world=world):
            check_state(running)
            members += column(running, "joins")[day] - column(running, "leaves")[day]
            assert column(running, "members")[day] == members
            assert not running.arrays["called"][0].any()


def test_who_comes_back_is_in_the_log() -> None:
    """Joined as often as left, or once more."""
    what = scenario(RICH, CARE)
    for world in range(3):
        block = simulate(what, worlds=[world], jobs=1, events=True)
        log = block.events
        assert block.days["recalled"].sum() > 0
        assert (log.kind == "join").sum() == 60 + block.days["joins"].sum()
        assert (log.kind == "leave").sum() == block.days["leaves"].sum()
        for user in np.unique(log.user[log.kind == "leave"]):
            moves = log.kind[(log.user == user) & np.isin(log.kind, ["join", "leave"])]
            assert moves[::2].tolist() == ["join"] * len(moves[::2])
            assert moves[1::2].tolist() == ["leave"] * len(moves[1::2])


def levers(text, days=14):
    return make_plan(loads(f"horizon: {days}d\nstrategies: {text}")).levers[0]


def test_fixed_events_lie_on_the_same_days_of_each_week() -> None:
    """Two topics: days 0 and 3 of each week; a contest the day after the first; a team task a day later."""
    table = levers("{conversation: {contests_per_week: 1, team_tasks_per_week: 1, minutes_per_event: 30}}")
    assert table["topics"].tolist() == [1, 0, 0, 1, 0, 0, 0] * 2
    assert table["contests"].tolist() == [0, 1, 0, 0, 0, 0, 0] * 2
    assert table["team_tasks"].tolist() == [0, 0, 1, 0, 0, 0, 0] * 2
    assert table["event_fixed"].tolist() == [1, 1, 1, 1, 0, 0, 0] * 2
    assert table["hours_conversation"].tolist() == [0.5, 0.5, 0.5, 0.5, 0, 0, 0] * 2


def test_random_events_are_as_many_and_make_no_habit() -> None:
    """The same number in the mean, on any day."""
    table = levers("{conversation: {schedule: random, topics_per_week: 3.5}}")
    assert table["topics"].tolist() == [0.5] * 14
    assert not table["event_fixed"].any()
    random = runs(on("conversation", schedule="random", topics_per_week=3.5), worlds=20).days
    assert random["topics"].mean() == pytest.approx(0.5, abs=0.06)
    assert random["ritual"].sum() == 0
    assert runs(on("conversation", topics_per_week=3.5)).days["ritual"][:, :, -1].min() > 0.1


def test_work_without_hours_is_not_done() -> None:
    """No hours: no welcome, no introduction, no event, nobody written to; and a fixed event missed leaves no habit."""
    given = CARE | {"operators.hours_per_day": 0}
    days = simulate(scenario(RICH, given), worlds=3, jobs=1).days
    for name in (
        "welcomed",
        "introduced",
        "topics",
        "contest_entries",
        "team_ties",
        "private_talks",
        "woken",
        "recalled",
    ):
        assert days[name].sum() == 0, name
    half = runs(
        on("conversation", topics_per_week=7, minutes_per_event=60, mentions=0)
        | {"operators.hours_per_day": 0.625},
        worlds=20,
    )
    assert half.days["topics"].mean() == pytest.approx(
        0.5, abs=0.05
    )  # a quarter of an hour of it goes into answers: .5 of 1.25


def test_where_onboarding_hurts() -> None:
    """A long first task puts off; a briefing keeps people out; welcomes are clutter for the others."""
    plain = runs()
    task = {"welcome": 0, "briefing": 0, "introductions": 0, "first_task_minutes": 60}
    hard = runs(
        on("onboarding", **task) | {"mechanisms.welcome.deterred": 0.8, "mechanisms.welcome.effort_cost": 3}
    )
    assert hard.runs["visiting_late"].mean() < plain.runs["visiting_late"].mean()
    told = runs(
        on("onboarding", welcome=0, briefing=1, introductions=0, first_task_minutes=0)
        | {"mechanisms.admit.told": 2}
    )
    assert told.runs["joins_total"].mean() < 0.9 * plain.runs["joins_total"].mean()


def test_where_conversation_hurts() -> None:
    """Product talk every day tires and drives out; an ill-liked topic silences."""
    quiet = {"mentions": 0, "praise": 0, "topics_per_week": 7}
    hard = runs(
        on("conversation", hard_talk=1, **quiet)
        | {"mechanisms.guide.hard_tires": 2, "mechanisms.guide.ritual": 0}
    )
    soft = runs(on("conversation", hard_talk=0, **quiet) | {"mechanisms.guide.ritual": 0})
    plain = runs()
    assert hard.runs["leaves_total"].mean() > plain.runs["leaves_total"].mean() + 3
    assert hard.runs["messages_total"].mean() < soft.runs["messages_total"].mean()
    guided = runs(
        on("conversation", **quiet) | {"mechanisms.guide.pull": -0.3, "mechanisms.guide.ritual": -0.3}
    )
    assert guided.runs["messages_total"].mean() < plain.runs["messages_total"].mean()


def test_where_contests_and_team_tasks_hurt() -> None:
    """Loud entries are noise to everybody, and who does not want to work with others tires of being asked."""
    arm = {"topics_per_week": 0, "contests_per_week": 7}
    loud = runs(
        on("conversation", **arm) | {"mechanisms.join_in.loud": 2, "mechanisms.join_in.disappointment": 0.05}
    )
    assert loud.runs["belonging_late"].mean() < runs().runs["belonging_late"].mean()
    arm = {"topics_per_week": 0, "team_tasks_per_week": 7, "team_minutes": 120}
    asked = runs(on("conversation", **arm) | {"mechanisms.join_in.asked": 1, "mechanisms.guide.ritual": 0})
    assert asked.runs["leaves_total"].mean() > runs().runs["leaves_total"].mean()


def test_where_outreach_hurts() -> None:
    """Who is written to and finds nothing new leaves: waking the silent costs members."""
    arm = {"talks_per_day": 0, "recalls_per_day": 0, "wakes_per_day": 50, "wake_days": 3, "again_after": 1}
    tired = runs(on("outreach", **arm) | {"mechanisms.reach_out.tires": 4, "mechanisms.reach_out.wakes": 0})
    assert tired.runs["leaves_total"].mean() > 1.1 * runs().runs["leaves_total"].mean()


def test_where_content_hurts() -> None:
    """Long posts that nobody finishes are overload; calls tire those who have nothing to give."""
    long = on("content", posts_per_day=6, length_minutes=15)
    short = on("content", posts_per_day=6)
    shallow = {"mechanisms.advertise.depth": -0.3}
    assert runs(long | shallow).runs["messages_total"].mean() < runs(short).runs["messages_total"].mean()
    calls = on("content", posts_per_day=1, calls_per_week=7) | {
        "mechanisms.guide.tires": 1,
        "mechanisms.join_in.call": -6,
    }
    assert runs(calls).days["fatigue"].mean() > runs(on("content", posts_per_day=1)).days["fatigue"].mean()
