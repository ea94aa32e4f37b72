"""Parts: up to 256 runs of one scenario, as three Parquet files of one name."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from sim.i18n import mark
from sim.results import arrow
from sim.results.arrow import Columns
from sim.results.atomic import publish
from sim.results.block import Array, Block
from sim.results.blocks import shape_of
from sim.results.errors import ResultError
from sim.results.profiles import AXES, PROFILES, profile_columns, rows_of_kind
from sim.results.study import Study, StudyScenario

PART_RUNS = 256

KINDS = ("days", "survival", "cohorts", "lorenz", "runs")
"""In order of publication: a run is done once its row in ``runs`` is there, so that comes last."""

KEYS = {
    "runs": ("run", "scenario", "point", "world", "seed"),
    "days": ("run", "world", "group", "day"),
    "survival": ("run", "world", "group", "age"),
    **{kind: ("run", "world", "group", *AXES[kind]) for kind in PROFILES},
}
COUNTS = ("at_risk", "ended")

NOTES: dict[str, dict[str, str]] = {
    "run": {"label": mark("Address of the run")},
    "scenario": {"label": mark("Scenario")},
    "point": {"label": mark("Point of the design, from 0")},
    "world": {"label": mark("World, from 0")},
    "seed": {"label": mark("Seed")},
    "group": {"label": mark("Group")},
    "day": {"label": mark("Day, from 0"), "unit": mark("days")},
    "age": {"label": mark("Age of the membership, from 0"), "unit": mark("days")},
    "at_risk": {"label": mark("Memberships that reached the age"), "unit": mark("people")},
    "ended": {"label": mark("Memberships that ended at the age"), "unit": mark("people")},
    "week": {"label": mark("Week of joining, from 0"), "unit": mark("weeks")},
    "weeks_later": {"label": mark("Weeks since that of joining"), "unit": mark("weeks")},
    "visited": {"label": mark("Members of that week who opened the group"), "unit": mark("people")},
    "twentieth": {"label": mark("Twentieths of speakers but one, from 0, the least talkative first")},
    "share": {"label": mark("Their share of the messages of the last 30 days"), "unit": mark("share")},
}

_NAME = re.compile(r".+-\d{6,}-\d{6,}-[0-9a-f]{8}\.parquet")


@dataclass(frozen=True, slots=True)
class Part:
    """A complete part: its file name in each folder, its scenario and its worlds."""

    name: str
    scenario: str
    worlds: tuple[int, ...]


def is_part_name(name: str) -> bool:
    """Whether a file name is one that :func:`write_part` gives."""
    return _NAME.fullmatch(name) is not None


def slug(name: str) -> str:
    """Return what of a scenario's name is safe in a file name everywhere."""
    return re.sub(r"[^A-Za-z0-9_]+", "-", name).strip("-")[:40] or "scenario"


def write_part(folder: Path, study: Study, scenario: StudyScenario, block: Block, notes: arrow.Notes) -> Part:
    """Publish a block of at most 256 runs; on any failure nothing of it stays.

    A process killed in between leaves parts in ``days`` and ``survival`` without their ``runs``:
    readers pass over them and the next writer removes them (:func:`sweep`).
    """
    runs = [study.address(scenario, int(world)) for world in block.worlds]
    digest = hashlib.sha256("".join(runs).encode()).hexdigest()[:8]
    first, last = int(block.worlds.min()), int(block.worlds.max())
    name = f"{slug(scenario.name)}-{first:06d}-{last:06d}-{digest}.parquet"
    tables = _tables(study, scenario, block, runs)
    about = {
        "scenario": scenario.name,
        "digest": scenario.digest,
        "seed": str(study.seed),
        "code": study.code,
    }
    try:
        for kind in tables:
            publish(
                folder / kind / name, partial(arrow.write, columns=tables[kind], notes=notes, about=about)
            )
    except BaseException:
        if not (folder / "runs" / name).exists():
            for kind in KINDS:
                (folder / kind / name).unlink(missing_ok=True)
        raise
    return Part(name, scenario.name, tuple(int(world) for world in block.worlds))


