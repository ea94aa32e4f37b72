"""Compiler options, in one place, and the decorators that use them.

``kernel`` marks what the day's driver calls once per group and day; ``scalar`` marks small helpers
that take and return scalars and are meant to be inlined; ``entry`` marks what Python calls.
Only entries get the code that unpacks Python's objects, which for a kernel of twenty arrays is as much to compile
as the kernel; a kernel that is called from Python all the same, by a test, gets an entry on the way.
Entries and kernels are kept on disk. A warm start loads the driver and the day's kernels, which it calls by address;
what they call in turn is linked into them, and kept so that two processes can share the first compilation.
"""

from __future__ import annotations

import gc
import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property, partial
from types import FunctionType
from typing import Any, TypeVar, cast

import numba
from numba import types
from numba.core.registry import CPUDispatcher

import sim.kernel.operators  # noqa: F401 - for what it registers
from sim.kernel.cache import cache_dir
from sim.kernel.pipeline import Pipeline

F = TypeVar("F", bound=Callable[..., Any])

FAST_MATH = {"contract", "nsz", "arcp"}
"""Fused multiply-add, no signed zero, reciprocals; never anything that assumes there is no NaN."""

_COMMON: dict[str, Any] = {
    "nogil": True,
    "error_model": "numpy",
    "boundscheck": False,
    "fastmath": FAST_MATH,
    "no_cfunc_wrapper": True,
    "pipeline_class": Pipeline,
}


class Inner(CPUDispatcher):  # type: ignore[misc]
    """What compiled code calls: compiled without the code that unpacks Python's objects."""

    @cached_property
    def _from_python(self) -> Callable[..., Any]:
        def call(*given):  # type: ignore[no-untyped-def]  # noqa: ANN002, ANN202
            return self(*given)

        return cast("Callable[..., Any]", numba.njit(**_COMMON)(call))

    def get_call_template(self, args: Any, kws: Any) -> Any:  # noqa: ANN401 - as Numba declares it
        """Compile once for numbers, not once more for each number that is known when compiling: it is passed on."""
        return super().get_call_template(
            tuple(types.unliteral(one) for one in args),
            {name: types.unliteral(one) for name, one in kws.items()},
        )

    def __call__(self, *given: Any) -> Any:  # noqa: ANN401 - whatever the function is for
        """Call it from Python, through a function made for that."""
        return self._from_python(*given)


def _inner(function: F, **more: Any) -> F:  # noqa: ANN401 - Numba's options
    """Compile a function for compiled code."""
    if numba.config.DISABLE_JIT:
        return function
    made = numba.njit(no_cpython_wrapper=True, **_COMMON, **more)(function)
    made.__class__ = Inner
    return cast("F", made)


def kernel(function: F) -> F:
    """Compile a mechanism's kernel: called by the driver, once per group and day."""
    return _kept(function, _inner)


def plain(function: Callable[..., Any]) -> FunctionType:
    """The Python function behind a compiled one."""
    return cast("FunctionType", getattr(function, "py_func", function))


def written_out(source: str) -> Callable[..., Any]:
    """Compile a kernel whose source, one function, is made from the declarations and so stands in no file."""
    space: dict[str, Any] = {"math": math}
    exec(source, space)  # noqa: S102 - source made from our own declarations
    function = next(value for value in space.values() if callable(value))
    return cast("Callable[..., Any]", _inner(function))


def scalar(function: F) -> F:
    """Compile a small helper that takes and returns scalars; the compiler decides where it goes."""
    return _inner(function)


def inlined(function: F) -> F:
    """Compile a tiny helper into its caller, always: for what runs once a member and day.

    Costs compile time wherever it is used, so only for what loops over members need.
    """
    return _inner(function, forceinline=True)


def entry(function: F) -> F:
    """Compile a function that Python calls, and keep it in the folder of this code version."""
    return _kept(function, partial(numba.njit, **_COMMON))


def _kept(function: F, compiled: Callable[..., F]) -> F:
    """Compile on the first call, and keep the result in the folder of this code version."""
    if numba.config.DISABLE_JIT:
        return function
    before = numba.config.CACHE_DIR
    numba.config.CACHE_DIR = str(cache_dir())  # read once, when the dispatcher is made
    try:
        return compiled(function, cache=True)
    finally:
        numba.config.CACHE_DIR = before


@contextmanager
def without_collecting() -> Iterator[None]:
    """Leave garbage where it is for a while: looking for it takes a fifth of the time of a long compilation."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
