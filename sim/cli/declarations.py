"""What ``sim explain`` can explain: every declaration, as plain data."""

from __future__ import annotations

import difflib
import inspect
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from sim.cli.entries import TYPES, file_of
from sim.contracts import Measure, Outcome
from sim.engine.reading import levers_read
from sim.i18n import Translate
from sim.parameters import Parameter
from sim.scenario import ShippedScenario, explain_resolved, shipped_scenarios
from sim.scenario.catalogue import measures, mechanisms, strategies
from sim.state.levers import LEVERS, Lever
from sim.state.sections import SECTIONS

Data = dict[str, Any]
Found = tuple[str, Callable[[Translate], Data]]
"""A name, and what makes its data."""

NEAREST = 3
SECTIONS_MODULE = "sim.state.sections"


def explained(name: str, t: Translate) -> list[Data]:
    """Return everything of that name: strategies first, then mechanisms, outcomes and the rest.

    A parameter is found as ``selling.pushes_per_day``. If nothing has that name, what has it as its
    last part is returned: ``pushed_hard``, ``minutes_per_push``.
    """
    wanted = name.strip().removesuffix(".yaml")
    exact = [make(t) for known, make in declarations() if known == wanted]
    return exact or [make(t) for known, make in declarations() if _last(known) == wanted]


def nearest(name: str) -> list[str]:
    """Return names like one that is unknown."""
    known = sorted({known for known, _ in declarations() if "." in name or "." not in known})
    found = difflib.get_close_matches(name, known, n=NEAREST)
    last = {_last(each): each for each in reversed(known)}
    found += [last[part] for part in difflib.get_close_matches(name, list(last), n=NEAREST)]
    return list(dict.fromkeys(found))[:NEAREST]


def _last(name: str) -> str:
    """Return the last part of a name that has several."""
    return name.replace("/", ".").rsplit(".", 1)[-1]


def declarations() -> Iterator[Found]:
    """Yield every declaration there is, in the order in which equal names are shown."""
    for name, strategy in strategies().items():
        yield name, partial(_strategy, strategy)
    for name, mechanism in mechanisms().items():
        yield name, partial(_mechanism, mechanism)
    for module, declared in measures().items():
        for outcome in declared.outcomes:
            yield outcome.name, partial(_outcome, outcome, f"sim.measures.{module}")
        for measure in declared.measures:
            yield measure.name, partial(_column, "measure", measure, f"sim.measures.{module}")
    for section in SECTIONS:
        yield section.name, partial(_block, "section", section, SECTIONS_MODULE)
    for lever in LEVERS:
        yield lever.name, partial(_lever, lever)
    for scenario in shipped_scenarios():
        yield scenario.name, partial(_scenario, scenario)
    yield from _parameters()


def _parameters() -> Iterator[Found]:
    owners: list[tuple[str, str, Sequence[Parameter]]] = [
        *((name, cls.__module__, cls.parameters) for name, cls in strategies().items()),
        *((name, cls.__module__, cls.parameters) for name, cls in mechanisms().items()),
        *((section.name, SECTIONS_MODULE, section.parameters) for section in SECTIONS),
    ]
    for owner, module, parameters in owners:
        for parameter in parameters:
            yield f"{owner}.{parameter.name}", partial(_owned, parameter, owner, module)


def _owned(parameter: Parameter, owner: str, module: str, t: Translate) -> Data:
    named = {"kind": "parameter", "name": f"{owner}.{parameter.name}", "file": file_of(module)}
    return {**_parameter(parameter, t), **named}


def _block(kind: str, declared: Any, module: str, t: Translate) -> Data:  # noqa: ANN401 - class or section
    doc = getattr(declared, "doc", None)
    name = declared.name if isinstance(declared.name, str) else declared.name()
    return {
        "kind": kind,
        "name": name,
        "title": t(declared.label),
        "file": file_of(module),
        "doc": t(doc if isinstance(doc, str) else inspect.getdoc(declared) or ""),
        "parameters": [_parameter(parameter, t) for parameter in declared.parameters],
    }


def _strategy(cls: Any, t: Translate) -> Data:  # noqa: ANN401 - a strategy class
    return {
        **_block("strategy", cls, cls.__module__, t),
        "rows": list(cls.rows),
        "levers": [_lever(lever, t) for lever in LEVERS if lever.name in cls.writes],
    }


def _mechanism(cls: Any, t: Translate) -> Data:  # noqa: ANN401 - a mechanism class
    steps = [{"name": name, "over": step.over.value} for name, step in cls.steps.items()]
    return {**_block("mechanism", cls, cls.__module__, t), "rows": list(cls.rows), "steps": steps}


def _outcome(outcome: Outcome, module: str, t: Translate) -> Data:
    return {
        **_column("outcome", outcome, module, t),
        "better": outcome.better.value,
        "combine": outcome.combine,
    }


def _column(kind: str, column: Measure | Outcome, module: str, t: Translate) -> Data:
    return {
        "kind": kind,
        "name": column.name,
        "title": t(column.label),
        "file": file_of(module),
        "doc": t(column.doc),
        "unit": column.unit,
        "formula": column.formula,
    }


def _lever(lever: Lever, t: Translate) -> Data:
    text = t(lever.doc)
    return {
        "kind": "lever",
        "name": lever.name,
        "title": text[:1].upper() + text[1:],
        "file": file_of("sim.state.levers"),
        "unit": lever.unit,
        "fold": lever.fold.value,
        "baseline": lever.baseline,
        "read_by": sorted(levers_read().get(lever.name, ())),
        "set_by": [name for name, strategy in strategies().items() if lever.name in strategy.writes],
    }


def _scenario(scenario: ShippedScenario, t: Translate) -> Data:
    from sim.cli.summary import settings

    return {
        "kind": "type" if scenario.name.startswith(TYPES) else "scenario",
        "name": scenario.name,
        "title": t(scenario.title),
        "file": str(scenario.file),
        "doc": t(scenario.remarks),
        "sets": settings(explain_resolved(scenario.name)),
    }


def _parameter(parameter: Parameter, t: Translate) -> Data:
    low, high = parameter.bounds
    return {
        "name": parameter.name,
        "title": t(parameter.label),
        "doc": t(parameter.doc),
        "type": parameter.kind.value,
        "default": parameter.default,
        "unit": parameter.unit,
        "low": parameter.low,
        "high": parameter.high,
        "none": parameter.none,
        "minimum": low if parameter.is_numeric and not parameter.choices else None,
        "maximum": high if parameter.is_numeric and not parameter.choices else None,
        "choices": list(parameter.choices),
        "source": t(parameter.source),
    }
