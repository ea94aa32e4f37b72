"""Entry gate: by invitation only, asked first, proof, staggered entry, selection of super users."""

from __future__ import annotations

import numpy as np
import pytest
from engine_helpers import ALONE, assert_same, evenings, rows_of, scenario

from sim.engine import simulate
from sim.state.people import Role

TEXT = """
horizon: 40d
members: {initial: 60}
channels: {campaign: {per_day: 6, knows_inside: 0.7}}
operators: {hours_per_day: 100}
mechanisms: {attend: {threshold: 3}, post: {threshold: 1}}
"""


def gated(values, more=(), text=TEXT):
    return scenario(
        text, {f"strategies.entry_gate.{name}": value for name, value in values.items()} | dict(more)
    )


def days(values, more=(), worlds=6, text=TEXT):
    block = simulate(gated(values, more, text), worlds=worlds, jobs=1)
    return {name: table[:, 0] for name, table in block.days.items()}


def test_at_its_null_values_nothing_happens() -> None:
    """Every parameter that has a value without effect, at it."""
    null = {
        "fee": 0,
        "screening": 0,
        "asked_first": 0,
        "invitation_only": 0,
        "proof": 0,
        "entry_every_days": 1,
        "select_every_days": 0,
    }
    assert_same(simulate(scenario(TEXT), worlds=3, jobs=1), simulate(gated(null), worlds=3, jobs=1))


def test_by_invitation_only_turns_away_who_knows_nobody() -> None:
    """All of them at 1, and nobody who knows somebody."""
    assert days({"invitation_only": 1}, {"channels.campaign.knows_inside": 0})["joins"].sum() == 0
    free, closed = days({})["joins"].sum(), days({"invitation_only": 1})["joins"].sum()
    assert 0.3 * free < closed < 0.8 * free


def test_who_is_asked_first_may_decline_and_counts_as_asked() -> None:
    """Fewer come, none of them unasked, with a start of their own."""
    pulled, asked = days({"pull_in_per_day": 5}), days({"pull_in_per_day": 5, "asked_first": 1})
    assert asked["joins_pulled"].sum() == 0
    assert pulled["joins_pulled"].sum() > 0
    assert asked["joins"].sum() < pulled["joins"].sum()
    *_, (_, world) = evenings(gated({"pull_in_per_day": 5, "asked_first": 1}, {"mechanisms.feel": False}))
    came = world.arrays["channel"][0, rows_of(world)] == 1
    assert np.all(world.arrays["belonging"][0, rows_of(world)][came] > 0)


def test_proof_lowers_the_error_of_screening() -> None:
    """Those let in match better, at the same strictness; where proofs mislead, worse."""

    def mean_distance(proof, worth):
        given = {"mechanisms.admit.proof": worth, "mechanisms.admit.screening_error": 0.6}
        found = []
        for world in range(3):
            *_, (_, end) = evenings(
                gated(
                    {"screening": 0.7, "proof": proof, "minutes_of_proof": 0, "minutes_per_application": 0},
                    given,
                ),
                world=world,
            )
            new = slice(60, rows_of(end).stop)
            found += np.hypot(*end.arrays["interests"][0, new].T).tolist()
        return np.mean(found)

    assert mean_distance(1, 0.9) < mean_distance(0, 0.9)
    assert mean_distance(1, -1.0) > mean_distance(0, -1.0)


def test_people_wait_for_the_door_to_open() -> None:
    """They come in one go; without impatience nobody is lost, with it some are."""
    patient = days(
        {"entry_every_days": 7}, {"mechanisms.arrive.impatience": 0, "mechanisms.admit.enabled": False}
    )
    freely = days({}, {"mechanisms.admit.enabled": False})
    assert set(np.flatnonzero(patient["joins"].sum(axis=0)) % 7) == {0}
    assert np.array_equal(patient["joins"][:, :36].sum(axis=1), freely["joins"][:, :36].sum(axis=1))
    hasty = days(
        {"entry_every_days": 7}, {"mechanisms.arrive.impatience": 0.2, "mechanisms.admit.enabled": False}
    )
    assert hasty["joins"].sum() < 0.8 * patient["joins"].sum()
    assert np.array_equal(hasty["prospects"], hasty["joins"] + hasty["refused"])


def test_who_waits_is_who_would_have_come() -> None:
    """The same keys, later."""

    def keys(values):
        *_, (_, world) = evenings(
            gated(
                values,
                {
                    "mechanisms.arrive.impatience": 0,
                    "mechanisms.leave": False,
                    "mechanisms.admit": False,
                    "horizon": 22,
                },
                ALONE,
            )
        )
        return set(world.arrays["keys"][0, rows_of(world)].tolist())

    free, late = keys({}), keys({"entry_every_days": 21})
    assert free == late


def test_super_users_are_the_most_active_up_to_the_cap() -> None:
    """On the days of the rule, and their privileges are paid for."""
    values = {"select_every_days": 10, "select_at_most": 3, "privileges": 7}
    for day, world in evenings(gated(values)):
        record = world.groups[0]
        if day % 10 != 9:
            assert record["chosen"] == 0
            continue
        assert 0 < record["chosen"] <= 3
        assert record["spent_screening"] == 7 * record["super_users"]
        rows = rows_of(world)
        if day == 9:
            trace, role = world.arrays["post_traces"][0, rows, 1], world.arrays["role"][0, rows]
            spoke_today = world.arrays["last_post"][0, rows] == day
            chosen = trace[(role == Role.SUPER) & spoke_today]
            assert chosen.size == 0 or chosen.max() == trace[spoke_today].max()


@pytest.mark.parametrize(("published", "sign"), [(0.6, 1), (-0.3, -1), (0.0, 0)])
def test_a_published_rule_may_spur_or_silence(published: float, sign: int) -> None:
    """As its parameter says, before anybody is chosen."""
    values = {"select_every_days": 90}
    given = {"mechanisms.post.published": published}
    with_rule, without = days(values, given)["messages"].sum(), days({}, given)["messages"].sum()
    assert np.sign(with_rule - without) == sign


def test_it_hurts() -> None:
    """By invitation only where few know anybody; staggered entry; selection that discourages."""
    assert days({"invitation_only": 1})["visiting"].sum() < days({})["visiting"].sum()
    assert days({"entry_every_days": 30})["visiting"].sum() < days({})["visiting"].sum()
    discouraging = {
        "mechanisms.post.published": -0.3,
        "mechanisms.select.passed_over": 0.5,
        "mechanisms.leave.super_user": -0.1,
    }
    values = {"select_every_days": 7, "select_at_most": 1, "select_least": 0.1}
    assert days(values, discouraging)["visiting"].sum() < days({}, discouraging)["visiting"].sum()
