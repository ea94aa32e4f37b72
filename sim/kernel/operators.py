"""What Numba would find for an operator on numbers or an array's items, found the first time and remembered.

For every ``a[i]`` and ``a + b`` Numba asks in turn what it has for that operator: strings, lists, dictionaries and so
on, twice each, before it comes to numbers and arrays, and once more when it writes the code. That took a tenth of the
time of a compilation. The answer for given types is always the same; what is remembered here is Numba's own answer.
"""

from __future__ import annotations

import operator
from typing import Any

from numba import types
from numba.core.typing.templates import AbstractTemplate, infer_global

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
