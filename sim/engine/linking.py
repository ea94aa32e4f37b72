"""How the driver runs a step of the day: by the address of its compiled code, with everything it needs in one table.

What kernels get is read from a :class:`Context` in the compiled code of each step, as far as the step looks at it. As
arguments, the seven words of each of twenty arrays would be written down and read at each call; and were the hundred
and fifty arrays arguments of the driver, they would be the larger part of what there is to compile in it. Since all
steps are given the same, the driver is a short loop over addresses.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numba
import numpy as np
from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic
from numpy.typing import NDArray

RETURNS = types.int64
"""What every kernel of the day returns: 0, or a ``Short`` code."""

STEP = (types.CPointer(types.int64), *(types.int64,) * 5)
"""What compiled code of every step is given: the words of a context, and :data:`NUMBERS`."""

NUMBERS = ("g", "day", "today", "first", "end")
"""What the driver passes with every call: group, day, day of the week, borders of the part."""

_AXES = 3
_KINDS: dict[str, tuple[np.dtype[Any], int]] = {}
"""Data type and axes of the arrays of a context: compiled code takes them to be the same in all worlds."""

_WORDS = 1 + 2 * _AXES
"""Words of an array in a context: address, shape, strides in bytes."""


@dataclass(frozen=True, slots=True)
class Passed:
    """What a kernel gets for one of its arguments: one of :data:`NUMBERS`, or (a part of) an array of the context.

    Parameters
    ----------
    name
        Of the number or array.
    index
        Numbers that pick a part of the array, along its first axes.
    cut
        Whether of what is left only the rows from ``first`` to ``end`` are meant.
    """

    name: str
    index: tuple[str, ...] = ()
    cut: bool = False

    def value(self, named: Mapping[str, Any], numbers: Mapping[str, int]) -> Any:  # noqa: ANN401 - array, record, number
        """Return it, as Python sees it."""
        if self.name in numbers:
            return numbers[self.name]
        value = named[self.name]
        for number in self.index:
            value = value[numbers[number]]
        return value[numbers["first"] : numbers["end"]] if self.cut else value


class Context:
    """Addresses, shapes and strides of the arrays that kernels of a world are given.

    ``named`` holds the arrays by name and so keeps them alive; ``words`` is what compiled code reads, with each array
    at the place that its name has in ``named``. ``ready`` is set once all steps that are not off have been compiled.
    """

    def __init__(self, named: Mapping[str, Any]) -> None:
        self.named = dict(named)
        self.ready = False
        self.words: NDArray[np.int64] = np.zeros(_WORDS * len(self.named), np.int64)
        for place, (name, array) in enumerate(self.named.items()):
            if array.ndim > _AXES or not _is_in_order(array):
                raise TypeError(
                    f"{name}: a context has arrays of up to {_AXES} axes, in C order, and with what is along a third axis in "
                    "one piece"
                )
            if _KINDS.setdefault(name, (array.dtype, array.ndim)) != (array.dtype, array.ndim):
                raise TypeError(
                    f"{name}: was of {_KINDS[name]} in other worlds, and is of {(array.dtype, array.ndim)}"
                )
            at = _WORDS * place
            self.words[at] = array.ctypes.data
            self.words[at + 1 : at + 1 + array.ndim] = array.shape
            self.words[at + 1 + _AXES : at + 1 + _AXES + array.ndim] = array.strides

    def types_of(self, passed: Iterable[Passed]) -> dict[Passed, Any]:
        """Numba types of what is passed."""
        first = dict.fromkeys(NUMBERS, 0)
        return {one: numba.typeof(one.value(self.named, first)) for one in set(passed)}


def _is_in_order(array: NDArray[Any]) -> bool:
    """Whether an array is in C order, but that rows of up to two axes may lie apart."""
    strides = array.strides
    return sorted(strides, reverse=True) == list(strides) and (
        array.ndim < _AXES or strides[-1] == array.itemsize
    )


@dataclass(frozen=True, slots=True)
class Place:
    """Where a context has an array, and the Numba type of what a kernel gets of it."""

    number: int
    type: Any


PLACES: dict[Passed, Place] = {}
"""Settled before anything is compiled in this process."""


def settle(context: Context, passed: Iterable[Passed]) -> None:
    """Settle where what kernels get is found, and of which types it is."""
    places = {name: place for place, name in enumerate(context.named)}
    PLACES.update(
        {one: Place(places.get(one.name, -1), kind) for one, kind in context.types_of(passed).items()}
    )


@cache
def taken(passed: Passed) -> Any:  # noqa: ANN401 - an intrinsic has no type of its own
    """Make the function ``(context, *NUMBERS)`` that takes out of a context what a kernel gets."""

    def take(_typing_context, words, *numbers):  # type: ignore[no-untyped-def]  # noqa: ANN002
        place = PLACES[passed]

        def generate(context, builder, _signature, values):  # type: ignore[no-untyped-def]
            given = dict(zip(NUMBERS, cgutils.unpack_tuple(builder, values[1], len(numbers)), strict=True))
            if place.number < 0:
                return given[passed.name]
            return _loaded(context, builder, values[0], given, passed, place.number, place.type)

        return place.type(words, types.StarArgTuple(numbers)), generate

    return intrinsic(take)


def _call(_typing_context, address, words, *numbers):  # type: ignore[no-untyped-def]  # noqa: ANN002
    """Run the step whose compiled code is at an address: ``(address, context, *NUMBERS)``; returns what the kernel does."""

    def generate(context, builder, signature, values):  # type: ignore[no-untyped-def]
        table = context.make_array(words)(context, builder, values[1]).data
        kind = context.call_conv.get_function_type(RETURNS, STEP)
        callee = builder.inttoptr(values[0], ir.PointerType(kind))
        given = (table, *cgutils.unpack_tuple(builder, values[2], len(numbers)))
        status, short = context.call_conv.call_function(builder, callee, RETURNS, STEP, given)
        with cgutils.if_unlikely(builder, status.is_error):
            context.call_conv.return_status_propagate(builder, status)
        return short

    return RETURNS(address, words, types.StarArgTuple(numbers)), generate


call = intrinsic(_call)


def _loaded(context, builder, table, numbers, one, place, kind):  # type: ignore[no-untyped-def]
    """Emit the code that reads (a part of) an array, a record or a number from a context."""

    def word(n):  # type: ignore[no-untyped-def]
        return builder.load(builder.gep(table, [ir.Constant(ir.IntType(64), _WORDS * place + n)]))

    address = word(0)
    taken = len(one.index)
    for axis, number in enumerate(one.index):
        address = builder.add(address, builder.mul(numbers[number], word(1 + _AXES + axis)))
    if not isinstance(kind, types.Array):
        pointer = builder.inttoptr(address, ir.PointerType(context.get_data_type(kind)))
        return pointer if isinstance(kind, types.Record) else builder.load(pointer)
    item = ir.Constant(ir.IntType(64), context.get_abi_sizeof(context.get_data_type(kind.dtype)))
    shape = [word(1 + axis) for axis in range(taken, taken + kind.ndim)]
    strides = [word(1 + _AXES + axis) for axis in range(taken, taken + kind.ndim - 1)]
    strides.append(item if kind.layout == "C" or kind.ndim > 1 else word(_AXES + taken + kind.ndim))
    if one.cut:
        address = builder.add(address, builder.mul(numbers["first"], strides[0]))
        shape[0] = builder.sub(numbers["end"], numbers["first"])
    size = shape[0]
    for n in shape[1:]:
        size = builder.mul(size, n)
    made = ir.Constant(
        context.get_value_type(kind), ir.Undefined
    )  # no room on the stack: that is slow to optimise
    at = context.data_model_manager[kind].get_field_position
    of = made.type.elements
    parts = {
        "meminfo": cgutils.get_null_value(of[at("meminfo")]),
        "parent": cgutils.get_null_value(of[at("parent")]),
        "nitems": size,
        "itemsize": item,
        "data": builder.inttoptr(address, of[at("data")]),
        "shape": cgutils.pack_array(builder, shape),
        "strides": cgutils.pack_array(builder, strides),
    }
    for name, part in parts.items():
        made = builder.insert_value(made, part, at(name))
    return made
