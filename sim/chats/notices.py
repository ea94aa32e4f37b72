"""Who joined or left, and through whom: what notices of all apps come down to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from sim.chats.log import JOIN, LEAVE, Log
from sim.chats.people import NOBODY, SELF


class Event(NamedTuple):
    """Some people joined or left; ``by`` is who invited or removed them, if it is said."""

    joined: bool
    who: tuple[str, ...]
    by: str | None = None


class Pattern(NamedTuple):
    """A sentence of an app, with groups ``who`` and ``by``, one of them may be absent."""

    joined: bool
    sentence: re.Pattern[str]


def pattern(joined: bool, sentence: str) -> Pattern:
    """Return the pattern of a sentence in which WHO and BY stand for names."""
    text = sentence.replace("WHO", r"(?P<who>.{1,2000}?)").replace("BY", r"(?P<by>.{1,200}?)")
    return Pattern(joined, re.compile(rf"{text}[.。]?", re.IGNORECASE | re.DOTALL))


def match(
    sentence: str, patterns: Sequence[Pattern], split: re.Pattern[str], selves: frozenset[str]
) -> Event | None:
    """Return what a sentence says by the first pattern that fits all of it.

    Parameters
    ----------
    sentence
        As the app wrote it.
    patterns, split
        Sentences it may be; what stands between names.
    selves
        Words for whoever exported the chat, in small letters.
    """
    for joined, form in patterns if len(sentence) <= _LONGEST else ():
        found = form.fullmatch(sentence)
        if found is None:
            continue
        groups = found.groupdict()
        who = groups.get("who")
        by = groups.get("by")
        names = [_plain(name, selves) for name in split.split(who)] if who else [SELF]
        return Event(joined, tuple(name for name in names if name), _plain(by, selves) if by else None)
    return None


def _plain(name: str, selves: frozenset[str]) -> str:
    bare = name.strip().strip("\"“”「」『』'").strip()
    return SELF if bare.casefold() in selves else "" if _OTHERS.fullmatch(bare) else bare


_LONGEST = 5000
"""Signs; what is longer is no notice, and would take long to find out."""
_OTHERS = re.compile(r"\d+ (?:others?|weitere|más|mais|otros|outros|autres|altri).*|等\d*人?", re.IGNORECASE)


def add_event(log: Log, event: Event, t: int, line: int) -> None:
    """Add a row for each who joined or left."""
    by = NOBODY if event.by is None else _number(log, event.by)
    for name in event.who:
        log.add(JOIN if event.joined else LEAVE, t, _number(log, name), by, line)


def _number(log: Log, name: str) -> int:
    return log.people.known(SELF) if name == SELF else log.people.named(name)
