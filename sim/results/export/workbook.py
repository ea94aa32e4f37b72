"""Tables as sheets of one Excel workbook, a row at a time."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from sim.i18n import mark
from sim.results.errors import ResultError
from sim.results.export.source import Column, Source, library
from sim.results.parts import KEYS

Book = Any
"""A workbook, a sheet or a format: the library has no types."""

MOST_ROWS = 1_048_576
"""Of a sheet, head included."""
_EXACT = 10**15
"""Whole numbers from here on are written as text: Excel keeps fifteen digits."""

_FORMATS = {"share": "0.000", "yuan": "#,##0.00"}


def write_workbook(path: Path, source: Source, *, advance: Callable[[int], None]) -> None:
    """Write the sheets ``about``, ``dictionary``, and one a table; what does not exist is a blank cell.

    Heads are frozen and carry the label and unit of their column as a note.

    Raises
    ------
    ResultError
        If a table has more rows than a sheet, or ``xlsxwriter`` is not installed.
    """
    for table in source.tables:
        if (rows := source.rows(table)) >= MOST_ROWS:
            raise ResultError(
                mark(
                    "The table {table!r} has {rows} rows, and a sheet holds {most}; leave it out with --tables, or export "
                    "to csv, stata or xarray."
                ),
                table=table,
                rows=rows,
                most=MOST_ROWS - 1,
            )
    xlsxwriter = library("xlsxwriter", "xlsxwriter")
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        bold = book.add_format({"bold": True, "bottom": 1})
        _plain_sheet(book, "about", (), source.about(), bold)
        _plain_sheet(book, "dictionary", *source.dictionary(), bold)
        for table in source.tables:
            _table_sheet(book, table, source, bold, advance)


def _plain_sheet(
    book: Book, name: str, head: tuple[str, ...], rows: Sequence[tuple[str, ...]], bold: Book
) -> None:
    sheet = book.add_worksheet(name)
    lines = [head, *rows] if head else rows
    for column, width in enumerate((14, 30, 34, 14, 14, 90) if head else (30, 90)):
        sheet.set_column(column, column, width)
    for row, line in enumerate(lines):
        for column, text in enumerate(line):
            sheet.write_string(row, column, text, bold if head and row == 0 else None)
    if head:
        sheet.freeze_panes(1, 2)
        sheet.autofilter(0, 0, max(1, len(rows)), len(head) - 1)


def _table_sheet(book: Book, table: str, source: Source, bold: Book, advance: Callable[[int], None]) -> None:
    sheet = book.add_worksheet(table)
    columns = source.columns[table]
    for place, column in enumerate(columns):
        sheet.set_column(place, place, min(40, max(9, len(column.name) + 2)), _format(book, column, source))
        sheet.write_string(0, place, column.name, bold)
        sheet.write_comment(0, place, column.heading)
    keys = len({*KEYS[table], "run", "scenario"})
    sheet.freeze_panes(1, keys if keys < len(columns) else 0)
    row = 0
    for piece in source.read(table):
        for values in zip(*(column.tolist() for column in piece.values()), strict=True):
            row += 1
            for place, value in enumerate(values):
                _cell(sheet, row, place, value)
        advance(1)
    sheet.autofilter(0, 0, max(1, row), len(columns) - 1)


def _format(book: Book, column: Column, source: Source) -> Book:
    """Number format of a column, by its unit."""
    for unit, pattern in _FORMATS.items():
        if column.unit == source.t(unit):
            return book.add_format({"num_format": pattern})
    return None


def _cell(sheet: Book, row: int, column: int, value: object) -> None:
    if isinstance(value, str):
        sheet.write_string(row, column, value)
    elif isinstance(value, int) and abs(value) >= _EXACT:
        sheet.write_string(row, column, str(value))
    elif isinstance(value, int) or (isinstance(value, float) and math.isfinite(value)):
        sheet.write_number(row, column, value)
    elif isinstance(value, float) and math.isinf(value):
        sheet.write_string(row, column, str(value))
