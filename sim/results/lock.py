"""One writer at a time: an advisory lock that ends with the process that holds it."""

from __future__ import annotations

import contextlib
import os
import platform
import re
import sys
import time
from pathlib import Path

from sim.i18n import mark
from sim.i18n.told import Told
from sim.results.errors import ResultError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

NAME = ".lock"
FAR = 1 << 30
"""On Windows the locked byte cannot be read by others; it lies far behind the text."""
PATIENCE = 2.0
"""Seconds that a sharer waits for others that come at the same moment, each of which has the lock to itself for an instant."""
BUSY = mark("{folder} is being written to by {holder}; wait until it has finished, or name another folder.")
_WHO = re.compile(r"process (\d+) on (.+)")


class Held(ResultError):
    """Another process has the lock."""


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
    terms
        If given, others may have the lock as well as long as they say the same: the file's text is what they all said.
        Nobody can change the text meanwhile, since that takes the lock alone. Windows has no shared locks: there the
        lock is had alone, whatever the terms.

    Raises
    ------
    Held
        If another process, or another part of this one, is writing there.
    ResultError
        If the file system has no locks.
    OSError
        If the file cannot be made or written.
    """

    def __init__(self, folder: Path, name: str = NAME, terms: str = "") -> None:
        self._folder, self._path = folder, folder / name
        self._handle: int | None = None
        try:
            if terms and sys.platform != "win32":
                self._share(terms)
            elif self._take(shared=False):
                self._write(terms or f"process {os.getpid()} on {platform.node() or 'this machine'}")
        except BaseException:
            self.release()
            raise
        if self._handle is None:
            raise Held(BUSY, folder=folder, holder=who(self._text()))

    def release(self) -> None:
        """Let others write; a second call does nothing."""
        if self._handle is not None:
            handle, self._handle = self._handle, None
            os.close(handle)

    def _share(self, terms: str) -> None:
        """Join those who said the same, or be the first to say it."""
        until = time.monotonic() + PATIENCE
        while True:
            if self._take(shared=True):
                if self._text() == terms:
                    return
                self.release()
                if self._take(shared=False):  # nobody is there: what the file says is over
                    self._write(terms)
                    self.release()
                    continue
            if time.monotonic() > until:
                return
            time.sleep(0.01 + os.urandom(1)[0] / 6000)  # by chance, so that two that meet part

    def _take(self, *, shared: bool) -> bool:
        """Try to get the lock; a file that was removed before it was locked does not count."""
        while True:
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
            try:
                _acquire(handle, shared=shared)
            except OSError as error:
                os.close(handle)
                if isinstance(error, BlockingIOError | PermissionError):
                    return False
                raise ResultError(
                    mark("{folder} cannot be locked for writing ({reason}); name another folder."),
                    folder=self._folder,
                    reason=error.strerror or error,
                ) from error
            if self._is_there(handle):
                self._handle = handle
                return True
            os.close(handle)

    def _is_there(self, handle: int) -> bool:
        with contextlib.suppress(FileNotFoundError):
            return os.path.samestat(os.fstat(handle), self._path.stat())
        return False

    def _write(self, text: str) -> None:
        assert self._handle is not None
        os.ftruncate(self._handle, 0)
        os.write(self._handle, text.encode())

    def _text(self) -> str:
        with contextlib.suppress(OSError):
            return self._path.read_text(encoding="utf-8").strip()
        return ""


def holder(path: Path) -> Told | None:
    """Who has a lock's file at present; None if nobody has."""
    try:
        handle = os.open(path, os.O_RDWR)
    except OSError:
        return None
    try:
        _acquire(handle, shared=True)
    except OSError:
        with contextlib.suppress(OSError):
            return who(path.read_text(encoding="utf-8"))
        return who("")
    finally:
        os.close(handle)
    return None


def who(text: str) -> Told:
    """Say who wrote a lock's text, in words that can be translated."""
    if found := _WHO.fullmatch(text.strip()):
        return Told(mark("process {pid} on {host}"), pid=found[1], host=found[2])
    return Told(mark("another process"))


def _acquire(handle: int, *, shared: bool) -> None:
    if sys.platform == "win32":
        os.lseek(handle, FAR, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        finally:
            os.lseek(handle, 0, os.SEEK_SET)
    else:
        fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
