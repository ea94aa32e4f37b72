"""Everything that ``sim list`` lists: what is shipped, and what is declared in the model's files."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from sim.i18n import Translate, mark

TYPES = "types/"
KINDS = {
    "types": mark("Types of groups"),
    "strategies": mark("Strategies"),
    "mechanisms": mark("Mechanisms"),
    "measures": mark("Measures and outcomes"),
    "scenarios": mark("Scenarios"),
    "studies": mark("Studies"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing: of what kind, by which name it is asked for, its title, the file it comes from."""

    kind: str
    name: str
    title: str
    file: str

    def as_data(self) -> dict[str, str]:
        """Return what ``--json`` prints."""
        return asdict(self)


def entries(kind: str, t: Translate) -> list[Entry]:
    """Return all there is of one of :data:`KINDS`, sorted by name."""
    return list(_LISTS[kind](t))


def _types(t: Translate) -> Iterator[Entry]:
    return (entry for entry in _scenarios(t) if entry.kind == "type")


def _scenarios(t: Translate) -> Iterator[Entry]:
    from sim.scenario import shipped_scenarios

    for name, title, file in shipped_scenarios():
        kind = "type" if name.startswith(TYPES) else "scenario"
        yield Entry(kind, name, t(title), str(file))


def _strategies(t: Translate) -> Iterator[Entry]:
    from sim.scenario.catalogue import strategies

    for name, strategy in strategies().items():
        yield Entry("strategy", name, t(strategy.label), file_of(strategy.__module__))


def _mechanisms(t: Translate) -> Iterator[Entry]:
    from sim.scenario.catalogue import mechanisms

    for name, mechanism in mechanisms().items():
        yield Entry("mechanism", name, t(mechanism.label), file_of(mechanism.__module__))


def _measures(t: Translate) -> Iterator[Entry]:
    from sim.scenario.catalogue import measures

    found = []
    for module, declared in measures().items():
        file = file_of(f"sim.measures.{module}")
        found += [Entry("measure", measure.name, t(measure.label), file) for measure in declared.measures]
        found += [Entry("outcome", outcome.name, t(outcome.label), file) for outcome in declared.outcomes]
    yield from sorted(found, key=lambda entry: (entry.kind, entry.name))


def _studies(t: Translate) -> Iterator[Entry]:
    from sim.study.sweep.locate import shipped_studies, title_of

    for name, file in shipped_studies().items():
        yield Entry("study", name, t(title_of(file)), str(file))


def file_of(module: str) -> str:
    """Return the source file of an imported module."""
    return str(Path(inspect.getsourcefile(sys.modules[module]) or ""))


_LISTS: dict[str, Callable[[Translate], Iterator[Entry]]] = {
    "types": _types,
    "strategies": _strategies,
    "mechanisms": _mechanisms,
    "measures": _measures,
    "scenarios": _scenarios,
    "studies": _studies,
}
