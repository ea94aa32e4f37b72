"""A folder of a sweep: points, runs, chosen days and failures, each an append-only table."""

from __future__ import annotations

import contextlib
import hashlib
import os
import platform
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sim.i18n import mark
from sim.results import arrow
from sim.results.atomic import is_temporary, publish
from sim.results.errors import ResultError
from sim.results.json_files import write_json
from sim.results.lock import NAME as LOCK_NAME
from sim.results.lock import Held, Lock
from sim.results.manifest import NAME, session
from sim.results.shards import Part, refusal
from sim.results.sweep_head import SweepHead, difference, holds_sweep, read_head, write_head
from sim.results.sweep_tables import TABLES, SweepTables, failures_number

__all__ = [
    "COMPLETED",
    "FAILED",
    "INTERRUPTED",
    "NAME",
    "SESSIONS",
    "SweepFolder",
    "SweepHead",
    "holds_sweep",
]
SESSIONS = "sessions"
COMPLETED, INTERRUPTED, FAILED = "completed", "interrupted", "failed"
"""How a session ended, where it says so."""


class SweepFolder(SweepTables):
    """Append-only results of one sweep; see :class:`sim.results.ResultFolder` for the habits they share.

    Whoever is refused leaves nothing behind but the lock's file: what is in the folder is changed only once
    something is added, and a new folder to which nothing is added is taken away again.

    Parameters
    ----------
    path
        The folder; need not exist yet.
    shard
        Which of how many parts of the sweep is written, from 0. Several processes may write different parts at a
        time; all must be of the same number of parts. On Windows, which has no shared locks, one at a time.
    """

    def __init__(self, path: str | Path, shard: tuple[int, int] = (0, 1)) -> None:
        super().__init__(path)
        self._part = Part(*shard)
        self._locks: list[Lock] = []
        self._new: list[Path] | None = None
        """Of a folder that was begun here and nothing has been added to: which folders were made for it."""
        self._is_noted = self._is_begun = False
        self._session: dict[str, Any] = {}
        self._session_file = self.path
        self._started = time.monotonic()
        self.notes: arrow.Notes = {}

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
            self._new = [path for path in (self.path, *self.path.parents) if not path.exists()] or None
            self.path.mkdir(parents=True, exist_ok=True)
            try:
                self._acquire()
                self._begin(head)
            except BaseException:
                self.close()
                raise
        return self

    def would_take(self, head: SweepHead) -> bool:
        """Whether the folder holds a sweep that goes on with this one; opens it for reading if so.

        Raises
        ------
        ResultError
            If :meth:`open_or_create` would refuse what is there.
        """
        self._refuse_strangers()
        if not (self.path / NAME).exists():
            return False
        self._head = self._there(head)
        self.check_points()
        return True

    def close(self) -> None:
        """Let other processes write."""
        while self._locks:
            self._locks.pop().release()
        if self._new is not None:
            self._unmake(self._new)

    def _acquire(self) -> None:
        """Lock the folder; parts of a sweep share it, and each has a lock of its own."""
        try:
            self._locks.append(Lock(self.path, terms=self._part.terms))
            if self._part.is_one_of_many:
                self._locks.append(Lock(self.path, self._part.lock))
        except Held as held:
            raise refusal(self.path, self._part) or held from None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

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
        name = f"{hashlib.sha256(text.encode()).hexdigest()[:16]}.parquet"
        if failures:
            number = 1 + max(map(failures_number, self._files("failures")), default=-1)
            self._publish("failures", f"{self._part.prefix}{number:06d}-{name}", failures)
        for table, columns in (("days", days), ("runs", runs)):
            if columns:
                self._publish(table, f"{self._part.prefix}{name}", columns)

    def append_points(self, columns: Mapping[str, Any]) -> None:
        """Publish rows of the table of points."""
        digest = hashlib.sha256("".join(columns["key"]).encode()).hexdigest()[:16]
        self._publish("points", f"{digest}.parquet", columns)

    def _publish(self, table: str, name: str, columns: Mapping[str, Any]) -> None:
        about = {"sweep": self.head.name, "seed": str(self.head.seed), "code": self.head.code}
        with self._changing():
            publish(
                self.path / table / name, partial(arrow.write, columns=columns, notes=self.notes, about=about)
            )

    def grow(self, head: SweepHead) -> None:
        """Take over a study that has been checked, and may have grown."""
        with self._changing():
            if dict(read_head(self.path).study) != dict(head.study):
                write_head(self.path, head)

    def note_session(self, **facts: object) -> None:
        """Write what this process is and has done so far."""
        with self._changing():
            self._write_session(**facts)

    def end_session(self, state: str, **facts: object) -> None:
        """Write how and when this process ended: :data:`COMPLETED`, :data:`INTERRUPTED` or :data:`FAILED`."""
        self.note_session(ended=datetime.now(UTC).isoformat(timespec="seconds"), state=state, **facts)

    # ------------------------------------------------------------------ within

    def _begin(self, head: SweepHead) -> None:
        """With the lock held: recognise the folder, or begin a new one."""
        self._refuse_strangers()
        if is_new := not (self.path / NAME).exists():
            self._new = self._new or []
            self._make_folders()
            write_head(self.path, head)
        else:
            self._new = None
            self._there(head)
            self.check_points()
        self._head = head
        self._session = session()
        stamp = str(self._session["started"]).replace(":", "")
        host = platform.node() or "host"
        self._session_file = (
            self.path
            / SESSIONS
            / f"{self._part.prefix}{stamp}-{host}-{os.getpid()}-{os.urandom(3).hex()}.json"
        )
        if is_new:
            self._write_session()

    def _there(self, asked: SweepHead) -> SweepHead:
        """Return what the folder is about, if that is what is asked for."""
        there = read_head(self.path)
        if what := difference(there, asked):
            raise ResultError(
                mark("{folder} holds another sweep: {difference} Name another folder."),
                folder=self.path,
                difference=what,
            )
        return there

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """Within, the folder is changed; the first time, what a crash left behind is cleared and the session noted."""
        if not self._locks:
            raise RuntimeError("open the folder for writing first")
        with self._readable_errors():
            self._new = None
            if not self._is_begun:
                self._make_folders()
                self._sweep_up()
                self._is_begun = True
            if not self._is_noted:
                self._write_session()
            yield

    def _make_folders(self) -> None:
        for table in (*TABLES, SESSIONS):
            (self.path / table).mkdir(exist_ok=True)

    def _write_session(self, **facts: object) -> None:
        self._session.update(facts, seconds=round(time.monotonic() - self._started, 1))
        write_json(self._session_file, self._session)
        self._is_noted = True

    def _sweep_up(self) -> None:
        """Remove what was being written when a process died: all of it, or that of this part of the sweep."""
        for folder in (self.path, *(self.path / table for table in (*TABLES, SESSIONS))):
            for path in list(folder.iterdir()):
                mine = path.name.lstrip(".").startswith(self._part.prefix)
                orphan = folder.name == "days" and not (self.path / "runs" / path.name).exists()
                if mine and path.is_file() and (is_temporary(path) or orphan):
                    path.unlink(missing_ok=True)

    def _unmake(self, made: list[Path]) -> None:
        """Take away a folder that was begun for nothing, unless another process has begun to use it."""
        self._new = None
        with contextlib.suppress(OSError, ResultError):
            lock = Lock(self.path)
            try:
                if self._session_file != self.path:
                    self._session_file.unlink(missing_ok=True)
                for table in (SESSIONS, *TABLES):  # which have to be empty
                    if (self.path / table).exists():
                        (self.path / table).rmdir()
                for path in (self.path / NAME, *self.path.glob(f"{LOCK_NAME}*")):
                    path.unlink(missing_ok=True)
                for path in made:
                    path.rmdir()
            finally:
                lock.release()

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
