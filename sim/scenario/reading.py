"""From a file to text, or to one sentence that says why it is no text."""

from __future__ import annotations

import re
from pathlib import Path

from sim.scenario import messages
from sim.scenario.problems import Place, Problems, shown

MOST_BYTES = 1_000_000

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def read_text(path: Path, file: str, problems: Problems) -> str | None:
    """Read a text file.

    Parameters
    ----------
    path
        The file.
    file
        How messages name it.
    problems
        Gets the reason if there is no text.

    Returns
    -------
    str or None
    """
    place = Place(file)
    try:
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except OSError as error:
        problems.add(place, messages.UNREADABLE, reason=shown(error.strerror or error))
        return None
    if len(data) > MOST_BYTES:
        problems.add(place, messages.TOO_LARGE, most=MOST_BYTES)
        return None
    if data.startswith(_UTF16):
        problems.add(Place(file, 1), messages.NOT_UTF8)
        return None
    if b"\0" in data:
        problems.add(place, messages.BINARY)
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        problems.add(Place(file, data.count(b"\n", 0, error.start) + 1), messages.NOT_UTF8)
        return None
    return checked_text(text, file, problems)


def checked_text(text: str, file: str, problems: Problems) -> str | None:
    """Return the text with plain line ends, or None if YAML could not hold it or nobody would write it."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > MOST_BYTES:
        problems.add(Place(file), messages.TOO_LARGE, most=MOST_BYTES)
        return None
    if found := _CONTROL.search(text):
        at = found.start()
        line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
        code = f"U+{ord(found[0]):04X}"
        problems.add(Place(file, line, column), messages.CONTROL, code=code, column=column)
        return None
    if not text.strip():
        problems.add(Place(file), messages.EMPTY)
        return None
    return text
