"""Single steps of the day over states drawn by hypothesis, through the compiled driver itself.

Steps over present members or visitors must write their own rows only, whatever the block; and what they
write must be within its limits.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from engine_helpers import RICH, assert_same_bits, made, scenario
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.contracts import Over
from sim.engine.driver import driver
from sim.engine.plan import planned_steps
from sim.engine.step_text import COUNT_OF
from sim.engine.world import World
from sim.state.fields import Short
from sim.state.group import ARRAYS
from sim.state.people import FIELDS, VISIT_NAMES, Status

STEPS = {planned.name: index for index, planned in enumerate(planned_steps())}
LISTS = {Over.PRESENT: "present", Over.TOUCHED: "touched", Over.VISITING: "touched"}
OVER = {planned.name: planned.step.over for planned in planned_steps()}
BY_ROWS = [name for name, over in OVER.items() if over in LISTS]
ALL_ROWS = 2**62
N, DAY = 12, 9
WHAT = scenario(RICH, {"horizon": 14, "members.initial": N, "channels": None})
ROW_FIELDS = [field.name for field in FIELDS if field.name not in VISIT_NAMES]
OTHER_FIELDS = [field.name for field in ARRAYS if field.name != "tally"]

units = st.floats(0, 1, width=32)
positive = st.floats(0, 100, width=32)
DRAWN: dict[str, Any] = {
    "belonging": units,
    "trust": units,
    "expectation": st.floats(0, 3, width=32),
    "fatigue": positive,
    "value": st.floats(0, 3, width=32),
    "noise": units,
    "overload": units,
    "attachment": st.floats(-6, 6, width=32),
    "voice": st.floats(-8, 8, width=32),
    "chattiness": st.floats(0, 1e4, width=32),
    "attention": st.floats(0.125, 1e4, width=32),
    "need_days": st.floats(0, 100, width=32),
    "status": st.sampled_from([Status.MEMBER, Status.MUTED]),
    "role": st.integers(0, 3),
    "dependence": units,
    "points": st.integers(0, 65_535),
    "urge": st.floats(-1, 3, width=32),
    "visits": st.integers(0, 1),
    "noticed": st.integers(0, 255),
    "friends_active": st.integers(0, 255),
    "posts": st.integers(0, 250),
    "spams": st.integers(0, 2),
    "answers": st.integers(0, 255),
    "taken_down": st.integers(0, 255),
    "strikes": st.integers(0, 255),
    "free_time": st.integers(0, 3),
    "join_day": st.integers(0, DAY),
    "channel": st.integers(0, 1),
}
GROUP_DRAWN = {
    "need": st.floats(0, 5),
    "novelty": st.floats(0, 1),
    "atmosphere": st.floats(0, 1000),
    "enforcement": st.floats(0, 1),
    "first_posts": st.floats(0, 50),
    "centre_x": st.floats(-5, 5),
    "centre_y": st.floats(-5, 5),
    "contents": st.integers(0, 10).map(float),
    "pushes": st.integers(0, 20).map(float),
}


@dataclass
class State:
    """What hypothesis draws: columns for the rows, fields of the group, days of feed, vectors of traces."""

    columns: dict[str, list[float]]
    group: dict[str, float]
    feed: list[float]
    last_visit: list[int]
    last_post: list[int]
    traces: list[float]


states = st.builds(
    State,
    columns=st.fixed_dictionaries(
        {name: st.lists(each, min_size=N, max_size=N) for name, each in DRAWN.items()}
    ),
    group=st.fixed_dictionaries(GROUP_DRAWN),
    feed=st.lists(st.integers(0, 500).map(float), min_size=DAY + 1, max_size=DAY + 1),
    last_visit=st.lists(st.integers(-1, DAY - 1), min_size=N, max_size=N),
    last_post=st.lists(st.integers(-1, DAY - 1), min_size=N, max_size=N),
    traces=st.lists(st.floats(0, 300, width=32), min_size=N, max_size=N),
)


def world_in(state: State) -> World:
    """A founded world whose members are in the state drawn, on the day after ``DAY`` days."""
    world = made(WHAT)
    arrays, record = world.arrays, world.groups[0]
    for name, values in state.columns.items():
        arrays[name][0, :N] = values
    for name, values in (("last_visit", state.last_visit), ("last_post", state.last_post)):
        arrays[name][0, :N] = np.maximum(values, -1)
    arrays["join_day"][0, :N] = np.minimum(arrays["join_day"][0, :N], DAY)
    for name in ("traces", "post_traces"):
        arrays[name][0, :N] = np.array(state.traces, np.float32)[:, None]
    for name, value in state.group.items():
        record[name] = value
    record["first_posts_answered"] = record["first_posts"] * 0.5
    visits, noticed = arrays["visits"][0, :N], arrays["noticed"][0, :N]
    visitors, others = np.flatnonzero(visits), np.flatnonzero((visits == 0) & (noticed > 0))
    record["n_visiting"], record["n_touched"] = visitors.size, visitors.size + others.size
    arrays["touched"][0, : visitors.size + others.size] = (*visitors, *others)
    ends = np.cumsum(arrays["posts"][0, visitors], dtype=np.int64)
    record["n_messages"] = ends[-1] if ends.size else 0
    while world.sizes["messages"] < record["n_messages"]:
        world.grow(Short.MESSAGES)
    world.arrays["messages_from"][0, : visitors.size] = (0, *ends[:-1]) if ends.size else ()
    for kind in range(arrays["feed"].shape[1]):
        arrays["feed"][0, kind, : DAY + 1] = np.roll(state.feed, kind)
    arrays["feed_sum"][0] = np.cumsum(arrays["feed"][0], axis=1)
    arrays["feed_sum"][0, :, DAY:] = 0.0
    arrays["quality_sum"][0, : DAY + 1] = np.cumsum(np.array(state.feed)) * 0.5
    return world


def step(world: World, name: str, low: int = 0, high: int = ALL_ROWS) -> None:
    """Run one step of day ``DAY`` over a block of its rows."""
    progress = np.array((DAY, STEPS[name], 0, 0), np.int64)
    driver()(progress, STEPS[name], DAY + 1, STEPS[name] + 1, low, high, *world.arguments())
    assert progress.tolist() == [DAY, STEPS[name] + 1, 0, 0]


def rows_given(world: World, name: str) -> np.ndarray[Any, Any]:
    """The list that a step's blocks are cut from."""
    over = OVER[name]
    return world.arrays[LISTS[over]][0, : int(world.groups[0][COUNT_OF[over]])].astype(int)


