"""What every mechanism and every step of the day must satisfy."""

from __future__ import annotations

import inspect

import numpy as np
import pytest

from sim.contracts import Mechanism, Over
from sim.engine import plan, step_text
from sim.engine.day import DAY, FOUNDING
from sim.engine.house import STEPS as HOUSE
from sim.parameters import Kind
from sim.scenario import catalogue, loads
from sim.state.fields import DIMENSION_OF, Short
from sim.state.group import ARRAYS
from sim.state.people import FIELDS, VISIT, VISIT_NAMES
from sim.state.record import COUNTS, RECORD, STOCKS

MECHANISMS = catalogue.mechanisms()
STEPS = plan.planned_steps()
FIELD_NAMES = {field.name for field in (*FIELDS, *ARRAYS)}
EACH = pytest.mark.parametrize("name", MECHANISMS)
EACH_STEP = pytest.mark.parametrize("planned", STEPS, ids=[planned.name for planned in STEPS])
OTHERS = {
    Over.WORLD: {"p", "groups", "levers", "channels", "operators", "day", "weekday"},
    Over.GROUP: {
        "p",
        "lever",
        "group",
        "channels",
        "visiting",
        "rules",
        "product",
        "operators",
        "key",
        "day",
        "weekday",
    },
}
BY_ROWS = {Over.PRESENT, Over.TOUCHED, Over.VISITING}
OTHERS |= {over: OTHERS[Over.GROUP] | {"rows"} for over in BY_ROWS}
OTHERS[Over.MESSAGES] = OTHERS[Over.GROUP] | {"first_message", "end_message"}


@EACH
def test_it_says_what_it_is(name: str) -> None:
    """Name of its file, a label, rows of the mechanisms page, a docstring with more than a title."""
    mechanism = MECHANISMS[name]
    assert issubclass(mechanism, Mechanism)
    assert mechanism.name() == name
    assert mechanism.label
    assert isinstance(mechanism.rows, tuple), "rows of the articles; () for what they do not have"
    assert len(set(mechanism.rows)) == len(mechanism.rows)
    doc = inspect.getdoc(mechanism)
    assert doc is not None
    assert len(doc.split("\n\n")) >= 2
    assert mechanism.steps


@EACH_STEP
def test_a_kernels_arguments_can_all_be_resolved(planned) -> None:
    """Each is an array of the state or one of a few words, and those that need a mechanism have one."""
    words = OTHERS[planned.step.over]
    arguments = planned.step.arguments
    assert len(set(arguments)) == len(arguments)
    for argument in arguments:
        assert argument in FIELD_NAMES or argument in words, argument
        assert step_text.passed_for(argument, planned)
    if planned.mechanism is None:
        assert "p" not in arguments
    if planned.step.over in BY_ROWS:
        assert "rows" in arguments
        assert not {"present", "touched", "visiting", "gone"} & set(arguments), (
            "it gets its rows and no others"
        )
    if planned.step.over in {Over.PRESENT, Over.MESSAGES}:
        assert not VISIT_NAMES & set(arguments), "these stand at places of visitors"


@EACH_STEP
def test_a_kernel_uses_what_it_asks_for(planned) -> None:
    """An argument that is not used costs time and misleads; ``rows`` of a step is always a loop."""
    code = getattr(planned.step.kernel, "py_func", planned.step.kernel).__code__
    source = set(code.co_varnames[: code.co_argcount])
    if planned.name in HOUSE and planned.name == "open_day":
        return
    used = {i.argval for i in __import__("dis").get_instructions(code) if i.opname.startswith("LOAD_FAST")}
    unused = source - {str(name) for name in used}
    assert unused <= UNUSED.get(planned.name, set())


UNUSED = {
    "log_events": {"leave_day", "message_answered"},
    "notify": set(),
}
"""Known and of no consequence."""


def test_a_name_that_leads_nowhere_is_refused() -> None:
    """A misspelt array is an error when the steps are written, not a wrong number."""

    def kernel(group, beloning):
        return 0

    from sim.contracts import Step

    wrong = plan.PlannedStep("x.y", Step(kernel, Over.GROUP), None)
    with pytest.raises(TypeError, match="nothing is called 'beloning'"):
        step_text.passed_for("beloning", wrong)


def test_the_day_names_every_step_once() -> None:
    """And the stretch of the founding lies in it."""
    assert len(set(DAY)) == len(DAY)
    first, last = FOUNDING
    assert DAY.index(first) <= DAY.index(last)
    assert [planned.name for planned in STEPS] == [name for name in DAY if name != "record"]


def test_a_step_that_the_day_forgets_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Declared and not named, or named and not declared."""
    for order in (DAY[:-3] + DAY[-2:], (*DAY, "nobody.knows")):
        monkeypatch.setattr(plan, "DAY", order)
        with pytest.raises(plan.PlanError, match="differ"):
            plan.planned_steps.__wrapped__()


@EACH
def test_its_parameters_reach_the_kernels(name: str) -> None:
    """Each number of a scenario stands in the record under its name."""
    numeric = [p for p in MECHANISMS[name].parameters if p.kind is not Kind.TEXT]
    highest = {p.name: p.choices[-1] if p.choices else p.high for p in numeric}
    given = {f"mechanisms.{name}.{key}": value for key, value in highest.items()}
    made = plan.make_plan(loads("horizon: 3d", given))
    record = made.parameters[name][0]
    assert record.dtype.names == ("enabled", *(p.name for p in numeric))
    assert record["enabled"] == 1.0
    for parameter in numeric:
        assert record[parameter.name] == pytest.approx(parameter.as_number(highest[parameter.name]))


@EACH
def test_its_switch_reaches_the_steps(name: str) -> None:
    """Steps that are not always run are off; the others find ``enabled`` at 0, in that group alone."""
    again = plan.make_plan(loads(f"horizon: 3d\nmechanisms: {{{name}: {{enabled: false}}}}"))
    assert again.parameters[name]["enabled"].tolist() == [0.0]
    text = f"horizon: 3d\ngroups: {{a: {{mechanisms: {{{name}: false}}}}, b: {{}}}}"
    if any(step.over is Over.WORLD for step in MECHANISMS[name].steps.values()):
        with pytest.raises(plan.PlanError, match="in some groups only"):
            plan.make_plan(loads(text))
        return
    made = plan.make_plan(loads(text))
    assert made.parameters[name]["enabled"].tolist() == [0.0, 1.0]
    for planned, off in zip(STEPS, made.off, strict=True):
        wanted = planned.mechanism == name and not planned.step.always
        assert off.tolist() == [wanted, 0]


def test_fields_are_declared_once_and_small() -> None:
    """Distinct names; 32 bits or fewer for each member but for keys."""
    names = [field.name for field in (*FIELDS, *ARRAYS)]
    assert len(set(names)) == len(names)
    assert not set(names) & (OTHERS[Over.PRESENT] | OTHERS[Over.WORLD])
    for field in FIELDS:
        assert field.doc
        assert field.dims[0] == ("visitors" if field in VISIT else "rows")
        assert np.dtype(field.dtype).itemsize <= 4 or field.name == "keys"
    assert set(DIMENSION_OF) == set(Short) - {Short.NOTHING}
    assert len(RECORD.names) == len(set(RECORD.names))
    assert not set(STOCKS) & set(COUNTS)
