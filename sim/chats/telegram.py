"""Telegram Desktop's ``result.json``: "Export chat history", format "machine-readable JSON"."""

from __future__ import annotations

from typing import Any

from sim.chats.errors import ChatError
from sim.chats.log import JOIN, LEAVE, MESSAGE, Log
from sim.chats.people import NOBODY
from sim.chats.reasons import NO_SENDER, NO_TIME, NOT_JSON
from sim.chats.source import Source
from sim.chats.stream import BROKEN, objects
from sim.chats.times import unix
from sim.i18n import mark

WHOLE_ACCOUNT = mark(
    "{file} holds a whole account. Export the one chat: open it in Telegram Desktop, its menu, Export chat history, JSON."
)
_MIGRATED = 1_000_000_000
"""Messages from before a group became a supergroup have their number less this, answers to them may not."""


def looks_like(head: str) -> int:
    """Return how many signs of such a file its beginning has."""
    signs = (
        '"date_unixtime"',
        '"from_id"',
        '"actor_id"',
        '"text_entities"',
        "_supergroup",
        "_group",
        '"actor"',
    )
    return sum(sign in head for sign in signs) if '"messages"' in head or '"chats"' in head else 0


def read(source: Source, log: Log) -> None:
    """Read a chat into a log."""
    head = source.head()
    if '"chats"' in head and ('"messages"' not in head or head.index('"chats"') < head.index('"messages"')):
        raise ChatError(WHOLE_ACCOUNT, file=source.path)
    reader = _Reader(log)
    with source.text() as text:
        for item in objects(text, lambda value: "date" in value and "id" in value):
            if item.value is BROKEN:
                log.report.break_off(item.line, NOT_JSON)
            else:
                reader.take(item.value, item.line)


class _Reader:
    """Keeps apart the numbers of messages before and after a group became a supergroup."""

    def __init__(self, log: Log) -> None:
        self._log = log
        self._era = 0

    def take(self, message: dict[str, Any], line: int) -> None:
        """Read one message or notice."""
        t = self._time(message)
        if t is None:
            self._log.report.break_off(line, NO_TIME)
        elif message.get("type") == "service":
            self._service(message, t, line)
        else:
            self._message(message, t, line)

    def _time(self, message: dict[str, Any]) -> int | None:
        exact = message.get("date_unixtime")
        t = unix(str(exact)) if exact is not None else None
        if t is None and isinstance(local := message.get("date"), str):
            t = self._log.clock.iso(local)
            self._log.report.local_times |= t is not None
        return t

    def _message(self, message: dict[str, Any], t: int, line: int) -> None:
        log = self._log
        user = self._person(message.get("from_id"), message.get("from"))
        if user == NOBODY:
            log.report.break_off(line, NO_SENDER)
            return
        row = log.add(MESSAGE, t, user, line=line)
        if isinstance(number := message.get("id"), int):
            log.identify(row, (self._era, number))
            if number < 0:
                log.identify(row, (self._era, number + _MIGRATED))
        answered = message.get("reply_to_message_id")
        if isinstance(answered, int):
            log.answer(row, (self._era, answered))
        elif isinstance(message.get("text"), list):
            self._mention(row, message["text"])

    def _mention(self, row: int, text: list[Any]) -> None:
        for piece in text:
            if isinstance(piece, dict) and piece.get("type") == "mention_name" and piece.get("user_id"):
                self._log.address(row, self._log.people.mention_key(_key(piece["user_id"])))

    def _service(self, message: dict[str, Any], t: int, line: int) -> None:
        log, action = self._log, message.get("action")
        if action == "migrate_from_group":
            self._era += 1
        members = message.get("members")
        names = (
            [name for name in members if isinstance(name, str) and name] if isinstance(members, list) else []
        )
        actor = self._person(message.get("actor_id"), message.get("actor"))
        if action in ("invite_members", "create_group"):
            if action == "create_group" and actor != NOBODY:
                log.add(JOIN, t, actor, line=line)
            for name in names:
                if (member := log.people.named(name)) != actor or action == "invite_members":
                    log.add(JOIN, t, member, actor, line)
        elif action in ("join_group_by_link", "join_group_by_request") and actor != NOBODY:
            inviter = message.get("inviter")
            by = log.people.named(inviter) if isinstance(inviter, str) and inviter else NOBODY
            log.add(JOIN, t, actor, by, line)
        elif action == "remove_members":
            for name in names:
                log.add(LEAVE, t, log.people.named(name), actor, line)
        else:
            log.report.notices += 1

    def _person(self, key: object, name: object) -> int:
        given = name if isinstance(name, str) else ""
        if isinstance(key, str | int) and key:
            return self._log.people.known(_key(key), given)
        return self._log.people.named(given) if given else NOBODY


def _key(key: str | int) -> str:
    """Return an identifier in today's form; old exports have the bare number."""
    return f"user{key}" if str(key).isdigit() else str(key)
