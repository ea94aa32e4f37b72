"""What is exported: tables of a folder of results, part by part, and what their columns mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from types import ModuleType

import numpy as np

from sim.i18n import Translate, mark
from sim.results import arrow
from sim.results.arrow import Columns
from sim.results.errors import ResultError
from sim.results.folder import ResultFolder
from sim.results.parts import BY_CHANNEL, KEYS

TABLES = ("runs", "days", "survival", "cohorts", "lorenz")
WHOLE, TEXT, NUMBER = mark("whole number"), mark("text"), mark("number")
SCENARIO = "scenario"
"""Column that every exported table has behind ``run``, so that nobody has to join tables to tell scenarios apart."""

_CHANNEL = mark("Newcomers through {channel}")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an exported table, in words of one language; ``kind`` is one of the three above."""

    table: str
    name: str
    kind: str
    label: str
    unit: str
    doc: str

    @property
    def heading(self) -> str:
        """Label with its unit."""
        return f"{self.label} [{self.unit}]" if self.unit else self.label


class Source:
    """Tables to export.

    Parameters
    ----------
    folder
        Opened results.
    tables
        Which of :data:`TABLES`; empty for all that are there.
    t
        Language of labels, units and meanings.
    docs
        Meaning of columns by name, in English.

    Raises
    ------
    ResultError
        If the folder holds no complete run, or lacks one of ``tables``.
    """

    def __init__(
        self, folder: ResultFolder, tables: Sequence[str], t: Translate, docs: Mapping[str, str]
    ) -> None:
        self.folder, self.t = folder, t
        self._docs = docs
        self._parts = folder.parts()
        if not self._parts:
            raise ResultError(mark("{folder} holds no complete run yet."), folder=folder.path)
        there = [name for name in TABLES if all((folder.path / name / p.name).exists() for p in self._parts)]
        for name in tables:
            if name not in there:
                raise ResultError(
                    mark("{folder} has no table {name!r}; there are {known}."),
                    folder=folder.path,
                    name=name,
                    known=t.join(there),
                )
        self.tables = tuple(name for name in there if name in tables or not tables)

    @property
    def pieces(self) -> int:
        """Number of parts times tables, for showing progress."""
        return len(self._parts) * len(self.tables)

    @cached_property
    def columns(self) -> dict[str, tuple[Column, ...]]:
        """Columns of each table in order, keys first."""
        return {table: tuple(self._columns(table)) for table in self.tables}

    def rows(self, table: str) -> int:
        """Number of rows of a table."""
        return sum(arrow.rows_and_columns(self.folder.path / table / p.name)[0] for p in self._parts)

    def read(self, table: str) -> Iterator[Columns]:
        """Yield the rows of a table, a part at a time, all columns in order; NaN where a scenario lacks a channel."""
        for part in self._parts:
            found = arrow.read(self.folder.path / table / part.name)
            n = len(found["run"])
            found[SCENARIO] = np.full(n, part.scenario, object)
            yield {c.name: found.get(c.name, np.full(n, np.nan)) for c in self.columns[table]}

    def _columns(self, table: str) -> Iterator[Column]:
        kinds: dict[str, str] = {}
        notes: dict[str, dict[str, str]] = {}
        for part in self._parts:
            path = self.folder.path / table / part.name
            kinds |= {name: kind for name, kind in arrow.types_of(path).items() if name not in kinds}
            notes |= arrow.notes_of(path)
        names = dict.fromkeys(("run", SCENARIO, *KEYS[table], *kinds))
        label_of_scenario = {"label": "Scenario"}
        for name in names:
            note = notes.get(name, label_of_scenario if name == SCENARIO else {})
            yield Column(
                table,
                name,
                self.t(_kind(kinds.get(name, "string"))),
                self._label(name, note.get("label", "")),
                self.t(note.get("unit", "")),
                self.t(self._docs.get(name, "")),
            )

    def _label(self, name: str, label: str) -> str:
        if label:
            return self.t(label)
        if name.startswith(BY_CHANNEL):
            return self.t(_CHANNEL, channel=name.removeprefix(BY_CHANNEL))
        return name

    def about(self) -> list[tuple[str, str]]:
        """What the tables are about: a name and a value a row."""
        t, study = self.t, self.folder.study
        rows = [(t("Seed"), str(study.seed)), (t("Code"), study.code)]
        for scenario in study.scenarios:
            worlds = sum(len(part.worlds) for part in self._parts if part.scenario == scenario.name)
            said = t(
                "{title}; {worlds} worlds, {days} days, groups: {groups}",
                title=t(scenario.title), worlds=worlds, days=scenario.horizon_days, groups=t.join(scenario.groups),
            )  # fmt: skip
            rows.append((scenario.name, said))
        return rows

    def dictionary(self) -> tuple[tuple[str, ...], Sequence[tuple[str, ...]]]:
        """Head and rows of the data dictionary."""
        t = self.t
        head = (t("table"), t("column"), t("label"), t("unit"), t("type"), t("meaning"))
        rows: list[tuple[str, ...]] = [
            (c.table, c.name, c.label, c.unit, c.kind, c.doc)
            for table in self.tables
            for c in self.columns[table]
        ]
        return head, rows


def _kind(arrow_type: str) -> str:
    return WHOLE if "int" in arrow_type else NUMBER if arrow_type in ("double", "float") else TEXT


def library(module: str, package: str) -> ModuleType:
    """Import what a format needs, or say how to get it."""
    try:
        return import_module(module)
    except ImportError as error:
        raise ResultError(
            mark("This needs the package {package}, which is not installed: python -m pip install {package}"),
            package=package,
        ) from error
