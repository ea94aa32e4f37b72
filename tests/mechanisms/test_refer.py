"""Referral by hand: readiness, who answers an invitation, who is paid."""

from __future__ import annotations

import numpy as np
import pytest
from engine_helpers import evenings, rows_of, scenario

from sim.engine import simulate
from sim.kernel.scalars import ces
from sim.mechanisms.refer import _ALIKE, _LEAST
from sim.state.people import Source

TEXT = """
horizon: 3d
members: {initial: 40}
channels: {campaign: {per_day: 0}}
operators: {hours_per_day: 100}
strategies: {referral: {ease: 1, bait_inviter: 0, bait_invited: 0, seeds: 0}}
mechanisms:
  attend: {threshold: -100}
  leave: false
  admit: false
  refer: {pace: 2, half_life: 0, pool: 0}
"""


def ready_of(tie, quality, trust, benefit, rho):
    """Readiness as inviting has it."""
    return ces(tie, quality, trust, benefit, _ALIKE, rho, _LEAST)


@pytest.mark.parametrize(
    ("rho", "ready"), [(1.0, 0.5), (0.0, 0.3708), (-1.0, 0.2520)], ids=["mean", "product", "harmonic"]
)
def test_readiness(rho: float, ready: float) -> None:
    """Of .1, .3, .7 and .9: 2 / 4, (.1 * .3 * .7 * .9)**.25, and 4 / (10 + 3.333 + 1.429 + 1.111)."""
    assert ready_of(0.1, 0.3, 0.7, 0.9, rho) == pytest.approx(ready, abs=1e-4)


def test_a_missing_part_leaves_nothing_of_a_product_and_the_rest_of_a_sum() -> None:
    """0 in a product, three quarters in a mean."""
    assert ready_of(0.0, 1.0, 1.0, 1.0, 0.0) < 0.05
    assert ready_of(0.0, 1.0, 1.0, 1.0, 1.0) == pytest.approx(0.75, rel=1e-3)


def test_everybody_asked_comes_tomorrow_if_the_topic_concerns_them_and_they_respond() -> None:
    """Response 1 and a friend who is where the topic is: as many come as were invited the day before."""
    given = {"mechanisms.refer.response": 1, "mechanisms.refer.likeness": 0, "mechanisms.refer.spread": 0.1}
    given |= {"mechanisms.refer.reach_of_topic": 100, "mechanisms.refer.suspicion": 0}
    days = simulate(scenario(TEXT, given), worlds=2, jobs=1).days
    invited, joined = days["invitations"][:, 0], days["joins_referred"][:, 0]
    assert invited[:, 0].min() > 20
    assert joined[:, 0].sum() == 0
    assert np.all(joined[:, 1] >= 0.99 * invited[:, 0])
    assert np.array_equal(joined, days["joins"][:, 0])


def test_friends_lie_where_who_invited_them_does() -> None:
    """As far as likeness says."""
    for likeness in (0.0, 1.0):
        given = {
            "mechanisms.refer.response": 1,
            "mechanisms.refer.likeness": likeness,
            "mechanisms.refer.spread": 0.1,
        }
        *_, (_, world) = evenings(scenario(TEXT, given))
        rows = rows_of(world)
        interests, inviter = world.arrays["interests"][0, rows], world.arrays["inviter"][0, rows]
        brought = world.arrays["channel"][0, rows] == Source.REFERRED
        apart = interests[brought] - likeness * interests[inviter[brought]]
        assert brought.sum() > 20
        assert abs(apart.std() - 0.1) < 0.03


def test_nobody_is_invited_without_hours_for_it() -> None:
    """Work that gets no hours is not done."""
    days = simulate(scenario(TEXT, {"operators.hours_per_day": 0}), worlds=2, jobs=1).days
    assert days["invitations"].sum() == 0


def test_room_for_more_invitations_changes_nothing() -> None:
    """A day that runs out of room goes on where it was."""
    given = {"mechanisms.refer.response": 1, "members.initial": 400, "mechanisms.refer.audience": 20}
    what = scenario(TEXT, given)
    *_, (_, grown) = evenings(what)
    assert grown.sizes["invited"] > 64 + 400 // 64
    keys = grown.arrays["keys"][0, rows_of(grown)].tolist()
    assert len(set(keys)) == len(keys)
