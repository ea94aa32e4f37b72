"""Rewards, packets, levels: who gets what, what it costs, and that it may help or hurt."""

from __future__ import annotations

import math

import numpy as np
import pytest
from engine_helpers import assert_same, column, evenings, rows_of, scenario

from sim.engine import simulate
from sim.state.people import Role

BASE = """
horizon: 90d
members: {initial: 150}
operators: {hours_per_day: 10}
mechanisms: {attend: {threshold: 6}, post: {threshold: 3.5}}
"""
REWARDS = {"reward_yuan": 60, "reward_share": 0.5, "reward_most": 50}
PACKETS = {"reward_yuan": 0, "benefit_yuan": 60, "benefit_period": 3}
LEVELS = {
    "reward_yuan": 0,
    "points_per_visit": 1,
    "points_per_message": 2,
    "privileges": 0.5,
    "level_gift": 2,
}


def with_(values, more=None):
    """The base scenario with the strategy and more over it."""
    return scenario(BASE, {f"strategies.incentives.{k}": v for k, v in values.items()} | (more or {}))


def days(values=None, more=None, worlds=16):
    """Day tables (worlds, days), with the strategy if there are values."""
    what = with_(values, more) if values is not None else scenario(BASE, more)
    return {name: table[:, 0] for name, table in simulate(what, worlds=worlds, jobs=1).days.items()}


def test_at_no_value_it_does_nothing() -> None:
    """Bit for bit the run without it, whatever its other values."""
    nothing = {"reward_yuan": 0, "reward_share": 0.5, "benefit_packets": 50, "privileges": 1, "levels": 3}
    nothing |= {"minutes_per_day": 60}
    assert_same(simulate(with_(nothing), worlds=3, jobs=1), simulate(scenario(BASE), worlds=3, jobs=1))


def test_what_is_given_is_what_is_spent() -> None:
    """Rewards, packets and gifts add up to the money of the task, every evening."""
    what = with_(REWARDS | LEVELS | PACKETS | {"reward_yuan": 12.34, "benefit_packets": 7}, {"horizon": 40})
    given = 0.0
    for _day, world in evenings(what):
        record = world.groups[0]
        yuan = record["rewarded"] * 12.34 + record["benefits_taken"] * 8.57 + record["levels_reached"] * 2
        assert record["spent_incentives"] == pytest.approx(yuan, abs=1e-9)
        given += yuan
    assert given > 500


def test_those_who_wrote_most_are_rewarded_on_the_last_day_of_the_period() -> None:
    """Nobody who got nothing wrote more than somebody who got it; a share of the speakers, up to the cap."""
    values = {"reward_period": 5, "reward_share": 0.3, "reward_most": 6, "from": 3}
    what = with_(values, {"horizon": 8})
    written: dict[int, int] = {}
    for day, world in evenings(what):
        sends = range(int(world.arrays["send_start"][0, day % 32]), int(world.groups[0]["sends_tail"]))
        for k in sends if day >= 3 else ():
            row = int(world.arrays["send_row"][0, k])
            written[row] = written.get(row, 0) + int(world.arrays["send_count"][0, k])
        assert (world.groups[0]["rewarded"] > 0) == (day == 7)
    winners = np.flatnonzero(world.arrays["dependence"][0, rows_of(world)] > 0).tolist()
    present = set(world.arrays["present"][0, : int(world.groups[0]["n_present"])].tolist())
    losers = set(written) - set(winners)
    assert len(winners) == min(6, int(0.3 * len(written) + 0.5))
    assert min(written[row] for row in winners) >= max(written[row] for row in losers & present)


def test_hours_that_are_not_there_pay_nobody() -> None:
    """Half the hours pay half the rewards; none pay none."""
    for hours, most in ((0.0, 0), (0.5, 5), (10.0, 10)):
        more = {"operators.hours_per_day": hours, "operators.answering_hours": 0}
        got = days({"reward_share": 1, "minutes_per_day": 60}, more, worlds=4)["rewarded"]
        assert got.max() == most


def test_without_crowding_and_noise_rewards_cannot_lower_speaking() -> None:
    """As long as they go on there is at least as much talk, world by world on the first day and on the whole."""
    free = {"mechanisms.reward.crowding": 0, "mechanisms.reward.gaming": 0}
    on, off = days(REWARDS, free), days()
    assert np.all(on["posters"][:, 0] >= off["posters"][:, 0])
    assert on["messages"].sum() > off["messages"].sum()


