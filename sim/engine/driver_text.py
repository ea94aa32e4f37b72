"""The text of the driver of a day, written out from the day's order; ``engine/driver.py`` compiles it.

The driver is one function that calls every step's kernel with exactly the arrays that the kernel's
argument names ask for. It can run many days, or a stretch of steps of one day over a block of rows,
so that small worlds run in one call and a huge group can be stepped block by block.
"""

from __future__ import annotations

from functools import cache

from sim.contracts import Over
from sim.engine.plan import PlannedStep, day_measures, planned_steps
from sim.kernel.scratch import PART
from sim.state.group import ARRAYS
from sim.state.people import FIELDS

FIELD_NAMES = tuple(field.name for field in (*FIELDS, *ARRAYS))

_SPECIAL = {
    "p": "p_{mechanism}[g]",
    "lever": "lever",
    "group": "group",
    "channels": "channels_g",
    "rules": "rules_g",
    "product": "products[g]",
    "operators": "operators",
    "key": "group_keys[g]",
    "day": "day",
    "weekday": "(day + weekday) % 7",
    "keep_events": "keep_events",
}
_SPECIAL_WORLD = {
    "p": "p_{mechanism}[0]",
    "groups": "groups",
    "levers": "levers",
    "channels": "channels",
    "operators": "operators",
    "day": "day",
}
_PART = {"first_message": "first", "end_message": "end"}
_ROWS = {Over.PRESENT: "present_g", Over.TOUCHED: "touched_g", Over.VISITING: "visiting_g"}
"""Where the rows of a part come from."""
COUNT_OF = {
    Over.PRESENT: "n_present",
    Over.TOUCHED: "n_touched",
    Over.VISITING: "n_visiting",
    Over.MESSAGES: "n_messages",
}
"""Field of the group's record that counts what a step by parts covers."""


HEAD = ("progress", "begin_step", "end_day", "end_step", "low", "high", "addresses")
"""Arguments that change from call to call: ``progress`` is (day, step, group, shortage); groups other
than that one begin the day at ``begin_step``; ``low`` and ``high`` cut a block out of rows or messages; ``addresses``
are those of the steps' kernels."""


def mechanism_names() -> tuple[str, ...]:
    """Mechanisms that have steps, in order of first step."""
    return tuple(dict.fromkeys(s.mechanism for s in planned_steps() if s.mechanism is not None))


@cache
def argument_names() -> tuple[str, ...]:
    """Names of the driver's arguments behind :data:`HEAD`, in order."""
    records = ("groups", "levers", "rules", "channels", "products", "operators", "group_keys", "off", "out")
    return (
        *records, "weekday", "keep_events", *(f"p_{name}" for name in mechanism_names()), *FIELD_NAMES,
    )  # fmt: skip


def expression(argument: str, planned: PlannedStep) -> str:
    """What the driver passes for a kernel's argument."""
    over = planned.step.over
    if argument == "rows" and over in _ROWS:
        return "rows"
    if argument in _PART and over is Over.MESSAGES:
        return _PART[argument]
    world = planned.step.over is Over.WORLD
    special = _SPECIAL_WORLD if world else _SPECIAL
    if argument in special:
        return special[argument].format(mechanism=planned.mechanism)
    if argument in FIELD_NAMES and not world:
        return f"{argument}_g"
    raise TypeError(f"step {planned.name}: nothing is called {argument!r}; see sim/state")


def _call(index: int, planned: PlannedStep) -> list[str]:
    """Lines of the driver that run one step, for the world or for group ``g``."""
    arguments = ", ".join(expression(a, planned) for a in planned.step.arguments)
    if planned.step.over in COUNT_OF:
        return [
            f"                if begin <= {index} and end_step > {index} and off[{index}, g] == 0:",
            f"                    k{index}(addresses[{index}], {arguments})  # {planned.name}",
        ]
    if planned.step.over is Over.WORLD:
        return [
            f"        if step <= {index} and end_step > {index}:  # {planned.name}",
            f"            k{index}(addresses[{index}], {arguments})",
        ]
    return [
        f"            if shortage == 0 and begin <= {index} and end_step > {index} and off[{index}, g] == 0:",
        f"                at, shortage = {index}, k{index}(addresses[{index}], {arguments})  # {planned.name}",
    ]


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
        f"            n = group.{COUNT_OF[over]} if begin < {end} and end_step > {first} and shortage == 0 else 0",
        f"            for first in range(min(low, n), min(high, n), {PART}):",
        f"                end = min(first + {PART}, min(high, n))",
        *([f"                rows = stretch({_ROWS[over]}, first, end)"] if over in _ROWS else []),
    ]


def driver_source() -> str:
    """The driver as Python source: the same text for the same declarations.

    Raises
    ------
    TypeError
        If a step over the world comes after one over a group, or a kernel asks for something unknown.
    """
    steps = planned_steps()
    calls = [f"k{index} = call_of({index})  # {planned.name}" for index, planned in enumerate(steps)]
    lines = [
        '"""The day, written by sim/engine/driver.py from the order in sim/engine/day.py."""',
        "from sim.engine.linking import call_of, of_group, stretch",
        "from sim.kernel.options import entry",
        "",
        *calls,
        "",
        "",
        "@entry",
        f"def run({', '.join((*HEAD, *argument_names()))}):",
        "    day, step, first_group = progress[0], progress[1], progress[2]",
        "    while day < end_day:",
    ]
    n_world = sum(planned.step.over is Over.WORLD for planned in steps)
    opening = {first: _open_stretch(first, end, over) for first, end, over in stretches() if over in COUNT_OF}
    for index, planned in enumerate(steps):
        if (planned.step.over is Over.WORLD) != (index < n_world):
            raise TypeError(f"{planned.name}: steps over the world come first in the day")
        if index == n_world:
            lines += ["        for g in range(first_group, groups.size):"]
            lines += ["            at, shortage = 0, 0"]
            lines += [f"            begin = step if g == first_group else max(begin_step, {n_world})"]
            lines += ["            group, lever = groups[g], levers[g, day]"]
            lines += [
                f"            {name}_g = of_group({name}, g)" for name in ("channels", "rules", *FIELD_NAMES)
            ]
        if planned.name == "close_day":
            lines += [f"            if shortage == 0 and begin <= {index} and end_step > {index}:  # record"]
            for m, measure in enumerate(day_measures()):
                lines += [f"                out[g, day, {m}] = group.{measure.source}"]
        lines += opening.get(index, [])
        lines += _call(index, planned)
    lines += [
        "            if shortage != 0:",
        "                progress[0], progress[1], progress[2], progress[3] = day, at, g, shortage",
        "                break",
        "        if progress[3] != 0:",
        "            break",
        f"        if end_step < {len(steps)}:",
        "            step = end_step",
        "            break",
        "        step, first_group = 0, 0",
        "        day += 1",
        "    if progress[3] == 0:",
        "        progress[0], progress[1], progress[2] = day, step, 0",
        "",
    ]
    return "\n".join(lines)