@pytest.mark.parametrize("name", BY_ROWS)
@settings(max_examples=8)
@given(state=states, low=st.integers(0, N), high=st.integers(0, N))
def test_a_step_writes_its_own_rows_only(name: str, state: State, low: int, high: int) -> None:
    """A block leaves all other rows, the group and its arrays as they were; blocks add up to the whole."""
    low, high = sorted((low, high))
    before, world = world_in(state), world_in(state)
    step(world, name, low, high)
    own = rows_given(before, name)[low:high]
    others = np.setdiff1d(np.arange(world.sizes["rows"]), own)
    for field in ROW_FIELDS:
        is_list = field in {*LISTS.values(), "gone"}
        rows = np.arange(world.sizes["rows"]) if is_list else others
        assert_same_bits(before.arrays[field][0, rows], world.arrays[field][0, rows], field)
    by_place = LISTS[OVER[name]] == "touched"
    for field in VISIT_NAMES:
        for part in (slice(0, low), slice(high, None)) if by_place else (slice(None),):
            assert_same_bits(before.arrays[field][0, part], world.arrays[field][0, part], field)
    for field in OTHER_FIELDS:
        kept = ...
        if name == "converse.write" and field.startswith("message_"):  # writes those of its visitors
            ends = [
                *before.arrays["messages_from"][0, : int(before.groups[0]["n_visiting"])],
                before.sizes["messages"],
            ]
            kept = np.r_[0 : ends[min(low, len(ends) - 1)], ends[min(high, len(ends) - 1)] : ends[-1]]
        assert_same_bits(before.arrays[field][0, kept], world.arrays[field][0, kept], field)
    assert before.groups.tobytes() == world.groups.tobytes(), "the group's record is not a member's to write"
    step(world, name, 0, low)
    step(world, name, high, ALL_ROWS)
    step(before, name)
    for field in (*ROW_FIELDS, *VISIT_NAMES, *OTHER_FIELDS):
        assert_same_bits(before.arrays[field], world.arrays[field], field)


