"""Keeps the catalogue of translations: ``python -m sim.i18n.catalogue [--check]`` (needs Babel).

Finds what is said in three ways: calls of ``t("...")``, ``mark("...")`` and ``StudyError("...")`` in the sources, the words
of declarations (labels, docs, units and sources of parameters, sections, measures, outcomes, levers;
labels and docstrings of strategies and mechanisms), and titles and remarks of shipped scenarios. Known
translations are kept; those no longer said go to the end of the file.
"""

from __future__ import annotations

import argparse
import ast
import importlib
import inspect
import pkgutil
import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.i18n.translate import DOMAIN, MO, PO

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

ROOT = Path(__file__).parents[1]
SAYING = frozenset({"t", "mark", "StudyError"})
WORDS = frozenset({"label", "doc", "unit", "downside", "source"})
CHOICES = frozenset({"fold", "over"})
"""Fields that hold a member of an enumeration whose value is read by people."""
DECLARING = ("parameters", "state", "strategies", "mechanisms", "measures", "engine", "scenario", "study")


def said(root: Path = ROOT) -> Iterator[tuple[str, str]]:
    """Yield (text, file) for every constant handed to a function of :data:`SAYING` under ``root``."""
    for path in sorted(root.rglob("*.py")):
        where = path.relative_to(root.parent).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), filename=str(path))):
            if isinstance(node, ast.Call) and node.args and _name(node.func) in SAYING:
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str) and first.value:
                    yield first.value, where


def declared(package: str = "sim") -> Iterator[tuple[str, str]]:
    """Yield (text, module) for the words of every declaration found in the modules of ``package``.

    A module that cannot be imported (yet) is reported on standard error and passed over.
    """
    for name in _modules(package):
        try:
            module = importlib.import_module(name)
        except Exception as error:  # noqa: BLE001 - half-written siblings must not stop the tool
            print(f"passed over {name}: {error}", file=sys.stderr)
            continue
        for attribute, value in sorted(vars(module).items()):
            if not attribute.startswith("__"):
                for text in _words(value, package, set()):
                    yield text, name.replace(".", "/")


def titles() -> Iterator[tuple[str, str]]:
    """Yield (text, file) of titles and remarks of the scenarios that are shipped."""
    shipped_scenarios = importlib.import_module("sim.scenario").shipped_scenarios

    for scenario in shipped_scenarios():
        for text in (scenario.title, scenario.remarks):
            if text:
                yield text, f"scenarios/{scenario.name}.yaml"


def studies() -> Iterator[tuple[str, str]]:
    """Yield (text, file) of the words of the studies that are shipped."""
    shipped_studies = importlib.import_module("sim.study.sweep.locate").shipped_studies
    load_study = importlib.import_module("sim.study.sweep").load_study
    for name, path in shipped_studies().items():
        study = load_study(path)
        levels = [
            level.name for factor in study.factors for level in factor.levels if level.number != level.number
        ]
        words = [word for factor in study.factors for word in (factor.label, factor.unit)]
        for text in (study.title, study.question, *words, *levels):
            if text:
                yield text, f"experiments/{name}.yaml"


def update(path: Path = PO) -> list[str]:
    """Bring the catalogue up to what is said now, write it, and return what lacks a translation."""
    from babel.messages.pofile import write_po  # noqa: PLC0415

    catalog = _current(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalog, width=110, sort_output=True, include_lineno=False)
    return missing(catalog)


def missing(catalog: Catalog) -> list[str]:
    """Return the messages of ``catalog`` that have no translation."""
    return [str(message.id) for message in catalog if message.id and not message.string]


def compile(path: Path = PO, target: Path = MO) -> Path:  # noqa: A001 - what it does
    """Write the ``.mo`` file that is read at run time, and return where it is."""
    from babel.messages.mofile import write_mo  # noqa: PLC0415
    from babel.messages.pofile import read_po  # noqa: PLC0415

    with path.open("rb") as source:
        catalog = read_po(source, locale="zh_CN", domain=DOMAIN)
    with target.open("wb") as file:
        write_mo(file, catalog)
    return target


