"""Operation: hired hours, skill, overhead, quota, acquaintances."""

from __future__ import annotations

import numpy as np
import pytest
from engine_helpers import PORTFOLIO, assert_same, evenings, rows_of, scenario

from sim.engine import simulate

TEXT = """
horizon: 40d
members: {initial: 60}
channels: {campaign: {per_day: 1}}
operators: {hours_per_day: 1, answering_hours: 0, wage: 40}
strategies: {content: {posts_per_day: 2, hours_per_post: 1}}
mechanisms: {attend: {threshold: 3}}
"""
S = "strategies.operation."
NULL = {
    S + name: 0
    for name in ("hours_per_day", "skill", "premium", "quota", "pushes_for_quota", "contacts", "bounty")
}


def days(given, worlds=4, text=TEXT):
    return simulate(scenario(text, given), worlds=worlds, jobs=1).days


def test_at_its_null_values_nothing_happens() -> None:
    """Bit for bit."""
    one, two = (simulate(scenario(TEXT, given), worlds=3, jobs=1) for given in ({}, NULL))
    assert_same(one, two)


def test_hired_hours_get_work_done_and_are_paid_without_work_too() -> None:
    """One hour does one of two posts; two hours do both; a third is idle, and paid."""
    for hired, posts, cost in ((0, 40, 40), (1, 80, 80), (2, 80, 120)):
        found = days(NULL | {S + "hours_per_day": hired})
        assert found["contents"][0].sum() == posts
        assert np.allclose(found["cost"], cost)
    assert np.allclose(days({"operators.hours_per_day": 3, "operators.paid_idle": 0.5})["cost"], 80 + 20)
    assert np.allclose(days({"operators.hours_per_day": 3})["cost"], 80)


def test_skill_does_more_in_an_hour_and_pay_follows_the_clock() -> None:
    """An hour of skill 1 writes two posts, for one wage and what is paid beyond it."""
    for premium, cost in ((0, 40), (0.5, 60)):
        found = days(NULL | {S + "skill": 1, S + "premium": premium})
        assert found["contents"][0].sum() == 80
        assert np.allclose(found["cost"], cost)


def test_overhead_is_a_threshold() -> None:
    """Groups take from the hours before any task; beyond so many nothing is left."""
    two = {"operators.hours_per_day": 1, "operators.answering_hours": 0}
    given = [
        days(two | {"operators.overhead_minutes": m}, text=PORTFOLIO)["hours_given"].sum()
        for m in (0, 15, 30, 45)
    ]
    assert given[0] > given[1] > given[2] == given[3] == 0


def test_a_quota_pushes_while_sales_are_behind() -> None:
    """From the second day on where nothing is sold, at its hours; never without a quota."""
    found = days({"operators.hours_per_day": 10} | NULL | {S + "quota": 100, S + "pushes_for_quota": 2})
    assert found["pushes"][0, 0].tolist() == [0] + [2] * 39
    assert days({})["pushes"].sum() == 0


def test_acquaintances_come_near_the_topic_and_know_members() -> None:
    """As many as asked in the mean, each with a bounty."""
    given = NULL | {
        S + "contacts": 3,
        S + "bounty": 5,
        "operators.hours_per_day": 10,
        S + "until": 10,
        "mechanisms.admit": False,
    }
    found = days(given, worlds=8)
    assert abs(found["joins_team"].sum() / 8 - 30) < 6
    assert np.allclose(found["cost_operation"] - 20 * (np.arange(40) < 10), 5 * found["joins_team"])
    *_, (_, world) = evenings(scenario(TEXT, given | {"mechanisms.leave": False, "mechanisms.feel": False}))
    rows = rows_of(world)
    came = world.arrays["channel"][0, rows] == 3
    assert world.arrays["tie_count"][0, rows][came].mean() > 1
    np.testing.assert_allclose(world.arrays["trust"][0, rows][came], 0.65, rtol=1e-6)


@pytest.mark.parametrize("price", [0, 20])
def test_it_hurts(price: int) -> None:
    """A quota out of reach drives members away; hours without work cost money."""
    base = {"operators.hours_per_day": 10, "product.price": price, "horizon": 60}
    quota = base | NULL | {S + "quota": 5000, S + "pushes_for_quota": 6}
    with_quota, without = days(quota), days(base)
    assert with_quota["visiting"][:, :, -14:].sum() < without["visiting"][:, :, -14:].sum()
    assert with_quota["members"][:, :, -1].sum() < without["members"][:, :, -1].sum()
    idle = days(base | {S + "hours_per_day": 8})
    assert idle["cost"].sum() > days(base)["cost"].sum()
    assert np.array_equal(idle["visiting"], days(base)["visiting"])
