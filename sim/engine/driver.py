"""The compiled driver of a day: written out from the day's order, compiled once, kept on disk.

The driver is one function that calls every step's kernel with exactly the arrays that the kernel's
argument names ask for. It can run many days, or a stretch of steps of one day over a block of rows,
so that small worlds run in one call and a huge group can be stepped block by block.
"""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from functools import cache
from threading import Lock

from sim.contracts import Over
from sim.engine.plan import PlannedStep, day_measures, planned_steps
from sim.kernel.cache import cache_dir, write_atomically
from sim.state.group import ARRAYS
from sim.state.people import FIELDS

FIELD_NAMES = tuple(field.name for field in (*FIELDS, *ARRAYS))

_SPECIAL = {
    "p": "p_{mechanism}[g]",
    "lever": "levers[g, day]",
    "group": "groups[g]",
    "channels": "channels[g]",
    "rules": "rules[g]",
    "operators": "operators",
    "key": "group_keys[g]",
    "day": "day",
    "weekday": "(day + weekday) % 7",
    "keep_events": "keep_events",
}
_SPECIAL_WORLD = {
    **_SPECIAL,
    "p": "p_{mechanism}[0]",
    "groups": "groups",
    "levers": "levers",
    "channels": "channels",
}
_ROWS = {
    Over.PRESENT: "present[g, min(low, groups[g].n_present):min(high, groups[g].n_present)]",
    Over.VISITING: "visiting[g, min(low, groups[g].n_visiting):min(high, groups[g].n_visiting)]",
}

HEAD = ("progress", "end_day", "end_step", "low", "high")
"""Arguments that change from call to call; ``progress`` is (day, step, group, status)."""


def mechanism_names() -> tuple[str, ...]:
    """Mechanisms that have steps, in order of first step."""
    return tuple(dict.fromkeys(s.mechanism for s in planned_steps() if s.mechanism is not None))


def argument_names() -> tuple[str, ...]:
    """Names of the driver's arguments behind :data:`HEAD`, in order."""
    records = ("groups", "levers", "rules", "channels", "operators", "group_keys", "off", "out")
    return (
        *records, "weekday", "keep_events", *(f"p_{name}" for name in mechanism_names()), *FIELD_NAMES,
    )  # fmt: skip


def _expression(argument: str, planned: PlannedStep) -> str:
    """What the driver passes for a kernel's argument."""
    if argument == "rows":
        return _ROWS[planned.step.over]
    special = _SPECIAL_WORLD if planned.step.over is Over.WORLD else _SPECIAL
    if argument in special:
        return special[argument].format(mechanism=planned.mechanism)
    if argument in FIELD_NAMES:
        return f"{argument}[g]"
    raise TypeError(f"step {planned.name}: nothing is called {argument!r}; see sim/state")


def _call(index: int, planned: PlannedStep) -> list[str]:
    """Lines of the driver that run one step in every group, from where it was left."""
    arguments = ", ".join(_expression(a, planned) for a in planned.step.arguments)
    lines = [f"        if step == {index} and end_step > {index}:  # {planned.name}"]
    if planned.step.over is Over.WORLD:
        return [*lines, f"            k{index}({arguments})", f"            step = {index + 1}"]
    return [
        *lines,
        "            for g in range(first_group, groups.size):",
        f"                if off[{index}, g] == 0:",
        f"                    shortage = k{index}({arguments})",
        "                    if shortage != 0:",
        f"                        progress[0], progress[1], progress[2], progress[3] = day, {index}, g, shortage",
        "                        return",
        "            first_group = 0",
        f"            step = {index + 1}",
    ]


def driver_source() -> str:
    """The driver as Python source: the same text for the same declarations."""
    steps = planned_steps()
    kernels = ", ".join(f"k{index}" for index in range(len(steps)))
    lines = [
        '"""The day, written by sim/engine/driver.py from the order in sim/engine/day.py."""',
        "from sim.engine.plan import planned_steps",
        "from sim.kernel.options import entry",
        "",
        f"{kernels} = (planned.step.kernel for planned in planned_steps())",
        "",
        "",
        "@entry",
    ]
    body = [
        f"def run({', '.join((*HEAD, *argument_names()))}):",
        "    day, step, first_group = progress[0], progress[1], progress[2]",
        "    while day < end_day:",
    ]
    for index, planned in enumerate(steps):
        if planned.name == "close_day":
            body += [f"        if step == {index} and end_step > {index}:  # record", "            for g in range(groups.size):"]
            body += ["                group = groups[g]"]
            body += [f"                out[g, day, {m}] = group.{x.source}" for m, x in enumerate(day_measures())]
        body += _call(index, planned)
    body += [
        f"        if step < {len(steps)}:",
        "            break",
        "        step = 0",
        "        day += 1",
        "    progress[0], progress[1], progress[2], progress[3] = day, step, 0, 0",
    ]
    return "\n".join([*lines, *body, ""])


_LOADING = Lock()


def driver() -> Callable[..., None]:
    """The compiled driver; compiles on the first call ever, then loads from disk."""
    with _LOADING:
        return _load()


@cache
def _load() -> Callable[..., None]:
    """Write the driver's source into this version's cache folder, and import it."""
    source = driver_source()
    path = cache_dir() / "sim_day_driver.py"
    if not path.exists() or path.read_text(encoding="utf-8") != source:
        write_atomically(path, source)
    spec = importlib.util.spec_from_file_location("sim_day_driver", path)
    if spec is None or spec.loader is None:
        raise ImportError(f"cannot load {path}")
    module = importlib.util.module_from_spec(spec)
    sys.modules["sim_day_driver"] = module
    spec.loader.exec_module(module)
    run: Callable[..., None] = module.run
    return run
