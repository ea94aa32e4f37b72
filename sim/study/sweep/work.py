"""What a worker does: run some worlds of some points, and bring back rows; a run that fails is a row too."""

from __future__ import annotations

import time
import traceback
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.kernel.cache import code_digest
from sim.parameters import Scalar
from sim.results import Block, run_address
from sim.scenario import Scenario, Template

Worlds = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Piece:
    """Worlds of one point."""

    point: int
    base: int
    overrides: Mapping[str, Scalar]
    worlds: Worlds


@dataclass(frozen=True, slots=True)
class Task:
    """About a second of work, with everything that it needs; can be sent to another machine.

    ``bases`` are read scenarios, ``code`` the digest of the code that has to do it.
    """

    bases: tuple[Template, ...]
    pieces: tuple[Piece, ...]
    seed: int
    outcomes: tuple[str, ...]
    days: tuple[str, ...]
    code: str

    @property
    def runs(self) -> int:
        """How many runs it makes."""
        return sum(piece.worlds.size for piece in self.pieces)


@dataclass(slots=True)
class Rows:
    """What came of a task: rows of each table, and how long each base's runs took."""

    runs: dict[str, list[Any]] = field(default_factory=dict)
    days: dict[str, list[Any]] = field(default_factory=dict)
    failures: dict[str, list[Any]] = field(default_factory=dict)
    seconds: float = 0.0

    def table(self, name: str) -> dict[str, Any]:
        """Return one table, its columns joined."""
        return {column: np.concatenate(parts) for column, parts in getattr(self, name).items()}


class WrongCode(Exception):
    """A worker has other code than the process that sent the task; the argument is the worker's digest."""


def perform(task: Task) -> Rows:
    """Run a task.

    Raises
    ------
    WrongCode
        If this process has other code than the one that made the task.
    """
    if (here := code_digest()) != task.code:
        raise WrongCode(here)
    began, rows = time.perf_counter(), Rows()
    for piece in task.pieces:
        _perform(task, piece, rows)
    rows.seconds = time.perf_counter() - began
    return rows


def _perform(task: Task, piece: Piece, rows: Rows) -> None:
    stage = "scenario"
    try:
        scenario = task.bases[piece.base].scenario(piece.overrides)
        stage = "run"
        block = _simulate(scenario, piece.worlds, task.seed)
    except Exception as error:  # noqa: BLE001 - whatever it is, it becomes a row and the sweep goes on
        if stage == "run" and piece.worlds.size > 1:
            for world in piece.worlds:
                _perform(task, Piece(piece.point, piece.base, piece.overrides, np.array([world])), rows)
        else:
            _fail(task, piece, stage, error, rows)
        return
    _keep(task, piece, scenario, block, rows)


def _simulate(scenario: Scenario, worlds: Worlds, seed: int) -> Block:
    block: Block = import_module("sim.engine").simulate(scenario, worlds=worlds, seed=seed, jobs=1)
    return block


def _keep(task: Task, piece: Piece, scenario: Scenario, block: Block, rows: Rows) -> None:
    n, digest = block.worlds.size, scenario.digest()
    runs = np.array([run_address(digest, task.seed, int(world), task.code) for world in block.worlds])
    add(rows.runs, {
        "run": runs,
        "scenario": np.full(n, task.bases[piece.base].base.name),
        "point": np.full(n, piece.point, np.int64),
        "world": block.worlds,
        "seed": np.full(n, task.seed, np.int64),
        **{name: np.asarray(block.runs[name], np.float64) for name in task.outcomes},
    })  # fmt: skip
    if not task.days:
        return
    days, groups = scenario.horizon_days, len(block.groups)
    add(rows.days, {
        "run": np.repeat(runs, groups * days),
        "point": np.full(n * groups * days, piece.point, np.int64),
        "world": np.repeat(block.worlds, groups * days),
        "group": np.tile(np.repeat(np.array(block.groups), days), n),
        "day": np.tile(np.arange(days, dtype=np.int64), n * groups),
        **{name: np.asarray(block.days[name], np.float64).reshape(-1) for name in task.days},
    })  # fmt: skip


def _fail(task: Task, piece: Piece, stage: str, error: Exception, rows: Rows) -> None:
    n = piece.worlds.size
    add(rows.failures, {
        "point": np.full(n, piece.point, np.int64),
        "world": piece.worlds,
        "seed": np.full(n, task.seed, np.int64),
        "scenario": np.full(n, task.bases[piece.base].base.name),
        "stage": np.full(n, stage),
        "error": np.full(n, f"{type(error).__name__}: {error}"),
        "traceback": np.full(n, "".join(traceback.format_exception(error))),
    })  # fmt: skip


def add(table: dict[str, list[Any]], columns: Mapping[str, Any]) -> None:
    """Put rows under a table."""
    for name, values in columns.items():
        table.setdefault(name, []).append(values)
