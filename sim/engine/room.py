"""Room for the arrays of a world: made, cleared, grown."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial

import numpy as np
from numpy.typing import NDArray

from sim.state.fields import Field
from sim.state.group import ARRAYS
from sim.state.people import FIELDS, TODAY

ALL_FIELDS = (*FIELDS, *ARRAYS)
_WRITTEN_FIRST = ("messages", "sends", "events", "counts", "invited")
"""Dimensions of lists of which a kernel reads only what it wrote."""

CLEARED = (*TODAY, *(field for field in ARRAYS if field.dims[0] not in _WRITTEN_FIRST))
"""What has to be 0 when a world begins; the rest of a row is written when somebody joins."""

_CLEARED = frozenset(field.name for field in CLEARED)


def _pieces() -> tuple[tuple[Field, ...], ...]:
    """Fields that are not cleared, those of one line together."""
    lines: dict[str, list[Field]] = {}
    for field in ALL_FIELDS:
        if field.name not in _CLEARED:
            lines.setdefault(field.line or field.name, []).append(field)
    return tuple(tuple(sorted(fields, key=_item, reverse=True)) for fields in lines.values())


def _item(field: Field) -> int:
    """Bytes of an item."""
    return np.dtype(field.dtype).itemsize


_PIECES = _pieces()

HUGE = 50_000
"""Rows from which on room is made sparingly."""

_LINE = 64
"""Bytes of a line of the processor's cache, on whose borders arrays begin."""

_ROWS = "rows"


class Room:
    """Arrays by name, of shape ``(groups, *dims)``, and the size of each dimension.

    What is cleared before each run lies in one piece, so that it is cleared at once. Fields of one line lie side by
    side, row by row, so that a look at a row fetches them all. The rows of a huge group are parts of larger arrays, of
    which the system provides only what is touched: they grow without being copied.

    Parameters
    ----------
    n_groups
        Groups of the world.
    sizes
        Rooms to begin with, by dimension.
    """

    def __init__(self, n_groups: int, sizes: dict[str, int]) -> None:
        self.sizes = sizes
        self.arrays: dict[str, NDArray[np.generic]] = {}
        self._n_groups = n_groups
        self._sparing = n_groups == 1 and sizes[_ROWS] >= HUGE
        self._reserved = 0
        self._behind: dict[str, NDArray[np.generic]] = {}
        self._untouched: dict[str, NDArray[np.uint8]] = {}
        self._whole = _aligned(0)
        self._reserve()
        self._make_cleared()
        for fields in _PIECES:
            self._make(fields)

    def first_rows(self, n: int) -> list[NDArray[np.uint8]]:
        """First rows of what is reserved for a huge group, as bytes, without what was filled: one array a field or line."""
        return [rows[0, :n].reshape(-1) for rows in self._untouched.values()]

    def nbytes(self) -> int:
        """Bytes of all arrays, and of what lies unused between the rows of those side by side."""
        pieces = [self.arrays[fields[0].name] for fields in _PIECES]
        cleared = sum(self.arrays[field.name].nbytes for field in CLEARED)
        return cleared + sum(piece.strides[1] * math.prod(piece.shape[:2]) for piece in pieces)

    def clear(self) -> None:
        """Set what has to be 0 when a world begins."""
        self._whole.fill(0)
        for name in self._behind.keys() & _CLEARED:
            self.arrays[name].fill(0)

    def grow(self, dimension: str) -> None:
        """Make room in a dimension; what is there stays as it is."""
        old = self.sizes[dimension]
        more = old // 2
        if old >= HUGE:
            more = old // (64 if self._is_reserved(dimension) else 16)
        self.sizes[dimension] = max(64, old + more + 1)
        if self._is_reserved(dimension) and self.sizes[dimension] <= self._reserved:
            for field in ALL_FIELDS:
                if field.dims[0] == _ROWS:
                    self._hand_out(field, old)
            return
        self._reserve()
        if any(dimension in field.dims for field in CLEARED):
            self._keeping(CLEARED, self._make_cleared)
        for fields in _PIECES:  # one by one, so that what was there goes before the next is made
            if any(dimension in field.dims for field in fields):
                self._keeping(fields, partial(self._make, fields))

    def _keeping(self, fields: tuple[Field, ...], make: Callable[[], None]) -> None:
        """Make fields again at their present size, with what was in them."""
        before = [self.arrays[field.name] for field in fields]
        make()
        for field, array in zip(fields, before, strict=True):
            self.arrays[field.name][tuple(slice(0, n) for n in array.shape)] = array

    def _reserve(self) -> None:
        """Settle for how many rows of a huge group larger arrays are made."""
        if self._sparing and self.sizes[_ROWS] > self._reserved:
            self._reserved = self.sizes[_ROWS] + self.sizes[_ROWS] // 2

    def _is_reserved(self, dimension: str) -> bool:
        return self._sparing and dimension == _ROWS

    def _make_cleared(self) -> None:
        """Allocate what is cleared before each run."""
        in_one = [field for field in CLEARED if not self._is_reserved(field.dims[0])]
        sizes = [math.prod(self._shape(field)) * _item(field) for field in in_one]
        starts = np.cumsum([0, *(-(-size // _LINE) * _LINE for size in sizes)])
        self._whole = _aligned(int(starts[-1]))
        for field, start, size in zip(in_one, starts, sizes, strict=False):
            part = self._whole[start : start + size]
            self.arrays[field.name] = part.view(field.dtype).reshape(self._shape(field))
        for field in CLEARED:
            if self._is_reserved(field.dims[0]):
                self._make((field,))

    def _make(self, fields: tuple[Field, ...]) -> None:
        """Allocate a field, or the fields of one line, at their present size."""
        n_rows = self.sizes[fields[0].dims[0]]
        if self._is_reserved(fields[0].dims[0]):
            n_rows = self._reserved
        inner = [tuple(self.sizes[dim] for dim in field.dims[1:]) for field in fields]
        sizes = [math.prod(dims) * _item(field) for field, dims in zip(fields, inner, strict=True)]
        largest = _item(fields[0])
        width = -(-sum(sizes) // largest) * largest
        rows = _aligned(self._n_groups * n_rows * width).reshape(self._n_groups, n_rows, width)
        start = 0
        for field, dims, size in zip(fields, inner, sizes, strict=True):
            made = rows[..., start : start + size].view(field.dtype).reshape(self._n_groups, n_rows, *dims)
            start += size
            if self._is_reserved(field.dims[0]):
                self._behind[field.name] = made
                self._hand_out(field, 0)
            else:
                self.arrays[field.name] = made
                if field.fill != 0:
                    made.fill(field.fill)
        if self._is_reserved(fields[0].dims[0]) and not any(field.fill for field in fields):
            self._untouched[fields[0].name] = rows

    def _hand_out(self, field: Field, known: int) -> None:
        """Let an array of rows be as large as it is to be now; rows from ``known`` on are new."""
        self.arrays[field.name] = self._behind[field.name][:, : self.sizes[_ROWS]]
        if field.fill != 0:
            self.arrays[field.name][:, known:] = field.fill

    def _shape(self, field: Field) -> tuple[int, ...]:
        return (self._n_groups, *(self.sizes[dim] for dim in field.dims))


def _aligned(size: int) -> NDArray[np.uint8]:
    """Bytes that are 0, from the beginning of a line on."""
    made = np.zeros(size + _LINE, np.uint8)
    start = -made.ctypes.data % _LINE
    return made[start : start + size]
