"""Positioning: targeting takes the near and leaves volume; focus gives more to few."""

from __future__ import annotations

import numpy as np
from engine_helpers import ALONE, assert_same, evenings, people, rows_of, scenario

from sim.engine import simulate

TEXT = """
horizon: 40d
members: {initial: 60}
channels: {campaign: {per_day: 6, distance: 1.2, cost: 2}}
operators: {hours_per_day: 100}
mechanisms: {attend: {threshold: 3}}
"""
NULL = {"strategies.positioning.targeting": 0, "strategies.positioning.focus": 0}
EXACT = {
    "strategies.positioning.targeting": 1,
    "strategies.positioning.focus": 0,
    "mechanisms.admit.aim_error": 0,
}


def block(given, text=TEXT, worlds=6):
    return simulate(scenario(text, given), worlds=worlds, jobs=1)


def test_at_its_null_values_nothing_happens() -> None:
    """Not even hours are asked for."""
    assert_same(block({}), block(NULL))


def test_targeting_brings_fewer_and_nearer_people() -> None:
    """Some of those who would have come anyway, if nothing is redirected."""

    def joined(given):
        *_, (_, world) = evenings(scenario(ALONE, given | {"channels.campaign.distance": 1.2}))
        return people(world), np.hypot(*world.arrays["interests"][0, 80 : rows_of(world).stop].T)

    (everybody, far), (aimed, near) = joined({}), joined(EXACT | {"mechanisms.arrive.redirected": 0})
    assert set(aimed) < set(everybody)
    assert all(everybody[key] == traits for key, traits in aimed.items())
    assert near.mean() < far.mean() - 0.1


def test_the_same_money_reaches_more_contacts() -> None:
    """Redirected effort brings more people; what channels cost changes by chance only."""
    less, more = (block(EXACT | {"mechanisms.arrive.redirected": share}).days for share in (0, 2))
    assert more["prospects"].sum() > 1.5 * less["prospects"].sum()
    spent = [days["cost_recruiting"].sum() for days in (less, more)]
    assert abs(spent[1] / spent[0] - 1) < 0.1


def test_a_target_that_nobody_has_time_to_find_is_none() -> None:
    """Without hours targeting does nothing."""
    poor = {"operators.hours_per_day": 0, "operators.answering_hours": 0}
    assert np.array_equal(block(EXACT | poor).days["joins"], block(poor).days["joins"])


def test_it_hurts_where_people_stand_far_from_the_topic() -> None:
    """Targeting empties the door; focus takes from most what they found."""
    assert (
        block(EXACT | {"mechanisms.arrive.redirected": 0}).days["joins"].sum()
        < 0.7 * block({}).days["joins"].sum()
    )
    content = {
        "strategies.content.posts_per_day": 3,
        "strategies.content.quality": 1,
        "group.topic_breadth": 2,
    }
    far = content | {
        "members.distance": 2.5,
        "members.spread": 0.3,
        "channels.campaign.distance": 2.5,
        "mechanisms.feel.gain": 3,
    }
    focus = {"strategies.positioning.targeting": 0, "strategies.positioning.focus": 0.9}
    assert block(far | focus).days["visiting"].sum() < block(far).days["visiting"].sum()
    near = content | {
        "members.distance": 0,
        "members.spread": 0.3,
        "channels.campaign.distance": 0,
        "mechanisms.feel.gain": 3,
    }
    assert block(near | focus).days["visiting"].sum() > block(near).days["visiting"].sum()
