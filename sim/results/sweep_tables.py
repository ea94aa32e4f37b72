"""The tables of a sweep's folder, read: whole, checked, and with no run twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from sim.i18n import mark
from sim.results import arrow
from sim.results.arrow import Columns
from sim.results.errors import ResultError
from sim.results.sweep_head import SweepHead, read_head

TABLES = ("points", "runs", "days", "failures")
KEYS = {
    "points": ("point", "key"),
    "runs": ("run", "scenario", "point", "world", "seed"),
    "days": ("run", "point", "world", "group", "day"),
    "failures": ("point", "world", "stage", "error", "traceback"),
}
PAIR = ("point", "world")
"""What names a run."""
REMEDY = {
    "points": mark(
        "{file} is damaged or was cut short. It says which settings each number of a point stands for, and cannot be "
        "made again from the runs: restore it from a copy, or run the study into another folder."
    ),
    "failures": mark(
        "{file} is damaged or was cut short: delete it and run the same command again, which tries those runs anew."
    ),
}
"""What to do about a damaged file, where it is not that of :func:`sim.results.arrow.remedy`."""
MIXED_UP = mark(
    "The files of {folder} do not fit together: they have other columns, or give two points one number. Restore them from a copy, "
    "or run the study into another folder."
)
_FAILURES = re.compile(r"(?:part\d+of\d+-)?(\d{6,})-[0-9a-f]+\.parquet")


class SweepTables:
    """Tables of one sweep, for reading; see :class:`sim.results.SweepFolder`.

    A run may lie in two parts (as where parts of different numbers wrote into one folder with an earlier version): it
    counts once.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self._head: SweepHead | None = None

    def open(self) -> Self:
        """Open an existing folder for reading.

        Raises
        ------
        ResultError
            If it holds no sweep.
        """
        self._head = read_head(self.path)
        return self

    @property
    def head(self) -> SweepHead:
        """What the sweep is about."""
        if self._head is None:
            raise RuntimeError("open the folder first")
        return self._head

    def points(self) -> Columns:
        """The table of points in order of their numbers; empty if there is none.

        Raises
        ------
        ResultError
            If a file is damaged, or the files do not fit together.
        """
        tables = list(self.parts("points"))
        if not tables:
            return {}
        if any(set(table) != set(tables[0]) for table in tables):
            raise ResultError(MIXED_UP, folder=self.path / "points")
        joined = _joined(tables)
        _, first, place = np.unique(joined["point"], return_index=True, return_inverse=True)
        if (joined["key"][first][place] != joined["key"]).any():
            raise ResultError(MIXED_UP, folder=self.path / "points")
        return {name: column[first] for name, column in joined.items()}

    def parts(self, table: str, names: Sequence[str] | None = None) -> Iterator[Columns]:
        """Yield the parts of a table as they are, one after another; days count once their runs are there.

        Raises
        ------
        ResultError
            If one is damaged.
        """
        for path in self._files(table):
            if table != "days" or (self.path / "runs" / path.name).exists():
                yield self._read(path, table, names or self._columns(table))

    def table(self, table: str, names: Sequence[str] | None = None) -> Columns:
        """Return a whole table, in no particular order; empty if there is none.

        Raises
        ------
        ResultError
            If a part is damaged, or runs are of points that the table of points lacks.
        """
        if table == "points":
            return self.points()
        wanted = None if names is None else tuple(dict.fromkeys((*names, *PAIR)))
        tables = list(self.parts(table, wanted))
        if not tables:
            return {}
        self._check_points(np.concatenate([each["point"] for each in tables]))
        joined = _joined(tables if table == "failures" else _once(tables))
        return joined if names is None else {name: joined[name] for name in names}

    def done(self) -> NDArray[np.int64]:
        """Runs that are complete: rows of point and world, sorted, each once, shape (runs, 2).

        All columns are read, so that damage is told before anything is built on it.

        Raises
        ------
        ResultError
            If a part is damaged, or runs are of points that the table of points lacks.
        """
        pairs = [np.stack([part["point"], part["world"]], axis=1) for part in self.parts("runs")]
        if not pairs:
            return np.zeros((0, 2), np.int64)
        rows = np.concatenate(pairs).astype(np.int64)
        self._check_points(rows[:, 0])
        rows = rows[np.lexsort((rows[:, 1], rows[:, 0]))]
        again = np.zeros(len(rows), bool)
        again[1:] = (rows[1:] == rows[:-1]).all(axis=1)
        return rows[~again]

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

    def check_points(self) -> None:
        """Refuse a folder whose runs are of points that its table of points lacks.

        Raises
        ------
        ResultError
            If it is so, or a file is damaged.
        """
        if found := [np.unique(part["point"]) for part in self.parts("runs", ("point",))]:
            self._check_points(np.concatenate(found))

    def _check_points(self, numbers: NDArray[np.int64]) -> None:
        """Look whether points are known; called with runs read before, since points are written before their runs."""
        found = np.unique(numbers)
        known = [part["point"] for part in self.parts("points", KEYS["points"])]
        lacking = np.setdiff1d(found, np.concatenate(known)) if known else found
        if lacking.size:
            raise ResultError(
                mark(
                    "{folder} has runs of points that its table of points lacks (point {point}, {n} in all): restore the files "
                    "of {place} from a copy, or run the study into another folder."
                ),
                folder=self.path,
                point=int(lacking[0]),
                n=lacking.size,
                place=self.path / "points",
            )

    def _columns(self, table: str) -> tuple[str, ...] | None:
        """Columns that a part must have: a damaged name would otherwise go unnoticed."""
        own = {"runs": self.head.outcomes, "days": self.head.days}
        return (*KEYS[table], *own[table]) if table in own else None

    def _read(self, path: Path, table: str, names: Sequence[str] | None) -> Columns:
        try:
            columns = arrow.read(path, names)
            if not set(KEYS[table] if names is None else names) <= set(columns):
                raise ResultError(REMEDY[table], file=path)
        except ResultError as error:
            if table in REMEDY:
                raise ResultError(REMEDY[table], file=path) from error
            raise
        return columns

    def _files(self, table: str) -> list[Path]:
        """Files of a table; those of failures in the order in which they were written."""
        folder = self.path / table
        found = sorted(folder.glob("*.parquet")) if folder.is_dir() else []
        found = [path for path in found if not path.name.startswith(".")]
        return sorted(found, key=failures_number) if table == "failures" else found


def failures_number(path: Path) -> int:
    """How many files of failures were there before this one; -1 for those of earlier versions, which do not say."""
    found = _FAILURES.fullmatch(path.name)
    return int(found[1]) if found else -1


def _joined(tables: Sequence[Columns]) -> Columns:
    return {name: np.concatenate([table[name] for table in tables]) for name in tables[0]}


def _once(tables: Sequence[Columns]) -> list[Columns]:
    """Leave out rows of a run that is in an earlier part as well."""
    runs = [np.unique(_runs(table)) for table in tables]
    if np.unique(np.concatenate(runs)).size == sum(each.size for each in runs):
        return list(tables)
    seen, kept = runs[0][:0], []
    for table, own in zip(tables, runs, strict=True):
        new = ~np.isin(_runs(table), seen)
        kept.append({name: values[new] for name, values in table.items()})
        seen = np.union1d(seen, own)
    return kept


def _runs(table: Columns) -> NDArray[np.int64]:
    """Point and world of each row in one number."""
    numbers: NDArray[np.int64] = table["point"].astype(np.int64) << 31 | table["world"]
    return numbers
