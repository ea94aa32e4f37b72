"""WhatsApp's "Export chat": a text file, its dates and notices as the phone that wrote it would say them.

The apps for iPhone and Android differ: ``[31.12.23, 21:41:05] Name: text`` and
``31/12/2023, 9:41 pm - Name: text``. A message goes on until the next line that begins like that.
"""

from __future__ import annotations

import re

from sim.chats.log import MESSAGE, Log
from sim.chats.notices import add_event
from sim.chats.reasons import NO_SENDER, NO_START, NO_TIME
from sim.chats.source import Source
from sim.chats.times import wall
from sim.chats.whatsapp_notices import is_notice, noticed

_HEAD = re.compile(
    r"[\u200e\u200f\u202a-\u202e\ufeff]*(?P<iphone>\[)?"
    r"(\d{1,4})(?P<by>[./\-年])\s?(\d{1,2})[./\-月]\s?(\d{1,4})[.日]?[,،，]?\s{1,2}"
    r"(?:klo |um |at |às |a las |kl\. )?"
    r"(?P<before>上午|下午|凌晨|早上|清晨|中午|晚上)?\s?(?P<hour>\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?"
    r"\s?(?P<after>[AaPp]\.?\s?[Mm]\.?)?"
    r"(?:\]\s?|\s[-–—]\s)(?P<rest>.*)",
    re.DOTALL,
)  # \s takes in the narrow and the no-break space that some locales put before am and pm
_SENDER = re.compile(r"([^\n]{1,200}?):(?:\s|$)")
_QUOTES = re.compile('["“”«»„]')
_NAMED = re.compile(r"@\u2068([^\u2069\n]{1,200})\u2069|@(\d{6,15})\b")
_LRM = "\u200e"


def looks_like(head: str) -> int:
    """Return how many of the first lines begin as messages do."""
    return sum(_HEAD.match(line) is not None for line in head.splitlines()[:400])


def read(source: Source, log: Log) -> None:
    """Read a chat into a log."""
    log.report.local_times = True
    reader = _Reader(log)
    with source.text() as text:
        for number, line in enumerate(text, start=1):
            reader.take(line, number)


class _Reader:
    """Remembers whose message goes on, and what an iPhone calls the group."""

    def __init__(self, log: Log) -> None:
        self._log = log
        self._row: int | None = None
        self._begun = False
        self._group: str | None = None

    def take(self, line: str, number: int) -> None:
        """Read one line."""
        found = (
            _HEAD.match(line) if line[:1].isdigit() or line[:1] in "[\u200e\u200f\u202a\u202b\ufeff" else None
        )
        if found is None:
            self._goes_on(line, number)
            return
        self._begun, self._row = True, None
        try:
            t = self._time(found)
        except ValueError:
            self._log.report.break_off(number, NO_TIME)
            return
        rest = found["rest"].rstrip("\n")
        sender = _SENDER.match(rest)
        if sender is None or len(_QUOTES.findall(sender[1])) % 2:  # the colon is within quotation marks
            self._notice(rest, t, number)
            return
        name, said = sender[1], rest[sender.end() :]
        if found["iphone"]:
            if said.startswith(_LRM) and self._noticed(name, said, t, number):
                return
            if name == self._group:
                self._group = ""  # who writes is a person: the chat is one between two
        log = self._log
        self._row = log.add(MESSAGE, t, log.people.named(name), line=number)
        self._mentions(said)

    def _time(self, found: re.Match[str]) -> int:
        half = found["before"] or found["after"] or ""
        second = wall(int(found["hour"]), int(found[8]), int(found[9] or 0), half)
        written = (int(found[2]), int(found[4]), int(found[5]))
        return self._log.days.open(written, second, dotted=found["by"] == ".", halves=bool(found["after"]))

    def _goes_on(self, line: str, number: int) -> None:
        if self._row is not None:
            self._mentions(line)
        elif not self._begun and line.strip():
            self._log.report.break_off(number, NO_START)

    def _mentions(self, said: str) -> None:
        """Note the first who is mentioned."""
        if self._row is not None and "@" in said and (found := _NAMED.search(said)):
            log = self._log
            log.address(self._row, log.people.mention(found[1] or f"+{found[2]}"))

    def _noticed(self, name: str, said: str, t: int, number: int) -> bool:
        """Read what an iPhone writes as said by the group or by whom it concerns; False if somebody said it."""
        plain = said.replace(_LRM, "")
        if noticed(plain) is not None:
            self._notice(plain, t, number)
            return True
        if self._group is None and not len(self._log):
            self._group = name  # the first thing an iPhone writes is said by the group
        if is_notice(plain) or name == self._group:
            self._log.report.notices += 1
            return True
        return False

    def _notice(self, rest: str, t: int, number: int) -> None:
        """Read who joined or left."""
        log = self._log
        event = noticed(rest.replace(_LRM, "").strip())
        if event is None:
            if rest.strip():
                log.report.notices += 1
            else:
                log.report.break_off(number, NO_SENDER)
            return
        add_event(log, event, t, number)
