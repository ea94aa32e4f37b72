"""Tables as Stata files (.dta, format 118, Stata 14 and later)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np

from sim.i18n import mark
from sim.results.arrow import Columns
from sim.results.errors import ResultError
from sim.results.export.delimited import write_dictionary
from sim.results.export.source import Source, library

VERSION = 118
LONGEST_NAME, LONGEST_LABEL = 32, 80
_EXACT = 2**53
"""Whole numbers beyond are written as text: Stata has none of eight bytes."""
_RESERVED = frozenset(
    {
        "_all", "_b", "byte", "_coef", "_cons", "double", "float", "if", "in", "int", "long", "_n", "_N", "_pi", "_pred",
        "_rc", "_skip", "strL", "using", "with",
    }
)  # fmt: skip


def write_stata_folder(folder: Path, source: Source, *, advance: Callable[[int], None]) -> dict[str, str]:
    """Write each table, and ``dictionary.csv``; return the columns that go by another name.

    Variables carry label and unit. Names that Stata does not take are shortened or changed, which the
    dictionary tells. Needs the memory of a whole table.

    Raises
    ------
    ResultError
        If a column holds an infinite number, which Stata does not have.
    """
    pandas = library("pandas", "pandas")
    columns = [column for table in source.tables for column in source.columns[table]]
    name = stata_names(dict.fromkeys(column.name for column in columns))
    for table in source.tables:
        pieces: list[Columns] = []
        for piece in source.read(table):
            pieces.append(piece)
            advance(1)
        values = {
            name[column]: _storable(table, column, np.concatenate([piece[column] for piece in pieces]))
            for column in pieces[0]
        }
        labels = {name[column.name]: column.heading[:LONGEST_LABEL] for column in source.columns[table]}
        pandas.DataFrame(values).to_stata(
            folder / f"{table}.dta", write_index=False, version=VERSION, variable_labels=labels, data_label=table
        )  # fmt: skip
    write_dictionary(folder / "dictionary.csv", source, bom=False, more=name)
    return {column: short for column, short in name.items() if column != short}


def stata_names(columns: Iterable[str]) -> dict[str, str]:
    """Return by column the name that Stata takes: at most 32 letters, digits and underscores, no word of its own."""
    taken: dict[str, str] = {}
    for column in columns:
        base = re.sub(r"\W", "_", column)
        base = f"_{base}" if base[:1].isdigit() or base in _RESERVED else base
        short, number = base[:LONGEST_NAME], 1
        while short in taken.values():
            number += 1
            end = f"_{number}"
            short = base[: LONGEST_NAME - len(end)] + end
        taken[column] = short
    return taken


def _storable(table: str, column: str, values: np.ndarray[tuple[int], np.dtype[np.generic]]) -> object:
    """Return values in a type that Stata has, without loss."""
    if values.dtype.kind in "iu":
        largest = int(np.abs(values).max(initial=0))
        if largest < 2**31 - 1000:  # the largest of Stata's own stand for missing
            return values.astype(np.int32)
        return values.astype(np.float64) if largest <= _EXACT else values.astype(str).astype(object)
    if values.dtype.kind == "f" and np.isinf(values).any():
        raise ResultError(
            mark("The column {column!r} of {table!r} holds an infinite number, which Stata does not have; export to csv."),
            column=column, table=table,
        )  # fmt: skip
    return values
