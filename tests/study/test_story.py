"""Stories of scenarios whose cause is known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sim.scenario import loads
from sim.study import StudyError
from sim.study.causes import causes, without
from sim.study.contributions import contributions_of, design
from sim.study.players import players_between
from sim.study.reruns import Reruns
from sim.study.story import story_between

PLAIN = """
title: {title}
horizon: {days}d
members: {{initial: 120}}
channels: {{walk_in: {{per_day: 2}}}}
strategies: {{{strategies}}}
"""


def scenario(name, strategies="", days=60):
    return replace(loads(PLAIN.format(title=name, strategies=strategies, days=days)), name=name)


@pytest.fixture(scope="module")
def pushed():
    """A group that is pushed hard from day 30 on, with a decoy that does next to nothing from day 27."""
    decoy = "positioning: {from: 27d, focus: 0.001}"
    return story_between(
        scenario("calm"),
        scenario("pushed", f"selling: {{from: 30d, pushes_per_day: 6}}, {decoy}"),
        worlds=12,
        seed=1,
    )


def test_a_turning_point_is_put_down_to_its_cause_and_not_to_what_is_near_it(pushed):
    (told,) = [told for moment in pushed.turns for told in moment if told.point.series == "visiting"]
    assert abs(told.point.day - 30) <= 9
    assert told.cause is not None
    assert (told.cause.cause.strategy, told.cause.cause.kind, told.cause.cause.day) == (
        "selling",
        "begins",
        30,
    )
    assert told.cause.share > 0.9
    (decoy,) = [trial for trial in told.trials if trial.cause.strategy == "positioning"]
    assert not decoy.is_confirmed
    assert abs(decoy.share) < 0.2


def test_contributions_add_up_in_every_world(pushed):
    found = pushed.contributions
    whole = found.values[:, -1] - found.values[:, 0]
    np.testing.assert_allclose(found.shares.sum(axis=1), whole, atol=1e-8)
    assert [player.name for player in found.players] == ["positioning", "selling"]
    place = found.place("visiting_late")
    assert abs(found.share(place, 0).difference) < 0.2 * abs(found.share(place, 1).difference)
    assert found.share(found.place("fatigue_mean"), 1).low > 0


def test_every_content_is_run_once(pushed):
    assert pushed.worlds == 12
    assert (
        pushed.runs == 12 * 4
    )  # four combinations; taking out one strategy from day 0 to the end is one of them


def test_one_scenario_is_held_against_itself_without_strategies():
    story = story_between(scenario("x", "content: {}, selling: {pushes_per_day: 3}"), worlds=3, seed=1)
    assert story.arms is None
    assert [player.kind for player in story.contributions.players] == ["added", "added"]
    assert story.contributions.titles == ("Without any strategy", "x")
    with pytest.raises(StudyError, match="has no strategy"):
        story_between(scenario("y"), worlds=3, seed=1)


def test_refusals():
    same = scenario("a", "content: {}")
    with pytest.raises(StudyError, match="nothing to share out"):
        design(same, replace(same, name="b"))
    with pytest.raises(StudyError, match="different horizons"):
        design(same, scenario("b", days=30))


def test_more_players_than_can_be_run_in_full_are_sampled():
    plan = design(
        scenario("a"),
        scenario("b", "content: {}, selling: {}, onboarding: {welcome: 1}"),
        exact=2,
        pairs=2,
    )
    assert plan.orders is not None and plan.orders.shape == (4, 3)
    reruns = Reruns(2, measures=("members", "fatigue"), seed=0)
    found = contributions_of(plan, reruns(plan.scenarios), seed=0)
    assert not found.is_exact
    whole = found.values[:, -1] - found.values[:, 0]
    np.testing.assert_allclose(found.shares.sum(axis=1), whole, atol=1e-8)


def test_causes_are_what_only_one_side_does():
    a = scenario(
        "a", "selling: [{from: 3d, until: 20d}, {from: 20d, pushes_per_day: 4, until: 40d}], content: {}"
    )
    b = scenario("b", "content: {}")
    found = causes(a, b, players_between(a, b))
    assert [(each.side, each.strategy, each.kind, each.day) for each in found] == [
        (0, "selling", "begins", 3),
        (0, "selling", "changes", 20),
        (0, "selling", "ends", 40),
    ]
    spells = [
        [(s.first_day, s.end_day, s.values.pushes_per_day) for s in without(cause, a, b, ()).groups[0].spells if s.strategy == "selling"]
        for cause in found
    ]  # fmt: skip
    assert spells[0] == [(20, 40, 4)]
    assert spells[1] == [(3, 20, 1), (20, 40, 1)]
    assert spells[2] == [(3, 20, 1), (20, 60, 4)]


def test_what_is_no_strategy_is_taken_out_as_a_whole():
    a = scenario("a", "content: {}")
    b = replace(
        scenario("b", "selling: {}"), operators=type(a.operators)({**a.operators, "hours_per_day": 9.0})
    )
    players = players_between(a, b)
    (rest,) = [cause for cause in causes(a, b, players) if cause.kind == "rest"]
    changed = without(rest, a, b, players)
    assert changed.operators == a.operators
    assert [spell.strategy for spell in changed.groups[0].spells] == ["selling"]
