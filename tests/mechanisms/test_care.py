"""Reciprocity, habit, welcome, teams and reaching out against cases worked out by hand."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from engine_helpers import RICH, column, evenings, scenario

from sim.engine import simulate
from sim.mechanisms import guide, reach_out, reciprocate
from sim.state.levers import LEVER_ROW
from sim.state.people import Call


def plain(kernel):
    """The Python function behind a kernel."""
    return getattr(kernel, "py_func", kernel)


def test_gratitude_and_effort_fade_from_visit_to_visit() -> None:
    """A half-life away leaves half, whether in one go or in two."""
    group = SimpleNamespace(gratitude_pace=1 / 10, effort_pace=1 / 20)
    rows = np.arange(2)
    gratitude, effort = np.array([8.0, 8.0], np.float32), np.array([4.0, 4.0], np.float32)
    plain(reciprocate.fade)(group, 10, rows, np.array([0, 5]), gratitude, effort)
    np.testing.assert_allclose(gratitude, [4.0, 8.0 * 2**-0.5], rtol=1e-6)
    np.testing.assert_allclose(effort, [4.0 * 2**-0.5, 4.0 * 2**-0.25], rtol=1e-6)
    plain(reciprocate.fade)(group, 15, rows[1:], np.array([0, 10]), gratitude, effort)
    np.testing.assert_allclose(gratitude[1], 4.0, rtol=1e-6)


def test_effort_is_hours_and_gratitude_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four messages of a minute and a half are a tenth of an hour; who did not speak gets nothing."""
    monkeypatch.setattr(reciprocate, "counts", lambda n: np.empty(n, np.uint32))
    p = SimpleNamespace(minutes=1.5, gain=0.0)
    rows, posts, answers = np.arange(3), np.array([4, 0, 1]), np.array([2, 0, 0])
    expectation, gratitude, effort = (np.zeros(3, np.float32) for _ in range(3))
    plain(reciprocate.earn)(p, rows, posts, answers, expectation, gratitude, effort)
    assert gratitude.tolist() == [2, 0, 0]
    np.testing.assert_allclose(effort, [0.1, 0.0, 0.025], rtol=1e-6)


def ritual(held, *, growth=0.2, missed=0.5):
    """Strength of the habit after fixed events that were held or not, all well attended, without fading."""
    p = SimpleNamespace(
        half_life=1e9, ritual=1.0, missed=missed, growth=growth, full_house=0.25, pull=1.0, hard_pull=0.0, surprise=0.0,
        praise_felt=0.0, passed_over=0.0, contribution=1.0, fresh=0.0,
    )  # fmt: skip
    group = SimpleNamespace(
        ritual=0.0, topics=0.0, contests=0.0, team_tasks=0.0, calls=0.0, hard_topics=0.0, member_contents=0.0, novelty=1.0,
        given_conversation=1.0, asked_conversation=1.0, given_content=0.0, asked_content=0.0, topic_breadth=1.0,
        n_visiting=50, mau=100.0, topic_x=0.0, topic_y=0.0, topic_pull=0.0, event_pull=0.0,
    )  # fmt: skip
    lever = np.zeros(1, LEVER_ROW).view(np.recarray)[0]
    lever.topics, lever.event_fixed = 1.0, 1.0
    feed = np.zeros((5, len(held)))
    key = np.uint64(1)
    for day, takes_place in enumerate(held):
        group.given_conversation = float(takes_place)
        plain(guide.plan)(p, group, lever, key, day, feed)
        assert group.topics == takes_place
        nobody = np.zeros(0, np.int64)
        plain(guide.wind_up)(p, group, lever, key, day, nobody, nobody, nobody, nobody, nobody, feed)
    return group


def test_a_fixed_event_becomes_a_habit_and_one_missed_breaks_it() -> None:
    """.2, then .2 + .2 x .8; a missed one halves it; its day draws all the same."""
    assert ritual([True]).ritual == pytest.approx(0.2)
    assert ritual([True, True]).ritual == pytest.approx(0.36)
    missed = ritual([True, True, False])
    assert missed.ritual == pytest.approx(0.18)
    assert missed.event_pull == pytest.approx(0.36)
    assert ritual([False, False]).ritual == 0.0


@pytest.mark.parametrize(
    ("kind", "newcomers", "due"),
    [
        (Call.WAKE, False, [False, True, True, False]),
        (Call.TALK, False, [True, False, False, False]),
        (Call.TALK, True, [False, False, False, True]),
        (Call.MENTION, False, [True, False, False, False]),
    ],
)
def test_whom_operators_turn_to(kind, newcomers, due) -> None:
    """A reader who never speaks, one gone silent, one who never came, a newcomer who spoke today; day 40, limit 10 days."""
    p = SimpleNamespace(lately=14.0)
    join, visit, post = [0, 0, 20, 38], [39, 20, -1, 40], [-1, 20, -1, 40]
    found = [
        bool(plain(reach_out._is_due)(p, int(kind), 40, 10.0, newcomers, j, v, s))
        for j, v, s in zip(join, visit, post, strict=True)
    ]
    assert found == due


