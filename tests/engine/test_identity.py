"""The same numbers however they are computed: threads, steps, batches, logs, hooks, blocks, room."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest
from engine_helpers import (
    PORTFOLIO,
    RICH,
    assert_same,
    assert_same_bits,
    assert_same_state,
    differ,
    evenings,
    made,
    scenario,
)

from sim.engine import huge, simulate, stepper
from sim.engine import room as room_module
from sim.engine import world as world_module
from sim.engine.plan import make_plan
from sim.engine.world import World
from sim.state.fields import Short

SMALL = {"horizon": 20, "members.initial": 40}
TEXTS = pytest.mark.parametrize("text", [RICH, PORTFOLIO], ids=["one group", "portfolio"])


def test_worlds_and_seeds_differ() -> None:
    """Or else nothing below would mean anything."""
    block = simulate(scenario(RICH, SMALL), worlds=4, jobs=1)
    talk = block.days["messages"][:, 0]
    assert len({tuple(row) for row in talk.tolist()}) == 4
    assert differ(block, simulate(scenario(RICH, SMALL), worlds=4, seed=1, jobs=1))


@TEXTS
def test_two_threads_give_what_one_gives(text: str) -> None:
    """Whole blocks, bit for bit, and again with more threads than worlds."""
    what = scenario(text)
    one = simulate(what, worlds=10, jobs=1)
    assert_same(one, simulate(what, worlds=10, jobs=2))
    assert_same(one, simulate(what, worlds=10, jobs=16))


@TEXTS
def test_stepwise_gives_what_through_gives(text: str) -> None:
    """Running day by day leaves the same tables and the same members."""
    what = scenario(text)
    through = made(what, world=2)
    stepper.run_days(through, what.horizon_days)
    *_, (_, stepwise) = evenings(what, world=2)
    assert_same_state(through, stepwise)


def test_a_world_is_the_same_alone_and_in_a_batch() -> None:
    """World 7 of 0 to 15, by itself, in another order, and in arrays used by other worlds before."""
    what = scenario(RICH, SMALL)
    batch = simulate(what, worlds=16, jobs=2)
    assert_same(batch, simulate(what, worlds=[7], jobs=1), [7])
    assert_same(batch, simulate(what, worlds=[15, 7, 0], jobs=1), [15, 7, 0])


def test_a_used_world_is_as_good_as_new() -> None:
    """A world that was run before and cleared is in the state of a new one after its days."""
    what = scenario()
    new = made(what, world=5)
    stepper.run_days(new, what.horizon_days)
    used = World(make_plan(what))
    for world in (3, 4, 5):
        used.clear(0, world)
        stepper.found(used)
        stepper.run_days(used, what.horizon_days)
    assert_same_state(new, used)


@TEXTS
def test_nothing_is_read_that_an_earlier_world_left(text: str) -> None:
    """Whatever lies in an array before a world is cleared: ties of founders once kept the strengths found there."""
    what = scenario(text, {"graph.mean_ties": 8, "graph.max_ties": 8})
    new = made(what, world=1)
    stepper.run_days(new, what.horizon_days)
    used = World(make_plan(what))
    for array in used.arrays.values():
        array[...] = 3
    used.clear(0, 1)
    stepper.found(used)
    stepper.run_days(used, what.horizon_days)
    np.testing.assert_array_equal(new.out, used.out)


def test_many_refused_leave_nothing_behind() -> None:
    """Rows of people at the door lie behind the members' rows; what is in them must not matter later."""
    what = scenario(
        RICH,
        {
            "horizon": 4,
            "channels.campaign.per_day": 3000,
            "mechanisms.admit.willing": -4,
            "members.initial": 10,
        },
    )
    batch = simulate(what, worlds=3, jobs=1)
    assert batch.days["refused"].max() > 2048
    assert_same(batch, simulate(what, worlds=[2], jobs=1), [2])


def test_sixteen_and_eighty_four_worlds_are_a_hundred() -> None:
    """A study can be extended."""
    what = scenario(RICH, {"horizon": 12, "members.initial": 25})
    hundred = simulate(what, worlds=100, jobs=2)
    assert_same(hundred, simulate(what, worlds=range(16), jobs=2), slice(0, 16))
    assert_same(hundred, simulate(what, worlds=range(16, 100), jobs=2), slice(16, 100))


@TEXTS
def test_an_event_log_changes_nothing(text: str) -> None:
    """With and without; the log is the first world's."""
    what = scenario(text)
    logged = simulate(what, worlds=[3, 4], jobs=1, events=True)
    assert_same(logged, simulate(what, worlds=[3, 4], jobs=1))
    assert logged.events is not None
    alone = simulate(what, worlds=[3], jobs=1, events=True).events
    assert alone is not None
    for name in ("t", "user", "kind", "target", "conv"):
        assert np.array_equal(getattr(logged.events, name), getattr(alone, name)), name


