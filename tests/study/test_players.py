"""What differs between two scenarios, and the scenarios between them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim.scenario import loads
from sim.study import StudyError
from sim.study.players import coalition, players_between, without_strategies

A = """
horizon: 60d
strategies: {selling: {pushes_per_day: 3, from: 3d}, content: {posts_per_day: 1}, moderation: {strictness: 0.2}}
"""
B = """
horizon: 60d
operators: {hours_per_day: 9}
strategies: {selling: {pushes_per_day: 1, from: 3d}, onboarding: {welcome: 1}, moderation: {strictness: 0.2}}
"""


def pair(a=A, b=B):
    return replace(loads(a), name="a"), replace(loads(b), name="b")


def test_strategies_that_differ_and_everything_else():
    players = players_between(*pair())
    assert [(each.name, each.kind) for each in players] == [
        ("content", "dropped"),
        ("onboarding", "added"),
        ("selling", "changed"),
        ("rest", "rest"),
    ]
    assert [str(change) for change in players[2].changes] == ["strategies.selling.pushes_per_day: 3 -> 1"]
    assert [str(change) for change in players[3].changes] == ["operators.hours_per_day: 2 -> 9"]


def test_none_of_them_is_the_first_scenario_and_all_of_them_the_second():
    a, b = pair()
    names = [each.name for each in players_between(a, b)]
    assert coalition(a, b, ()).digest() == a.digest()
    assert coalition(a, b, names).digest() == b.digest()


def test_one_of_them_changes_nothing_else():
    a, b = pair()
    mixed = coalition(a, b, ["selling"])
    assert [each.name for each in players_between(a, mixed)] == ["selling"]
    rest = coalition(a, b, ["rest"])
    assert [each.name for each in players_between(a, rest)] == ["rest"]
    assert rest.operators.hours_per_day == 9


def test_titles_differ_in_nothing():
    a, b = pair(A, A)
    assert players_between(a, replace(b, title="Another")) == ()


def test_groups_that_only_one_has_are_everything_else():
    a, b = pair(
        "horizon: 30d\ngroups: {x: {strategies: {selling: {}}}}",
        "horizon: 30d\ngroups: {x: {}, y: {strategies: {content: {}}}}",
    )
    players = players_between(a, b)
    assert [each.name for each in players] == ["selling", "rest"]
    assert coalition(a, b, ["selling", "rest"]).digest() == b.digest()
    assert [group.id for group in coalition(a, b, ["selling"]).groups] == ["x"]


def test_without_strategies_keeps_all_else():
    a, _ = pair()
    bare = without_strategies(a)
    assert all(not group.spells for group in bare.groups)
    assert [each.kind for each in players_between(bare, a)] == ["added"] * 3
    with pytest.raises(StudyError, match="has no strategy"):
        without_strategies(bare)
