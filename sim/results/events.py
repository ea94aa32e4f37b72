"""Event logs as files, in the form of a real chat's export: t, user, kind, target, conv."""

from __future__ import annotations

import csv
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.i18n import mark
from sim.results import arrow
from sim.results.atomic import publish
from sim.results.block import EventLog
from sim.results.errors import ResultError

COLUMNS = ("t", "user", "kind", "target", "conv")
NUMBERS = ("t", "user", "target", "conv")
NEEDED = ("t", "user", "kind")
Cells = dict[str, NDArray[Any]]
BLANK = -1
"""No target, no conversation: an empty cell in a CSV file, a null in Parquet."""

_AT_ONCE = 100_000
"""Rows that become Python numbers at a time: logs of real chats have millions."""

NOTES = {
    "t": {"unit": "s", "label": "Unix time"},
    "user": {"unit": "", "label": "Who"},
    "kind": {"unit": "", "label": "What: msg, push, join or leave"},
    "target": {"unit": "", "label": "To whom"},
    "conv": {"unit": "", "label": "Conversation"},
}


def write_events(path: str | Path, log: EventLog) -> None:
    """Write an event log as CSV or Parquet, as the file's ending says; -1 becomes blank.

    Raises
    ------
    ResultError
        If the ending is neither ``.csv`` nor ``.parquet``, or the file cannot be written.
    """
    target = Path(path)
    writers: dict[str, Callable[[Path, EventLog], None]] = {".csv": _csv, ".parquet": _parquet}
    writer = writers.get(target.suffix.lower())
    if writer is None:
        raise ResultError(
            mark("An event log is written to a file ending in .csv or .parquet: {file}"), file=target
        )
    try:
        publish(target, lambda temporary: writer(temporary, log))
    except OSError as error:
        raise ResultError(
            mark("The event log cannot be written to {file}: {reason}."),
            file=target,
            reason=error.strerror or error,
        ) from error


def read_parquet(path: Path) -> EventLog:
    """Read back what :func:`write_events` wrote to a ``.parquet`` file."""
    columns = arrow.read(path, COLUMNS, is_own=False)

    def numbers(name: str) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
        values = columns[name].astype(np.float64)  # nulls come as NaN
        return np.where(np.isnan(values), BLANK, values).astype(np.int32)

    return EventLog(
        t=columns["t"].astype(np.int64),
        user=numbers("user"),
        kind=columns["kind"].astype(np.str_),
        target=numbers("target"),
        conv=numbers("conv"),
    )


def read_events(path: str | Path) -> EventLog:
    """Read an event log from a CSV or Parquet file, as the file's ending says.

    Needed are the columns ``t`` (Unix seconds), ``user`` and ``kind``; ``target`` and ``conv`` may be
    missing or blank, others are not looked at. Rows may be in any order; they are returned in order
    of time, those of one second in the order of the file.

    Raises
    ------
    ResultError
        If there is no such file, it is of another kind, lacks a column, or holds something else
        than whole numbers where they belong.
    """
    source = Path(path)
    readers: dict[str, Callable[[Path], Cells]] = {".csv": _cells_of_csv, ".parquet": _cells_of_parquet}
    reader = readers.get(source.suffix.lower())
    if reader is None:
        raise ResultError(mark("An event log is a file ending in .csv or .parquet: {file}"), file=source)
    if not source.is_file():
        raise ResultError(mark("There is no file {file}."), file=source)
    cells = reader(source)
    if missing := [name for name in NEEDED if name not in cells]:
        raise ResultError(
            mark("{file} has no column {name!r}; an event log has {known}."),
            file=source,
            name=missing[0],
            known=", ".join(COLUMNS),
        )
    kind = np.asarray(cells["kind"]).astype(np.str_)
    blank = np.full(kind.size, BLANK, np.int64)
    number = {
        name: _whole(source, name, cells[name]) if name in cells else blank
        for name in COLUMNS
        if name != "kind"
    }
    order = np.argsort(number["t"], kind="stable")
    return EventLog(
        t=number["t"][order],
        user=number["user"][order].astype(np.int32),
        kind=kind[order],
        target=number["target"][order].astype(np.int32),
        conv=number["conv"][order].astype(np.int32),
    )


def _cells_of_csv(path: Path) -> Cells:
    """Columns of a CSV file, blank cells as NaN where they hold numbers."""
    pandas = import_module("pandas")  # slow to import, and only needed here
    try:
        frame = pandas.read_csv(path, usecols=lambda name: name in COLUMNS, dtype={"kind": str}, keep_default_na=False,
                                na_values={name: [""] for name in NUMBERS})  # fmt: skip
    except (ValueError, UnicodeDecodeError, OSError) as error:
        reason = " ".join(str(error).split())
        raise ResultError(mark("{file} cannot be read as CSV: {reason}"), file=path, reason=reason) from error
    return {name: frame[name].to_numpy() for name in frame.columns}


def _cells_of_parquet(path: Path) -> Cells:
    """Columns of a Parquet file."""
    try:
        return {name: values for name, values in arrow.read(path, is_own=False).items() if name in COLUMNS}
    except ResultError as error:
        raise ResultError(
            mark(
                "{file} cannot be read as Parquet: it is damaged, was cut short, or is another kind of file."
            ),
            file=path,
        ) from error


NOT_WHOLE = mark("{file}: column {name!r} holds something else than whole numbers.")


def _whole(path: Path, name: str, values: NDArray[Any]) -> NDArray[np.int64]:
    """Whole numbers of a column; blank cells are -1, but for ``t`` and ``user``, which have to be there."""
    try:
        numbers = np.asarray(values).astype(np.float64)
    except (TypeError, ValueError):
        raise ResultError(NOT_WHOLE, file=path, name=name) from None
    is_blank = np.isnan(numbers)
    if name in NEEDED and is_blank.any():
        row = int(np.argmax(is_blank)) + 1
        raise ResultError(
            mark("{file}: column {name!r} has a blank cell in row {row}."), file=path, name=name, row=row
        )
    numbers = np.where(is_blank, BLANK, numbers)
    limit = 2.0**53 if name == "t" else 2.0**31 - 1
    if np.any(numbers != np.floor(numbers)) or np.any(np.abs(numbers) > limit):
        raise ResultError(NOT_WHOLE, file=path, name=name)
    return numbers.astype(np.int64)


def _csv(path: Path, log: EventLog) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(COLUMNS)
        for first in range(0, log.t.size, _AT_ONCE):
            part = slice(first, first + _AT_ONCE)
            columns = (log.t, log.user, log.kind, log.target, log.conv)
            for t, user, kind, target, conv in zip(
                *(column[part].tolist() for column in columns), strict=True
            ):
                rows.writerow((t, _cell(user), kind, _cell(target), _cell(conv)))


def _cell(number: int) -> str:
    return "" if number == BLANK else str(number)


def _parquet(path: Path, log: EventLog) -> None:
    columns = {
        "t": log.t,
        "user": arrow.nullable(log.user, log.user == BLANK),
        "kind": log.kind,
        "target": arrow.nullable(log.target, log.target == BLANK),
        "conv": arrow.nullable(log.conv, log.conv == BLANK),
    }
    arrow.write(path, columns, NOTES, {})