def test_after_rewards_stop_there_may_be_less_than_before_or_not() -> None:
    """Crowding out against habit: with much of the one less, without it more."""
    stopped = REWARDS | {"until": 45}
    crowding = {"mechanisms.reward.crowding": 1, "mechanisms.reward.dependence": 0.8}
    crowding |= {"mechanisms.reward.half_life": 365, "mechanisms.reward.drive": 0.5}
    habit = {"mechanisms.reward.crowding": 0, "mechanisms.reward.gaming": 0, "mechanisms.reward.drive": 2}
    before = days()["posters"][:, 50:].sum(axis=1)
    assert (days(stopped, crowding)["posters"][:, 50:].sum(axis=1) - before).mean() < -0.1 * before.mean()
    assert (days(stopped, habit)["posters"][:, 50:].sum(axis=1) - before).mean() > 0


def test_rewards_may_drive_visitors_away() -> None:
    """Talk that says nothing is noise: fewer come, and it costs money."""
    on, off = days(REWARDS, {"mechanisms.reward.gaming": 1, "mechanisms.reward.drive": 2}), days()
    assert on["empty"].sum() > 0
    assert on["visiting"][:, 30:].sum() < 0.95 * off["visiting"][:, 30:].sum()
    assert on["cost"].sum() > off["cost"].sum()


def test_packets_bring_people_in_and_wear_off() -> None:
    """On their day more come; the rise is smaller when they are usual."""
    worn = {
        "mechanisms.benefit.wear": 0.8,
        "mechanisms.benefit.recovery": 180,
        "mechanisms.attend.benefit": 3,
    }
    on, off = days(PACKETS, worn), days()
    rise = (on["visiting"] - off["visiting"]).mean(axis=0)
    assert rise[0] > 5
    assert abs(rise[87]) < 0.3 * rise[0]


def test_packets_may_cost_trust_and_company() -> None:
    """Too few of them, taken for a bribe: trust, belonging and visits fall."""
    sour = {
        "mechanisms.benefit.trust": -0.03,
        "mechanisms.benefit.belonging": -0.03,
        "mechanisms.benefit.wear": 0,
    }
    sour |= {"mechanisms.benefit.missed": 0.05, "mechanisms.attend.benefit": 0}
    on, off = days(PACKETS | {"benefit_packets": 5}, sour), days()
    assert on["trust"][:, -1].mean() < off["trust"][:, -1].mean()
    assert on["visiting"].sum() < off["visiting"].sum()


def test_levels_follow_from_points() -> None:
    """Level n takes n squared times the points of the first, up to the last one."""
    for _day, world in evenings(with_(LEVELS | {"first_level": 5, "levels": 3}, {"horizon": 40})):
        rows = rows_of(world)
        points, level = world.arrays["points"][0, rows], world.arrays["level"][0, rows]
        assert level.tolist() == [min(3, math.isqrt(int(each) // 5)) for each in points]
    assert level.max() == 3
    assert column(world, "levels_reached").sum() == level.sum()


def test_levels_may_hurt_once_nothing_is_left_to_reach() -> None:
    """One low level, then nothing: what stays is dependence, and less is said."""
    more = {"mechanisms.grow.dependence": 0.3, "mechanisms.reward.crowding": 1, "mechanisms.grow.standing": 0}
    more |= {"mechanisms.reward.half_life": 365}
    quick = LEVELS | {"privileges": 0, "levels": 6, "first_level": 2}
    on, off = days(quick, more), days()
    assert on["posters"][:, 45:].sum() < off["posters"][:, 45:].sum()


def test_kocs_are_not_rewarded_for_speaking() -> None:
    """They have a stipend."""
    more = {"strategies.koc.least_belonging": 0, "strategies.koc.period": 3, "horizon": 30}
    more |= {"mechanisms.roles.willing": 1.5, "mechanisms.roles.dependence": 0, "mechanisms.roles.burnout": 0}
    before: dict[int, float] = {}
    for _day, world in evenings(with_({"reward_share": 1, "reward_most": 1000}, more)):
        rows = rows_of(world)
        role, dependence = world.arrays["role"][0, rows], world.arrays["dependence"][0, rows]
        for row in np.flatnonzero(role >= Role.KOC).tolist():
            assert dependence[row] <= before.get(row, 1.0)
            before[row] = float(dependence[row])
    assert before