def main(arguments: list[str] | None = None) -> int:
    """Update the catalogue, or with ``--check`` only say whether something lacks a translation."""
    parser = argparse.ArgumentParser(prog="python -m sim.i18n.catalogue", description=__doc__)
    parser.add_argument(
        "--check", action="store_true", help="write nothing; exit 1 if a translation is missing"
    )
    check = parser.parse_args(arguments).check
    lacking = missing(_current(PO)) if check else update()
    if not check:
        compile()
    for text in lacking:
        print(f"no translation: {text!r}")
    print(f"{len(lacking)} of the messages lack a translation")
    return 1 if check and lacking else 0


def _current(path: Path) -> Catalog:
    """Translations known in ``path``, for the messages said now."""
    from babel.messages.catalog import Catalog  # noqa: PLC0415
    from babel.messages.pofile import read_po  # noqa: PLC0415

    template = Catalog(domain=DOMAIN)
    for text, where in [*said(), *declared(), *titles(), *studies()]:
        template.add(text, locations=[(where, 0)])
    if path.exists():
        with path.open("rb") as file:
            catalog = read_po(file, locale="zh_CN", domain=DOMAIN)
    else:
        catalog = Catalog(
            locale="zh_CN",
            domain=DOMAIN,
            project="community-sim",
            version="0",
            msgid_bugs_address="none",
            last_translator="none",
            language_team="none",
            revision_date=datetime(2026, 1, 1, tzinfo=UTC),
            creation_date=datetime(2026, 1, 1, tzinfo=UTC),
        )
    born = catalog.creation_date
    catalog.update(template, no_fuzzy_matching=True)
    catalog.creation_date = born
    catalog.fuzzy = False
    catalog.header_comment = (
        "# Simplified Chinese. The English text is the key. Kept up to date by python -m sim.i18n.catalogue"
    )
    for message in catalog:
        if message.id:
            message.locations = sorted(set(message.locations))
    return catalog


def _name(function: ast.expr) -> str:
    return (
        function.id
        if isinstance(function, ast.Name)
        else function.attr
        if isinstance(function, ast.Attribute)
        else ""
    )


def _modules(package: str) -> Iterator[str]:
    for part in DECLARING:
        name = f"{package}.{part}"
        place = ROOT.joinpath(part)
        if place.with_suffix(".py").exists():
            yield name
        elif place.is_dir():
            for found in pkgutil.walk_packages([str(place)], prefix=f"{name}."):
                yield found.name


def _words(value: Any, package: str, seen: set[int]) -> Iterator[str]:  # noqa: ANN401 - walks any object
    """Words of a declaration and of the declarations it holds."""
    if id(value) in seen:
        return
    seen.add(id(value))
    if isinstance(value, tuple | list):
        for item in value:
            yield from _words(item, package, seen)
    elif inspect.isclass(value):
        if any(base.__module__.startswith(f"{package}.contracts") for base in value.__mro__[1:]):
            yield from _words_of_class(value, package, seen)
    elif is_dataclass(value) and type(value).__module__.startswith(f"{package}."):
        for field in fields(value):
            inner = getattr(value, field.name, None)
            if isinstance(inner, str):
                if field.name in WORDS and inner.strip():
                    yield inner
            elif isinstance(inner, Enum):
                if field.name in CHOICES:
                    yield str(inner.value)
            else:
                yield from _words(inner, package, seen)


def _words_of_class(cls: type, package: str, seen: set[int]) -> Iterator[str]:
    """Words of a strategy or mechanism; its docstring as ``inspect.getdoc`` gives it."""
    own = vars(cls)
    for name in sorted(WORDS & own.keys()):
        if isinstance(own[name], str):
            yield own[name]
    if "label" in own and own.get("__doc__"):
        yield inspect.cleandoc(own["__doc__"])
    yield from _words(own.get("parameters"), package, seen)
    yield from _words(tuple(own.get("steps", {}).values()), package, seen)


if __name__ == "__main__":
    raise SystemExit(main())
