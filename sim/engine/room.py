"""Room for the arrays of a world: made, cleared, grown."""

from __future__ import annotations

import math

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
_FILLS = {field.name: field.fill for field in ALL_FIELDS}

HUGE = 50_000
"""Rows from which on room is made sparingly."""

_LINE = 64
"""Bytes of a line of the processor's cache, on whose borders arrays begin."""

_ROWS = "rows"


class Room:
    """Arrays by name, of shape ``(groups, *dims)``, and the size of each dimension.

    What is cleared before each run lies in one piece, so that it is cleared at once. The rows of a huge group are
    parts of larger arrays, of which the system provides only what is touched: they grow without being copied.

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
        self._whole = np.zeros(0, np.uint8)
        self._make(ALL_FIELDS)

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
            for name in self._behind:
                self._hand_out(name, old)
            return
        grown = [field for field in ALL_FIELDS if dimension in field.dims]
        if any(field.name in _CLEARED for field in grown):  # they lie in one piece
            self._make_again(CLEARED)
        for field in grown:  # one by one, so that what was there goes before the next is made
            if field.name not in _CLEARED:
                self._make_again((field,))

    def _make_again(self, fields: tuple[Field, ...]) -> None:
        """Allocate fields at their present size, with what was in them."""
        before = [self.arrays[field.name] for field in fields]
        self._make(fields)
        for field, array in zip(fields, before, strict=True):
            self.arrays[field.name][tuple(slice(0, n) for n in array.shape)] = array

    def _is_reserved(self, dimension: str) -> bool:
        return self._sparing and dimension == _ROWS

    def _make(self, fields: tuple[Field, ...]) -> None:
        """Allocate fields at their present size."""
        if self._sparing and self.sizes[_ROWS] > self._reserved:
            self._reserved = self.sizes[_ROWS] + self.sizes[_ROWS] // 2
        pieces = []
        for field in fields:
            if self._is_reserved(field.dims[0]):
                shape = (self._n_groups, self._reserved, *(self.sizes[dim] for dim in field.dims[1:]))
                self._behind[field.name] = np.zeros(shape, field.dtype)
                self._hand_out(field.name, 0)
            elif field.name in _CLEARED:
                pieces.append(field)
            else:
                self.arrays[field.name] = np.zeros(self._shape(field), field.dtype)
                if field.fill != 0:
                    self.arrays[field.name].fill(field.fill)
        if pieces:
            self._make_whole(pieces)

    def _hand_out(self, name: str, known: int) -> None:
        """Let an array of rows be as large as it is to be now; rows from ``known`` on are new."""
        self.arrays[name] = self._behind[name][:, : self.sizes[_ROWS]]
        if _FILLS[name] != 0:
            self.arrays[name][:, known:] = _FILLS[name]

    def _make_whole(self, fields: list[Field]) -> None:
        """Allocate what is cleared before each run."""
        sizes = [math.prod(self._shape(field)) * np.dtype(field.dtype).itemsize for field in fields]
        starts = np.cumsum([0, *(-(-size // _LINE) * _LINE for size in sizes)])
        self._whole = np.zeros(starts[-1], np.uint8)
        for field, start, size in zip(fields, starts, sizes, strict=False):
            part = self._whole[start : start + size]
            self.arrays[field.name] = part.view(field.dtype).reshape(self._shape(field))

    def _shape(self, field: Field) -> tuple[int, ...]:
        return (self._n_groups, *(self.sizes[dim] for dim in field.dims))
