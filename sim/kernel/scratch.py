"""Room for intermediate results of kernels that cover a part of the rows: on the stack, without allocation.

A day has some forty such arrays. Taking each from the heap cost a small group some four per cent of its day.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from llvmlite import ir
from numba import config, types
from numba.core import cgutils
from numba.extending import intrinsic
from numba.np import arrayobj

from sim.kernel.pipeline import ON_THE_STACK

PART = 2_048
"""Rows or messages of a part, at most: so few that what one step leaves is near when the next wants it."""


def _room(dtype: types.Type) -> Any:  # noqa: ANN401 - an intrinsic has no type of its own
    """Make a function of ``n`` that returns an array of ``n`` items on the stack of the kernel that calls it."""
    if config.DISABLE_JIT:
        return lambda n: np.empty(n, dtype.name)

    def room(_typing_context, n):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
        def generate(context, builder, signature, arguments):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
            size = context.cast(builder, arguments[0], signature.args[0], types.intp)
            with cgutils.if_unlikely(builder, builder.icmp_signed(">", size, ir.Constant(size.type, PART))):
                context.call_conv.return_user_exc(builder, ValueError, ("more rows than a part has",))
            kind = context.get_data_type(dtype)
            place = cgutils.alloca_once(builder, kind, size=ir.Constant(size.type, PART + 48))
            place.align = 64
            step = ir.Constant(size.type, dtype.bitwidth // 8)
            array = context.make_array(signature.return_type)(context, builder)
            arrayobj.populate_array(
                array, data=place, shape=[size], strides=[step], itemsize=step, meminfo=None
            )
            return array._getvalue()

        return types.Array(dtype, 1, "C")(n), generate

    made = intrinsic(room)
    ON_THE_STACK.add(made)
    return made


floats = _room(types.float64)
"""``floats(n)``: ``n`` float64 without values, gone when the kernel returns; ValueError beyond :data:`PART`."""

counts = _room(types.uint32)
"""The same of uint32, for rows and places."""

words = _room(types.uint64)
"""The same of uint64, for keys."""