def test_a_hook_that_does_nothing_changes_nothing() -> None:
    """It is called after every day but the last, sees the evening, and writes back what is planned."""
    what = scenario(RICH, SMALL)
    days = []

    def look(view: Any) -> None:
        days.append(view.day)
        members = view.members("belonging")
        assert members.size == view.record("members")
        members[:] = 1.0  # a copy: nothing happens
        view.set_lever("pushes_per_day", view.lever("pushes_per_day"))

    assert_same(simulate(what, worlds=3, jobs=1), simulate(what, worlds=3, jobs=1, hook=look))
    assert days == 3 * list(range(19))


def test_a_hook_writes_the_levers_of_its_own_world_from_tomorrow() -> None:
    """Pushes set on the evening of day 9 are there on day 10, in that world only, and not in the scenario."""
    what = scenario(RICH, {**SMALL, "strategies.selling": None, "operators.hours_per_day": 100})
    calls = []

    def push(view: Any) -> None:
        calls.append(view.day)
        if view.day == 9 and len(calls) < 19:
            view.set_lever("pushes_per_day", 5.0)

    block = simulate(what, worlds=2, jobs=1, hook=push)
    assert np.flatnonzero(block.days["pushes"][0, 0]).tolist() == [10]
    assert block.days["pushes"][1].sum() == 0
    assert simulate(what, worlds=1, jobs=1).days["pushes"].sum() == 0


def test_a_hook_is_told_what_is_wrong() -> None:
    """Levers, groups and fields that do not exist, and values that make no sense."""
    what = scenario(RICH, {"horizon": 2})

    def wrong(view: Any) -> None:
        with pytest.raises(KeyError, match="no lever"):
            view.set_lever("pushes", 1.0)
        with pytest.raises(KeyError, match="no group"):
            view.members("belonging", "mian")
        for value in (-1.0, float("nan"), float("inf")):
            with pytest.raises(ValueError, match="finite"):
                view.set_lever("rules", value)
        with pytest.raises(ValueError, match="more than 1"):
            view.set_lever("rules", 1.5)

    simulate(what, worlds=1, jobs=1, hook=wrong)


@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize("block", [1, 7, 64])
def test_a_group_stepped_in_blocks(monkeypatch: pytest.MonkeyPatch, block: int, threads: int) -> None:
    """Blocks of rows on threads leave the state that one run leaves."""
    what = scenario(RICH, {"horizon": 25})
    through = made(what)
    stepper.run_days(through, what.horizon_days)
    monkeypatch.setattr(huge, "BLOCK", block)
    blocks = made(what)
    with ThreadPoolExecutor(threads) as pool:
        for _ in range(what.horizon_days):
            huge.run_day_in_blocks(blocks, pool, threads)
    assert int(blocks.progress[0]) == what.horizon_days
    assert_same_state(through, blocks)


def test_a_huge_group_is_stepped_in_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """The way that ``simulate`` takes for huge groups gives the numbers of the usual one."""
    what = scenario(RICH, {"horizon": 15})
    usual = simulate(what, worlds=2, jobs=1)
    called = []
    module = sys.modules["sim.engine.simulate"]
    in_blocks = huge.run_day_in_blocks
    for one in (module, room_module):
        monkeypatch.setattr(one, "HUGE", 16)
    monkeypatch.setattr(huge, "BLOCK", 16)
    monkeypatch.setattr(module, "run_day_in_blocks", lambda *given: (called.append(1), in_blocks(*given)))
    assert_same(usual, simulate(what, worlds=2, jobs=2))
    assert len(called) == 30


TINY = {"rows": 3, "messages": 1, "sends": 1, "events": 1, "visitors": 1}


@TEXTS
@pytest.mark.parametrize("tiny", [*TINY, "all"])
def test_growth_in_mid_run(monkeypatch: pytest.MonkeyPatch, text: str, tiny: str) -> None:
    """Starting with next to no room, arrays grow on the way and every number stays."""
    what = scenario(text, {"horizon": 25})
    roomy = simulate(what, worlds=2, jobs=1, events=True)
    first, grown = world_module.first_sizes, []

    def small(*arguments: Any) -> dict[str, int]:
        sizes = first(*arguments)
        names = TINY if tiny == "all" else {tiny: TINY[tiny]}
        return {**sizes, **{name: room for name, room in names.items() if sizes[name]}}

    grow = World.grow
    monkeypatch.setattr(world_module, "first_sizes", small)
    monkeypatch.setattr(World, "grow", lambda self, short: (grown.append(short), grow(self, short))[1])
    tight = simulate(what, worlds=2, jobs=1, events=True)
    assert_same(roomy, tight)
    for name in ("t", "user", "kind", "target", "conv"):
        assert np.array_equal(getattr(roomy.events, name), getattr(tight.events, name)), name
    wanted = {
        "rows": {Short.ROWS},
        "messages": {Short.MESSAGES},
        "sends": {Short.SENDS},
        "events": {Short.EVENTS},
        "visitors": {Short.VISITORS},
    }
    assert set(grown) == (set.union(*wanted.values()) if tiny == "all" else wanted[tiny])


