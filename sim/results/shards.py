"""Parts of a sweep that several processes write into one folder at the same time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from sim.i18n import mark
from sim.i18n.told import Told
from sim.results.errors import ResultError
from sim.results.lock import BUSY, holder
from sim.results.lock import NAME as LOCK_NAME

_LOCK = re.compile(re.escape(LOCK_NAME) + r"-part(\d+)of(\d+)")


@dataclass(frozen=True, slots=True)
class Part:
    """Which of how many parts, from 0."""

    number: int
    of: int

    @property
    def is_one_of_many(self) -> bool:
        """Whether there are others."""
        return self.of > 1

    @property
    def prefix(self) -> str:
        """How the names of its files begin."""
        return f"part{self.number}of{self.of}-" if self.is_one_of_many else ""

    @property
    def terms(self) -> str:
        """What all parts that may be at work at the same time say when they lock the folder."""
        return f"parts of {self.of}" if self.is_one_of_many else ""

    @property
    def lock(self) -> str:
        """Name of its own lock."""
        return f"{LOCK_NAME}-part{self.number}of{self.of}"


def refusal(folder: Path, asked: Part) -> ResultError | None:
    """Say which parts hold a folder that could not be locked; None if no part does."""
    found = []
    for path in folder.iterdir():
        if (name := _LOCK.fullmatch(path.name)) and (who := holder(path)) is not None:
            found.append((int(name[2]), int(name[1]), who))
    if not found:
        return None
    found.sort(key=lambda each: (each[:2] != (asked.of, asked.number), each[:2]))
    of, number, process = found[0]
    first = Told(mark("part {part} ({holder})"), part=f"{number}/{of}", holder=process)
    all_of_them = first if len(found) == 1 else Told(mark("{first} and others"), first=first)
    if asked.is_one_of_many and of != asked.of:
        return ResultError(
            mark(
                "{folder} is being written to by {holder}, and this is part {part}: all parts at work at the same time have to be "
                "of one number. Wait until they have finished, or give the same number."
            ),
            folder=folder,
            holder=all_of_them,
            part=f"{asked.number}/{asked.of}",
        )
    return ResultError(BUSY, folder=folder, holder=all_of_them)
