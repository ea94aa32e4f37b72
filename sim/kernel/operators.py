"""What Numba would find for an operator on numbers or an array's items, found the first time and remembered.

For every ``a[i]`` and ``a + b`` Numba asks in turn what it has for that operator: strings, lists, dictionaries and so
on, twice each, before it comes to numbers and arrays, and once more when it writes the code. That took a tenth of the
time of a compilation. The answer for given types is always the same; what is remembered here is Numba's own answer.
"""

from __future__ import annotations

import operator
from typing import Any

from numba import types
from numba.core.typing.templates import AbstractTemplate, infer_global, signature
from numba.extending import lower_builtin

_OPERATORS = (
    operator.getitem, operator.setitem,
    operator.add, operator.sub, operator.mul, operator.truediv, operator.floordiv, operator.mod,
    operator.iadd, operator.isub, operator.imul, operator.itruediv,
    operator.lt, operator.le, operator.gt, operator.ge, operator.eq, operator.ne,
    operator.and_, operator.or_, operator.xor, operator.lshift, operator.rshift, operator.iand, operator.ior,
    bool,
)  # fmt: skip
_PLAIN = (types.Number, types.Boolean, types.Array, types.SliceType, types.Record)


def _is_plain(args: tuple[Any, ...]) -> bool:
    """Whether these are numbers and arrays, and indices of arrays."""
    return isinstance(args[0], _PLAIN) and all(
        isinstance(one, (*_PLAIN, types.BaseTuple)) for one in args[1:]
    )


def _remembering(key: Any) -> None:  # noqa: ANN401 - an operator, or a type
    """Have Numba ask first what it found before."""
    known: dict[Any, Any] = {}
    asked: set[Any] = set()

    class Remembered(AbstractTemplate):  # type: ignore[misc]
        """Comes before what Numba has for any target, because it is for this one."""

        metadata = {"target": "cpu"}  # noqa: RUF012 - as Numba declares it

        def generic(self, args: tuple[Any, ...], kws: dict[str, Any]) -> Any:  # noqa: ANN401
            """Return the signature for these types, or None, and Numba looks on."""
            args = tuple(args)
            if kws or args in asked or not _is_plain(args):
                return None
            if args not in known:
                asked.add(args)
                try:
                    known[args] = self.context.resolve_function_type(key, args, kws)
                finally:
                    asked.remove(args)
            return known[args]

    Remembered.key = key
    infer_global(key)(Remembered)


for _key in _OPERATORS:
    _remembering(_key)


def _extreme(key: Any, compare: Any) -> None:  # noqa: ANN401 - max or min, and how
    """Have Numba write out the larger or smaller of two numbers, instead of compiling a function for each two types."""

    class OfTwo(AbstractTemplate):  # type: ignore[misc]
        """Comes before what Numba has for any target."""

        metadata = {"target": "cpu"}  # noqa: RUF012 - as Numba declares it

        def generic(self, args: tuple[Any, ...], kws: dict[str, Any]) -> Any:  # noqa: ANN401
            """Return the signature for two real numbers."""
            if (
                kws
                or len(args) != 2
                or not all(isinstance(one, (types.Integer, types.Float)) for one in args)
            ):
                return None
            kind = self.context.unify_types(*args)
            return kind and signature(kind, *args)

        def get_impl_key(self, _signature: Any) -> Any:  # noqa: ANN401
            """Return what the code is registered for."""
            return lowered

    def lowered(context, builder, signature_, values):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
        kind = signature_.return_type
        first, second = (
            context.cast(builder, value, given, kind)
            for value, given in zip(values, signature_.args, strict=True)
        )
        is_second = context.get_function(compare, signature(types.boolean, kind, kind))(
            builder, (second, first)
        )
        return builder.select(is_second, second, first)

    lower_builtin(lowered, types.Number, types.Number)(lowered)
    infer_global(key)(OfTwo)


_extreme(max, operator.gt)
_extreme(min, operator.lt)
