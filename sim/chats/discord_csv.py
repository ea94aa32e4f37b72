"""DiscordChatExporter's CSV, of one channel: it has no answers, and says in English who joined."""

from __future__ import annotations

import re

from sim.chats.errors import ChatError
from sim.chats.generic_csv import moment
from sim.chats.log import JOIN, LEAVE, MESSAGE, Log
from sim.chats.reasons import COLUMNS, NO_SENDER, NO_TIME, UNREADABLE
from sim.chats.source import Source
from sim.chats.table import Rows, delimiter, names
from sim.i18n import mark

NO_COLUMNS = mark(
    "{file} has no columns AuthorID, Author, Date and Content, as DiscordChatExporter's CSV has."
)
_WANTED = ("authorid", "author", "date", "content")
_JOINED = "Joined the server."
_LEFT = "Left the group."
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_OLD_DATE = re.compile(r"(\d{1,2})-([A-Za-z]{3})-(\d{2,4}) (.+)")
_NAMED = re.compile(r"@([^\s@,:;!?]{2,40})")


def looks_like(head: str) -> int:
    """Return how many of the columns of such a table the first line names, if all that are needed."""
    found = set(names(head))
    return len(found & {*_WANTED, "attachments", "reactions"}) if {*_WANTED} <= found else 0


def read(source: Source, log: Log) -> None:
    """Read a channel into a log."""
    head = source.head()
    columns = names(head)
    if not looks_like(head):
        raise ChatError(NO_COLUMNS, file=source.path)
    key, author, date, content = (columns.index(name) for name in _WANTED)
    width = len(columns)
    with source.text() as text:
        rows = iter(Rows(text, delimiter(head), lambda n: n == width))
        next(rows, None)
        for cells, line in rows:
            if cells is None or len(cells) != width:
                log.report.break_off(line, UNREADABLE if cells is None else COLUMNS)
            else:
                _take(cells[key].strip(), cells[author], cells[date].strip(), cells[content], line, log)


def _take(key: str, author: str, date: str, content: str, line: int, log: Log) -> None:
    t = moment(_numbered(date), log)
    if t is None or not key:
        log.report.break_off(line, NO_SENDER if t is not None else NO_TIME)
        return
    user = log.people.known(key, author, author.partition("#")[0])
    if content == _JOINED:
        log.add(JOIN, t, user, line=line)
    elif content == _LEFT:
        log.add(LEAVE, t, user, line=line)
    elif content in ("Pinned a message.", "Started a call."):
        log.report.notices += 1
    else:
        row = log.add(MESSAGE, t, user, line=line)
        if "@" in content and (found := _NAMED.search(content)):
            log.address(row, log.people.mention(found[1]))


def _numbered(date: str) -> str:
    """Return the dates of older versions, 31-Jan-24 09:41 PM, with the year first."""
    found = _OLD_DATE.fullmatch(date)
    if found is None or found[2].casefold() not in _MONTHS:
        return date
    year = found[3] if len(found[3]) == 4 else f"20{found[3]}"
    return f"{year}-{_MONTHS.index(found[2].casefold()) + 1:02}-{int(found[1]):02} {found[4]}"
