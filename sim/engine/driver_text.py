"""The text of the driver of a day, written out from the day's order; ``engine/driver.py`` compiles it.

The driver is one function that calls every step's kernel with exactly the arrays that the kernel's
argument names ask for. It can run many days, or a stretch of steps of one day over a block of rows,
so that small worlds run in one call and a huge group can be stepped block by block.
"""

from __future__ import annotations

from functools import cache

from sim.contracts import Over
from sim.engine.linking import NUMBERS, Passed
from sim.engine.plan import PlannedStep, planned_steps
from sim.kernel.scratch import PART
from sim.state.group import ARRAYS
from sim.state.people import FIELDS

FIELD_NAMES = tuple(field.name for field in (*FIELDS, *ARRAYS))

_SPECIAL = {
    "lever": Passed("levers", ("g", "day")),
    "group": Passed("groups", ("g",)),
    "channels": Passed("channels", ("g",)),
    "rules": Passed("rules", ("g",)),
    "product": Passed("products", ("g",)),
    "operators": Passed("operators"),
    "key": Passed("group_keys", ("g",)),
    "day": Passed("day"),
    "weekday": Passed("today"),
}
_SPECIAL_WORLD = {name: Passed(name) for name in ("groups", "levers", "channels", "operators", "day")}
_PART = {"first_message": Passed("first"), "end_message": Passed("end")}
_ROWS = {Over.PRESENT: "present", Over.TOUCHED: "touched", Over.VISITING: "visiting"}
"""Where the rows of a part come from."""
COUNT_OF = {
    Over.PRESENT: "n_present",
    Over.TOUCHED: "n_touched",
    Over.VISITING: "n_visiting",
    Over.MESSAGES: "n_messages",
}
"""Field of the group's record that counts what a step by parts covers."""


ARGUMENTS = (
    "progress", "begin_step", "end_day", "end_step", "low", "high", "addresses", "context", "groups", "weekday",
    "floats", "integers", "columns", "out",
)  # fmt: skip
"""Arguments of the driver. ``progress`` is (day, step, group, shortage); groups other than that one begin the day at
``begin_step``; ``low`` and ``high`` cut a block out of rows or messages; ``addresses`` are those of the steps'
kernels; ``context`` has all that kernels are given; the last four are for the row of the day table."""


def mechanism_names() -> tuple[str, ...]:
    """Mechanisms that have steps, in order of first step."""
    return tuple(dict.fromkeys(s.mechanism for s in planned_steps() if s.mechanism is not None))


@cache
def context_names() -> tuple[str, ...]:
    """Names of the arrays of a context, in order."""
    records = ("groups", "levers", "rules", "channels", "products", "operators", "group_keys", "off")
    return (*records, *(f"p_{name}" for name in mechanism_names()), *FIELD_NAMES)


def passed_for(argument: str, planned: PlannedStep) -> Passed:
    """What a kernel gets for one of its arguments.

    Raises
    ------
    TypeError
        If nothing is called so.
    """
    over = planned.step.over
    world = over is Over.WORLD
    if argument == "rows" and over in _ROWS:
        return Passed(_ROWS[over], ("g",), cut=True)
    if argument in _PART and over is Over.MESSAGES:
        return _PART[argument]
    if argument == "p" and planned.mechanism is not None:
        return Passed(f"p_{planned.mechanism}", ("g",))  # a step over the world comes with the first group
    special = _SPECIAL_WORLD if world else _SPECIAL
    if argument in special:
        return special[argument]
    if argument in FIELD_NAMES and not world:
        return Passed(argument, ("g",))
    raise TypeError(f"step {planned.name}: nothing is called {argument!r}; see sim/state")


@cache
def passed_to(index: int) -> tuple[Passed, ...]:
    """What the kernel of the step at a position of the day gets."""
    planned = planned_steps()[index]
    return tuple(passed_for(argument, planned) for argument in planned.step.arguments)


@cache
def stretches() -> tuple[tuple[int, int, Over], ...]:
    """The day cut into stretches of steps by parts of the same kind, and single steps: first, end, what."""
    found: list[tuple[int, int, Over]] = []
    for index, planned in enumerate(planned_steps()):
        over = planned.step.over
        if found and found[-1][2] is over and over in COUNT_OF:
            found[-1] = (found[-1][0], index + 1, over)
        else:
            found.append((index, index + 1, over))
    return tuple(found)


def _open_stretch(first: int, end: int, over: Over) -> list[str]:
    """Head of the loop over the parts of a stretch's rows or messages."""
    return [
        f"            n = group.{COUNT_OF[over]} * ((state == 0) & (begin < {end}) & (end_step > {first}))",
        f"            for first in range(min(low, n), min(high, n), {PART}):",
        f"                end = min(first + {PART}, min(high, n))",
    ]


def driver_source() -> str:
    """The driver as Python source: the same text for the same declarations.

    Raises
    ------
    TypeError
        If a step over the world comes after one over a group, or a kernel asks for something unknown.
    """
    steps = planned_steps()
    calls = [
        f"k{index} = call_of({index}, passed_to({index}))  # {planned.name}"
        for index, planned in enumerate(steps)
    ]
    lines = [
        '"""The day, written by sim/engine/driver.py from the order in sim/engine/day.py."""',
        "from sim.engine.driver_text import passed_to",
        "from sim.engine.house import record",
        "from sim.engine.linking import call_of, lacking",
        "from sim.kernel.options import entry",
        "",
        *calls,
        "",
        "",
        "@entry",
        f"def run({', '.join(ARGUMENTS)}):",
        "    day, step, first_group = progress[0], progress[1], progress[2]",
        "    state = 0",
        "    while day < end_day:",
        "        today = (day + weekday) % 7",
        "        g, first, end, begin = 0, 0, 0, step",
    ]
    n_world = sum(planned.step.over is Over.WORLD for planned in steps)
    opening = {first: _open_stretch(first, end, over) for first, end, over in stretches() if over in COUNT_OF}
    for index, planned in enumerate(steps):
        world = planned.step.over is Over.WORLD
        if world != (index < n_world):
            raise TypeError(f"{planned.name}: steps over the world come first in the day")
        if index == n_world:
            lines += ["        for g in range(first_group, groups.size):"]
            lines += [f"            begin = step if g == first_group else max(begin_step, {n_world})"]
            lines += ["            group = groups[g]"]
        if planned.name == "close_day":
            lines += [f"            if (state == 0) & (begin <= {index}) & (end_step > {index}):  # record"]
            lines += ["                record(floats[g], integers[g], columns, out[g, day])"]
        lines += opening.get(index, [])
        indent = " " * (8 if world else 16 if planned.step.over in COUNT_OF else 12)
        rest = ", ".join(("addresses", "context", "begin", "end_step", *NUMBERS))
        lines += [f"{indent}state = k{index}(state, {rest})  # {planned.name}"]
    lines += [
        "            if state != 0:",
        "                at, shortage = lacking(state)",
        "                progress[0], progress[1], progress[2], progress[3] = day, at, g, shortage",
        "                return",
        f"        if end_step < {len(steps)}:",
        "            step = end_step",
        "            break",
        "        step, first_group = 0, 0",
        "        day += 1",
        "    progress[0], progress[1], progress[2] = day, step, 0",
        "",
    ]
    return "\n".join(lines)
