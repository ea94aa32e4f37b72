"""What steps of the day read and write, read off their kernels: two that share nothing written can run at once.

Arrays count whole. What a kernel is given counts as read; written is what it, or a kernel that it calls, assigns to,
directly or through a local name. Fields of a group's record count one by one.
"""

from __future__ import annotations

import ast
import inspect
import json
import textwrap
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from types import FunctionType
from typing import Any

from sim.engine.plan import planned_steps
from sim.engine.step_text import passed_to
from sim.kernel.cache import cache_dir, write_atomically
from sim.kernel.options import plain
from sim.state.record import RECORD

_FILE = "beside.json"

_GROUP = "group"
_ALL_FIELDS = frozenset(f"{_GROUP}.{name}" for name in RECORD.names or ())
_LOOKS = frozenset({"astype", "copy", "view", "reshape", "sum", "take"})
"""Methods of arrays that change nothing."""

Names = frozenset[str]
NOTHING: Names = frozenset()


@dataclass(frozen=True, slots=True)
class Touches:
    """Names of arrays, and of fields of the group's record as ``group.name``."""

    reads: Names
    writes: Names

    def apart_from(self, other: Touches) -> bool:
        """Whether neither writes what the other reads or writes."""
        return not (self.writes & (other.reads | other.writes) or other.writes & self.reads)


@cache
def touches(index: int) -> Touches | None:
    """What the step at a position of the day touches; None if its kernel stands in no file, and so may touch anything."""
    kernel = plain(planned_steps()[index].step.kernel)
    named = zip(_parameters(kernel), passed_to(index), strict=True)
    given = tuple(frozenset({_GROUP if argument == _GROUP else one.name}) for argument, one in named)
    try:
        fields, writes = _effects(kernel, given)
    except OSError:
        return None
    if _GROUP in writes:  # given to code that stands in no file
        writes |= _ALL_FIELDS
    return Touches(fields | writes | NOTHING.union(*given) - {_GROUP}, writes)


def apart(index: int, first: int, end: int) -> bool:
    """Whether a step marked ``beside`` can run while those from ``first`` to before ``end`` do."""
    return _shares()[index].isdisjoint(range(first, end))


def shares(index: int) -> list[int]:
    """Steps of the day that a step cannot run beside."""
    one = touches(index)
    others = [touches(other) for other in range(len(planned_steps()))]
    return [
        at for at, other in enumerate(others) if one is None or other is None or not one.apart_from(other)
    ]


@cache
def _shares() -> dict[int, frozenset[int]]:
    """:func:`shares` of the steps marked ``beside``, from this version's cache folder: to read all kernels takes a while."""
    path = cache_dir() / _FILE
    if not path.exists():
        marked = [index for index, planned in enumerate(planned_steps()) if planned.step.beside]
        write_atomically(path, json.dumps({index: shares(index) for index in marked}))
    return {int(index): frozenset(others) for index, others in json.loads(path.read_text()).items()}


def _parameters(function: FunctionType) -> tuple[str, ...]:
    code = function.__code__
    return code.co_varnames[: code.co_argcount]


@cache
def _effects(function: FunctionType, given: tuple[Names, ...]) -> tuple[Names, Names]:
    """Fields of the group's record that a function reads, and what it writes, given what its parameters stand for.

    Raises
    ------
    OSError
        If it has no source.
    """
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    walk = _Walk(function, dict(zip(_parameters(function), given, strict=True)))
    for _ in range(2):  # a local name may be used above where it is settled, in a loop
        walk.visit(tree)
    return frozenset(walk.fields), frozenset(walk.writes)


class _Walk(ast.NodeVisitor):
    """Collects what a function touches."""

    def __init__(self, function: FunctionType, names: dict[str, Names]) -> None:
        self._globals: Mapping[str, Any] = function.__globals__
        self._names = names
        self.fields: set[str] = set()
        self.writes: set[str] = set()

    def visit_Assign(self, node: ast.Assign) -> None:
        for target in node.targets:
            self._assign(target, node.value)
        self.visit(node.value)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        self._assign(node.target, node.value)
        self.visit(node.target)
        self.visit(node.value)

    def visit_For(self, node: ast.For) -> None:
        self._assign(node.target, node.iter)
        self.generic_visit(node)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        if _GROUP in self._stands_for(node.value):
            self.fields.add(f"{_GROUP}.{node.attr}")
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        given = [self._stands_for(argument) for argument in node.args]
        called = self._called(node.func)
        if called is not None:
            try:
                fields, writes = _effects(called, tuple(given))
            except OSError:  # made from declarations
                fields, writes = NOTHING, NOTHING.union(*given)
            self.fields |= fields
            self.writes |= writes
        elif isinstance(node.func, ast.Attribute) and node.func.attr not in _LOOKS:
            self.writes |= self._stands_for(node.func.value)
        self.generic_visit(node)

    def _called(self, node: ast.expr) -> FunctionType | None:
        """Return the Python function that is called; None if it is of NumPy, or an intrinsic: these write nothing."""
        found = self._globals.get(node.id) if isinstance(node, ast.Name) else None
        function = plain(found) if isinstance(found, Callable) else None  # type: ignore[arg-type]
        return function if isinstance(function, FunctionType) else None

    def _assign(self, target: ast.expr, value: ast.expr) -> None:
        if isinstance(target, ast.Name):
            self._names[target.id] = self._names.get(target.id, NOTHING) | self._stands_for(value)
        elif isinstance(target, ast.Tuple):
            values = value.elts if isinstance(value, ast.Tuple) else [value] * len(target.elts)
            for one, its in zip(target.elts, values, strict=True):
                self._assign(one, its)
        elif isinstance(target, ast.Subscript):
            self.writes |= self._stands_for(target.value)
        elif isinstance(target, ast.Attribute):
            self.writes |= {
                f"{_GROUP}.{target.attr}" if name == _GROUP else name
                for name in self._stands_for(target.value)
            }

    def _stands_for(self, node: ast.expr) -> Names:
        """Arrays of which an expression may be a part: calculated numbers are none."""
        if isinstance(node, ast.Name):
            return self._names.get(node.id, NOTHING)
        if isinstance(node, ast.Subscript):
            return self._stands_for(node.value)
        if isinstance(node, ast.IfExp):
            return self._stands_for(node.body) | self._stands_for(node.orelse)
        if isinstance(node, ast.Tuple | ast.List):
            return NOTHING.union(*(self._stands_for(one) for one in node.elts))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            return self._stands_for(node.func.value)
        return NOTHING