def _tables(
    study: Study, scenario: StudyScenario, block: Block, runs: list[str]
) -> dict[str, dict[str, Any]]:
    """Long tables of a block, keys first."""
    worlds, groups, days = shape_of(block)
    names = np.array(runs)
    table: dict[str, dict[str, Any]] = {
        "runs": {
            "run": runs,
            "scenario": [scenario.name] * worlds,
            "point": np.zeros(worlds, np.int64),
            "world": block.worlds,
            "seed": np.full(worlds, study.seed),
        }
    }
    for kind, length, axis in (("days", days, "day"), ("survival", days + 1, "age")):
        table[kind] = {
            "run": np.repeat(names, groups * length).tolist(),
            "world": np.repeat(block.worlds, groups * length),
            "group": np.tile(np.repeat(np.array(block.groups), length), worlds).tolist(),
            axis: np.tile(np.arange(length, dtype=np.int64), worlds * groups),
        }
    values: dict[str, Mapping[str, Any]] = {
        "runs": {name: _floats(array) for name, array in block.runs.items()},
        "days": {name: _floats(array) for name, array in block.days.items()},
        "survival": {"at_risk": _whole(block.at_risk), "ended": _whole(block.ended)},
    }
    for kind, columns in values.items():
        if clash := set(KEYS[kind]) & set(columns):
            raise ValueError(
                f"{min(clash)!r} is a key of the table {kind!r} and cannot name a measure or an outcome"
            )
        table[kind].update(columns)
    for kind in PROFILES:
        if (profile := profile_columns(kind, block, runs)) is not None:
            table[kind] = profile
    return {kind: table[kind] for kind in KINDS if kind in table}


def _floats(array: Array) -> Array:
    return np.ascontiguousarray(array, np.float64).reshape(-1)


def _whole(array: Array) -> np.ndarray[Any, np.dtype[np.int64]]:
    counts = np.ascontiguousarray(array).reshape(-1)
    if not np.all(np.isfinite(counts) & (np.rint(counts) == counts)):
        raise ValueError("survival counts must be whole numbers")
    return counts.astype(np.int64)


def check_part(folder: Path, name: str, study: Study) -> Part:
    """Return what a part holds, having looked at its keys and at the ends of its files.

    Raises
    ------
    ResultError
        If a file of it is damaged, missing, or of another study.
    """
    path = folder / "runs" / name
    keys = arrow.read(path, KEYS["runs"])
    scenarios = set(keys["scenario"].tolist())
    worlds = tuple(int(world) for world in keys["world"])
    if len(scenarios) != 1 or not worlds:
        raise ResultError(f"{path} should hold runs of one scenario: {arrow.remedy(path)}")
    scenario = study.scenario(scenarios.pop())
    expected = [study.address(scenario, world) for world in worlds]
    if keys["run"].tolist() != expected:
        raise ResultError(f"{path} holds runs of another study; take it out of this folder.")
    for kind, length in (("days", scenario.horizon_days), ("survival", scenario.horizon_days + 1)):
        other = folder / kind / name
        if not other.exists():
            raise ResultError(f"{other} is missing: {arrow.remedy(other)}")
        rows, columns = arrow.rows_and_columns(other)
        if rows != len(worlds) * len(scenario.groups) * length or not set(KEYS[kind]) <= set(columns):
            raise ResultError(f"{other} does not have the rows it should have: {arrow.remedy(other)}")
    for kind in PROFILES:
        other = folder / kind / name
        rows = len(worlds) * len(scenario.groups) * rows_of_kind(kind, scenario.horizon_days)
        if other.exists() and arrow.rows_and_columns(other)[0] != rows:
            raise ResultError(f"{other} does not have the rows it should have: {arrow.remedy(other)}")
    return Part(name, scenario.name, worlds)


def kinds_of(folder: Path, names: list[str]) -> tuple[str, ...]:
    """Return the kinds of table that all of some parts have: every one but the profiles of earlier versions."""
    return tuple(
        kind
        for kind in KINDS
        if kind not in PROFILES or all((folder / kind / name).exists() for name in names)
    )


BY_CHANNEL = "joins_from_"
"""Columns of the day table that are named after a channel begin so."""


def read_parts(folder: Path, kind: str, names: list[str]) -> Columns:
    """Return the rows of several parts under each other.

    Raises
    ------
    ResultError
        If a file is damaged, or has other columns than the first; columns named after a scenario's
        channels apart, which are NaN where a scenario lacks the channel.
    """
    tables: list[Columns] = []
    for name in names:
        path = folder / kind / name
        table = arrow.read(path)
        if tables and _common(table) != _common(tables[0]):
            raise ResultError(f"{path} has other columns than the parts before it: {arrow.remedy(path)}")
        tables.append(table)
    names_of_all = dict.fromkeys(column for table in tables for column in table)
    return {
        column: np.concatenate([table.get(column, np.full(len(table["run"]), np.nan)) for table in tables])
        for column in names_of_all
    }


def _common(table: Columns) -> set[str]:
    """Columns that every scenario has."""
    return {column for column in table if not column.startswith(BY_CHANNEL)}
