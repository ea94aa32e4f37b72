"""All formats, and which of them a file is in."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from sim.chats import (
    discord,
    discord_csv,
    generic_csv,
    slack,
    telegram,
    wechat_csv,
    wechat_txt,
    whatsapp,
)
from sim.chats.errors import ChatError
from sim.chats.log import Log
from sim.chats.source import DAMAGED, EMPTY, Source
from sim.i18n import mark


class Format(NamedTuple):
    """How a format is recognised and read."""

    looks_like: Callable[[str], int]
    read: Callable[[Source, Log], None]
    least: int = 1
    """Signs below which a file is not taken for one of these."""


FORMATS = {
    "whatsapp": Format(whatsapp.looks_like, whatsapp.read),
    "telegram": Format(telegram.looks_like, telegram.read, 2),
    "discord": Format(discord.looks_like, discord.read, 2),
    "discord-csv": Format(discord_csv.looks_like, discord_csv.read),
    "slack": Format(slack.looks_like, slack.read, 2),
    "wechat-csv": Format(wechat_csv.looks_like, wechat_csv.read),
    "wechat-txt": Format(wechat_txt.looks_like, wechat_txt.read),
    "csv": Format(generic_csv.looks_like, generic_csv.read),
}
"""By the name that ``--format`` takes."""

_JSON = ("telegram", "discord", "slack")
_TABLES = ("wechat-csv", "discord-csv", "csv")
_TEXTS = ("whatsapp", "wechat-txt")
_ENDINGS = (".txt", ".json", ".csv")
UNKNOWN = mark("{file} is in no format that is known. There are {formats}; --format says which one it is.")
_NOT_THERE = mark("There is no file {file}.")
_SEVERAL = mark("{file} holds {n} files that could be the chat; name the one that is meant.")
_NONE_INSIDE = mark("{file} holds no chat: no folder of a Slack export, and no .txt, .json or .csv file.")
_DAMAGED = mark("{file} is a damaged archive.")


def found(path: Path, asked: str = "") -> tuple[str, Source]:
    """Return the format of a file, folder or archive, and what to read.

    Parameters
    ----------
    path
        What people have.
    asked
        A key of :data:`FORMATS` that overrules what it looks like.

    Raises
    ------
    ChatError
        If it is missing, empty, or in no known format.
    """
    if not path.exists():
        raise ChatError(_NOT_THERE, file=path)
    if not path.is_dir() and path.stat().st_size == 0:
        raise ChatError(EMPTY, file=path)
    try:
        if path.is_dir() or zipfile.is_zipfile(path):
            return _folded(path, asked)
    except DAMAGED:
        raise ChatError(_DAMAGED, file=path) from None
    source = Source(path)
    return asked or detected(source), source


def _folded(path: Path, asked: str) -> tuple[str, Source]:
    """Look into a folder or an archive."""
    if asked in ("", "slack") and slack.days(path):
        return "slack", Source(path)
    if path.is_dir():
        names = [file.name for file in sorted(path.iterdir()) if file.suffix.lower() in _ENDINGS]
    else:
        with zipfile.ZipFile(path) as archive:
            names = [
                name
                for name in archive.namelist()
                if PurePosixPath(name).suffix.lower() in _ENDINGS and "__MACOSX" not in name
            ]
    if len(names) != 1:
        raise ChatError(_SEVERAL if names else _NONE_INSIDE, file=path, n=len(names))
    source = Source(path / names[0]) if path.is_dir() else Source(path, names[0])
    return asked or detected(source), source


def detected(source: Source) -> str:
    """Return the format that the beginning of a file looks like.

    Raises
    ------
    ChatError
        If it looks like none.
    """
    head = source.head()
    names = _JSON if head.lstrip()[:1] in ("{", "[") and '"' in head[:2000] else ()
    for candidates in (names, _TABLES, _TEXTS):
        signs = {name: FORMATS[name].looks_like(head) for name in candidates}
        best = max(signs, key=lambda name: signs[name], default="")
        if best and signs[best] >= FORMATS[best].least:
            return best
    raise ChatError(UNKNOWN, file=source.path, formats=", ".join(FORMATS))
