"""One writer at a time: an advisory lock that ends with the process that holds it."""

from __future__ import annotations

import contextlib
import os
import platform
import sys
from pathlib import Path

from sim.results.errors import ResultError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

NAME = ".lock"
FAR = 1 << 30
"""On Windows the locked byte cannot be read by others; it lies far behind the text."""


class Lock:
    """The right to write into a folder.

    The operating system holds the lock, and lets go of it when the process ends in whatever way,
    so it cannot go stale. The file stays; its text only says who had it last.

    Parameters
    ----------
    folder
        Which folder.
    name
        Name of the lock's file.
    shared
        Others may have it as well, as long as all say so; not on Windows.

    Raises
    ------
    ResultError
        If another process, or another part of this one, is writing there.
    """

    def __init__(self, folder: Path, name: str = NAME, *, shared: bool = False) -> None:
        self._path = folder / name
        self._handle: int | None = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            self._acquire(self._handle, shared)
        except OSError as error:
            holder = self._holder()
            self.release()
            if isinstance(error, (BlockingIOError, PermissionError)):
                raise ResultError(
                    f"{folder} is being written to by {holder}; wait until it has finished, or name another folder."
                ) from None
            raise ResultError(
                f"{folder} cannot be locked for writing ({error.strerror}); name another folder."
            ) from error
        if not shared:
            os.ftruncate(self._handle, 0)
            os.write(self._handle, self._self().encode())

    def release(self) -> None:
        """Let others write; a second call does nothing."""
        if self._handle is not None:
            handle, self._handle = self._handle, None
            os.close(handle)

    @staticmethod
    def _acquire(handle: int, shared: bool) -> None:
        if sys.platform == "win32":
            os.lseek(handle, FAR, os.SEEK_SET)
            try:
                msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            finally:
                os.lseek(handle, 0, os.SEEK_SET)
        else:
            fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)

    @staticmethod
    def _self() -> str:
        return f"process {os.getpid()} on {platform.node() or 'this machine'}"

    def _holder(self) -> str:
        with contextlib.suppress(OSError):
            return self._path.read_text(encoding="utf-8").strip() or "another process"
        return "another process"
