"""Any CSV file with a time and a person a row, whatever its columns are called."""

from __future__ import annotations

import re

from sim.chats.errors import ChatError
from sim.chats.log import JOIN, LEAVE, MESSAGE, PUSH, Log
from sim.chats.people import NOBODY
from sim.chats.reasons import COLUMNS, NO_KIND, NO_SENDER, NO_TIME, UNREADABLE
from sim.chats.source import Source
from sim.chats.table import Rows, delimiter, names
from sim.chats.times import unix, wall
from sim.i18n import mark

NO_COLUMNS = mark(
    "{file} has no column for the time (such as t, time, date, 时间) or none for the person (such as user, name, sender, 发送者)."
)

COLUMNS_BY_PART = {
    "t": ("t", "time", "timestamp", "datetime", "date", "unixtime", "unix_time", "created_at", "createtime", "sent_at",
          "时间", "日期", "发送时间"),
    "user": ("user", "user_id", "userid", "authorid", "author_id", "sender_id", "username", "user_name", "name", "sender",
             "author", "from", "member", "nick", "nickname", "发送者", "发送人", "发言人", "昵称", "用户", "姓名"),
    "kind": ("kind", "type", "event", "action", "类型"),
    "target": ("target", "to", "reply_to_user", "replied_to", "mentioned", "inviter", "对象", "回复", "邀请人"),
    "conv": ("conv", "conversation", "conversation_id", "thread", "thread_id", "thread_ts", "topic", "话题"),
}  # fmt: skip
_KINDS = {
    **dict.fromkeys(("", "msg", "message", "messages", "text", "chat", "post", "消息", "文本"), MESSAGE),
    **dict.fromkeys(("image", "picture", "photo", "video", "audio", "voice", "file", "sticker", "link", "图片", "视频",
                     "语音", "文件", "表情", "链接"), MESSAGE),
    **dict.fromkeys(("push", "推送"), PUSH),
    **dict.fromkeys(("join", "joined", "enter", "加入", "进群", "入群"), JOIN),
    **dict.fromkeys(("leave", "left", "quit", "exit", "removed", "退出", "退群", "离开"), LEAVE),
}  # fmt: skip
_DATE = re.compile(
    r"(\d{1,4})(?P<by>[./-])(\d{1,2})[./-](\d{1,4})[ T,]{1,2}(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?"
    r"\s?(?P<half>[AaPp]\.?[Mm]\.?)?"
)


def looks_like(head: str) -> int:
    """Return 1 if there is a column for the time and one for the person."""
    found = _places(names(head))
    return int("t" in found and "user" in found)


def _places(columns: list[str]) -> dict[str, int]:
    found = {}
    for part, known in COLUMNS_BY_PART.items():
        place = next((columns.index(name) for name in known if name in columns), None)
        if place is not None:
            found[part] = place
    return found


def read(source: Source, log: Log) -> None:
    """Read a table into a log."""
    head = source.head()
    places = _places(names(head))
    if "t" not in places or "user" not in places:
        raise ChatError(NO_COLUMNS, file=source.path)
    most = max(places.values())
    reader = _Reader(log, places)
    with source.text() as text:
        rows = iter(Rows(text, delimiter(head), lambda n: n > most))
        next(rows, None)
        for cells, line in rows:
            if cells is None:
                log.report.break_off(line, UNREADABLE)
            elif len(cells) <= most:
                log.report.break_off(line, COLUMNS)
            else:
                reader.take(cells, line)


def moment(text: str, log: Log) -> int | None:
    """Return the time of a cell, open if its day order is; None if there is none."""
    t = unix(text)
    if t is not None:
        return t
    if text[:4].isdigit():
        t = log.clock.iso(text.replace("/", "-"))
        if t is not None:
            log.report.local_times |= not (text.endswith("Z") or "+" in text[10:] or "-" in text[11:])
            return t
    found = _DATE.fullmatch(text)
    if found is None:
        return None
    log.report.local_times = True
    try:
        second = wall(int(found[5]), int(found[6]), int(found[7] or 0), found["half"] or "")
    except ValueError:
        return None
    written = (int(found[1]), int(found[3]), int(found[4]))
    return log.days.open(written, second, dotted=found["by"] == ".", halves=bool(found["half"]))


class _Reader:
    """Knows in which cell what stands."""

    def __init__(self, log: Log, places: dict[str, int]) -> None:
        self._log, self._places = log, places

    def take(self, cells: list[str], line: int) -> None:
        """Read one row."""
        log, places = self._log, self._places
        t = moment(cells[places["t"]].strip(), log)
        name = cells[places["user"]].strip()
        word = cells[places["kind"]].strip().casefold() if "kind" in places else ""
        kind = MESSAGE if word.isdigit() else _KINDS.get(word, NOBODY)
        if t is None or not name or kind == NOBODY:
            log.report.break_off(line, NO_TIME if t is None else NO_KIND if name else NO_SENDER)
            return
        row = log.add(kind, t, log.people.named(name), line=line)
        if "target" in places and (target := cells[places["target"]].strip()):
            log.address(row, log.people.named(target))
        if "conv" in places and (conv := cells[places["conv"]].strip()):
            log.thread(row, conv)
