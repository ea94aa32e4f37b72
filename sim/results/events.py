"""Event logs as files, in the form of a real chat's export: t, user, kind, target, conv."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import numpy as np

from sim.results import arrow
from sim.results.atomic import publish
from sim.results.block import EventLog
from sim.results.errors import ResultError

COLUMNS = ("t", "user", "kind", "target", "conv")
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
        ending = f"not {target.suffix!r}" if target.suffix else "and this name has no ending"
        raise ResultError(f"An event log is written to a file ending in .csv or .parquet, {ending}: {target}")
    try:
        publish(target, lambda temporary: writer(temporary, log))
    except OSError as error:
        raise ResultError(
            f"The event log cannot be written to {target}: {error.strerror or error}."
        ) from error


def read_parquet(path: Path) -> EventLog:
    """Read back what :func:`write_events` wrote to a ``.parquet`` file."""
    columns = arrow.read(path, COLUMNS)

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
