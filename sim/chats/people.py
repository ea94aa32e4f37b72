"""Names become integers here, while a chat is read; the names live in memory only, until reading ends."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

NOBODY = -1
_FIRST_MENTION = -2
"""Mentions are numbered downwards from here until it is known who is a member at all."""
_MARKS = dict.fromkeys(
    (0xFEFF, 0x200B, *range(0x200E, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A))
)
"""Signs that steer the direction of writing: they are no part of a name."""
_PHONE = frozenset("0123456789+-()./ ")
_LEAST_DIGITS = 6

SELF = "\0self"
"""Key of whoever exported the chat, whom apps call "you"."""


def clean(name: str) -> str:
    """Return a name as it is compared: without invisible signs, spaces made one, phone numbers as digits."""
    text = " ".join(name.translate(_MARKS).replace("\u202f", " ").split()).removeprefix("~").strip()
    if text and text[0] in "+0123456789" and _PHONE.issuperset(text):
        digits = "".join(sign for sign in text if sign.isdigit())
        if len(digits) >= _LEAST_DIGITS:
            return f"+{digits}"
    return text


class People:
    """Gives everyone an integer, in order of first appearance.

    Parameters
    ----------
    operators
        Names or identifiers whose messages count as pushes.
    """

    def __init__(self, operators: Iterable[str] = ()) -> None:
        self._numbers: dict[str, int] = {}
        self._cleaned: dict[str, str] = {}
        self._names: dict[str, int] = {}
        self._claimed: set[int] = set()
        self._mentions: dict[str, int] = {}
        self._merged: dict[int, int] = {}
        self._count = 0
        self._operators = [_folded(name) for name in operators]
        self._found = [False] * len(self._operators)
        self.operating: set[int] = set()

    def __len__(self) -> int:
        return self._count

    def named(self, name: str) -> int:
        """Return the number of whoever has a name, where the format knows people by names only.

        The same name twice is the same person: such formats cannot tell namesakes apart.
        """
        known = self._cleaned.get(name)
        if known is None:
            known = self._cleaned.setdefault(name, clean(name) or name)
        number = self._names.get(known)
        if number is None:
            number = self._names[known] = self._new()
            self._compare(known, number)
        return number

    def known(self, key: str, *names: str) -> int:
        """Return the number of whoever has an identifier, and note the names they go by.

        Somebody known by a name alone so far, as from a notice, becomes the first with that name
        who turns up with an identifier.
        """
        number = self._numbers.get(key)
        if number is None:
            number = self._waiting(names)
            self._numbers[key] = number
            self._claimed.add(number)
            self._compare(key, number)
        for name in names:
            if name and name not in self._cleaned:
                known = self._cleaned.setdefault(name, clean(name) or name)
                other = self._names.setdefault(known, number)
                if other not in self._claimed:
                    self._merge(other, number)
                self._compare(known, number)
        return number

    def myself(self, key: str) -> None:
        """Note that an identifier is that of whoever exported the chat."""
        number = self._numbers.get(key)
        if number is not None:
            other = self._numbers.setdefault(SELF, number)
            if other != number:
                self._numbers[SELF] = number
                self._merge(other, number)

    def merged(self) -> NDArray[np.int32]:
        """Return by number who it was in the end: some turned out to be the same person."""
        same = np.arange(max(1, self._count), dtype=np.int32)
        for number in sorted(self._merged):
            place = number
            while place in self._merged:
                place = self._merged[place]
            same[number] = place
        return same

    def mention(self, name: str) -> int:
        """Return a stand-in for whoever is mentioned; :meth:`resolved` says who it was, if a member."""
        known = clean(name)
        if known in self._names:
            return self._names[known]
        return self._mentions.setdefault(known, _FIRST_MENTION - len(self._mentions))

    def mention_key(self, key: str) -> int:
        """Do the same for somebody mentioned by identifier."""
        if key in self._numbers:
            return self._numbers[key]
        return self._mentions.setdefault(f"\0{key}", _FIRST_MENTION - len(self._mentions))

    def resolved(self) -> list[int]:
        """Return by order of mention who it was: a number, or :data:`NOBODY`."""
        return [
            self._numbers.get(name[1:], NOBODY) if name.startswith("\0") else self._names.get(name, NOBODY)
            for name in self._mentions
        ]

    def missing_operators(self) -> list[int]:
        """Return which of the operators' names did not occur, counted from 1."""
        return [place for place, found in enumerate(self._found, start=1) if not found]

    def _new(self) -> int:
        self._count += 1
        return self._count - 1

    def _merge(self, other: int, number: int) -> None:
        """Have somebody known by name alone be somebody with an identifier."""
        if other != number and other not in self._merged:
            place = number
            while place in self._merged:
                place = self._merged[place]
            if place != other:
                self._merged[other] = place
                self._claimed.add(other)

    def _waiting(self, names: Iterable[str]) -> int:
        for name in names:
            number = self._names.get(clean(name)) if name else None
            if number is not None and number not in self._claimed:
                return number
        return self._new()

    def _compare(self, name: str, number: int) -> None:
        for place, operator in enumerate(self._operators):
            if _folded(name) == operator:
                self._found[place] = True
                self.operating.add(number)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", clean(name)).casefold()
