"""Which rows of the articles are covered by something that works; see :mod:`sim.scenario.rows`."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from sim.contracts import MeasureFile, Mechanism, Spell, Strategy
from sim.engine.plan import make_plan, planned_steps
from sim.engine.reading import levers_read, rules_executed
from sim.i18n import mark
from sim.parameters import Values
from sim.scenario import load_scenario, loads, shipped_root
from sim.scenario.catalogue import declared
from sim.scenario.locate import shipped_names
from sim.scenario.rows import ROWS
from sim.state.record import RECORD

NOTHING_READS = mark("no mechanism reads a lever or carries out a rule of it")
NO_STEP = mark("no step of the day is its own")
NO_FIELD = mark("the group's record lacks a field of it")

_KINDS: dict[str, tuple[str, ...]] = {
    "S": ("strategies",),
    "D": ("mechanisms", "measures"),
    "R": ("mechanisms", "measures"),
    "M": ("mechanisms", "measures"),
    "T": ("types",),
    "H": (),
}
"""What may cover a row of each letter. A claim is covered by a study of it, and there are none yet."""


@dataclass(frozen=True, slots=True)
class Covered:
    """A row with the files whose declarations cover it, and those that say so and do not work.

    Files are relative to ``sim/``, those of types to ``scenarios/``. ``broken`` has (file, reason).
    """

    id: str
    label: str
    files: tuple[str, ...]
    broken: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Claim:
    """A file, the rows that it names, and why they do not count; empty if they do."""

    file: str
    rows: tuple[str, ...]
    fault: str


def coverage() -> tuple[Covered, ...]:
    """Return every row in the order of the page.

    A strategy works if its levers and rules can be compiled and a kernel reads one of the levers, or carries
    out one of the rules; a mechanism if the day has a step of it; a measure if the group's record has its
    field; a type if it can be loaded and compiled.
    """
    claims = {
        "strategies": tuple(_claims("strategies", _strategy_fault)),
        "mechanisms": tuple(_claims("mechanisms", _mechanism_fault)),
        "measures": tuple(_claims("measures", _measures_fault)),
        "types": tuple(_types()),
    }
    return tuple(_covered(row.id, row.label, row.letter, claims) for row in ROWS.values())


def _covered(row: str, label: str, letter: str, claims: dict[str, tuple[_Claim, ...]]) -> Covered:
    named = [claim for kind in _KINDS[letter] for claim in claims[kind] if row in claim.rows]
    files = tuple(claim.file for claim in named if not claim.fault)
    return Covered(row, label, files, tuple((claim.file, claim.fault) for claim in named if claim.fault))


def _claims(package: str, fault: Callable[[ModuleType], str]) -> Iterator[_Claim]:
    """Yield what each file of a package of declarations claims; one that cannot be imported claims nothing."""
    path = importlib.import_module(f"sim.{package}").__path__
    for name in sorted(info.name for info in pkgutil.iter_modules(path) if not info.name.startswith("_")):
        file = f"{package}/{name}.py"
        try:
            module = importlib.import_module(f"sim.{package}.{name}")
            rows = _rows_of(module, package)
        except Exception:  # noqa: BLE001, S112 - whatever is wrong with it, it covers nothing
            continue
        try:
            found = fault(module)
        except Exception as error:  # noqa: BLE001 - as above, and this time it can be said
            found = f"{type(error).__name__}: {error}"
        yield _Claim(file, rows, found)


def _rows_of(module: ModuleType, package: str) -> tuple[str, ...]:
    if package == "measures":
        found = getattr(module, "MEASURES", None)
        return found.rows if isinstance(found, MeasureFile) else ()
    base: type[Strategy] | type[Mechanism] = Strategy if package == "strategies" else Mechanism
    rows: tuple[str, ...] = declared(module, base).rows  # type: ignore[type-abstract]
    return rows


def _strategy_fault(module: ModuleType) -> str:
    """Say why a strategy does not work: it must compile, and something must heed it."""
    strategy = declared(module, Strategy)  # type: ignore[type-abstract]
    make_plan(loads(f"horizon: 2d\nstrategies: {{{strategy.name()}: true}}"))
    highest = {p.name: p.high for p in strategy.parameters if p.is_numeric and p.high is not None}
    kinds, levers = set(), set()
    for given in ({}, highest):
        values = Values.of(strategy.parameters, **given)
        kinds |= {rule.kind for rule in strategy().rules(values)}
        levers |= set(strategy().levers(values, Spell(strategy.name(), 0, 2, values)))
    heeded = levers & levers_read().keys() & set(strategy.writes) or kinds & rules_executed().keys()
    return "" if heeded else NOTHING_READS


def _mechanism_fault(module: ModuleType) -> str:
    name = declared(module, Mechanism).name()
    return "" if any(planned.mechanism == name for planned in planned_steps()) else NO_STEP


def _measures_fault(module: ModuleType) -> str:
    fields = RECORD.names or ()
    return "" if all(measure.source in fields for measure in module.MEASURES.measures) else NO_FIELD


def _types() -> Iterator[_Claim]:
    """Yield what the shipped types claim."""
    for name, path in shipped_names().items():
        if not name.startswith("types/"):
            continue
        file = Path(path).relative_to(shipped_root()).as_posix()
        try:
            scenario = load_scenario(name, shipped_only=True)
        except Exception:  # noqa: BLE001, S112 - whatever is wrong with it, it covers nothing
            continue
        try:
            make_plan(scenario)
        except Exception as error:  # noqa: BLE001 - whatever is wrong with it, it covers nothing
            yield _Claim(file, scenario.rows, f"{type(error).__name__}: {error}")
        else:
            yield _Claim(file, scenario.rows, "")
