"""Calls of the day's kernels by their addresses, so that the driver and each kernel are compiled apart.

If the driver called the kernels by name, Numba would link all of them into it and optimise everything a second
time, in one go: half of the first compilation, on one processor. Called by address, each kernel is compiled once,
and two processes can share all of the work. What is called is the same machine code.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from llvmlite import ir
from numba import config, types
from numba.core import cgutils
from numba.extending import intrinsic
from numba.np import arrayobj

from sim.engine.plan import planned_steps

RETURNS = types.int64
"""What every kernel of the day returns: 0, or a ``Short`` code."""

_PASSED: dict[int, tuple[Any, ...]] = {}
"""Types of arguments that the driver passes to each step, once it has been compiled in this process."""


def call_of(index: int) -> Any:  # noqa: ANN401 - an intrinsic has no type of its own
    """Make what the driver calls for a step: ``call(address, *arguments)``.

    With the compiler off the address is not looked at.
    """
    kernel = planned_steps()[index].step.kernel
    if config.DISABLE_JIT:
        return lambda _address, *arguments: kernel(*arguments)

    def call(_typing_context, address, *arguments):  # type: ignore[no-untyped-def]  # noqa: ANN002
        _PASSED[index] = arguments

        def generate(context, builder, signature, values):  # type: ignore[no-untyped-def]
            given = tuple(signature.args[1])
            passed = cgutils.unpack_tuple(builder, values[1], len(given))
            kind = context.call_conv.get_function_type(RETURNS, given)
            callee = builder.inttoptr(values[0], ir.PointerType(kind))
            status, result = context.call_conv.call_function(builder, callee, RETURNS, given, passed)
            with cgutils.if_unlikely(builder, status.is_error):
                context.call_conv.return_status_propagate(builder, status)
            return result

        return RETURNS(address, types.StarArgTuple(arguments)), generate

    return intrinsic(call)


def _view(kind_of: Callable[[Any], Any], first: Callable[[Any, Any], Any], plain: Callable[..., Any]) -> Any:  # noqa: ANN401
    """Make a function of an array and one or two numbers that returns a view of it.

    Numba's own indexing does the same, but checks, wraps around and counts references, which for a hundred and
    fifty arrays is most of what there is to compile in the driver. The caller keeps the array alive.
    """
    if config.DISABLE_JIT:
        return plain

    def view(_typing_context, array, *where):  # type: ignore[no-untyped-def]  # noqa: ANN002
        kind = kind_of(array)

        def generate(context, builder, signature, values):  # type: ignore[no-untyped-def]
            source = context.make_array(array)(context, builder, values[0])
            numbers = cgutils.unpack_tuple(builder, values[1], len(where))
            shape = cgutils.unpack_tuple(builder, source.shape)
            strides = cgutils.unpack_tuple(builder, source.strides)
            data = cgutils.pointer_add(
                builder, source.data, builder.mul(numbers[0], strides[0]), source.data.type
            )
            result = context.make_array(kind)(context, builder)
            arrayobj.populate_array(
                result,
                data=data,
                shape=[*first(builder, numbers), *shape[1:]],
                strides=strides if first(builder, numbers) else strides[1:],
                itemsize=source.itemsize,
                meminfo=None,
            )
            return result._getvalue()

        return kind(array, types.StarArgTuple(where)), generate

    return intrinsic(view)


of_group = _view(lambda array: array.copy(ndim=array.ndim - 1), lambda _b, _n: [], lambda array, g: array[g])
"""``of_group(array, g)``: the part of an array that belongs to group ``g``."""

stretch = _view(
    lambda array: array,
    lambda builder, numbers: [builder.sub(numbers[1], numbers[0])],
    lambda array, first, end: array[first:end],
)
"""``stretch(array, first, end)``: ``array[first:end]`` of a one-dimensional array, both within it."""


def address_of(index: int, given: tuple[Any, ...]) -> int:
    """Address of a step's kernel, compiled or taken from the cache.

    Parameters
    ----------
    index
        The step's position in the day.
    given
        Types of the arguments that the driver passes.

    Raises
    ------
    TypeError
        If the driver passes other types, or the kernel returns anything but an integer.
    """
    planned = planned_steps()[index]
    if _PASSED.get(index, given) != given:
        raise TypeError(f"step {planned.name}: the driver passes {_PASSED[index]}, not {given}")
    kernel = planned.step.kernel
    kernel.compile(given)  # type: ignore[attr-defined]
    compiled = kernel.overloads[given]  # type: ignore[attr-defined]
    if types.unliteral(compiled.signature.return_type) != RETURNS:
        raise TypeError(f"step {planned.name} returns {compiled.signature.return_type}, not an integer")
    return int(compiled.library.get_pointer_to_function(compiled.fndesc.llvm_func_name))
