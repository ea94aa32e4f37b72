"""What each step of the day gets: exactly the arrays that its kernel's argument names ask for.

Written out as a function for each step, which ``engine/steps.py`` compiles.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable
from functools import cache

from sim.contracts import Over
from sim.engine.linking import NUMBERS, Passed
from sim.engine.plan import PlannedStep, planned_steps
from sim.kernel.options import plain
from sim.state.group import ARRAYS
from sim.state.people import FIELDS, VISIT_NAMES

FIELD_NAMES = tuple(field.name for field in (*FIELDS, *ARRAYS))

_SPECIAL = {
    "lever": Passed("levers", ("g", "day")),
    "group": Passed("groups", ("g",)),
    "channels": Passed("channels", ("g",)),
    "visiting": Passed("touched", ("g",)),
    "rules": Passed("rules", ("g",)),
    "product": Passed("products", ("g",)),
    "operators": Passed("operators"),
    "key": Passed("group_keys", ("g",)),
    "day": Passed("day"),
    "weekday": Passed("today"),
}
_SPECIAL_WORLD = {name: Passed(name) for name in ("groups", "levers", "channels", "operators", "day")}
_PART = {"first_message": Passed("first"), "end_message": Passed("end")}
_ROWS = {Over.PRESENT: "present", Over.TOUCHED: "touched", Over.VISITING: "touched"}
"""Where the rows of a part come from; visitors stand first among those touched."""
COUNT_OF = {
    Over.PRESENT: "n_present",
    Over.TOUCHED: "n_touched",
    Over.VISITING: "n_visiting",
    Over.MESSAGES: "n_messages",
}
"""Field of the group's record that counts what a step by parts covers."""


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
        return Passed(argument, ("g",), cut=argument in VISIT_NAMES and over in (Over.VISITING, Over.TOUCHED))
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


def steps_source() -> str:
    """The steps as Python source: the same text for the same declarations and kernels.

    Each is a function of a context and of numbers that takes out of the context what the kernel asks for, and has the
    kernel's body from there on.

    Raises
    ------
    TypeError
        If a kernel asks for something unknown.
    """
    steps = planned_steps()
    wanted = dict.fromkeys(one for index in range(len(steps)) for one in passed_to(index))
    names = {one: f"_take_{n}" for n, one in enumerate(wanted)}
    given = ", ".join(f"_{name}" for name in ("context", *NUMBERS))
    lines = [
        '"""The steps of the day, written by sim/engine/step_text.py from their declarations and kernels."""',
        "from sim.engine.linking import Passed, taken",
        "from sim.engine.steps import step",
        "",
        *(f"{name} = taken({one})" for one, name in names.items()),
    ]
    for index, planned in enumerate(steps):
        lines += ["", "", f"@step({index})", f"def step_{index}({given}):  # {planned.name}"]
        for argument, one in zip(planned.step.arguments, passed_to(index), strict=True):
            lines.append(f"    {argument} = {names[one]}({given})")
        lines += _body(planned.step.kernel)
    return "\n".join([*lines, ""])


def _body(kernel: Callable[..., int]) -> list[str]:
    """Lines of a kernel below its docstring."""
    source = inspect.getsource(plain(kernel)).splitlines()
    function = ast.parse("\n".join(source)).body[0]
    assert isinstance(function, ast.FunctionDef)
    first = function.body[1 if ast.get_docstring(function) else 0]
    return source[first.lineno - 1 :]
