"""Calls of the day's kernels by their addresses, so that the driver and each kernel are compiled apart.

If the driver called the kernels by name, Numba would link all of them into it and optimise everything a second
time, in one go: half of the first compilation, on one processor. Called by address, each kernel is compiled once,
and two processes can share all of the work. What is called is the same machine code.

What a kernel gets is read from a :class:`Context` at each call. Were the hundred and fifty arrays arguments of the
driver, unpacking them would be the larger part of what there is to compile in it, and most of the time of a call.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numba
import numpy as np
from llvmlite import ir
from numba import config, types
from numba.core import cgutils
from numba.extending import intrinsic
from numba.np import arrayobj
from numpy.typing import NDArray

from sim.engine.plan import planned_steps
from sim.kernel.options import scalar

RETURNS = types.int64
"""What every kernel of the day returns: 0, or a ``Short`` code."""

NUMBERS = ("g", "day", "today", "first", "end")
"""What the driver passes with every call: group, day, day of the week, borders of the part."""

_BITS = 8
"""Bits of a state that say what was lacking; those above them say where."""

_AXES = 3
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
            if array.ndim > _AXES:
                raise TypeError(f"{name} has {array.ndim} axes; a context has words for {_AXES}")
            at = _WORDS * place
            self.words[at] = array.ctypes.data
            self.words[at + 1 : at + 1 + array.ndim] = array.shape
            self.words[at + 1 + _AXES : at + 1 + _AXES + array.ndim] = array.strides

    def types_of(self, passed: Iterable[Passed]) -> dict[Passed, Any]:
        """Numba types of what is passed."""
        first = dict.fromkeys(NUMBERS, 0)
        return {one: numba.typeof(one.value(self.named, first)) for one in set(passed)}


@dataclass(frozen=True, slots=True)
class Call:
    """How the driver calls a step: what the kernel gets, of which types, and where a context has its arrays."""

    passed: tuple[Passed, ...]
    given: tuple[Any, ...]
    places: tuple[int, ...]
    off: int


CALLS: dict[int, Call] = {}
"""By position in the day; settled before the driver is compiled in this process."""


def settle_calls(context: Context, passed: Sequence[tuple[Passed, ...]]) -> None:
    """Settle how each step is called, from what a world passes.

    Raises
    ------
    TypeError
        If a world passes other types than one before it.
    """
    places = {name: place for place, name in enumerate(context.named)}
    types_of = context.types_of(
        one for ones in passed for one in ones
    )  # each once: finding a record's takes a while
    for index, ones in enumerate(passed):
        given = tuple(types_of[one] for one in ones)
        call = Call(ones, given, tuple(places.get(one.name, -1) for one in ones), places["off"])
        if CALLS.setdefault(index, call) != call:
            name = planned_steps()[index].name
            raise TypeError(f"step {name}: was given {CALLS[index].given}, and now {given}")


def call_of(index: int, passed: tuple[Passed, ...]) -> Any:  # noqa: ANN401 - an intrinsic has no type of its own
    """Make what runs a step: ``call(state, addresses, context, begin, end, *NUMBERS)``, which returns a state.

    A state is 0, or a step that lacked room and what it lacked (:func:`lacking`); then nothing more is done. A step
    that is off, or not among those from ``begin`` to before ``end``, is passed over. All of that is settled here, since
    as statements of the driver's it took Numba longer than all else in it. With the compiler off the addresses are not
    looked at, and the context is a mapping of names to arrays.
    """
    if config.DISABLE_JIT:
        kernel = planned_steps()[index].step.kernel

        def plainly(
            state: int, _addresses: object, named: Mapping[str, Any], begin: int, end: int, *numbers: int
        ) -> int:
            known = dict(zip(NUMBERS, numbers, strict=True))
            if state != 0 or not begin <= index < end or named["off"][index, known["g"]] != 0:
                return state
            short = int(kernel(*(one.value(named, known) for one in passed)))
            return short and short + (index << _BITS)

        return plainly

    def call(_typing_context, state, addresses, words, begin, end, *numbers):  # type: ignore[no-untyped-def]  # noqa: ANN002
        def generate(context, builder, signature, values):  # type: ignore[no-untyped-def]
            how = CALLS[index]
            step = ir.Constant(values[0].type, index)
            starts = context.make_array(addresses)(context, builder, values[1]).data
            table = context.make_array(words)(context, builder, values[2]).data
            given = dict(zip(NUMBERS, cgutils.unpack_tuple(builder, values[5], len(numbers)), strict=True))
            off = Passed("off", ("step", "g"))
            is_off = _loaded(context, builder, table, {**given, "step": step}, off, how.off, types.uint8)
            wanted = builder.and_(
                builder.and_(
                    builder.icmp_signed("==", values[0], values[0].type(0)), cgutils.is_null(builder, is_off)
                ),
                builder.and_(
                    builder.icmp_signed("<=", values[3], step), builder.icmp_signed(">", values[4], step)
                ),
            )
            result = cgutils.alloca_once_value(builder, values[0])
            with builder.if_then(wanted):
                arguments = [
                    given[one.name]
                    if place < 0
                    else _loaded(context, builder, table, given, one, place, kind)
                    for one, place, kind in zip(how.passed, how.places, how.given, strict=True)
                ]
                kind = context.call_conv.get_function_type(RETURNS, how.given)
                start = builder.load(builder.gep(starts, [step]))
                callee = builder.inttoptr(start, ir.PointerType(kind))
                status, short = context.call_conv.call_function(
                    builder, callee, RETURNS, how.given, arguments
                )
                with cgutils.if_unlikely(builder, status.is_error):
                    context.call_conv.return_status_propagate(builder, status)
                is_short = builder.icmp_signed("!=", short, short.type(0))
                lacks = builder.add(short, short.type(index << _BITS))
                builder.store(builder.select(is_short, lacks, short), result)
            return builder.load(result)

        return RETURNS(state, addresses, words, begin, end, types.StarArgTuple(numbers)), generate

    return intrinsic(call)


@scalar
def lacking(state: int) -> tuple[int, int]:
    """Which step lacked room, and what it lacked; used by the driver."""
    return state >> _BITS, state & ((1 << _BITS) - 1)


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
    shape = [word(1 + axis) for axis in range(taken, taken + kind.ndim)]
    strides = [word(1 + _AXES + axis) for axis in range(taken, taken + kind.ndim)]
    if one.cut:
        address = builder.add(address, builder.mul(numbers["first"], strides[0]))
        shape[0] = builder.sub(numbers["end"], numbers["first"])
    array = context.make_array(kind)(context, builder)
    arrayobj.populate_array(
        array,
        data=builder.inttoptr(address, array.data.type),
        shape=shape,
        strides=strides,
        itemsize=ir.Constant(ir.IntType(64), context.get_abi_sizeof(context.get_data_type(kind.dtype))),
        meminfo=None,
    )
    return array._getvalue()


def address_of(index: int) -> int:
    """Address of a step's kernel, compiled or taken from the cache, once :func:`settle_calls` has settled its types.

    Raises
    ------
    TypeError
        If the kernel returns anything but an integer.
    """
    planned = planned_steps()[index]
    kernel, given = planned.step.kernel, CALLS[index].given
    kernel.compile(given)  # type: ignore[attr-defined]
    compiled = kernel.overloads[given]  # type: ignore[attr-defined]
    if types.unliteral(compiled.signature.return_type) != RETURNS:
        raise TypeError(f"step {planned.name} returns {compiled.signature.return_type}, not an integer")
    return int(compiled.library.get_pointer_to_function(compiled.fndesc.llvm_func_name))
