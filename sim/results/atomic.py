"""Files that are there in full or not at all, whatever happens while they are written."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

TEMPORARY = ".tmp"
"""Ending of a file that is being written; with the leading dot, table readers pass it over."""


def publish(path: Path, write: Callable[[Path], object]) -> None:
    """Let ``write`` fill a temporary file beside ``path``, flush it, and give it its name.

    A crash at any moment leaves the former file or the new one, never a part of it; at worst a
    temporary file stays behind (see :func:`is_temporary`).
    """
    temporary = _beside(path)
    try:
        write(temporary)
        _flush(temporary)
        os.replace(temporary, path)  # noqa: PTH105 - the name that tests of crashes replace
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    if sys.platform != "win32":  # a folder cannot be opened there, and renames are kept in order
        _flush(path.parent)


def publish_text(path: Path, text: str) -> None:
    """Write a text in one step, in UTF-8."""
    publish(path, lambda temporary: temporary.write_text(text, encoding="utf-8"))


def publish_folder(path: Path, write: Callable[[Path], None]) -> None:
    """Let ``write`` fill a temporary folder beside ``path``, flush it, and give it its name.

    A folder that is there already is exchanged as a whole; whoever calls this has made sure that it may be.
    """
    temporary, former = _beside(path), _beside(path)
    temporary.mkdir()
    try:
        write(temporary)
        for file in temporary.iterdir():
            _flush(file)
        if path.exists():
            path.rename(former)
        temporary.rename(path)
    except BaseException:
        if former.exists() and not path.exists():
            former.rename(path)
        shutil.rmtree(temporary, ignore_errors=True)
        raise
    shutil.rmtree(former, ignore_errors=True)


def _beside(path: Path) -> Path:
    """Name a temporary beside a path; by chance, since processes of two machines on one disk may have one number."""
    return path.with_name(f".{path.name}.{os.urandom(6).hex()}{TEMPORARY}")


def is_temporary(path: Path) -> bool:
    """Whether ``path`` is what an interrupted write left behind."""
    return path.name.startswith(".") and path.name.endswith(TEMPORARY)


def _flush(path: Path) -> None:
    """Have the system put a file or a folder's entries on the disk."""
    flags = os.O_RDWR if path.is_file() else os.O_RDONLY
    handle = os.open(path, flags)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
