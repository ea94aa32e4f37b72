"""Tables as CSV files: RFC 4180, UTF-8, a part at a time."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

from sim.results import arrow
from sim.results.export.source import Source

BOM = "\ufeff"
"""Mark at the beginning by which Excel knows UTF-8; other programs pass over it or take it for a letter."""


def write_csv_folder(folder: Path, source: Source, *, bom: bool, advance: Callable[[int], None]) -> None:
    """Write each table, and ``dictionary.csv``; what does not exist is blank. Needs the memory of one part."""
    for table in source.tables:
        with (folder / f"{table}.csv").open("wb") as file:
            file.write(BOM.encode() if bom else b"")
            arrow.write_csv(file, (_told(piece, advance) for piece in source.read(table)))
    write_dictionary(folder / "dictionary.csv", source, bom=bom)


def write_dictionary(path: Path, source: Source, *, bom: bool, more: dict[str, str] | None = None) -> None:
    """Write what each column means; ``more`` are names by which another program knows columns."""
    head, rows = source.dictionary()
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(BOM if bom else "")
        table = csv.writer(file)
        table.writerow(head if more is None else (*head, source.t("name in Stata")))
        table.writerows(rows if more is None else [(*row, more[row[1]]) for row in rows])


def _told(piece: arrow.Columns, advance: Callable[[int], None]) -> arrow.Columns:
    advance(1)
    return piece
