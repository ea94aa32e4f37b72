"""Closing: nobody stays, nobody comes, nothing is posted, and measures stay sane."""

from __future__ import annotations

import numpy as np
import pytest
from engine_helpers import RICH, assert_same, check_state, evenings, scenario

from sim.engine import simulate

TEXT = """
horizon: 40d
members: {initial: 60}
channels: {campaign: {per_day: 3}}
operators: {hours_per_day: 10}
strategies: {content: {}, selling: {}, referral: {ease: 1}}
mechanisms: {attend: {threshold: 3}}
"""
CLOSED = {"strategies.closing.from": 20}


def block(given, worlds=4, text=TEXT):
    return simulate(scenario(text, given), worlds=worlds, jobs=1)


def test_at_its_null_values_nothing_happens() -> None:
    """Neither closed nor announced."""
    assert_same(block({}), block({"strategies.closing.close": 0, "strategies.closing.announced_days": 0}))


def test_closing_leaves_nobody() -> None:
    """All memberships end on the day, for that reason; before it the run is that without closing if nobody minds the end."""
    quiet = {"mechanisms.attend.closing": 0}
    closed, open_ = block(CLOSED | quiet).days, block(quiet).days
    for name in ("members", "visiting", "messages", "joins", "cost"):
        assert np.array_equal(closed[name][:, :, :20], open_[name][:, :, :20]), name
    assert closed["members"][:, :, 20:].sum() == 0
    assert np.array_equal(closed["leaves_closed"][:, :, 20], closed["leaves"][:, :, 20])
    assert closed["leaves_closed"].sum() == closed["members"][:, :, 19].sum()
    for name in ("joins", "prospects", "contents", "pushes", "hours_asked", "cost", "invitations"):
        assert closed[name][:, :, 20:].sum() == 0, name
    assert closed["visiting"][:, :, 21:].sum() == 0
    assert closed["closed"].sum() == 4 * 20


def test_a_closed_group_is_not_a_dead_one() -> None:
    """It neither speaks at the end nor is it silent for good; a silence before it closed is one."""
    runs = block(CLOSED).runs
    assert np.isnan(runs["alive_end"]).all()
    assert np.isnan(runs["terminal_silence"]).all()
    assert np.isnan(runs["first_silence"]).all()
    mute = block(CLOSED | {"mechanisms.post": False})
    assert (mute.runs["first_silence"] == 0).all()
    assert np.isfinite(mute.days["dau_mau"]).all()


@pytest.mark.parametrize(("pull", "sign"), [(1.0, 1), (-0.5, -1), (0.0, 0)])
def test_an_announced_end_may_draw_or_let_go(pull: float, sign: int) -> None:
    """On the days after the announcement, and not before."""
    given = {"mechanisms.attend.closing": pull, "strategies.closing.announced_days": 5}
    announced, open_ = block(CLOSED | given).days["visiting"], block({}).days["visiting"]
    assert np.array_equal(announced[:, :, :15], open_[:, :, :15])
    assert np.sign(announced[:, :, 15:20].sum() - open_[:, :, 15:20].sum()) == sign


def test_it_hurts() -> None:
    """What would still have been said is not."""
    assert block(CLOSED).runs["messages_total"].mean() < block({}).runs["messages_total"].mean()


def test_whatever_else_is_on() -> None:
    """The rich scenario closes as well, and everything stays within its limits."""
    for day, world in evenings(scenario(RICH, {"strategies.closing.from": 12})):
        check_state(world)
        assert (world.groups[0]["n_present"] == 0) == (day >= 12)


def test_hours_go_to_the_other_groups() -> None:
    """A closed group asks for none."""
    text = """
horizon: 20d
members: {initial: 20}
operators: {hours_per_day: 1, answering_hours: 0}
groups:
  a: {strategies: {content: {posts_per_day: 1, hours_per_post: 1}, closing: {from: 10}}}
  b: {strategies: {content: {posts_per_day: 1, hours_per_post: 1}}}
"""
    found = block({}, 1, text)
    assert found.runs["alive_end"][0] == (found.days["silent"][0, 1, -1] == 0)
    given = found.days["hours_given"][0]
    assert np.allclose(given[:, :10], 0.5)
    assert np.allclose(given[0, 10:], 0)
    assert np.allclose(given[1, 10:], 1)
