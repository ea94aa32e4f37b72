"""Files to read from: which bytes, in which encoding, how far along."""

from __future__ import annotations

import codecs
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TextIO

from sim.chats.errors import ChatError
from sim.i18n import mark

Progress = Callable[[int], None]
"""Called with the number of bytes that were read since the last call."""

_BLOCK = 1 << 20
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HIGH = re.compile(rb"[\x80-\xff]+")
_USUAL = re.compile(r"[\t\r\n -~\u00a0-\u024f\u2000-\u206f\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]+")
_MOSTLY = 0.9
_MOST_ODD = 0.05
"""More of the characters beyond ASCII than this that are no UTF-8: it is something else."""
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)
"""What archives raise that are damaged, encrypted or packed in an unknown way."""
EMPTY = mark("{file} is empty.")
_BINARY = mark("{file} is not a text: a chat is exported as .txt, .json or .csv, or as a .zip of these.")


def _opened(archive: zipfile.ZipFile, member: str) -> IO[bytes]:
    """Open a member; one whose place in a damaged archive is impossible is as bad as any other damage."""
    try:
        return archive.open(member)
    except OSError as error:
        if error.filename is not None:
            raise
        raise zipfile.BadZipFile from None


class Counted(io.RawIOBase):
    """A binary stream that tells how much was read."""

    def __init__(self, inner: IO[bytes], progress: Progress) -> None:
        self._inner, self._progress = inner, progress

    def readable(self) -> bool:
        """Return that it can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill the buffer."""
        data = self._inner.read(len(buffer))
        buffer[: len(data)] = data
        self._progress(len(data))
        return len(data)


class Source:
    """One file of a chat, on the disk or inside an archive.

    Parameters
    ----------
    path
        The file; the archive for a member of one.
    member
        Name inside the archive.
    progress
        Told how much is read.
    archive
        The archive, if it is open already: opening one with many members takes time.
    """

    def __init__(
        self,
        path: Path,
        member: str = "",
        progress: Progress = lambda _n: None,
        archive: zipfile.ZipFile | None = None,
    ) -> None:
        self.path, self.member, self.progress, self._archive = path, member, progress, archive
        self._encoding = ""

    @contextmanager
    def bytes(self) -> Iterator[IO[bytes]]:
        """Open it; whatever is wrong with an archive is a :class:`ChatError`."""
        if not self.member:
            with self.path.open("rb") as file:
                yield file
            return
        if self._archive is not None:
            with _opened(self._archive, self.member) as file:
                yield file
            return
        with zipfile.ZipFile(self.path) as archive, _opened(archive, self.member) as file:
            yield file

    @contextmanager
    def text(self) -> Iterator[TextIO]:
        """Open it as text; lines end in any way."""
        with self.bytes() as file:
            buffered = io.BufferedReader(Counted(file, self.progress), _BLOCK)
            with io.TextIOWrapper(buffered, self.encoding, errors="replace") as text:
                yield text

    def head(self, size: int = 1 << 16) -> str:
        """Return the beginning as text."""
        with self.bytes() as file:
            data = file.read(size)
        return data.decode(self.encoding, errors="replace").lstrip("\ufeff")

    @property
    def encoding(self) -> str:
        """UTF-8 if all of it is; else what it most likely is.

        Raises
        ------
        ChatError
            If it is empty or no text.
        """
        if not self._encoding:
            self._encoding = self._found()
        return self._encoding

    def _found(self) -> str:
        with self.bytes() as file:
            first = file.read(_BLOCK)
            if not first.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
                raise ChatError(EMPTY, file=self.path)
            for mark_, name in _BOMS:
                if first.startswith(mark_):
                    return name
            if b"\0" in first:
                return _wide(first[:4096], self.path)
            block, decoder = first, codecs.getincrementaldecoder("utf-8")()
            while block:
                try:
                    decoder.decode(block)
                except UnicodeDecodeError:
                    return _guessed(block)
                block = file.read(_BLOCK)
        return "utf-8"


def _wide(sample: bytes, path: Path) -> str:
    """UTF-16 without its mark: read the right way round, nearly all of it is Latin or Chinese."""
    even = sample[: len(sample) // 2 * 2]
    for name in ("utf-16-le", "utf-16-be"):
        text = even.decode(name, errors="replace")
        usual = sum(len(run) for run in _USUAL.findall(text))
        if "\0" not in text and "\n" in text and usual >= _MOSTLY * len(text):
            return name
    raise ChatError(_BINARY, file=path)


def _guessed(block: bytes) -> str:
    """Encoding of a block that is not pure UTF-8."""
    decoded = block.decode("utf-8", errors="replace")
    odd = decoded.count("\ufffd")
    beyond = sum(len(run) for run in re.findall(r"[^\x00-\x7f]+", decoded)) - odd
    if odd <= _MOST_ODD * max(1, beyond):
        return "utf-8"
    runs = [len(run) for run in _HIGH.findall(block)]
    return (
        "gb18030" if sum(runs) >= 2 * len(runs) else "cp1252"
    )  # Chinese characters are two bytes and stand together
