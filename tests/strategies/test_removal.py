"""Removal of misfits and of the idle: whom it hits, what it leaves, and that it may help or hurt."""

from __future__ import annotations

import numpy as np
import pytest
from engine_helpers import assert_same, evenings, rows_of, scenario

from sim.engine import simulate
from sim.state.people import Cause, Role, Status

BASE = """
horizon: 90d
members: {initial: 150, distance: 1, spread: 1}
operators: {hours_per_day: 10}
mechanisms: {attend: {threshold: 6}, post: {threshold: 3.5}}
"""


def with_(values, more=None):
    """The base scenario with the strategy and more over it."""
    return scenario(BASE, {f"strategies.removal.{k}": v for k, v in values.items()} | (more or {}))


def days(values=None, more=None, worlds=16):
    """Day tables (worlds, days), with the strategy if there are values."""
    what = with_(values, more) if values is not None else scenario(BASE, more)
    return {name: table[:, 0] for name, table in simulate(what, worlds=worlds, jobs=1).days.items()}


@pytest.mark.parametrize("values", [{"most": 0}, {"least_match": 0, "idle_days": 0}])
def test_with_nobody_to_remove_it_does_nothing(values) -> None:
    """Bit for bit the run without it."""
    assert_same(simulate(with_(values), worlds=3, jobs=1), simulate(scenario(BASE), worlds=3, jobs=1))


def test_misfits_seen_without_error_are_those_farthest_from_the_topic() -> None:
    """Below the threshold, after the days of grace, worst first, up to the cap, on the last day of the period."""
    values = {"least_match": 0.6, "idle_days": 0, "period": 10, "most": 4, "after_days": 15}
    seen = 0
    for day, world in evenings(with_(values, {"mechanisms.remove.error": 0, "horizon": 40})):
        rows = rows_of(world)
        match = np.exp(-0.5 * (world.arrays["interests"][0, rows] ** 2).sum(axis=1) / 1.2**2)
        today = world.arrays["leave_day"][0, rows] == day
        removed = today & (world.arrays["cause"][0, rows] == Cause.REMOVED)
        assert removed.sum() == world.groups[0]["removed_misfits"] == world.groups[0]["left_6"]
        assert removed.sum() == (4 if day in {19, 29, 39} else 0)
        there = world.arrays["leave_day"][0, rows] < 0
        judged = there & (day - world.arrays["join_day"][0, rows] >= 15)
        if removed.any():
            assert match[removed].max() < min(0.6, match[judged].min())
            seen += 1
    assert seen == 3


def test_the_idle_are_those_longest_away() -> None:
    """Without a visit for the days asked; nobody who came since."""
    values = {"least_match": 0, "idle_days": 15, "period": 20, "most": 5}
    for day, world in evenings(with_(values, {"horizon": 40})):
        rows = rows_of(world)
        since = np.maximum(world.arrays["last_visit"][0, rows], world.arrays["join_day"][0, rows])
        today = world.arrays["leave_day"][0, rows] == day
        removed = today & (world.arrays["cause"][0, rows] == Cause.REMOVED)
        assert removed.sum() == world.groups[0]["removed_idle"]
        if day in {19, 39}:
            assert removed.sum() == 5
            there = np.isin(world.arrays["status"][0, rows], (Status.MEMBER, Status.MUTED))
            assert since[removed].max() <= min(day - 15, since[there].min())


def test_kocs_are_spared() -> None:
    """However far they are from the topic."""
    more = {"strategies.koc.people": 10, "strategies.koc.least_belonging": 0, "strategies.koc.period": 5}
    more |= {"mechanisms.roles.willing": 1.5, "mechanisms.roles.burnout": 0, "horizon": 40}
    for _day, world in evenings(with_({"least_match": 0.9, "after_days": 0, "period": 6, "most": 100}, more)):
        rows = rows_of(world)
        removed = world.arrays["status"][0, rows] == Status.REMOVED
        assert not np.any(world.arrays["role"][0, rows][removed] >= Role.KOC)
    assert world.groups[0]["kocs"] > 0


@pytest.mark.parametrize("size", [-1, 1])
def test_a_sense_of_crisis_may_wake_or_silence(size: int) -> None:
    """The same removals with the sign turned: it is not built in."""
    values = {"least_match": 0, "idle_days": 10, "period": 10, "most": 10}
    none = {"mechanisms.attend.crisis": 0, "mechanisms.post.crisis": 0}
    some = {"mechanisms.attend.crisis": size, "mechanisms.post.crisis": size}
    felt, unfelt = days(values, some), days(values, none)
    assert felt["crisis"].max() > 0.5
    assert size * (felt["visiting"].sum() - unfelt["visiting"].sum()) > 0
    assert size * (felt["messages"].sum() - unfelt["messages"].sum()) > 0


def test_friends_of_the_removed_take_it_amiss() -> None:
    """Trust falls among those who stay, and not where nobody minds."""
    values = {"least_match": 0.9, "idle_days": 0, "period": 5, "most": 5}
    amiss = {"mechanisms.remove.friends_trust": 0.4, "mechanisms.remove.friends_belonging": 0.4}
    nothing = dict.fromkeys(amiss, 0)
    assert days(values, amiss)["trust"][:, 20].mean() < days(values, nothing)["trust"][:, 20].mean()


def test_it_may_hurt() -> None:
    """Judged by match alone, with error, many who come and speak are lost."""
    on, off = days({"least_match": 0.7, "idle_days": 0, "period": 7, "most": 10}), days()
    for name in ("members", "visiting", "messages"):
        assert on[name][:, -28:].sum() < 0.9 * off[name][:, -28:].sum()


def test_it_may_help() -> None:
    """Where a sense of crisis wakes people, removing the idle brings more talk."""
    lively = {"mechanisms.attend.crisis": 1, "mechanisms.post.crisis": 1}
    on, off = days({"least_match": 0, "idle_days": 10, "period": 10, "most": 10}, lively), days(None, lively)
    assert on["messages"].sum() > off["messages"].sum()