CALM = {
    "horizon": 30,
    "strategies.selling": None,
    "strategies.entry_gate": None,
    "operators.hours_per_day": 100,
    "mechanisms.attend.threshold": 2,
}


def test_each_turn_comes_once_in_its_time() -> None:
    """Nobody is written to twice within seven days, and at most so many are on a day."""
    given = CALM | {f"strategies.outreach.{k}_per_day": 0 for k in ("talks", "recalls")}
    given |= {
        "strategies.outreach.wakes_per_day": 4,
        "strategies.outreach.wake_days": 3,
        "strategies.outreach.again_after": 7,
    }
    days = simulate(scenario(RICH, given), worlds=4, jobs=1).days
    assert days["called_silent"].max() == 4
    assert days["called_silent"].sum() > 40
    assert np.all(days["woken"] <= days["called_silent"])
    always = given | {"mechanisms.reach_out.wakes": 0, "mechanisms.reach_out.tires": 0}
    assert simulate(scenario(RICH, always), worlds=2, jobs=1).days["woken"].sum() == 0


def test_who_comes_back_is_who_left_for_want_of_value() -> None:
    """Never who was removed or needs it no more; their need still ends on its day."""
    given = CALM | {
        "strategies.outreach.recalls_per_day": 20,
        "mechanisms.reach_out.returns": 0.4,
        "strategies.outreach.again_after": 1,
    }
    before: dict[int, tuple[int, int, float]] = {}
    back = 0
    for day, world in evenings(scenario(RICH, given)):
        rows = slice(0, int(world.groups[0]["n_rows"]))
        now = zip(
            *(world.arrays[name][0, rows].tolist() for name in ("cause", "join_day", "need_days")),
            strict=True,
        )
        for row, (cause, join_day, need) in enumerate(now):
            was_cause, was_day, was_need = before.get(row, (0, join_day, need))
            if join_day != was_day:
                back += 1
                assert join_day == day
                assert 2 <= was_cause <= 5
                assert join_day + need == pytest.approx(was_day + was_need, rel=1e-5)
            before[row] = (cause, join_day, need)
        assert world.arrays["tie_count"][0, rows][world.arrays["leave_day"][0, rows] >= 0].sum() == 0
    assert back == column(world, "recalled").sum() > 0


def test_teams_tie_alike_people_only() -> None:
    """All visitors agree, all pairs of a team are tied; and with no likeness reached for, none is."""
    given = CALM | {
        "graph.kind": "none",
        "mechanisms.tie": False,
        "strategies.conversation.topics_per_week": 0,
    }
    given |= {"strategies.conversation.team_tasks_per_week": 1, "strategies.conversation.team_minutes": 5}
    given |= {"mechanisms.join_in.team": 1, "mechanisms.join_in.team_tie": 1, "channels": None}
    made = simulate(scenario(RICH, given | {"mechanisms.join_in.similarity": 3}), worlds=4, jobs=1).days[
        "team_ties"
    ]
    assert made[:, 0, 2].sum() > 10
    assert set(np.flatnonzero(made.sum(axis=(0, 1))).tolist()) <= {2, 9, 16, 23}
    none = simulate(scenario(RICH, given | {"mechanisms.join_in.team_tie": 0}), worlds=4, jobs=1).days[
        "team_ties"
    ]
    assert none.sum() == 0


@pytest.mark.parametrize(
    ("place", "more", "less"),
    [("post.contagion", 1.5, -0.5), ("post.gratitude", 1.0, -0.3), ("converse.gratitude", 0.3, -0.1)],
)
def test_responses_that_are_off_by_default_go_both_ways(place, more, less) -> None:
    """More talk or answers with a positive weight, fewer with a negative one."""
    given = CALM | {"graph.mean_ties": 8}
    counted = "answered" if place.startswith("converse") else "posters"
    total = [
        simulate(scenario(RICH, given | {f"mechanisms.{place}": weight}), worlds=6, jobs=1)
        .days[counted]
        .sum()
        for weight in (less, 0.0, more)
    ]
    assert total[0] < total[1] < total[2]


def test_effort_may_keep_or_drive_out() -> None:
    """Its weight in leaving goes both ways."""
    given = CALM | {"mechanisms.reciprocate.minutes": 10, "mechanisms.leave.review": 1, "strategies": None}
    left = [
        simulate(scenario(RICH, given | {"mechanisms.leave.effort": weight}), worlds=6, jobs=1)
        .days["leaves"]
        .sum()
        for weight in (-0.2, 0.5)
    ]
    assert left[0] > left[1]
