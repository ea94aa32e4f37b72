"""The tables of ``docs/odd.md``, the description of the model by the ODD protocol."""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Callable, Iterator
from functools import partial

from docs.generating.day import said
from docs.generating.markdown import number, parameters, prose, table
from docs.generating.mechanisms import in_order, step_list
from docs.generating.places import ROOT
from docs.generating.strategies import levers
from sim.contracts import Mechanism
from sim.engine.plan import planned_steps
from sim.patterns.declared import MEMBER_PATTERNS
from sim.rng import Decision
from sim.state import group, people
from sim.state import record as state_record
from sim.state.fields import Field
from sim.state.levers import LEVER_ROW
from sim.state.sections import SECTIONS

NOT_STATE = frozenset(
    ("p", "lever", "group", "groups", "channels", "rules", "operators", "key", "day", "weekday", "rows")
    + ("first_message", "end_message")
)
"""Arguments of kernels that are no array of members, messages or days."""


def patterns() -> str:
    """Return what real groups show, and where the median of simulated ones is to lie."""
    rows = []
    for each in MEMBER_PATTERNS:
        assert each.range is not None
        low, high = each.range.widened
        shown = f"{number(each.range.low)} to {number(each.range.high)}"
        rows.append((each.label, shown, f"{low:.3g} to {high:.3g}", each.unit, each.doc))
    return table(("pattern", "real groups", "accepted", "unit", "how it is measured"), rows)


def fields(declared: tuple[Field, ...]) -> str:
    """Return the table of some arrays."""
    rows = [
        (f"`{each.name}`", each.dtype.__name__, ", ".join(each.dims), each.unit, each.doc)
        for each in declared
    ]
    return table(("variable", "dtype", "one for each", "unit", "meaning"), rows)


def record() -> str:
    """Return the fields of a group's own record: what lasts, what is counted anew each day."""
    rows = [
        (f"`{name}`", dtype.__name__, "stays", unit, doc)
        for name, (dtype, unit, doc) in state_record.STOCKS.items()
    ]
    rows += [
        (f"`{name}`", "float64", "a day", unit, doc) for name, (unit, doc) in state_record.COUNTS.items()
    ]
    rows += [
        (f"`left_{cause.value}`", "float64", "a day", "memberships", f"memberships that ended today: {text}")
        for cause in people.Cause
        for text in [cause.name.lower().replace("_", " ") if cause else "no cause, always 0"]
    ]
    hours = ("asked", "given", "helped")
    rows += [
        (f"`{what}_TASK`", "float64", "a day", "h" if what in hours else "yuan", doc)
        for what, doc in state_record.PER_TASK.items()
    ]
    return table(("variable", "dtype", "lasts", "unit", "meaning"), rows)


def schedule() -> str:
    """Return the day: what happens, to whom, and which mechanism does it."""
    over = {step.name: (step.step.over.value, step.mechanism or "") for step in planned_steps()}
    rows = [
        (str(n), f"`{name}`", text, *over.get(name, ("group", "")))
        for n, (name, text) in enumerate(said().items(), start=1)
    ]
    return table(("", "step", "what happens", "covers", "mechanism"), rows)


def decisions() -> str:
    """Return what is drawn, under which number, and where."""
    source = (ROOT / "sim/rng.py").read_text("utf-8")
    meanings = dict(re.findall(r"^    ([A-Z]+) = \d+  # (.+)$", source, re.MULTILINE))
    users = _users()
    rows = [
        (str(each.value), each.name.lower(), meanings[each.name], ", ".join(users[each.name]))
        for each in Decision
    ]
    return table(("number", "decision", "what is drawn", "where"), rows)


def _users() -> dict[str, list[str]]:
    """Return the files that draw under each decision."""
    users: dict[str, list[str]] = {}
    for path in sorted((ROOT / "sim").rglob("*.py")):
        for name in sorted(set(re.findall(r"\bDecision\.([A-Z]+)", path.read_text("utf-8")))):
            users.setdefault(name, []).append(f"`{path.relative_to(ROOT).as_posix()}`")
    return users


def sections() -> str:
    """Return the parameters of who and what is there at the start."""

    def each() -> Iterator[str]:
        for section in SECTIONS:
            yield f"### {section.label} (`{section.name}`)\n"
            yield f"{section.doc}\n"
            yield parameters(section.parameters)

    return "\n".join(each())


def submodels() -> str:
    """Return every mechanism: equation, what it touches, parameters."""

    def each() -> Iterator[str]:
        for name, mechanism in in_order().items():
            yield f"### {mechanism.label} (`{name}`)\n"
            yield f"{prose(mechanism)}\n"
            yield f"Steps: {step_list(mechanism)}. {_touched(mechanism)}\n"
            if mechanism.parameters:
                yield parameters(mechanism.parameters)

    return "\n".join(each())


def _touched(mechanism: type[Mechanism]) -> str:
    """Return the arrays and levers that the kernels of a mechanism name, each once."""
    steps = mechanism.steps.values()
    names = dict.fromkeys(name for step in steps for name in step.arguments if name not in NOT_STATE)
    source = inspect.getsource(sys.modules[mechanism.__module__])
    read = dict.fromkeys(name for name in re.findall(r"\blever\.(\w+)", source) if name in LEVER_ROW.names)
    arrays = ", ".join(f"`{name}`" for name in names) or "the group's record only"
    return f"Arrays: {arrays}. Levers: {', '.join(f'`{name}`' for name in read) or 'none'}."


ODD_STRETCHES: dict[str, Callable[[], str]] = {
    "odd_patterns": patterns,
    "odd_person": partial(fields, people.PERSON),
    "odd_membership": partial(fields, people.MEMBERSHIP),
    "odd_ties": partial(fields, people.TIES),
    "odd_today": partial(fields, (*people.TODAY, *people.VISIT)),
    "odd_lists": partial(fields, people.LISTS),
    "odd_record": record,
    "odd_arrays": partial(fields, group.ARRAYS),
    "odd_schedule": schedule,
    "odd_levers": levers,
    "odd_decisions": decisions,
    "odd_sections": sections,
    "odd_submodels": submodels,
}
"""Stretches of the page, by name."""
