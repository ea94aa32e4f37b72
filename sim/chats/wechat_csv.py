"""WeChat as CSV, from tools that read the app's own database on a computer (such as MemoTrace).

``CreateTime, Type, Sender ...``: type 10000 are the app's own lines, which say in Chinese who invited whom. Some
of these tools write one cell a row more than the header names; where it is shows in what the columns hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, islice

from sim.chats.errors import ChatError
from sim.chats.log import MESSAGE, Log
from sim.chats.notices import add_event
from sim.chats.people import NOBODY, SELF
from sim.chats.reasons import COLUMNS, NO_SENDER, NO_TIME, UNREADABLE
from sim.chats.source import Source
from sim.chats.table import Row, Rows, delimiter, names
from sim.chats.times import unix
from sim.chats.wechat_notices import looks_noticed, noticed
from sim.i18n import mark

NO_COLUMNS = mark("{file} has no columns CreateTime (or StrTime), Type and Sender, as WeChat exports have.")
_SYSTEM = frozenset(("10000", "10002"))
_WANTED = (
    "createtime",
    "strtime",
    "type",
    "subtype",
    "issender",
    "strcontent",
    "sender",
    "nickname",
    "remark",
)
_SAMPLE = 200
_TYPES = re.compile(r"\d{1,12}")
_TIME = re.compile(r"\d{9,10}|\d{12,13}")
_DATE = re.compile(r"\d{4}[-/]\d{1,2}[-/]\d{1,2} \d{1,2}:\d{2}.*")
_KNOWN_TYPES = frozenset(("1", "3", "34", "42", "43", "47", "48", "49", "50", "10000", "10002"))
_QUOTED = re.compile(r"<chatusr>([^<]{1,100})</chatusr>|<displayname>([^<]{1,200})</displayname>")
_NAMED = re.compile(r"@([^\u2005\s@]{1,60})[\u2005]")
_PAT = "62"
"""Subtype of type 49: somebody nudged somebody; no message."""


def looks_like(head: str) -> int:
    """Return how many of the columns of such a table the first line names."""
    found = set(names(head))
    if not (
        {"createtime", "strtime"} & found and "type" in found and {"sender", "issender", "nickname"} & found
    ):
        return 0
    return len(found & set(_WANTED))


def read(source: Source, log: Log) -> None:
    """Read a chat into a log."""
    head = source.head()
    columns = names(head)
    if not looks_like(head):
        raise ChatError(NO_COLUMNS, file=source.path)
    width = len(columns)
    with source.text() as text:
        rows = iter(Rows(text, delimiter(head), lambda n: width <= n <= width + 1))
        next(rows, None)
        sample = list(islice(rows, _SAMPLE))
        reader = _Reader(log, columns, _added_at(columns, sample))
        _each(chain(sample, rows), width, reader, log)


def _each(rows: Iterator[Row], width: int, reader: _Reader, log: Log) -> None:
    for cells, line in rows:
        if cells is None:
            log.report.break_off(line, UNREADABLE)
        elif not width <= len(cells) <= width + 1:
            log.report.break_off(line, COLUMNS)
        else:
            reader.take(cells, line)


def _added_at(columns: list[str], sample: list[Row]) -> int:
    """Return before which column the cell stands that the header does not name: where most cells make sense."""
    wide = [row.cells for row in sample if row.cells and len(row.cells) == len(columns) + 1]
    scores = [sum(_sense(columns, place, cells) for cells in wide) for place in range(len(columns) + 1)]
    best = max(scores, default=0)
    places = [place for place, score in enumerate(scores) if score == best]
    return min(places, key=lambda place: (_spread(columns, place, wide), -place), default=len(columns))


def _sense(columns: list[str], added: int, cells: list[str]) -> int:
    """Count the cells of a row that are as their columns want them."""
    cell = {name: cells[place + (place >= added)] for place, name in enumerate(columns)}
    good = 3 * (_TIME.fullmatch(cell.get("createtime", "")) is not None)
    good += 3 * (_DATE.fullmatch(cell.get("strtime", "")) is not None)
    good += 2 * (cell["type"] in _KNOWN_TYPES)
    good += 3 * ((cell["type"] in _SYSTEM) == looks_noticed(cell.get("strcontent", "")))
    good += (cell.get("issender") in ("0", "1")) + cell.get("subtype", "").isdigit()
    sender, shown = cell.get("sender", ""), cell.get("nickname", "")
    named = bool(sender) and not sender.isdigit() and _DATE.fullmatch(sender) is None
    good += named + cell.get("localid", "").isdigit() + bool(cell.get("strcontent"))
    return good + (bool(shown) and shown != sender and _DATE.fullmatch(shown) is None)


def _spread(columns: list[str], added: int, rows: list[list[str]]) -> int:
    """Count different senders: names repeat, texts do not."""
    if "sender" not in columns:
        return 0
    place = columns.index("sender")
    return len({cells[place + (place >= added)] for cells in rows})


class _Reader:
    """Knows in which cell what stands."""

    def __init__(self, log: Log, columns: list[str], added: int) -> None:
        self._log, self._width = log, len(columns)
        self._plain = {name: columns.index(name) for name in _WANTED if name in columns}
        self._wide = {name: place + (place >= added) for name, place in self._plain.items()}

    def take(self, cells: list[str], line: int) -> None:
        """Read one row."""
        log = self._log
        places = self._wide if len(cells) > self._width else self._plain
        kind = cells[places["type"]].strip()
        t = self._time(cells, places)
        if t is None or not _TYPES.fullmatch(kind):
            log.report.break_off(line, NO_TIME if t is None else COLUMNS)
            return
        content = cells[places["strcontent"]] if "strcontent" in places else ""
        if kind in _SYSTEM:
            self._notice(content or " ".join(cells), t, line)
            return
        if kind == "49" and "subtype" in places and cells[places["subtype"]] == _PAT:
            log.report.notices += 1
            return
        user = self._sender(cells, places)
        if user == NOBODY:
            log.report.break_off(line, NO_SENDER)
            return
        row = log.add(MESSAGE, t, user, line=line)
        self._target(row, content)

    def _time(self, cells: list[str], places: dict[str, int]) -> int | None:
        if "createtime" in places:
            text = cells[places["createtime"]].strip()
            t = unix(text) if _TIME.fullmatch(text) else self._local(text)
            if t is not None:
                return t
        return self._local(cells[places["strtime"]].strip()) if "strtime" in places else None

    def _local(self, text: str) -> int | None:
        t = self._log.clock.iso(text.replace("/", "-"))
        self._log.report.local_times |= t is not None
        return t

    def _sender(self, cells: list[str], places: dict[str, int]) -> int:
        people = self._log.people
        named = [cells[places[name]].strip() for name in ("nickname", "remark") if name in places]
        key = cells[places["sender"]].strip() if "sender" in places else ""
        mine = "issender" in places and cells[places["issender"]].strip() == "1"
        if key:
            number = people.known(key, *named)
            if mine:
                people.myself(key)
            return number
        if mine:
            return people.known(SELF)
        shown = next((name for name in named if name), "")
        return people.named(shown) if shown else NOBODY

    def _target(self, row: int, content: str) -> None:
        """Note who is quoted, else who is mentioned first."""
        log = self._log
        if "<refermsg>" in content:
            for found in _QUOTED.finditer(content, content.index("<refermsg>")):
                log.address(
                    row, log.people.mention_key(found[1]) if found[1] else log.people.mention(found[2])
                )
        elif "@" in content and (found_name := _NAMED.search(content)):
            log.address(row, log.people.mention(found_name[1]))

    def _notice(self, content: str, t: int, line: int) -> None:
        log = self._log
        event = noticed(content)
        if event is None:
            log.report.notices += 1
            return
        add_event(log, event, t, line)