LIMITS = {
    "fatigue": (0, np.inf),
    "noticed": (0, 21),
    "visits": (0, 1),
    "value": (-1e-6, 5 * 1.5 + 1),
    "noise": (0, 1),
    "overload": (0, 1),
    "posts": (0, 250),
    "spams": (0, 2),
    "belonging": (0, 1),
    "trust": (0, 1),
    "expectation": (0, 10),
    "traces": (0, 305),
    "post_traces": (0, 305),
    "status": (1, 3),
    "cause": (0, 5),
}


@pytest.mark.parametrize("name", BY_ROWS)
@settings(max_examples=15)
@given(state=states)
def test_a_step_keeps_limits(name: str, state: State) -> None:
    """From any state within its limits to another."""
    world = world_in(state)
    step(world, name)
    for field, (least, most) in LIMITS.items():
        values = world.arrays[field][0, :N]
        assert np.all(np.isfinite(values)), field
        before = world_in(state).arrays[field][0, :N]
        changed = values != before
        assert np.all((values >= least) & (values <= most) | ~changed), (field, values.min(), values.max())


@settings(max_examples=20)
@given(state=states)
def test_muting_and_leaving_need_to_be_reached(state: State) -> None:
    """Who neither visits nor notices anything does neither, unless their need ends."""
    world = world_in(state)
    before = world.arrays["status"][0, :N].copy()
    quiet = (world.arrays["visits"][0, :N] == 0) & (world.arrays["noticed"][0, :N] == 0)
    step(world, "mute.mute")
    assert np.array_equal(world.arrays["status"][0, :N][quiet], before[quiet])
    if "leave.expire" in STEPS:
        step(world, "leave.expire")
    step(world, "leave.leave")
    age = DAY - world.arrays["join_day"][0, :N]
    ended = age >= world.arrays["need_days"][0, :N]
    left = world.arrays["status"][0, :N] == Status.LEFT
    assert np.all(left[ended])
    assert not np.any(left[quiet & ~ended])


@settings(max_examples=20)
@given(state=states)
def test_seeing_keeps_to_the_attention_there_is(state: State) -> None:
    """Overload is what is beyond attention; noise is the share of pushes and spam."""
    world = world_in(state)
    step(world, "see.see")
    rows = rows_given(world, "see.see")
    total = sum(np.roll(state.feed, kind).sum() for kind in range(5))
    overload = world.arrays["overload"][0, : rows.size]
    attention = world.arrays["attention"][0, rows]
    assert np.all(overload <= np.maximum(0.0, 1.0 - attention / max(total, 1e-9)) + 1e-5)
    if total == 0:
        assert not overload.any()
        assert not world.arrays["noise"][0, : rows.size].any()


@settings(max_examples=20)
@given(state=states)
def test_the_whole_day_from_any_state(state: State) -> None:
    """All steps behind each other, from attendance to the end of the day."""
    world = world_in(state)
    for name in ("visits", "posts", "spams", "answers", "taken_down"):
        world.arrays[name][0, :N] = 0
    world.groups[0]["n_visiting"] = 0
    progress = np.array((DAY, STEPS["attend.attend"], 0, 0), np.int64)
    while True:
        driver()(progress, 0, DAY + 1, len(STEPS), 0, ALL_ROWS, *world.arguments())
        if progress[3] == 0:
            break
        world.grow(Short(int(progress[3])))
        progress[3] = 0
    assert progress.tolist() == [DAY + 1, 0, 0, 0]
    n = int(world.groups[0]["n_present"])
    assert n + int(world.groups[0]["leaves"]) == N
    for name in ("belonging", "trust"):
        assert np.all((world.arrays[name][0, :N] >= 0) & (world.arrays[name][0, :N] <= 1))
    for name in ("visits", "posts", "spams", "answers", "taken_down"):
        assert not world.arrays[name][0, :N].any(), "today's marks are cleared"
