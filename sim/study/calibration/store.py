"""Every simulation that has been made, on disk as soon as it is: what makes a calibration resumable."""

from __future__ import annotations

from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
NAME = "simulations.f64"


class Simulations:
    """Rows of world, values and patterns as raw 64-bit floats, appended one by one.

    A world's number names a simulation: 0 to N - 1 are draws from the prior, higher ones belong to
    later steps. Order in the file is that of completion and means nothing. A row that was cut short
    by a crash is dropped, and its simulation made again.

    Parameters
    ----------
    folder
        Where the file is, or is to be.
    n_values, n_patterns
        Numbers in a row.
    """

    def __init__(self, folder: Path, n_values: int, n_patterns: int) -> None:
        self._path = folder / NAME
        self._n_values = n_values
        self._width = 1 + n_values + n_patterns
        self._lock = Lock()
        self._rows: dict[int, Array] = {}
        if self._path.exists():
            self._read()
        self._file = self._path.open("ab", buffering=0)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def __len__(self) -> int:
        return len(self._rows)

    def get(self, world: int, values: Array) -> Array | None:
        """Return the patterns of a world, if it has been simulated with exactly these values."""
        row = self._rows.get(world)
        if row is None or not np.array_equal(row[1 : 1 + self._n_values], values):
            return None
        return row[1 + self._n_values :]

    def add(self, world: int, values: Array, patterns: Array) -> None:
        """Keep a simulation; threads may call it."""
        row = np.concatenate(([float(world)], values, patterns)).astype("<f8")
        with self._lock:
            self._rows[world] = row
            self._file.write(row.tobytes())

    def _read(self) -> None:
        content = self._path.read_bytes()
        size = 8 * self._width
        whole = len(content) // size * size
        if whole < len(content):
            with self._path.open("r+b") as file:
                file.truncate(whole)
        for row in np.frombuffer(content[:whole], "<f8").reshape(-1, self._width):
            self._rows[int(row[0])] = row.astype(np.float64)
