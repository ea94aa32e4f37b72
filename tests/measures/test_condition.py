"""Cohorts, ad dumps, quiet life, lifetimes and load against plain recounts and cases by hand."""

from __future__ import annotations

import numpy as np
import pytest
from engine_helpers import RICH, column, evenings, rows_of, scenario

from sim.contracts import RunTables
from sim.engine import simulate
from sim.measures.attendance import half_life_of_visits, reach_of_muted
from sim.measures.condition import AD_DUMP, READERS, ad_dump_day, ad_dump_share, quiet_share
from sim.measures.silence import lifetime
from sim.state.people import Status
from sim.statistics import cohort_sizes, lorenz

MIXED = {"horizon": 45, "members.initial": 50, "strategies.moderation": None, "members.advertisers": 0.3}


@pytest.fixture(scope="module")
def history():
    """Who visited on each day and in which week they joined; and the world at the end."""
    came: set[tuple[int, int, int]] = set()
    for day, world in evenings(scenario(RICH, MIXED), world=1):
        n = rows_of(world).stop
        for row in np.flatnonzero(world.arrays["last_visit"][0, :n] == day):
            joined = int(world.arrays["join_day"][0, row]) // 7
            came.add((int(row), joined, day // 7 - joined))
    return came, world


def test_cohorts_count_distinct_visitors_of_each_week(history) -> None:
    came, world = history
    expected = np.zeros((7, 7), int)
    for _, joined, later in came:
        expected[joined, later] += 1
    assert world.arrays["cohorts"][0].tolist() == expected.tolist()


def test_cohort_sizes_are_those_of_the_joining_days(history) -> None:
    _, world = history
    joined = world.arrays["join_day"][0, rows_of(world)] // 7
    sizes = cohort_sizes(column(world, "joins"), column(world, "members"), column(world, "leaves"))
    assert sizes.tolist() == np.bincount(joined, minlength=7).tolist()


def test_an_ad_dump_is_judged_by_a_week_of_messages(history) -> None:
    _, world = history
    spam, talk, found = (column(world, name) for name in ("spam", "messages", "ad_dump"))
    for day in range(45):
        week = slice(max(0, day - 6), day + 1)
        whole = spam[week].sum() + talk[week].sum()
        assert found[day] == (day >= 6 and spam[week].sum() > AD_DUMP * whole)


def test_a_group_of_advertisers_becomes_a_dump_and_one_without_never() -> None:
    loud = {"mechanisms.moderate.advertiser": 2.0, "mechanisms.post": False, "horizon": 20}
    dump = simulate(scenario(RICH, MIXED | loud), worlds=2, jobs=1)
    assert (dump.runs["ad_dump_day"] == 6).all()
    clean = simulate(scenario(RICH, {"horizon": 20, "mechanisms.moderate": False}), worlds=2, jobs=1)
    assert clean.runs["ad_dump_share"].tolist() == [0, 0]
    assert np.isnan(clean.runs["ad_dump_day"]).all()


def test_quiet_groups_that_are_read_are_alive() -> None:
    mute = simulate(scenario(RICH, {"horizon": 40, "mechanisms.post": False}), worlds=2, jobs=1)
    days = {name: table[:, 0] for name, table in mute.days.items()}
    floor = np.maximum(READERS * days["members"], 2)
    alive = (days["silent"] > 0) & ((days["visitors_week"] >= floor) | (days.get("sales", 0 * floor) > 0))
    assert days["quiet_alive"].tolist() == alive.astype(float).tolist()
    assert alive.any()


def test_visitors_of_a_week_are_distinct(history) -> None:
    _, world = history
    last = world.arrays["last_visit"][0, rows_of(world)]
    assert column(world, "visitors_week")[-1] == np.count_nonzero(last >= 45 - 7)


def test_the_muted_who_are_reached_are_muted_and_reached() -> None:
    for _, world in evenings(scenario(RICH, {"horizon": 30}), world=2):
        reached = column(world, "reached_muted")
        assert (reached <= column(world, "reached")).all()
    assert reached.sum() > 0
    assert (world.arrays["status"][0] == Status.MUTED).any()


def test_load_is_hours_asked_over_hours_there() -> None:
    few = simulate(scenario(RICH, {"horizon": 10, "operators.hours_per_day": 0.5}), worlds=1, jobs=1)
    np.testing.assert_allclose(few.days["load"], few.days["hours_asked"] / 0.5)
    none = simulate(scenario(RICH, {"horizon": 10, "operators.hours_per_day": 0}), worlds=1, jobs=1)
    assert np.isnan(none.days["load"]).all()


def test_hours_by_task_add_up() -> None:
    block = simulate(scenario(RICH, {"horizon": 10}), worlds=1, jobs=1)
    totals = ("hours_asked", "hours_given", "hours_helped")
    parts = sum(v for k, v in block.days.items() if k.startswith("hours_") and k not in totals)
    np.testing.assert_allclose(parts, block.days["hours_given"] + block.days["hours_helped"])


def test_the_curve_of_messages_is_that_of_the_last_thirty_days(history) -> None:
    _, world = history
    head, tail = int(world.groups[0]["sends_head"]), int(world.groups[0]["sends_tail"])
    sent = np.bincount(
        world.arrays["send_row"][0, head:tail], weights=world.arrays["send_count"][0, head:tail]
    )
    block = simulate(scenario(RICH, MIXED), worlds=[1], jobs=1)
    np.testing.assert_allclose(block.lorenz[0, 0], lorenz(sent[sent > 0]))
    assert block.cohorts[0, 0].tolist() == world.arrays["cohorts"][0].tolist()


def tables(**days) -> RunTables:
    made = {name: np.atleast_2d(np.array(values, float)) for name, values in days.items()}
    nothing = np.zeros((1, next(iter(made.values())).shape[1] + 1))
    return RunTables(made, nothing, nothing)


@pytest.mark.nojit
def test_outcomes_by_hand() -> None:
    assert lifetime(tables(silent=[0] * 20, closed=[0] * 20)).tolist() == [20]
    assert lifetime(tables(silent=[0] * 10 + [1] * 10, closed=[0] * 20)).tolist() == [4]
    dump = tables(ad_dump=[0, 0, 1, 1, 0])
    assert ad_dump_share(dump).tolist() == [0.4]
    assert ad_dump_day(dump).tolist() == [2]
    assert np.isnan(ad_dump_day(tables(ad_dump=[0, 0])))
    assert quiet_share(tables(silent=[0, 1, 1, 1], quiet_alive=[0, 1, 1, 0])) == pytest.approx(2 / 3)
    assert np.isnan(quiet_share(tables(silent=[0, 0], quiet_alive=[0, 0])))
    muted = tables(muted=[10, 10, 20], reached_muted=[5, 2, 1])
    assert reach_of_muted(muted) == pytest.approx(3 / 20)
    assert half_life_of_visits(tables(visiting=[10] * 7 + [0] * 20)) == pytest.approx(3.5)
    assert np.isnan(half_life_of_visits(tables(visiting=[10] * 27)))


@pytest.mark.nojit
def test_retention_by_hand() -> None:
    from sim.measures.attendance import MEASURES

    compute = {outcome.name: outcome.compute for outcome in MEASURES.outcomes}
    days = {name: np.zeros((1, 21)) for name in ("joins", "leaves", "members")}
    days["members"][:] = 8
    days["joins"][0, 7] = 4
    nothing = np.zeros((1, 22))
    cohorts = np.array([[[5, 2, 1], [4, 3, 0], [0, 0, 0]]], float)
    found = compute["retention_1"](RunTables(days, nothing, nothing, cohorts))
    assert found.tolist() == [5 / 12]
    assert np.isnan(compute["retention_4"](RunTables(days, nothing, nothing, cohorts)))
    assert np.isnan(compute["retention_1"](RunTables(days, nothing, nothing)))
