"""Reads an array of JSON objects one by one, however long it is, and goes on behind a broken one.

The standard library decodes; what is added is the window it looks through, and how to find the next
object. (ijson streams as well, but cannot resume once a file is broken.)
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, TextIO

_BLOCK = 1 << 20
_LONGEST = 4 << 20
"""No single message is longer, in characters: what cannot be decoded with so much in view is broken."""
_MESSAGES = re.compile(r'"messages"\s*:\s*\[')
_ARRAY = re.compile(r"\[")
_BETWEEN = re.compile(r"[\s,]*")
_OBJECT = re.compile(r'\{\s*"')

BROKEN = object()
"""Stands for an object that cannot be decoded."""


class Item(NamedTuple):
    """An element of the array, or :data:`BROKEN`, and the line on which it begins."""

    value: Any
    line: int


class Window:
    """The part of a text that is in view."""

    def __init__(self, text: TextIO) -> None:
        self._text = text
        self.view, self.at, self.ended = "", 0, False
        self._line, self._counted = 1, 0

    def more(self) -> bool:
        """Bring more into view, and let go of what lies behind; False at the end."""
        block = self._text.read(_BLOCK)
        self.ended = not block
        if block:
            self.line()
            self.view = self.view[self.at :] + block
            self.at = self._counted = 0
        return bool(block)

    def line(self) -> int:
        """Return the line on which the window stands."""
        self._line += self.view.count("\n", self._counted, self.at)
        self._counted = self.at
        return self._line

    def seek(self, pattern: re.Pattern[str], *, behind: bool = True) -> bool:
        """Go behind the first match of a short pattern, or to it; False if there is none."""
        while not (found := pattern.search(self.view, self.at)):
            self.at = max(self.at, len(self.view) - 64)
            if not self.more():
                return False
        self.at = found.end() if behind else found.start()
        return True

    def between(self) -> str:
        """Skip what separates elements, and return the sign of the next; empty at the end."""
        while True:
            found = _BETWEEN.match(self.view, self.at)
            self.at = found.end() if found else self.at
            if self.at < len(self.view):
                return self.view[self.at]
            if not self.more():
                return ""

    def decode(self) -> tuple[Any, int] | None:
        """Return the value on which the window stands, and where it ends; None if it is broken."""
        while True:
            try:
                return _decoder.raw_decode(self.view, self.at)
            except (ValueError, RecursionError):
                if self.ended or len(self.view) - self.at > _LONGEST:
                    return None
                self.more()


_decoder = json.JSONDecoder(strict=False)


def objects(text: TextIO, is_one: Callable[[dict[str, Any]], bool], *, key: bool = True) -> Iterator[Item]:
    """Yield the elements of the array under ``"messages"``, or of the outermost one without ``key``.

    Parameters
    ----------
    text
        JSON.
    is_one
        Whether an object looks like an element: how the next one is known behind a broken one.
    key
        False for a file that is an array.
    """
    window = Window(text)
    if not window.seek(_MESSAGES if key else _ARRAY):
        return
    while (sign := window.between()) and sign != "]":
        line = window.line()
        found = window.decode() if sign == "{" else None
        if found is not None and isinstance(found[0], dict):
            window.at = found[1]
            yield Item(found[0], line)
            continue
        yield Item(BROKEN, line)
        following = _resume(window, is_one)
        if following is None:
            return
        yield following


def _resume(window: Window, is_one: Callable[[dict[str, Any]], bool]) -> Item | None:
    """Find the next object that looks like an element, and go behind it."""
    window.at += 1
    while window.seek(_OBJECT, behind=False):
        found = window.decode()
        if found is not None and isinstance(found[0], dict) and is_one(found[0]):
            line = window.line()
            window.at = found[1]
            return Item(found[0], line)
        window.at += 1
    return None
