"""What steps are given: contexts, what is taken out of them, the steps' source."""

from __future__ import annotations

import ast

import numba
import numpy as np
import pytest
from numba import types
from numba.extending import intrinsic

from sim.engine.linking import NUMBERS, Context, Passed, settle, taken
from sim.engine.plan import planned_steps
from sim.engine.step_text import passed_to, steps_source

compiled = pytest.mark.skipif(bool(numba.config.DISABLE_JIT), reason="without the compiler Python takes them")
KIND = np.dtype([("whole", np.int64), ("part", np.float64)])


@intrinsic
def _start(_typing_context, words):
    """Where the words of a context are, as the driver hands it on."""

    def generate(context, builder, signature, values):
        return context.make_array(signature.args[0])(context, builder, values[0]).data

    return types.CPointer(types.int64)(words), generate


def arrays(**others):
    """Some arrays of a world of two groups."""
    records = np.zeros(2, KIND)
    records["whole"], records["part"] = (3, 4), (0.5, 0.25)
    return {
        "test_rows": np.arange(20, dtype=np.uint32).reshape(2, 10),
        "test_ties": np.arange(2 * 5 * 3, dtype=np.float32).reshape(2, 5, 3),
        "test_keys": np.array([7, 2**63 + 1], np.uint64),
        "test_records": records,
        **others,
    }


@compiled
@pytest.mark.parametrize("group", [0, 1])
@pytest.mark.parametrize(
    "passed",
    [
        Passed("test_rows", ("g",)),
        Passed("test_rows", ("g",), cut=True),
        Passed("test_ties", ("g",)),
        Passed("test_ties"),
        Passed("test_keys"),
        Passed("test_keys", ("g",)),
        Passed("end"),
    ],
)
def test_compiled_code_takes_what_python_would(passed: Passed, group: int) -> None:
    """Whole arrays, parts of them, single numbers."""
    context = Context(arrays())
    settle(context, [passed])
    take = taken(passed)

    @numba.njit
    def number(words, g, day, today, first, end):
        return take(_start(words), g, day, today, first, end)

    @numba.njit
    def array(words, g, day, today, first, end):
        return take(_start(words), g, day, today, first, end).copy()

    numbers = dict(zip(NUMBERS, (group, 11, 4, 2, 7), strict=True))
    expected = passed.value(context.named, numbers)
    found = (array if isinstance(expected, np.ndarray) else number)(context.words, *numbers.values())
    assert np.array_equal(found, expected)


@compiled
def test_a_record_is_taken_as_what_it_is_in() -> None:
    """What is written to it stands in the world."""
    context, one = Context(arrays()), Passed("test_records", ("g",))
    settle(context, [one])
    take = taken(one)

    @numba.njit
    def run(words, g, day, today, first, end):
        record = take(_start(words), g, day, today, first, end)
        record.whole += 1
        return record.part

    assert run(context.words, 1, 0, 0, 0, 0) == 0.25
    assert context.named["test_records"]["whole"].tolist() == [3, 5]


@pytest.mark.parametrize(
    ("name", "array"),
    [
        ("test_rows", np.zeros((10, 2), np.uint32).T),
        ("test_rows", np.zeros((2, 10), np.int64)),
        ("test_keys", np.zeros((2, 2), np.uint64)),
        ("test_ties", np.zeros((2, 5, 3, 1), np.float32)),
    ],
)
def test_arrays_that_would_be_misread_are_refused(name: str, array) -> None:
    """Another order, another data type, other axes than in the worlds before, too many."""
    Context(arrays())
    with pytest.raises(TypeError, match=name):
        Context(arrays(**{name: array}))


def test_the_source_has_every_step_with_its_arguments() -> None:
    """Each argument of the kernel is taken once, in its order; the rest of the function is the kernel's body."""
    functions = [part for part in ast.parse(steps_source()).body if isinstance(part, ast.FunctionDef)]
    assert len(functions) == len(planned_steps())
    for index, (function, planned) in enumerate(zip(functions, planned_steps(), strict=True)):
        taken_first = function.body[: len(passed_to(index))]
        assert [ast.unparse(line).split(" = ")[0] for line in taken_first] == list(planned.step.arguments)
        assert len(function.body) > len(taken_first)
