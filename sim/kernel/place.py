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

_WHERE = (types.int64, types.int64, types.int32)
"""Kinds of a row, of the first of its items that are looked at, and of how many it has."""


def _same(builder: Any, value: Any) -> Any:  # noqa: ANN401 - LLVM's builder and values
    """Emit a row of the same value everywhere."""
    row = ir.VectorType(value.type, _LANES)
    one = builder.insert_element(ir.Constant(row, ir.Undefined), value, ir.Constant(_I32, 0))
    return builder.shuffle_vector(one, ir.Constant(row, ir.Undefined), ir.Constant(_ROW, [0] * _LANES))


def _cast(context, builder, signature, given, kinds):  # type: ignore[no-untyped-def]
    """Emit the last of what is given as numbers of these kinds."""
    last = slice(-len(kinds), None)
    return [
        context.cast(builder, value, kind, to)
        for value, kind, to in zip(given[last], signature.args[last], kinds, strict=True)
    ]


def _items(emit, kind, table, row, first, there, missing):  # type: ignore[no-untyped-def]
    """Emit the load of items of a row of a table, as far as they are ``there``."""
    context, builder = emit
    array = context.make_array(kind)(context, builder, table)
    line = cgutils.unpack_tuple(builder, array.strides)[0]
    start = builder.gep(cgutils.pointer_add(builder, array.data, builder.mul(row, line)), [first])
    item = context.get_data_type(kind.dtype)
    items = ir.VectorType(item, _LANES)
    load = cgutils.get_or_insert_function(
        builder.module,
        ir.FunctionType(items, [items.as_pointer(), _I32, _MARKS, items]),
        f"llvm.masked.load.v{_LANES}i{item.width}.p0",
    )
    where = builder.bitcast(start, items.as_pointer())
    size = ir.Constant(_I32, item.width // 8)
    return builder.call(load, [where, size, there, ir.Constant(items, [missing] * _LANES)])


def _there(builder: Any, first: Any, n: Any) -> Any:  # noqa: ANN401
    """Emit the marks of items that are below ``n``."""
    left = builder.sub(n, builder.trunc(first, _I32))
    return builder.icmp_signed("<", ir.Constant(_ROW, list(range(_LANES))), _same(builder, left))


def _first_of(builder: Any, marks: Any) -> tuple[Any, Any]:  # noqa: ANN401
    """Emit the place of the first mark, and the marks as a number."""
    bits = builder.zext(builder.bitcast(marks, ir.IntType(_LANES)), _I64)
    return builder.cttz(bits, ir.Constant(ir.IntType(1), 0)), bits


def _of_all(builder: Any, how: str, items: Any) -> Any:  # noqa: ANN401
    """Emit the least or largest of some items."""
    item = items.type.element
    name = f"llvm.vector.reduce.{how}.v{_LANES}i{item.width}"
    return builder.call(
        cgutils.get_or_insert_function(builder.module, ir.FunctionType(item, [items.type]), name), [items]
    )


def _place_among(_typing_context, table, row, first, n, wanted):  # type: ignore[no-untyped-def]
    """Place of ``wanted`` among items ``first`` to below ``first + 16`` and ``n`` of a row, or -1."""

    def generate(context, builder, signature, given):  # type: ignore[no-untyped-def]
        row, first, n, wanted = _cast(context, builder, signature, given, (*_WHERE, types.uint32))
        there = _there(builder, first, n)
        items = _items((context, builder), signature.args[0], given[0], row, first, there, 0)
        alike = builder.and_(there, builder.icmp_unsigned("==", items, _same(builder, wanted)))
        place, bits = _first_of(builder, alike)
        return builder.select(builder.icmp_unsigned("==", bits, _I64(0)), _I64(-1), builder.add(first, place))

    return types.int64(table, row, first, n, wanted), generate


def _plain_place_among(table, row, first, n, wanted):  # type: ignore[no-untyped-def]
    """The same without a compiler."""
    for at in range(first, min(n, first + _LANES)):
        if table[row, at] == wanted:
            return at
    return -1


_among = _plain_place_among if config.DISABLE_JIT else intrinsic(_place_among)


def _least_among(_typing_context, table, others, row, first, n):  # type: ignore[no-untyped-def]
    """Place of the least among items ``first`` to below ``first + 16`` and ``n`` of a row; of equals with the largest other."""

    def generate(context, builder, signature, given):  # type: ignore[no-untyped-def]
        row, first, n = _cast(context, builder, signature, given, _WHERE)
        there = _there(builder, first, n)
        items = _items((context, builder), signature.args[0], given[0], row, first, there, 0xFFFF)
        least = _same(builder, _of_all(builder, "umin", items))
        alike = builder.and_(there, builder.icmp_unsigned("==", items, least))
        others = _items((context, builder), signature.args[1], given[1], row, first, alike, 0)
        largest = _same(builder, _of_all(builder, "umax", others))
        place, _bits = _first_of(builder, builder.and_(alike, builder.icmp_unsigned("==", others, largest)))
        return builder.add(first, place)

    return types.int64(table, others, row, first, n), generate


def _plain_least_among(table, others, row, first, n):  # type: ignore[no-untyped-def]
    """The same without a compiler."""
    return min(range(first, min(n, first + _LANES)), key=lambda at: (table[row, at], -int(others[row, at])))


_least = _plain_least_among if config.DISABLE_JIT else intrinsic(_least_among)


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


@inlined
def place_of_least(table, others, row, n):  # type: ignore[no-untyped-def]
    """Place of the least among the first ``n`` items of a row, at least one; of equals where ``others`` has the largest.

    Parameters
    ----------
    table : uint16 array (rows, width)
        With each row in one piece.
    others : uint32 array (rows, width)
        Likewise; all different within a row.
    """
    place = _least(table, others, row, 0, n)
    for first in range(_LANES, n, _LANES):  # rarely any
        next_one = _least(table, others, row, first, n)
        if table[row, next_one] < table[row, place] or (
            table[row, next_one] == table[row, place] and others[row, next_one] > others[row, place]
        ):
            place = next_one
    return place
