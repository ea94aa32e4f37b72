"""Slack's export: an archive or folder with a folder a channel and in it a file a day."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import groupby
from pathlib import Path, PurePosixPath
from typing import Any

from sim.chats.errors import ChatError
from sim.chats.log import JOIN, LEAVE, MESSAGE, Log
from sim.chats.people import NOBODY
from sim.chats.reasons import EMPTY_FILE, NO_SENDER, NO_TIME, NOT_JSON
from sim.chats.source import DAMAGED, Source
from sim.chats.stream import BROKEN, objects
from sim.chats.times import unix
from sim.i18n import mark

NO_CHANNEL = mark("{file} has no channel {name}.")
ONE_COMMUNITY = mark(
    "Several channels were read as one community: a person's first joining counts, leaving a channel does not."
)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\.json")
_SAID = frozenset(("", "file_share", "me_message", "thread_broadcast", "bot_message", "file_comment"))
_JOINED = frozenset(("channel_join", "group_join"))
_LEFT = frozenset(("channel_leave", "group_leave"))
_MENTIONED = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")


def days(path: Path) -> list[str]:
    """Return the files of all channels and days in a folder or an archive, in order."""
    if path.is_dir():
        names = [file.relative_to(path).as_posix() for file in path.rglob("*.json")]
    else:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    return sorted(
        name for name in names if _DAY.fullmatch(PurePosixPath(name).name) and "__MACOSX" not in name
    )


def looks_like(head: str) -> int:
    """Return how many signs of one day's file a beginning has."""
    return (
        sum(sign in head for sign in ('"ts"', '"user"', '"subtype"', '"client_msg_id"'))
        if '"ts"' in head
        else 0
    )


def read(source: Source, log: Log) -> None:
    """Read all channels, or the one that is asked for, into a log."""
    progress = source.progress
    if source.path.is_dir() or (zipfile.is_zipfile(source.path) and not source.member):
        parts = list(_channels(source.path, log.channel))
    else:
        parts = [(0, "", "")]
    several = len({channel for channel, _, _ in parts}) > 1
    if several:
        log.report.remarks.append(ONE_COMMUNITY)
    reader = _Reader(log, several)
    with ExitStack() as stack:
        archive = None
        if not source.path.is_dir() and parts[0][1]:
            archive = stack.enter_context(zipfile.ZipFile(source.path))
        for channel, part, name in parts:
            file = source
            if part and archive is None:
                file = Source(source.path / name, "", progress)
            elif part:
                file = Source(source.path, name, progress, archive)
            reader.file(file, channel, part)


def _channels(path: Path, wanted: str) -> Iterator[tuple[int, str, str]]:
    """Yield number of the channel, name of the part and of the file; channels have no names in reports."""
    found = days(path)
    grouped = groupby(found, key=lambda name: PurePosixPath(name).parent.name)
    names = [(folder, list(files)) for folder, files in grouped]
    if wanted and wanted.removeprefix("#") not in {folder for folder, _ in names}:
        raise ChatError(NO_CHANNEL, file=path, name=wanted)
    for number, (folder, files) in enumerate(names, start=1):
        if wanted and folder != wanted.removeprefix("#"):
            continue
        for name in files:
            yield number, f"{number}/{PurePosixPath(name).name}", name


class _Reader:
    """Remembers who has joined some channel already."""

    def __init__(self, log: Log, several: bool) -> None:
        self._log, self._several = log, several
        self._joined: dict[int, int] = {}

    def file(self, source: Source, channel: int, part: str) -> None:
        """Read one day of one channel."""
        report = self._log.report
        try:
            with source.text() as text:
                for item in objects(text, lambda value: "ts" in value, key=False):
                    if item.value is BROKEN:
                        report.break_off(item.line, NOT_JSON, part)
                    else:
                        self._take(item.value, channel, item.line, part)
        except (ChatError, *DAMAGED):
            if not part:
                raise
            report.break_off(1, EMPTY_FILE, part)

    def _take(self, message: dict[str, Any], channel: int, line: int, part: str) -> None:
        log = self._log
        t = unix(str(message.get("ts")))
        subtype = str(message.get("subtype") or "")
        user = self._person(message)
        if t is None or user == NOBODY:
            log.report.break_off(line, NO_TIME if t is None else NO_SENDER, part)
        elif subtype in _JOINED:
            self._join(t, user, message, line)
        elif subtype in _LEFT and not self._several:
            log.add(LEAVE, t, user, line=line)
        elif subtype in _SAID:
            self._message(message, t, user, channel, line)
        else:
            log.report.notices += 1

    def _join(self, t: int, user: int, message: dict[str, Any], line: int) -> None:
        log = self._log
        inviter = message.get("inviter")
        by = log.people.known(inviter) if isinstance(inviter, str) and inviter else NOBODY
        if self._several and user in self._joined:
            log.report.notices += 1
            log.earlier(self._joined[user], t, by)
        else:
            self._joined[user] = log.add(JOIN, t, user, by, line)

    def _message(self, message: dict[str, Any], t: int, user: int, channel: int, line: int) -> None:
        log = self._log
        row = log.add(MESSAGE, t, user, line=line)
        thread = message.get("thread_ts")
        if isinstance(thread, str):
            log.thread(row, (channel, thread))
            parent = message.get("parent_user_id")
            if isinstance(parent, str) and thread != message.get("ts"):
                log.address(row, log.people.mention_key(parent))
        text = message.get("text")
        if isinstance(text, str) and (found := _MENTIONED.search(text)):
            log.address(row, log.people.mention_key(found[1]))

    def _person(self, message: dict[str, Any]) -> int:
        key = message.get("user") or message.get("bot_id")
        if not isinstance(key, str):
            return NOBODY
        profile = message.get("user_profile")
        named = profile if isinstance(profile, dict) else {}
        names = (
            named.get("real_name"),
            named.get("display_name"),
            named.get("name"),
            message.get("username"),
        )
        return self._log.people.known(key, *(name for name in names if isinstance(name, str) and name))
