"""A folder of a sweep: points, runs, chosen days and failures, each an append-only table."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from sim.i18n import mark
from sim.i18n.told import Told
from sim.results import arrow
from sim.results.arrow import Columns
from sim.results.atomic import is_temporary, publish
from sim.results.errors import ResultError
from sim.results.lock import NAME as LOCK_NAME
from sim.results.lock import Lock
from sim.results.manifest import SWEEP_FORMAT as FORMAT
from sim.results.manifest import session

NAME = "manifest.json"
FORMAT_VERSION = 1
TABLES = ("points", "runs", "days", "failures")
SESSIONS = "sessions"
KEYS = {
    "runs": ("run", "scenario", "point", "world", "seed"),
    "days": ("run", "point", "world", "group", "day"),
}
Keys = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class SweepHead:
    """What decides whether two sweeps may share a folder: scenarios, seed, code, and what is kept.

    ``study`` is the study in full, for people and for reruns; it may grow.
    """

    name: str
    seed: int
    code: str
    bases: Mapping[str, str]
    """Digest of each base scenario by name."""
    outcomes: tuple[str, ...]
    days: tuple[str, ...]
    study: Mapping[str, Any]


class SweepFolder:
    """Append-only results of one sweep; see :class:`sim.results.ResultFolder` for the habits they share.

    Parameters
    ----------
    path
        The folder; need not exist yet.
    shard
        Which of how many parts of the sweep is written, from 0. Several processes may write different parts at a
        time; all must be of the same number of parts.
    """

    def __init__(self, path: str | Path, shard: tuple[int, int] = (0, 1)) -> None:
        self.path = Path(path)
        self._prefix = f"part{shard[0]}of{shard[1]}-" if shard[1] > 1 else ""
        self._locks: list[Lock] = []
        self._head: SweepHead | None = None
        self._session: dict[str, Any] = {}
        self._session_file = self.path
        self._started = time.monotonic()
        self.notes: arrow.Notes = {}

    def open(self) -> Self:
        """Open an existing folder for reading.

        Raises
        ------
        ResultError
            If it holds no sweep.
        """
        self._head = read_head(self.path)
        return self

    def open_or_create(self, head: SweepHead, notes: arrow.Notes = {}) -> Self:  # noqa: B006 - read only
        """Open the folder for writing, and lock it; make it if it is not there.

        Raises
        ------
        ResultError
            If it holds something else, is written to by another process, or cannot be written.
        """
        self.notes = notes
        with self._readable_errors():
            self._refuse_strangers()
            self.path.mkdir(parents=True, exist_ok=True)
            try:
                self._acquire()
                self._begin(head)
            except BaseException:
                self.close()
                raise
        return self

    def close(self) -> None:
        """Let other processes write."""
        while self._locks:
            self._locks.pop().release()

    def _acquire(self) -> None:
        """Lock the folder; parts of a sweep share it, and each has a lock of its own."""
        self._locks.append(Lock(self.path, shared=bool(self._prefix)))
        if self._prefix:
            self._locks.append(Lock(self.path, f"{LOCK_NAME}-{self._prefix.rstrip('-')}"))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def head(self) -> SweepHead:
        """What the sweep is about."""
        if self._head is None:
            raise RuntimeError("open the folder first")
        return self._head

    # ------------------------------------------------------------------ reading

    def points(self) -> Columns:
        """The table of points in order of their numbers; empty if there is none."""
        tables = list(self.parts("points"))
        if not tables:
            return {}
        joined = _joined(tables)
        order = np.argsort(joined["point"], kind="stable")
        return {name: column[order] for name, column in joined.items()}

    def parts(self, table: str, names: Sequence[str] | None = None) -> Iterator[Columns]:
        """Yield the parts of a table one after another; days count once their runs are there.

        Raises
        ------
        ResultError
            If one is damaged.
        """
        for path in self._files(table):
            if table != "days" or (self.path / "runs" / path.name).exists():
                yield arrow.read(path, names or self._columns(table))

    def _columns(self, table: str) -> tuple[str, ...] | None:
        """Columns that a part must have: a damaged name would otherwise go unnoticed."""
        own = {"runs": self.head.outcomes, "days": self.head.days}
        return (*KEYS[table], *own[table]) if table in own else None

    def _files(self, table: str) -> list[Path]:
        folder = self.path / table
        found = sorted(folder.glob("*.parquet")) if folder.is_dir() else []
        return [path for path in found if not path.name.startswith(".")]

    def table(self, table: str, names: Sequence[str] | None = None) -> Columns:
        """Return a whole table, in no particular order; empty if there is none."""
        tables = list(self.parts(table, names))
        return _joined(tables) if tables else {}

    def done(self) -> NDArray[np.int64]:
        """Runs that are complete: rows of point and world, sorted, shape (runs, 2).

        All columns are read, so that damage is told before anything is built on it.

        Raises
        ------
        ResultError
            If a part is damaged.
        """
        pairs = [np.stack([part["point"], part["world"]], axis=1) for part in self.parts("runs")]
        if not pairs:
            return np.zeros((0, 2), np.int64)
        rows = np.concatenate(pairs).astype(np.int64)
        return rows[np.lexsort((rows[:, 1], rows[:, 0]))]

    def failures(self) -> Columns:
        """The last failure of each run that has not succeeded since; empty if there is none."""
        table = self.table("failures")
        if not table:
            return {}
        rows = {
            (int(p), int(w)): k for k, (p, w) in enumerate(zip(table["point"], table["world"], strict=True))
        }
        done = {(int(point), int(world)) for point, world in self.done()}
        kept = np.array([k for pair, k in sorted(rows.items()) if pair not in done], np.int64)
        return {name: values[kept] for name, values in table.items()} if kept.size else {}

    # ------------------------------------------------------------------ adding

    def append_runs(
        self, runs: Mapping[str, Any], days: Mapping[str, Any], failures: Mapping[str, Any]
    ) -> None:
        """Publish what some runs gave; they are done once their rows of ``runs`` are there, which comes last.

        Raises
        ------
        ResultError
            If the disk refuses.
        """
        text = repr(
            [[*map(int, table.get(key, ()))] for table in (runs, failures) for key in ("point", "world")]
        )
        name = f"{self._prefix}{hashlib.sha256(text.encode()).hexdigest()[:16]}.parquet"
        for table, columns in (("failures", failures), ("days", days), ("runs", runs)):
            if columns:
                self._publish(table, name, columns)

    def append_points(self, columns: Mapping[str, Any]) -> None:
        """Publish rows of the table of points."""
        digest = hashlib.sha256("".join(columns["key"]).encode()).hexdigest()[:16]
        self._publish("points", f"{digest}.parquet", columns)

    def _publish(self, table: str, name: str, columns: Mapping[str, Any]) -> None:
        if not self._locks:
            raise RuntimeError("open the folder for writing first")
        about = {"sweep": self.head.name, "seed": str(self.head.seed), "code": self.head.code}
        with self._readable_errors():
            publish(
                self.path / table / name, partial(arrow.write, columns=columns, notes=self.notes, about=about)
            )

    def grow(self, head: SweepHead) -> None:
        """Take over a study that has grown."""
        if dict(read_head(self.path).study) != dict(head.study):
            with self._readable_errors():
                self._write_head(head)

    def _write_head(self, head: SweepHead) -> None:
        _write_json(self.path / NAME, {"format": FORMAT, "format_version": FORMAT_VERSION, **_plain(head)})

    def note_session(self, **facts: object) -> None:
        """Write what this process is and has done so far."""
        self._session.update(facts, seconds=round(time.monotonic() - self._started, 1))
        with self._readable_errors():
            _write_json(self._session_file, self._session)

    # ------------------------------------------------------------------ within

    def _begin(self, head: SweepHead) -> None:
        """With the lock held: recognise or begin the folder, and clear what a crash left behind."""
        self._refuse_strangers()
        if (self.path / NAME).exists():
            there = read_head(self.path)
            if what := _difference(there, head):
                raise ResultError(
                    mark("{folder} holds another sweep: {difference} Name another folder."),
                    folder=self.path,
                    difference=what,
                )
        for table in (*TABLES, SESSIONS):
            (self.path / table).mkdir(exist_ok=True)
        self._sweep_up()
        self._head = head
        if not (self.path / NAME).exists():
            self._write_head(head)
        self._session = session()
        stamp = str(self._session["started"]).replace(":", "")
        host = platform.node() or "host"
        self._session_file = self.path / SESSIONS / f"{self._prefix}{stamp}-{host}-{os.getpid()}.json"
        self.note_session()

    def _sweep_up(self) -> None:
        """Remove what was being written when a process died: all of it, or that of this part of the sweep."""
        for folder in (self.path, *(self.path / table for table in (*TABLES, SESSIONS))):
            for path in list(folder.iterdir()):
                mine = path.name.lstrip(".").startswith(self._prefix)
                orphan = folder.name == "days" and not (self.path / "runs" / path.name).exists()
                if mine and path.is_file() and (is_temporary(path) or orphan):
                    path.unlink(missing_ok=True)

    def _refuse_strangers(self) -> None:
        if self.path.exists() and not self.path.is_dir():
            raise ResultError(mark("{folder} is a file; results need a folder."), folder=self.path)
        if not self.path.is_dir() or (self.path / NAME).exists():
            return
        for entry in self.path.iterdir():
            own = entry.name in (*TABLES, SESSIONS) or entry.name.startswith(LOCK_NAME) or is_temporary(entry)
            if not own:
                raise ResultError(
                    mark("{folder} is not empty and holds no results; name another folder."), folder=self.path
                )

    @contextmanager
    def _readable_errors(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise ResultError(
                mark("Results cannot be written to {folder}: {reason}."),
                folder=self.path,
                reason=error.strerror or error,
            ) from error


def read_head(path: Path) -> SweepHead:
    """Read what a folder is about.

    Raises
    ------
    ResultError
        If it holds no sweep, or one that this program cannot read.
    """
    file = path / NAME
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ResultError(
            mark("{folder} holds no results: it has no {file}."), folder=path, file=NAME
        ) from None
    except (OSError, ValueError) as error:
        raise ResultError(
            mark("{file} cannot be read ({reason}); restore it, or name another folder."),
            file=file,
            reason=error,
        ) from error
    if (
        not isinstance(data, dict)
        or data.get("format") != FORMAT
        or data.get("format_version") != FORMAT_VERSION
    ):
        raise ResultError(
            mark("{file} is not that of a sweep that this program can read; name another folder."), file=file
        )
    try:
        return SweepHead(
            str(data["name"]), int(data["seed"]), str(data["code"]), dict(data["bases"]),
            tuple(data["outcomes"]), tuple(data["days"]), dict(data["study"]),
        )  # fmt: skip
    except (KeyError, TypeError, ValueError) as error:
        raise ResultError(
            mark("{file} lacks something or is garbled: {reason}."), file=file, reason=error
        ) from error


def holds_sweep(path: Path) -> bool:
    """Whether a folder holds a sweep, and not the results of one or several scenarios."""
    try:
        data = json.loads((path / NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(data, dict) and data.get("format") == FORMAT


def _difference(there: SweepHead, asked: SweepHead) -> Told | None:
    """Say why a sweep cannot go into a folder; None if it can."""
    if dict(there.bases) != dict(asked.bases):
        return Told(
            mark("its scenarios are {there}, or one of them has changed since."), there=", ".join(there.bases)
        )
    if there.seed != asked.seed:
        return Told(
            mark("it was run with seed {there}, and this is seed {asked}."),
            there=there.seed,
            asked=asked.seed,
        )
    if there.code != asked.code:
        return Told(
            mark("it was run by other code ({there}, now {asked})."), there=there.code, asked=asked.code
        )
    if (there.outcomes, there.days) != (asked.outcomes, asked.days):
        return Told(mark("it keeps other outcomes or days."))
    return None


def _plain(head: SweepHead) -> dict[str, Any]:
    return {
        "name": head.name, "seed": head.seed, "code": head.code, "bases": dict(head.bases),
        "outcomes": list(head.outcomes), "days": list(head.days), "study": dict(head.study),
    }  # fmt: skip


def _write_json(path: Path, data: Mapping[str, Any]) -> None:
    text = json.dumps(data, indent=2, ensure_ascii=False) + "\n"
    publish(path, lambda temporary: _write_text(temporary, text))


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def _joined(tables: Sequence[Columns]) -> Columns:
    return {name: np.concatenate([table[name] for table in tables]) for name in tables[0]}
