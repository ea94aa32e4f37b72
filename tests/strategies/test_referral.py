"""Referral: what it brings, what it costs, where it hurts, and that an invited person is one person."""

from __future__ import annotations

import numpy as np
import pytest
from engine_helpers import ALONE, assert_same, differ, evenings, people, rows_of, scenario

from sim.engine import simulate
from sim.state.people import Source, Stage, Status

TEXT = """
horizon: 40d
members: {initial: 60, distance: 0.2}
channels: {campaign: {per_day: 0.5}}
operators: {hours_per_day: 100}
mechanisms:
  attend: {threshold: 3}
  refer: {response: 0.05, pace: 1, pool: 500}
"""
ON = {
    "strategies.referral.ease": 1,
    "strategies.referral.bait_inviter": 5,
    "strategies.referral.bait_invited": 3,
}
NONE = {
    f"strategies.referral.{name}": 0
    for name in ("ease", "bait_inviter", "bait_invited", "relevance", "seeds")
}


def days(given, worlds=6, text=TEXT):
    return {
        name: table[:, 0]
        for name, table in simulate(scenario(text, given), worlds=worlds, jobs=1).days.items()
    }


def test_at_its_null_values_nothing_happens() -> None:
    """Bit for bit; and with values it does something."""
    before = simulate(scenario(TEXT), worlds=3, jobs=1)
    assert_same(before, simulate(scenario(TEXT, NONE), worlds=3, jobs=1))
    assert before.days["invitations"].sum() == 0
    assert differ(before, simulate(scenario(TEXT, ON), worlds=3, jobs=1))


def test_it_brings_people_and_each_is_paid_for() -> None:
    """Bait to the fen: both sides for each who joins, the inviter's only if the inviter is still there."""
    for _day, world in evenings(scenario(TEXT, ON | {"strategies.referral.bait_invited": 3.337}), world=1):
        record = world.groups[0]
        newcomers = slice(int(record["n_rows"] - record["joins"]), int(record["n_rows"]))
        came = world.arrays["channel"][0, newcomers] == Source.REFERRED
        inviters = world.arrays["inviter"][0, newcomers][came]
        assert came.sum() == record["joins_referred"]
        assert np.all(inviters >= 0)
        least, most = 3.34 * came.sum(), 8.34 * came.sum()
        assert least - 1e-9 <= record["spent_referral"] <= most + 1e-9
        assert (record["spent_referral"] - least) / 5.0 == pytest.approx(
            round((record["spent_referral"] - least) / 5.0)
        )
    stages = world.arrays["stage"][0, rows_of(world)]
    total = simulate(
        scenario(TEXT, ON | {"strategies.referral.bait_invited": 3.337}), worlds=[1], jobs=1
    ).days
    assert (stages & Stage.REFERRED > 0).sum() == total["referred"].sum() > 5


def test_newcomers_know_who_brought_them() -> None:
    """Tied to the inviter on joining, and to nobody else, if the inviter is there."""
    seen = 0
    for day, world in evenings(scenario(TEXT, ON | {"mechanisms.tie.chance": 0})):
        arrays, rows = world.arrays, rows_of(world)
        new = np.flatnonzero(
            (arrays["join_day"][0, rows] == day) & (arrays["channel"][0, rows] == Source.REFERRED)
        )
        for i in new:
            j = arrays["inviter"][0, i]
            if max(arrays["status"][0, i], arrays["status"][0, j]) <= Status.MUTED:
                assert j in arrays["tie_to"][0, i, : arrays["tie_count"][0, i]]
                seen += 1
    assert seen > 10


@pytest.mark.parametrize(
    "other", [{"strategies.referral.bait_invited": 20}, {"strategies.referral.seeds": 3}]
)
def test_an_invited_person_is_the_same_under_another_strategy(other) -> None:
    """Same traits by key, whoever is brought under both."""

    def brought(given):
        *_, (_, world) = evenings(
            scenario(ALONE, {"mechanisms.refer.response": 0.1, "mechanisms.refer.pool": 500} | ON | given)
        )
        rows = rows_of(world)
        keys = world.arrays["keys"][0, rows][world.arrays["channel"][0, rows] == Source.REFERRED].tolist()
        return {key: people(world)[key] for key in keys}

    one, two = brought({}), brought(other)
    both = set(one) & set(two)
    assert len(both) > 10
    assert set(one) != set(two)
    assert all(one[key] == two[key] for key in both)


def test_a_missing_factor_spoils_a_product_and_not_a_sum() -> None:
    """Without any trust nobody invites if the aggregate is a product (H15), and many do if it is a sum."""
    none = {"mechanisms.onboard.trust": 0, "mechanisms.feel.trust_rate": 0}
    product = days(ON | none | {"mechanisms.refer.substitution": 0})["invitations"].sum()
    total = days(ON | none | {"mechanisms.refer.substitution": 1})["invitations"].sum()
    assert total > 50
    assert product < 0.1 * total


def test_irrelevant_bait_brings_more_people_and_worse_ones() -> None:
    """They stand further from the topic; without any response to bait they do not even come."""

    def far(given):
        distances = []
        for world in range(12):
            *_, (_, at_end) = evenings(
                scenario(TEXT, ON | {"strategies.referral.bait_invited": 40, "horizon": 6} | given),
                world=world,
            )
            rows = rows_of(at_end)
            brought = at_end.arrays["channel"][0, rows] == Source.REFERRED
            distances += np.hypot(*at_end.arrays["interests"][0, rows][brought].T).tolist()
        return distances

    relevant = far({"strategies.referral.relevance": 1, "mechanisms.refer.bait_response": 3})
    anybody = far({"strategies.referral.relevance": 0, "mechanisms.refer.bait_response": 3})
    assert len(anybody) > len(relevant)
    assert np.mean(anybody) > np.mean(relevant) + 0.05


def test_it_hurts_where_paid_friends_are_doubted_and_bait_is_for_anybody() -> None:
    """Much money, and members who give the group less than the same people without it."""
    given = {
        "strategies.referral.bait_invited": 50,
        "strategies.referral.relevance": 0,
        "strategies.referral.ease": 1,
    }
    given |= {"mechanisms.refer.bait_response": 3, "mechanisms.refer.spread": 2}
    without, with_bait = days({}), days(given)
    assert with_bait["cost"].sum() > without["cost"].sum() + 1000
    assert with_bait["belonging"][:, -1].mean() < without["belonging"][:, -1].mean()


def test_unpaid_word_of_mouth_is_there_if_a_parameter_says_so() -> None:
    """Without any strategy."""
    assert days({"mechanisms.refer.unpaid": 0.3})["joins_referred"].sum() > 10
