"""Rows of a folder of results: filtered, and joined to the settings of their points."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.results import ResultFolder, SweepFolder
from sim.results.atomic import publish
from sim.results.sweep_folder import holds_sweep
from sim.study.errors import StudyError

Rows = dict[str, NDArray[Any]]
_CONDITION = re.compile(r"\s*([A-Za-z_][\w.]*)\s*(!=|<=|>=|=|<|>)\s*(.*?)\s*")
_HOW: Mapping[str, Callable[[Any, Any], Any]] = {
    "=": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


def selected(folder: Path, table: str, conditions: Sequence[str] = (), columns: Sequence[str] = ()) -> Rows:
    """Return rows of a table, each with the settings of its point.

    Parameters
    ----------
    folder
        Of a sweep, or of ``sim run`` or ``sim compare``.
    table
        ``runs``, ``days``, ``points`` or ``failures``; others where the folder has them.
    conditions
        ``name=value``, also with ``!=``, ``<``, ``<=``, ``>`` and ``>=``; all must hold.
    columns
        Which columns to return, in this order; all if none is named.

    Raises
    ------
    StudyError
        If there is no such table or column, or a condition cannot be understood.
    ResultError
        If the folder holds no results.
    """
    rows = _table(folder, table)
    for condition in conditions:
        kept = _holds(condition, rows)
        rows = {name: values[kept] for name, values in rows.items()}
    if missing := [name for name in columns if name not in rows]:
        raise _no_column(missing[0], rows)
    return {name: rows[name] for name in columns} if columns else rows


def _table(folder: Path, table: str) -> Rows:
    if not holds_sweep(folder):
        tables = ResultFolder(folder).open().tables()
        if table not in tables:
            raise StudyError(
                "There is no table {name} here; there are {known}.", name=table, known=", ".join(tables)
            )
        rows = tables[table]
        if table != "runs" and "scenario" not in rows:
            rows = _with(rows, "run", tables["runs"], ("scenario",))
        return rows
    opened = SweepFolder(folder).open()
    points = opened.points()
    if table == "points":
        return points
    rows = opened.failures() if table == "failures" else opened.table(table)
    if not rows:
        raise StudyError("The table {name} has no rows in {folder}.", name=table, folder=folder)
    return _with(rows, "point", points, tuple(name for name in points if name not in ("key", *rows)))


def _with(rows: Rows, key: str, other: Rows, names: Sequence[str]) -> Rows:
    """Join columns of another table, which has one row a key."""
    order = np.argsort(other[key], kind="stable")
    at = np.searchsorted(other[key][order], rows[key])
    found = order[np.minimum(at, order.size - 1)] if order.size else np.zeros(at.size, np.int64)
    lacking = np.flatnonzero(other[key][found] != rows[key]) if order.size else np.arange(at.size)
    if lacking.size:
        raise StudyError(
            "The rows of {key} {value} have no counterpart in the other table of the folder, so it is not complete; restore it "
            "from a copy.",
            key=key,
            value=rows[key][lacking[0]],
        )
    head = {
        name: values
        for name, values in rows.items()
        if name in ("run", "scenario", "point", "world", "seed", "group", "day")
    }
    return {
        **head,
        **{name: other[name][found] for name in names},
        **{n: v for n, v in rows.items() if n not in head},
    }


def _holds(condition: str, rows: Rows) -> NDArray[np.bool_]:
    found = _CONDITION.fullmatch(condition)
    if not found or not found[3]:
        raise StudyError(
            "{condition}: write it as NAME=VALUE, as in world<10 or scenario=types/free_group.",
            condition=repr(condition),
        )
    name, how, text = found[1], found[2], found[3]
    if name not in rows:
        raise _no_column(name, rows)
    values = rows[name]
    if values.dtype.kind in "OUS":
        if how not in ("=", "!="):
            raise StudyError("{name} is text; only = and != can be asked of it.", name=name)
        return np.asarray(_HOW[how](values.astype(np.str_), text.strip("\"'")))
    try:
        return np.asarray(_HOW[how](values, float(text)))
    except ValueError:
        raise StudyError("{name} is a number, and {value} is none.", name=name, value=repr(text)) from None


def _no_column(name: str, rows: Rows) -> StudyError:
    return StudyError("There is no column {name}; there are {known}.", name=name, known=", ".join(rows))


def write_rows(path: Path, rows: Rows) -> None:
    """Write rows to a file ending in ``.csv`` or ``.parquet``.

    Raises
    ------
    StudyError
        If it cannot be written.
    """
    frame = import_module("pandas").DataFrame(rows)
    try:
        if path.suffix.lower() == ".csv":
            publish(path, lambda temporary: frame.to_csv(temporary, index=False))
        else:
            publish(path, lambda temporary: frame.to_parquet(temporary, index=False))
    except OSError as error:
        raise StudyError(
            "{file} cannot be written: {reason}.", file=path, reason=error.strerror or error
        ) from error
