"""Capacity: never more members than seats, and what a full group does to those at the door."""

from __future__ import annotations

import numpy as np
import pytest
from engine_helpers import assert_same, scenario

from sim.engine import simulate

TEXT = """
horizon: 60d
members: {initial: 40}
channels: {campaign: {per_day: 5}}
operators: {hours_per_day: 100}
"""


def block(given, worlds=6):
    return simulate(scenario(TEXT, given), worlds=worlds, jobs=1)


def test_at_its_null_value_nothing_happens() -> None:
    """0 seats is no limit."""
    assert_same(block({}), block({"strategies.capacity.seats": 0}))


@pytest.mark.parametrize("pull", [0, 5])
def test_never_more_members_than_seats(pull: int) -> None:
    """Whoever comes, pulled in or not; and the refused are counted."""
    days = block({"strategies.capacity.seats": 60, "strategies.entry_gate.pull_in_per_day": pull}).days
    before = np.concatenate([np.full((6, 1, 1), 40.0), days["members"][:, :, :-1]], axis=2)
    assert (before + days["joins"]).max() == 60
    assert days["refused_full"].sum() > 50
    assert np.all(days["refused_full"] <= days["refused"])
    assert np.array_equal(days["prospects"], days["joins"] + days["refused"])


def test_who_is_there_on_day_0_stays() -> None:
    """But nobody joins until there is a seat."""
    days = block({"strategies.capacity.seats": 20}).days
    assert days["members"][:, :, 0].min() > 30
    assert days["joins"][:, :, 0].sum() == 0


def test_scarcity_may_attract_or_repel() -> None:
    """With many seats and a few of them left, as the parameter says."""
    seats = {"strategies.capacity.seats": 100_000, "members.initial": 40}

    def joins(weight):
        return block(seats | {"mechanisms.admit.scarcity": weight}).days["joins"].sum()

    few = {"strategies.capacity.seats": 45}
    wanted = []
    for weight in (-0.8, 0.0, 0.8):
        found = block(few | {"mechanisms.admit.scarcity": weight}).days
        wanted.append(found["joins"].sum() + found["refused_full"].sum())
    assert wanted == sorted(wanted)
    assert wanted[0] < wanted[2]


def test_it_hurts_a_group_that_could_have_grown() -> None:
    """Fewer visit, fewer speak."""
    full, free = block({"strategies.capacity.seats": 45}).runs, block({}).runs
    for outcome in ("members_end", "visiting_late", "messages_total"):
        assert full[outcome].mean() < free[outcome].mean()
