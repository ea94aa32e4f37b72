"""What steps are said to read and write, against what they do."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from engine_helpers import RICH, made, scenario

from sim.contracts import Over
from sim.engine import stepper, touching
from sim.engine.plan import planned_steps, step_index
from sim.engine.step_text import passed_to
from sim.engine.touching import NOTHING, Touches, shares, touches

DAYS = 9
BESIDE = [planned.name for planned in planned_steps() if planned.step.beside]


def snapshot(world: Any) -> dict[str, bytes]:
    """Every array and every field of the group's record."""
    fields = {f"group.{name}": world.groups[name].tobytes() for name in world.groups.dtype.names}
    return fields | {name: array.tobytes() for name, array in world.arrays.items()}


def test_a_step_writes_no_more_than_is_read_off_its_kernel() -> None:
    """Step by step through days on which nearly everything happens."""
    world = made(scenario(RICH, {"horizon": DAYS}))
    steps = [planned for planned in planned_steps() if planned.step.over is not Over.WORLD]
    written = set()
    for day in range(DAYS):
        for planned, after in zip(steps, (*steps[1:], None), strict=True):
            stepper.run_until(world, day + 1, planned.name)
            before = snapshot(world)
            if after is None:
                stepper.run_days(world, day + 1)
            else:
                stepper.run_until(world, day + 1, after.name)
            its = touches(step_index(planned.name))
            if its is None or planned.name == "close_day":  # this one's call copies the record too
                continue
            changed = {name for name, value in snapshot(world).items() if before[name] != value}
            assert changed <= its.writes, planned.name
            written |= changed
    assert {"tie_to", "traces", "group.n_messages", "status", "message_to"} <= written


@pytest.mark.parametrize("name", BESIDE)
def test_what_runs_beside_others_asks_for_no_room_and_waits_for_who_shares(name: str) -> None:
    """Such a step may not report that room is short; and it runs beside nothing that uses what it writes."""
    index = step_index(name)
    its = touches(index)
    assert its is not None and planned_steps()[index].step.over is Over.GROUP
    assert index in shares(index)
    for other, planned in enumerate(planned_steps()):
        if other in shares(index) or planned.step.over is Over.WORLD:
            continue
        used = {one.name for one in passed_to(other)}
        assert not used & its.writes, planned.name


def test_ties_are_waited_for_by_who_reads_them() -> None:
    """Feelings go by how many they are, leaving looks at friends; answers reach people without them."""
    after = shares(step_index("tie.tie"))
    assert step_index("feel.feel") in after and step_index("leave.leave") in after
    assert step_index("buy.buy") not in after and step_index("converse.answer") not in after


def test_unknown_code_may_touch_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    """A kernel that stands in no file runs beside nothing."""
    monkeypatch.setattr(touching, "touches", lambda index: None)
    assert len(shares(step_index("tie.tie"))) == len(planned_steps())


def _fill(into, value):
    into[0] = value


def _through_names(group, a, b, c, d, e):
    first, second = a[:2], b
    for row in (c, c):
        row[0] = 1
    first[0] = second[1]
    _fill(d[1:], b[0])
    numbers = np.zeros(3)
    numbers[0] = group.seen
    numbers = numbers + e
    numbers[1] = 2
    group.counted += 1
    e.sort()
    return 0


def test_what_is_written_through_local_names_and_calls_is_seen() -> None:
    """A slice under another name, a loop over arrays, a call; not what was calculated from arrays."""
    given = tuple(frozenset({name}) for name in ("group", "a", "b", "c", "d", "e"))
    fields, writes = touching._effects(_through_names, given)
    assert writes == {"a", "c", "d", "e", "group.counted"}
    assert fields == {"group.seen", "group.counted"}


def test_two_are_apart_unless_one_writes_what_the_other_uses() -> None:
    """Both may read the same."""
    reads = Touches(frozenset("ab"), NOTHING)
    writes = Touches(frozenset("c"), frozenset("c"))
    assert reads.apart_from(reads) and reads.apart_from(writes) and not writes.apart_from(writes)
    assert not writes.apart_from(Touches(frozenset("c"), NOTHING))
    assert not Touches(frozenset("c"), NOTHING).apart_from(writes)
