"""A digest of a Parquet file within the file: a flipped bit anywhere is told, the footer's included.

Parquet has checksums of the data in pages, but none of page headers and of the footer, which say what the data
mean: a bit flipped there can change a type or an offset, and so what is read. The footer's metadata hold a place of
zeros; once the file is written they are replaced by the digest of the file as it was with zeros.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

KEY = "seal"
OPEN = "0" * 32
"""What stands in the place of the digest until it is known."""


def seal(path: Path) -> None:
    """Put the digest of a file into its place, of which there must be exactly one."""
    data = path.read_bytes()
    if data.count(OPEN.encode()) != 1:
        raise ValueError(f"{path} has {data.count(OPEN.encode())} places for a digest")
    with path.open("r+b") as file:
        file.seek(data.index(OPEN.encode()))
        file.write(_digest(data))


def is_whole(data: bytes, sealed: bytes | None) -> bool:
    """Whether a file is as it was written.

    Parameters
    ----------
    data
        All of the file.
    sealed
        The digest that its metadata hold; None if they hold none.
    """
    if sealed is None or data.count(sealed) != 1:
        return False
    return _digest(data.replace(sealed, OPEN.encode())) == sealed


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).hexdigest().encode()
