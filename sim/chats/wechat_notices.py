"""What WeChat says when people join or leave a group."""

from __future__ import annotations

import re

from sim.chats.notices import Event, match, pattern

_JOINED, _LEFT = True, False
_SPLIT = re.compile(r"(?<=[\"”])、(?=[\"“])|、|(?<=[\"”你])和(?=[\"“你])|,\s+|\s+and\s+")
_SELVES = frozenset(("你", "我", "自己", "you"))
_MARKUP = re.compile(r"<[^>]{0,500}>|\$|_wc_custom_link_")
_TEMPLATE = re.compile(r"<template>(?:<!\[CDATA\[)?(.{1,500}?)(?:\]\]>)?</template>", re.DOTALL)
_LINK = re.compile(r'<link name="(\w{1,40})"(.{1,100000}?)</link>', re.DOTALL)
_NICKNAME = re.compile(r"<nickname>(?:<!\[CDATA\[)?(.{1,200}?)(?:\]\]>)?</nickname>", re.DOTALL)
_PLACE = re.compile(r"\$(\w{1,40})\$")

_EVENTS = (
    pattern(_JOINED, r"BY\s?邀请\s?WHO\s?加入了?(?:群聊|群组|群)(?:，.*)?"),
    pattern(_JOINED, r"BY\s?邀请\s?WHO\s?进入了?(?:群聊|群组|群).*"),
    pattern(_JOINED, r"WHO\s?通过(?:扫描|扫)\s?BY\s?分享的二维码(?:加入|进入)了?(?:群聊|群组|群).*"),
    pattern(_JOINED, r"WHO\s?通过\s?BY\s?的?邀请(?:二维码|链接)?(?:加入|进入)了?(?:群聊|群组|群).*"),
    pattern(_JOINED, r"WHO\s?通过扫描?二维码(?:加入|进入)了?(?:群聊|群组|群).*"),
    pattern(_JOINED, r"WHO\s?(?:加入|进入)了?(?:群聊|群组|群)"),
    pattern(_LEFT, r"BY\s?[将把]\s?WHO\s?移[出除]了?(?:群聊|群组|群)?.*"),
    pattern(_LEFT, r"WHO\s?被\s?BY\s?移[出除]了?(?:群聊|群组|群)?.*"),
    pattern(_LEFT, r"WHO\s?(?:已)?(?:退出|离开)了?(?:群聊|群组|该群|群)?"),
    pattern(_JOINED, r"BY invited WHO to (?:the|a) group chat.*"),
    pattern(_JOINED, r"WHO joined (?:the )?group chat via the QR code (?:shared by )?BY(?: shared)?"),
    pattern(_LEFT, r"BY removed WHO from the group chat"),
    pattern(_LEFT, r"WHO left the group chat"),
)
_HINT = re.compile(r"加入|进入|移出|移除|退出|离开|invited|joined|removed|left the group")
_OTHER = re.compile(
    r"撤回|拍了拍|修改群名|recalled|付款|红包|群主|管理员|公告|非好友|不是.{0,4}朋友关系|修改为"
)


def noticed(sentence: str) -> Event | None:
    """Return who joined or left by a system line; None if it is about something else."""
    plain = _MARKUP.sub("", _filled(sentence)).strip()
    if not _HINT.search(plain):
        return None
    event = match(plain.splitlines()[0].strip() if plain else "", _EVENTS, _SPLIT, _SELVES)
    return None if event is None and _OTHER.search(plain) else event


def _filled(sentence: str) -> str:
    """Return the sentence of a system line that is kept as a template, with the names put in."""
    template = _TEMPLATE.search(sentence)
    if template is None:
        return sentence
    names = {link[1]: "、".join(_NICKNAME.findall(link[2])) for link in _LINK.finditer(sentence)}
    return _PLACE.sub(lambda place: names.get(place[1], ""), template[1])


def looks_noticed(sentence: str) -> bool:
    """Whether a line without a sender is one of the app's own."""
    return bool(_HINT.search(sentence) or _OTHER.search(sentence))
