"""DiscordChatExporter's JSON, of one channel."""

from __future__ import annotations

from typing import Any

from sim.chats.log import JOIN, LEAVE, MESSAGE, Log
from sim.chats.people import NOBODY
from sim.chats.reasons import NO_SENDER, NO_TIME, NOT_JSON
from sim.chats.source import Source
from sim.chats.stream import BROKEN, objects

_SAID = frozenset(("Default", "Reply", "0", "19", "20", "23"))
"""Kinds of messages that somebody wrote; 20 and 23 call a command. Everything else is a notice."""


def looks_like(head: str) -> int:
    """Return how many signs of such a file its beginning has."""
    signs = ('"guild"', '"channel"', '"dateRange"', '"exportedAt"', '"timestampEdited"', '"isPinned"')
    return sum(sign in head for sign in signs) if '"messages"' in head else 0


def read(source: Source, log: Log) -> None:
    """Read a channel into a log."""
    with source.text() as text:
        for item in objects(text, lambda value: "timestamp" in value and "author" in value):
            if item.value is BROKEN:
                log.report.break_off(item.line, NOT_JSON)
            else:
                _take(item.value, item.line, log)


def _take(message: dict[str, Any], line: int, log: Log) -> None:
    t = log.clock.iso(str(message.get("timestamp")))
    user = _person(message.get("author"), log)
    if t is None or user == NOBODY:
        log.report.break_off(line, NO_TIME if t is None else NO_SENDER)
        return
    kind = str(message.get("type", "Default"))
    listed = message.get("mentions")
    mentions = listed if isinstance(listed, list) else []
    if kind == "GuildMemberJoin":
        log.add(JOIN, t, user, line=line)
    elif kind in ("RecipientAdd", "RecipientRemove"):
        for member in (_person(mention, log) for mention in mentions):
            if member != NOBODY:
                log.add(JOIN if kind == "RecipientAdd" else LEAVE, t, member, user, line)
    elif kind in _SAID:
        _message(message, t, user, line, log)
    else:
        log.report.notices += 1


def _message(message: dict[str, Any], t: int, user: int, line: int, log: Log) -> None:
    row = log.add(MESSAGE, t, user, line=line)
    log.identify(row, str(message.get("id")))
    reference = message.get("reference")
    if isinstance(reference, dict) and reference.get("messageId"):
        log.answer(row, str(reference["messageId"]))
    listed = message.get("mentions")
    for mention in listed if isinstance(listed, list) else []:
        if isinstance(mention, dict) and mention.get("id"):
            log.address(row, log.people.mention_key(str(mention["id"])))


def _person(author: object, log: Log) -> int:
    if not isinstance(author, dict) or not author.get("id"):
        return NOBODY
    names = (author.get("name"), author.get("nickname"))
    return log.people.known(str(author["id"]), *(name for name in names if isinstance(name, str) and name))
