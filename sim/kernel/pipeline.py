"""What Numba does to a function of ours: its own passes, without those that could not change the result.

Two things are left out that cost a fifth of the time of a compilation. Notes for readers of the compiled code: types
written next to the source, diagnostics of parallel loops; and the search for things that are not there: array
expressions, which our kernels write out as loops, and functions inside functions. And where a function makes no array,
list or other object on the heap, references to arrays are not counted: who calls it holds them.
"""

from __future__ import annotations

from types import CodeType
from typing import Any

from numba import types
from numba.core import ir
from numba.core.compiler import CompilerBase, DefaultPassBuilder
from numba.core.compiler_machinery import FunctionPass, PassManager, register_pass
from numba.core.typed_passes import NopythonTypeInference

_UNUSED = {"annotate_types", "dump_parfor_diagnostics", "nopython_rewrites"}
_FOR_INNER_FUNCTIONS = {"inline_closure_likes"}

_VIEWS = {
    "getitem",
    "static_getitem",
    "typed_getitem",
    "getattr",
    "cast",
    "phi",
    "build_tuple",
    "exhaust_iter",
}
"""Expressions whose result, if it is an array, is (a part of) one that was there before."""

ON_THE_STACK: set[Any] = set()
"""What may be called for an array all the same: it comes without a count of references."""


class _Given(tuple[Any, ...]):
    """Types of arguments, said in short: Numba writes them out before each pass, with all fields of all records."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"{len(self)} arguments"


class Pipeline(CompilerBase):  # type: ignore[misc]
    """Numba's passes for compiled code, without those that are of no use here."""

    def define_pipelines(self) -> list[PassManager]:
        """Return the one pipeline there is."""
        self.state.args = _Given(self.state.args)
        made = DefaultPassBuilder.define_nopython_pipeline(self.state)
        unused = set(_UNUSED)
        if not any(isinstance(constant, CodeType) for constant in self.state.func_id.code.co_consts):
            unused |= _FOR_INNER_FUNCTIONS
        made.passes = [(one, why) for one, why in made.passes if one.name() not in unused]
        made.add_pass_after(CountOnlyIfNeeded, NopythonTypeInference)
        made.finalize()
        return [made]


@register_pass(mutates_CFG=False, analysis_only=True)
class CountOnlyIfNeeded(FunctionPass):  # type: ignore[misc]
    """Compile without counting references if a function makes and returns nothing that has a count."""

    _name = "count_only_if_needed"

    def __init__(self) -> None:
        super().__init__()

    def run_pass(self, state: Any) -> bool:  # noqa: ANN401 - Numba's
        """Look at everything that is assigned."""
        if not _counted(state, state.return_type) and all(
            _counts_nothing(state, statement)
            for block in state.func_ir.blocks.values()
            for statement in block.body
        ):
            state.targetctx = state.targetctx.subtarget(enable_nrt=False)
        return False


def _counted(state: Any, kind: types.Type) -> bool:  # noqa: ANN401
    """Whether a value of this type has, or holds something that has, a count of references."""
    return bool(state.targetctx.data_model_manager[kind].contains_nrt_meminfo())


def _counts_nothing(state: Any, statement: Any) -> bool:  # noqa: ANN401
    """Whether a statement takes nothing from the heap."""
    if not isinstance(statement, ir.Assign):
        return not isinstance(statement, ir.Yield)
    kind, value = state.typemap[statement.target.name], statement.value
    if not _counted(state, kind):
        return True
    kinds = tuple(kind) if isinstance(kind, types.BaseTuple) else (kind,)
    if not all(
        isinstance(one, (types.Array, types.ArrayIterator)) or not _counted(state, one) for one in kinds
    ):
        return False
    if not isinstance(value, ir.Expr):
        return True
    if value.op == "call":
        return getattr(state.typemap[value.func.name], "typing_key", None) in ON_THE_STACK
    if value.op == "getitem":  # by an array of indices it would be a copy
        return not _counted(state, state.typemap[value.index.name])
    return value.op in _VIEWS