def test_growth_in_the_middle_of_a_run_in_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """A huge group may run out of room too."""
    what = scenario(RICH, {"horizon": 20})
    roomy = made(what)
    stepper.run_days(roomy, what.horizon_days)
    first = world_module.first_sizes
    monkeypatch.setattr(
        world_module, "first_sizes", lambda *a: {**first(*a), "rows": 61, "messages": 2, "sends": 2}
    )
    monkeypatch.setattr(huge, "BLOCK", 16)
    tight = made(what)
    with ThreadPoolExecutor(2) as pool:
        for _ in range(what.horizon_days):
            huge.run_day_in_blocks(tight, pool, 2)
    assert_same_bits(roomy.out, tight.out, "day table")


@pytest.mark.parametrize("runs", [1, 2])
def test_rows_of_a_huge_group_grow_without_being_copied(monkeypatch: pytest.MonkeyPatch, runs: int) -> None:
    """As long as they were reserved; beyond that they are copied. No number changes, nor does a world used before."""
    what = scenario(RICH, {"horizon": 30})
    roomy = made(what)
    stepper.run_days(roomy, what.horizon_days)
    first, grow, stayed = world_module.first_sizes, World.grow, []

    def noting(world: World, short: Short) -> None:
        before = world.arrays["tie_to"], world.arrays["visits"]
        grow(world, short)
        if short is Short.ROWS:
            after = world.arrays["tie_to"], world.arrays["visits"]
            stayed.append([np.shares_memory(a, b) for a, b in zip(before, after, strict=True)])

    monkeypatch.setattr(room_module, "HUGE", 20)
    monkeypatch.setattr(world_module, "first_sizes", lambda *a: {**first(*a), "rows": 41})
    monkeypatch.setattr(World, "grow", noting)
    tight = made(what)
    for _ in range(runs):
        tight.clear(0, 0)
        stepper.found(tight)
        stepper.run_days(tight, what.horizon_days)
    assert [True, True] in stayed
    assert [False, False] in stayed
    assert_same_bits(roomy.out, tight.out, "day table")
    assert_same_state(roomy, tight)


def test_what_a_visit_gave_is_read_by_member() -> None:
    """By hooks and from outside: 0 for who did not come, in the order of other fields."""
    seen: list[int] = []

    def look(view: Any) -> None:
        came = view.members("last_visit") == view.day
        value = view.members("value")
        assert value.shape == came.shape
        assert (value[came & (view.members("join_day") < view.day)] > 0).all()
        assert not value[~came].any()
        seen.append(int(came.sum()))

    simulate(scenario(RICH, {"horizon": 12}), worlds=1, jobs=1, hook=look)
    assert sum(seen) > 0


def test_room_keeps_what_is_there() -> None:
    """Within what was reserved in place, beyond it copied; new rows are as declared, and clearing clears all."""
    n = room_module.HUGE
    sizes = dict.fromkeys((dim for field in room_module.ALL_FIELDS for dim in field.dims), 3) | {"rows": n}
    room = room_module.Room(1, sizes)
    for step, shared in ((1, True), (40, False)):
        for number, array in enumerate(room.arrays.values()):
            array[...] = number % 100 + 1
        before, rows = dict(room.arrays), room.sizes["rows"]
        for _ in range(step):
            room.grow("rows")
        assert room.sizes["rows"] > rows
        for number, field in enumerate(room_module.ALL_FIELDS):
            array = room.arrays[field.name]
            assert array.flags.c_contiguous != bool(field.line)
            if field.dims[0] != "rows":
                continue
            old = list(before).index(field.name) % 100 + 1
            assert (array[:, :rows] == old).all(), field.name
            assert (array[:, rows:] == field.fill).all(), (field.name, number)
            assert np.shares_memory(array, before[field.name]) == shared
    room.clear()
    assert not any(room.arrays[field.name].any() for field in room_module.CLEARED)
    assert not room_module.Room(2, dict(sizes))._behind
