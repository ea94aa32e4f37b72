"""Rows of CSV files, under whatever delimiter; a quotation mark that is never closed costs its own line only."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

_LONGEST_FIELD = 1 << 20
_MOST_LINES = 400
"""A row over more lines than this is taken for an unclosed quotation mark."""
DELIMITERS = ",;\t|"


class Row(NamedTuple):
    """Cells of a row and the line on which it begins; None for what could not be read."""

    cells: list[str] | None
    line: int


class Rows:
    """Yields rows; after a row that cannot be, reading goes on with its second line.

    Parameters
    ----------
    lines
        The text, with line ends.
    delimiter
        Between cells.
    fits
        Whether a row can have so many cells; asked of rows over several lines.
    """

    def __init__(self, lines: Iterable[str], delimiter: str, fits: Callable[[int], bool]) -> None:
        self._lines = iter(lines)
        self._again: deque[str] = deque()
        self._taken: list[str] = []
        self._delimiter, self._fits = delimiter, fits

    def __iter__(self) -> Iterator[Row]:
        line, reader = 1, self._reader()
        while True:
            cells: list[str] | None
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                cells = None
            lines = len(self._taken)
            if cells is None or lines > _MOST_LINES or (lines > 1 and not self._fits(len(cells))):
                cells = None
                self._again.extendleft(reversed(self._taken[1:]))
                del self._taken[1:]
                reader = self._reader()
            begun, line = line, line + len(self._taken)
            self._taken.clear()
            if cells != []:
                yield Row(cells, begun)

    def _reader(self) -> Iterator[list[str]]:
        csv.field_size_limit(_LONGEST_FIELD)
        return csv.reader(self._feed(), delimiter=self._delimiter)

    def _feed(self) -> Iterator[str]:
        while True:
            line = self._again.popleft() if self._again else next(self._lines, None)
            if line is None:
                return
            self._taken.append(line)
            yield line.replace("\0", "") if "\0" in line else line


def delimiter(head: str) -> str:
    """Return what stands between the cells of the first line."""
    first = head.splitlines()[0] if head else ""
    return max(DELIMITERS, key=first.count)


def names(head: str) -> list[str]:
    """Return the names in the first line, in small letters."""
    row = next(csv.reader([head.splitlines()[0]], delimiter=delimiter(head)), []) if head.strip() else []
    return [name.strip().strip("\ufeff").casefold() for name in row]
