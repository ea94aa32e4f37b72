"""The only file that speaks to pyarrow, and only when a file is read or written.

Tables are mappings from column names to NumPy arrays of one length.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from sim.results.errors import ResultError
from sim.results.seal import KEY, OPEN, is_whole, seal

Columns = dict[str, NDArray[Any]]
Notes = Mapping[str, Mapping[str, str]]
"""By column: what else to write into the file's schema, such as ``unit`` and ``label``."""


def _arrow() -> ModuleType:
    return import_module("pyarrow")


def _parquet() -> ModuleType:
    return import_module("pyarrow.parquet")


def write(path: Path, columns: Mapping[str, Any], notes: Notes, about: Mapping[str, str]) -> None:
    """Write columns to a Parquet file, with notes on columns and on the file in its schema."""
    arrow = _arrow()
    arrays = {name: _array(values) for name, values in columns.items()}
    fields = [
        arrow.field(name, array.type, metadata=dict(notes.get(name, {})) or None)
        for name, array in arrays.items()
    ]
    schema = arrow.schema(fields, metadata={**about, KEY: OPEN})
    table = arrow.Table.from_arrays(list(arrays.values()), schema=schema)
    _parquet().write_table(table, path, compression="zstd", write_page_checksum=True)
    seal(path)


def _array(values: Any) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Make an Arrow array of numbers, strings, or what is one already.

    ``pyarrow.array`` does the same, but imports pandas first to see whether the values are of pandas: half a second.
    """
    arrow = _arrow()
    if isinstance(values, np.ndarray) and values.dtype in (np.float64, np.int64):
        kind = arrow.float64() if values.dtype == np.float64 else arrow.int64()
        return arrow.Array.from_buffers(
            kind, values.size, [None, arrow.py_buffer(np.ascontiguousarray(values))]
        )
    if isinstance(values, list) and values and all(type(value) is str for value in values):
        encoded = [value.encode() for value in values]
        places = np.zeros(len(encoded) + 1, np.int64)
        np.cumsum([len(value) for value in encoded], out=places[1:])
        if places[-1] <= np.iinfo(np.int32).max:
            buffers = (arrow.py_buffer(places.astype(np.int32)), arrow.py_buffer(b"".join(encoded)))
            return arrow.StringArray.from_buffers(len(encoded), *buffers)
    return values if isinstance(values, arrow.Array) else arrow.array(values)


def nullable(values: NDArray[Any], missing: NDArray[np.bool_]) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Return a column in which some places are empty, for :func:`write`."""
    return _arrow().array(values, mask=missing)


def rows_and_columns(path: Path) -> tuple[int, list[str]]:
    """Number of rows and names of columns, from the end of the file alone.

    Raises
    ------
    ResultError
        If the file was cut short or is no Parquet file.
    """
    try:
        with _parquet().ParquetFile(path) as file:
            return int(file.metadata.num_rows), list(file.schema_arrow.names)
    except (_arrow().ArrowException, OSError, ValueError) as error:
        raise _damaged(path) from error


def read(path: Path, names: Sequence[str] | None = None, *, is_own: bool = True) -> Columns:
    """Return the columns of a Parquet file.

    One that :func:`write` has written is checked as a whole, one of another program page by page.

    Raises
    ------
    ResultError
        If the file is damaged, or lacks a column of ``names``.
    """
    try:
        data = path.read_bytes()
        with _parquet().ParquetFile(_arrow().BufferReader(data), page_checksum_verification=True) as file:
            if is_own and not is_whole(data, (file.metadata.metadata or {}).get(KEY.encode())):
                raise _damaged(path)
            table = file.read(columns=None if names is None else list(names))
    except (_arrow().ArrowException, OSError, ValueError) as error:  # ValueError: names that are no text
        raise _damaged(path) from error
    columns = {name: table.column(name).to_numpy() for name in table.column_names}
    if missing := [name for name in names or () if name not in columns]:
        raise ResultError(f"{path} has no column {missing[0]!r}: {remedy(path)}")
    return columns


def notes_of(path: Path) -> dict[str, dict[str, str]]:
    """Return what :func:`write` was given as ``notes``."""
    schema = _parquet().read_schema(path)
    return {
        field.name: {key.decode(): value.decode() for key, value in (field.metadata or {}).items()}
        for field in schema
    }


def types_of(path: Path) -> dict[str, str]:
    """Return Arrow's name of the type of each column, such as ``int64``, ``double``, ``string``."""
    return {field.name: str(field.type) for field in _parquet().read_schema(path)}


def write_csv(file: BinaryIO, pieces: Iterable[Mapping[str, Any]]) -> None:
    """Write pieces of one table as CSV (RFC 4180): lines end in CR LF, NaN is blank, numbers read back exactly."""
    arrow = _arrow()
    writer: Any = None
    for piece in pieces:
        arrays = [arrow.array(values, from_pandas=True) for values in piece.values()]
        batch = arrow.Table.from_arrays(arrays, names=list(piece))
        if writer is None:
            sink = arrow.PythonFile(_CarriageReturns(file), mode="w")
            writer = import_module("pyarrow.csv").CSVWriter(sink, batch.schema)
            schema = batch.schema
        writer.write_table(batch.cast(schema))  # a column that is blank throughout has no type of its own
    if writer is not None:
        writer.close()


class _CarriageReturns:
    """Lets lines that are written end in CR LF; no name in the tables holds a line break."""

    closed = False

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def write(self, data: Any) -> int:  # noqa: ANN401 - pyarrow's buffer
        """Write bytes."""
        written = bytes(data)
        self._file.write(written.replace(b"\n", b"\r\n"))
        return len(written)

    def flush(self) -> None:
        """Flush the file."""
        self._file.flush()

    def close(self) -> None:
        """Leave the file to whoever opened it."""


def remedy(path: Path) -> str:
    """What to do about a bad part: without its ``runs`` part, its runs are computed anew."""
    return f"delete {path.parent.parent / 'runs' / path.name} and run the same command again."


def _damaged(path: Path) -> ResultError:
    return ResultError(f"{path} is damaged or was cut short: {remedy(path)}")
