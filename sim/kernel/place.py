"""Places of values in short rows: sixteen are looked at in one instruction, where the processor has one."""

from __future__ import annotations

from typing import Any

from llvmlite import ir
from numba import config, types
from numba.core import cgutils
from numba.extending import intrinsic

from sim.kernel.options import inlined

_LANES = 16
_I32, _I64 = ir.IntType(32), ir.IntType(64)
_ROW, _MARKS = ir.VectorType(_I32, _LANES), ir.VectorType(ir.IntType(1), _LANES)


def _same(builder: Any, value: Any) -> Any:  # noqa: ANN401 - LLVM's builder and values
    """Emit a row of the same value everywhere."""
    one = builder.insert_element(ir.Constant(_ROW, ir.Undefined), value, ir.Constant(_I32, 0))
    return builder.shuffle_vector(one, ir.Constant(_ROW, ir.Undefined), ir.Constant(_ROW, [0] * _LANES))


def _place_among(_typing_context, table, row, first, n, wanted):  # type: ignore[no-untyped-def]
    """Place of ``wanted`` among items ``first`` to below ``first + 16`` and ``n`` of a row, or -1."""

    def generate(context, builder, signature, given):  # type: ignore[no-untyped-def]
        array = context.make_array(signature.args[0])(context, builder, given[0])
        kinds = (types.int64, types.int64, types.int32, types.uint32)
        row, first, n, wanted = (
            context.cast(builder, value, kind, to)
            for value, kind, to in zip(given[1:], signature.args[1:], kinds, strict=True)
        )
        line = cgutils.unpack_tuple(builder, array.strides)[0]
        start = cgutils.pointer_add(builder, array.data, builder.mul(row, line))
        start = builder.gep(start, [first])
        left = builder.sub(n, builder.trunc(first, _I32))
        there = builder.icmp_signed("<", ir.Constant(_ROW, list(range(_LANES))), _same(builder, left))
        load = cgutils.get_or_insert_function(
            builder.module,
            ir.FunctionType(_ROW, [_ROW.as_pointer(), _I32, _MARKS, _ROW]),
            "llvm.masked.load.v16i32.p0",
        )
        where = builder.bitcast(start, _ROW.as_pointer())
        items = builder.call(load, [where, ir.Constant(_I32, 4), there, ir.Constant(_ROW, [0] * _LANES)])
        alike = builder.and_(there, builder.icmp_unsigned("==", items, _same(builder, wanted)))
        bits = builder.zext(builder.bitcast(alike, ir.IntType(_LANES)), _I64)
        place = builder.add(first, builder.cttz(bits, ir.Constant(ir.IntType(1), 0)))
        return builder.select(builder.icmp_unsigned("==", bits, _I64(0)), _I64(-1), place)

    return types.int64(table, row, first, n, wanted), generate


def _plain_place_among(table, row, first, n, wanted):  # type: ignore[no-untyped-def]
    """The same without a compiler."""
    for at in range(first, min(n, first + _LANES)):
        if table[row, at] == wanted:
            return at
    return -1


_among = _plain_place_among if config.DISABLE_JIT else intrinsic(_place_among)


@inlined
def place_of(table, row, n, wanted):  # type: ignore[no-untyped-def]
    """First place of ``wanted`` among the first ``n`` items of a row, or -1.

    Parameters
    ----------
    table : uint32 array (rows, width)
        With each row in one piece.
    """
    place = _among(table, row, 0, n, wanted)
    for first in range(_LANES, n, _LANES):  # rarely any
        if place < 0:
            place = _among(table, row, first, n, wanted)
    return place
