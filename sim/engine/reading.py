"""What kernels read of what strategies write: found in their compiled code, so that nothing has to be declared."""

from __future__ import annotations

import ast
import dis
import inspect
import sys
from collections.abc import Iterator
from functools import cache
from types import CodeType, FunctionType, ModuleType
from typing import Any

from sim.engine.plan import planned_steps
from sim.state.levers import LEVERS, RULES
from sim.state.record import TASKS

_LEVER_NAMES = frozenset(lever.name for lever in LEVERS)
_BY_TASK = ("hours_", "money_")
"""Levers that every task has; they are rationed and booked alike, which alone shows nothing."""


@cache
def levers_read() -> dict[str, frozenset[str]]:
    """For each lever that some kernel reads, the steps of the day that do.

    A lever of hours counts as read where a kernel looks at the hours that its task was given, rationing and
    booking apart; one of money nowhere, since money is only booked.
    """
    found: dict[str, set[str]] = {}
    for planned in planned_steps():
        looks = set(_attributes(planned.step.kernel))
        names = {name for owner, name in looks if owner == "lever"} & _LEVER_NAMES
        names = {name for name in names if not name.startswith(_BY_TASK)}
        tasks = {task for task in TASKS if ("group", f"given_{task}") in looks}
        if len(tasks) < len(TASKS):
            names |= {f"hours_{task}" for task in tasks}
        for name in names:
            found.setdefault(name, set()).add(planned.name)
    return {name: frozenset(steps) for name, steps in found.items()}


@cache
def rules_executed() -> dict[str, frozenset[str]]:
    """For each kind of rule that some kernel carries out, the steps of the day that do."""
    found: dict[str, set[str]] = {}
    for planned in planned_steps():
        for function in _functions(planned.step.kernel):
            kinds = _rule_constants(function.__module__)
            for name in set(function.__code__.co_names) & kinds.keys():
                found.setdefault(kinds[name], set()).add(planned.name)
    return {kind: frozenset(steps) for kind, steps in found.items()}


def _plain(kernel: Any) -> Any:  # noqa: ANN401 - a dispatcher or a function
    """Return the Python function of a kernel, compiled or not."""
    return getattr(kernel, "py_func", kernel)


def _functions(kernel: Any) -> Iterator[FunctionType]:  # noqa: ANN401 - a dispatcher or a function
    """Yield a kernel and all of our own functions that it calls, each once."""
    waiting, seen = [_plain(kernel)], set()
    while waiting:
        function = waiting.pop()
        if not isinstance(function, FunctionType) or function in seen:
            continue
        seen.add(function)
        yield function
        for name in function.__code__.co_names:
            called = _plain(function.__globals__.get(name))
            if isinstance(called, FunctionType):
                waiting.append(called)


def _attributes(kernel: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - a dispatcher or a function
    """Yield (variable, attribute) wherever a kernel or what it calls looks at an attribute."""
    for function in _functions(kernel):
        yield from _loads(function.__code__)


def _loads(code: CodeType) -> Iterator[tuple[str, str]]:
    """Yield (variable, attribute) for every ``variable.attribute`` that is read.

    Of ``table[...].attribute`` the code does not show the table in one place; where a function has a table of
    levers, any such attribute counts as one of ``lever``.
    """
    variable = ""
    has_levers = any(name.startswith("levers") for name in code.co_varnames)
    for instruction in dis.get_instructions(code):
        if instruction.opname == "LOAD_ATTR" and variable:
            yield variable, str(instruction.argval)
        variable = ""
        if instruction.opname == "BINARY_SUBSCR" or instruction.argrepr == "[]":
            variable = "lever" if has_levers else ""
        elif instruction.opname.startswith("LOAD_FAST"):
            names = instruction.argval  # newer versions of Python load two variables at once
            variable = str(names[-1] if isinstance(names, tuple) else names)


@cache
def _rule_constants(module: str) -> dict[str, str]:
    """Names that a module gives to kinds of rule: ``_STRIKES = RULES.index("remove_for_strikes")``."""
    found: dict[str, str] = {}
    where = sys.modules.get(module)
    if not isinstance(where, ModuleType) or getattr(where, "__file__", None) is None:
        return found
    for node in ast.parse(inspect.getsource(where)).body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            for call in ast.walk(node.value):
                kind = _kind_asked_for(call)
                if kind in RULES:
                    found[node.targets[0].id] = kind
    return found


def _kind_asked_for(node: ast.AST) -> str:
    """Return the kind in ``RULES.index("kind")``; empty for anything else."""
    if (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "index"
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "RULES"
        and node.args
        and isinstance(node.args[0], ast.Constant)
    ):
        return str(node.args[0].value)
    return ""
