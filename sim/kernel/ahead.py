"""Asking memory for rows ahead of looking at them: where rows follow no order, waiting for one after the other is slow."""

from __future__ import annotations

from typing import Any

from llvmlite import ir
from numba import config, types
from numba.core import cgutils
from numba.extending import intrinsic

from sim.kernel.options import inlined

AHEAD = 8
"""So many turns before somebody's, memory is asked for what is looked at then: few enough to be kept, time enough to come.

What it takes a first look to know of is asked for then, and the first look's twice as many turns before.
"""

_FAR = 50_000
"""Members from which on what one looks at is not near in any case."""

_I32 = ir.IntType(32)
_READ_AND_WRITE, _KEEP, _DATA = 1, 3, 1


def _ask_for(_typing_context, array, row):  # type: ignore[no-untyped-def]
    """Emit the request for the first line of a row."""

    def generate(context, builder, signature, given):  # type: ignore[no-untyped-def]
        view = context.make_array(signature.args[0])(context, builder, given[0])
        row = context.cast(builder, given[1], signature.args[1], types.intp)
        line = cgutils.unpack_tuple(builder, view.strides)[0]
        byte = ir.IntType(8).as_pointer()
        place = cgutils.pointer_add(builder, view.data, builder.mul(row, line), byte)
        prefetch = cgutils.get_or_insert_function(
            builder.module, ir.FunctionType(ir.VoidType(), [byte, _I32, _I32, _I32]), "llvm.prefetch.p0"
        )
        builder.call(prefetch, [place, *(ir.Constant(_I32, n) for n in (_READ_AND_WRITE, _KEEP, _DATA))])
        return context.get_dummy_value()

    return types.void(array, row), generate


def _plain_ask_for(array: Any, row: int) -> None:  # noqa: ANN401 - any array
    """Nothing to do without a compiler."""


ask_for = _plain_ask_for if config.DISABLE_JIT else intrinsic(_ask_for)
"""``ask_for(array, row)``: let the first 64 bytes of a row be fetched meanwhile; changes nothing, waits for nothing."""


@inlined
def turns_ahead(n, n_rows):  # type: ignore[no-untyped-def]
    """In how many of ``n`` turns memory is asked for what comes :data:`AHEAD` turns later: in a small group in none."""
    return n - AHEAD if n_rows >= _FAR else 0
