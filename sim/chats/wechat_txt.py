"""WeChat as text: a line with time and name, or name and time, and the message on the lines below it."""

from __future__ import annotations

import re

from sim.chats.log import MESSAGE, Log
from sim.chats.notices import add_event
from sim.chats.reasons import NO_START, NO_TEXT, NO_TIME
from sim.chats.source import Source
from sim.chats.wechat_notices import looks_noticed, noticed

_STAMP = r"(\d{4}[-/年]\d{1,2}[-/月]\d{1,2}日?\s{1,2}\d{1,2}:\d{2}(?::\d{2})?)"
_TIME_FIRST = re.compile(rf"\ufeff?{_STAMP}(?:[ \t]+(?P<name>\S.{{0,120}}?))?:?\s*")
_NAME_FIRST = re.compile(rf"\ufeff?(?P<name>\S.{{0,120}}?)[\s(（]+{_STAMP}[)）]?\s*")
_NUMBERS = re.compile(r"\d+")
_SYSTEM = frozenset(("系统消息", "系统", "系统提示", "system"))
_ACCOUNT = re.compile(r"\s*[(（<](?:wxid_)?[\w-]{4,40}[)）>]$")
_QUOTED = re.compile(r"^[「『](.{1,60}?)[：:]")
_NAMED = re.compile(r"@([^\u2005\s@]{1,60})\u2005")


def looks_like(head: str) -> int:
    """Return how many of the first lines are heads of messages."""
    return sum(_head(line) is not None for line in head.splitlines()[:400] if len(line) < 200)


def _head(line: str) -> re.Match[str] | None:
    return _TIME_FIRST.fullmatch(line) or _NAME_FIRST.fullmatch(line)


def _form(head: str) -> re.Pattern[str]:
    """Return what heads are like in this chat: a text may name a time as well."""
    lines = [line for line in head.splitlines() if len(line) < 200]
    return max((_TIME_FIRST, _NAME_FIRST), key=lambda form: sum(map(bool, map(form.fullmatch, lines))))


def read(source: Source, log: Log) -> None:
    """Read a chat into a log."""
    log.report.local_times = True
    reader = _Reader(log, _form(source.head()))
    with source.text() as text:
        for number, line in enumerate(text, start=1):
            reader.take(line, number)
    reader.end()


class _Reader:
    """Remembers the head whose message is being read."""

    def __init__(self, log: Log, form: re.Pattern[str]) -> None:
        self._log, self._form = log, form
        self._row: int | None = None
        self._begun = False
        self._pending: tuple[int, int] | None = None

    def take(self, line: str, number: int) -> None:
        """Read one line."""
        found = self._form.fullmatch(line) if ":" in line and len(line) < 200 else None
        if found is None:
            self._below(line, number)
            return
        self.end()
        self._begun, self._row = True, None
        t = self._time(found)
        if t is None:
            self._log.report.break_off(number, NO_TIME)
            return
        name = _ACCOUNT.sub("", (found["name"] or "").strip().strip("'\"“”")).strip()
        if not name or name in _SYSTEM:
            self._pending = (t, number)
        elif looks_noticed(name) and (event := noticed(name)):
            add_event(self._log, event, t, number)
        else:
            self._row = self._log.add(MESSAGE, t, self._log.people.named(name), line=number)

    def end(self) -> None:
        """Close the message that is being read."""
        if self._pending is not None:
            self._log.report.break_off(self._pending[1], NO_TEXT)
            self._pending = None

    def _below(self, line: str, number: int) -> None:
        text = line.strip()
        if not text:
            return
        if self._pending is not None:
            self._notice(text)
        elif self._row is not None:
            log = self._log
            found = _QUOTED.match(text) or ("@" in text and _NAMED.search(text)) or None
            if found:
                log.address(self._row, log.people.mention(found[1]))
        elif not self._begun:
            self._log.report.break_off(number, NO_START)

    def _notice(self, text: str) -> None:
        assert self._pending is not None
        if text.rstrip(":：") in _SYSTEM:
            return
        t, line = self._pending
        event = noticed(text)
        if event is None:
            self._log.report.notices += 1
        else:
            add_event(self._log, event, t, line)
        self._pending = None

    def _time(self, found: re.Match[str]) -> int | None:
        stamp = next(group for group in found.groups() if group and group[:4].isdigit() and ":" in group)
        try:
            year, month, day, hour, minute, *rest = map(int, _NUMBERS.findall(stamp))
            if hour > 23 or minute > 59:
                return None
            return self._log.clock.seconds(
                (year, month, day), hour * 3600 + minute * 60 + (rest[0] if rest else 0)
            )
        except ValueError:
            return None
