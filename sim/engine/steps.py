"""The steps of the day compiled, each for itself, and kept on disk: where their code is."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from functools import cache
from types import FunctionType, ModuleType
from typing import Any

from numba import types

from sim.engine.linking import RETURNS, STEP, Context, settle
from sim.engine.plan import planned_steps
from sim.engine.step_text import passed_to, steps_source
from sim.kernel.cache import STEPS, cache_dir, write_atomically
from sim.kernel.options import kernel, plain


def settle_day(context: Context) -> None:
    """Settle how the steps of the day take what they get out of a context, before they are compiled."""
    settle(context, {one for index in range(len(planned_steps())) for one in passed_to(index)})


def address_of(index: int) -> int:
    """Address of a step, compiled or taken from the cache, once :func:`settle_day` has settled what it gets.

    Raises
    ------
    TypeError
        If its kernel returns anything but an integer.
    """
    function = getattr(_module(), f"step_{index}")
    function.compile(STEP)
    compiled = function.overloads[STEP]
    if types.unliteral(compiled.signature.return_type) != RETURNS:
        name = planned_steps()[index].name
        raise TypeError(f"step {name} returns {compiled.signature.return_type}, not an integer")
    return int(compiled.library.get_pointer_to_function(compiled.fndesc.llvm_func_name))


def step(index: int) -> Callable[[FunctionType], Any]:
    """Compile the function of a step, which stands in the place of its kernel and sees what that sees."""

    def made(function: FunctionType) -> Any:  # noqa: ANN401 - Numba's
        seen = {**function.__globals__, **plain(planned_steps()[index].step.kernel).__globals__}
        return kernel(FunctionType(function.__code__, seen, function.__name__))

    return made


@cache
def _module() -> ModuleType:
    """Import the steps' source from this version's cache folder; it is written there once."""
    path = cache_dir() / f"{STEPS}.py"
    if not path.exists():
        write_atomically(path, steps_source())
    spec = importlib.util.spec_from_file_location(STEPS, path)
    if spec is None or spec.loader is None:
        raise ImportError(f"cannot load {path}")
    module = importlib.util.module_from_spec(spec)
    sys.modules[STEPS] = module
    spec.loader.exec_module(module)
    return module
