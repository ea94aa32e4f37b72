"""Exports as the apps write them, made up here: the same four people in every format."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

ANNA, BO, CY, DI = "Zebulon Quartz", "张伟丰", "+49 151 23456789", "Óscar Ñandú"
SECRET = "sekretwort"  # noqa: S105 - a word to look for
PERSONAL = (
    ANNA,
    "Zebulon",
    BO,
    CY,
    "15123456789",
    "23456789",
    DI,
    "Ñandú",
    SECRET,
    "wxid_zeb77",
    "U0ZEBULON",
    "user7700701",
)

L, N = "\u200e", "\u202f"


def whatsapp_us_iphone() -> str:
    return (
        f"[12/30/23, 9:41:05{N}PM] Secret Circle: {L}Messages and calls are end-to-end encrypted.\n"
        f"[12/30/23, 9:41:06{N}PM] Secret Circle: {L}{ANNA} created this group\n"
        f"{L}[12/30/23, 9:42:00{N}PM] {ANNA}: {L}{ANNA} added {BO}\n"
        f"[12/31/23, 9:43:00{N}PM] {ANNA}: hello {SECRET}\nsecond line: with a colon\n12 drummers\n"
        f"{L}[12/31/23, 9:44:00{N}PM] {BO}: {L}image omitted\n"
        f"[12/31/23, 9:45:00{N}PM] {BO}: hi @\u2068{ANNA}\u2069 {SECRET}\n"
        f"[1/1/24, 12:05:00{N}AM] {CY}: {L}{CY} joined using this group's invite link\n"
        f"[1/1/24, 12:06:00{N}AM] {CY}: {L}{CY} left\n"
    )


def whatsapp_android(date: str, added: str, linked: str, left: str, removed: str) -> str:
    lines = [
        (f"30{date}", "21:40", "Nachrichten und Anrufe sind Ende-zu-Ende-verschlüsselt."),
        (f"30{date}", "21:42", added.format(by=ANNA, who=BO)),
        (f"31{date}", "21:43", f"{ANNA}: hallo {SECRET}\nzweite Zeile"),
        (f"31{date}", "21:44", f"{BO}: <Medien ausgeschlossen>"),
        (f"31{date}", "21:45", f"{BO}: @4915123456789 {SECRET}"),
        (f"31{date}", "21:46", linked.format(who=CY)),
        (f"31{date}", "21:47", left.format(who=CY)),
        (f"31{date}", "21:48", removed.format(by=ANNA, who=BO)),
    ]
    return "".join(f"{day}, {time} - {text}\n" for day, time, text in lines)


LOCALES = {
    "us-iphone": whatsapp_us_iphone,
    "german": lambda: whatsapp_android(
        ".12.23",
        "{by} hat {who} hinzugefügt",
        "{who} ist der Gruppe über den Einladungslink beigetreten",
        "{who} hat die Gruppe verlassen",
        "{by} hat {who} entfernt",
    ),
    "british": lambda: whatsapp_android(
        "/12/2023",
        "{by} added {who}",
        "{who} joined using this group's invite link",
        "{who} left",
        "{by} removed {who}",
    ),
    "spanish": lambda: whatsapp_android(
        "/12/23",
        "{by} añadió a {who}",
        "{who} se unió usando el enlace de invitación de este grupo",
        "{who} salió del grupo",
        "{by} eliminó a {who}",
    ),
    "brazilian": lambda: whatsapp_android(
        "/12/2023",
        "{by} adicionou {who}",
        "{who} entrou usando o link de convite deste grupo",
        "{who} saiu",
        "{by} removeu {who}",
    ),
    "french": lambda: whatsapp_android(
        "/12/2023",
        "{by} a ajouté {who}",
        "{who} a rejoint le groupe en utilisant le lien d'invitation",
        "{who} a quitté le groupe",
        "{by} a retiré {who}",
    ),
    "chinese": lambda: (
        "2023/12/30 21:40 - 消息和通话已进行端到端加密。\n"
        f"2023/12/30 下午9:42 - {ANNA} 添加了 {BO}\n"
        f"2023/12/31 下午9:43 - {ANNA}: 你好 {SECRET}\n第二行\n"
        f"2023/12/31 下午9:44 - {BO}: <省略多媒体文件>\n"
        f"2023/12/31 下午9:45 - {BO}: @4915123456789 {SECRET}\n"
        f"2023/12/31 下午9:46 - {CY}使用此群组的邀请链接加入了群组\n"
        f"2023/12/31 下午9:47 - {CY}离开了\n"
        f"2023/12/31 下午9:48 - {ANNA}移除了{BO}\n"
    ),
}


def telegram() -> str:
    def said(number: int, second: int, who: str, key: str, **more: object) -> dict[str, object]:
        stamp = {"date": "2023-12-31T21:43:00", "date_unixtime": str(1704058980 + second)}
        return {"id": number, "type": "message", **stamp, "from": who, "from_id": key, "text": SECRET, **more}

    def service(
        number: int, second: int, who: str, key: str, action: str, **more: object
    ) -> dict[str, object]:
        stamp = {"date": "2023-12-31T21:43:00", "date_unixtime": str(1704058980 + second)}
        return {
            "id": number,
            "type": "service",
            **stamp,
            "actor": who,
            "actor_id": key,
            "action": action,
            "text": "",
            **more,
        }

    messages = [
        service(-999999999, 0, ANNA, "user7700701", "create_group", title=SECRET, members=[ANNA, BO]),
        said(-999999998, 60, ANNA, "user7700701"),
        said(-999999997, 70, BO, "user2", reply_to_message_id=2),
        service(-999999996, 80, ANNA, "user7700701", "migrate_to_supergroup"),
        service(1, 81, SECRET, "channel9", "migrate_from_group", title=SECRET),
        service(2, 90, ANNA, "user7700701", "invite_members", members=[DI]),
        said(3, 100, DI, "user3", text=["hi ", {"type": "mention_name", "text": BO, "user_id": 2}, SECRET]),
        said(4, 110, BO, "user2", reply_to_message_id=3),
        service(5, 120, CY, "user4", "join_group_by_link", inviter=ANNA),
        said(6, 130, ANNA, "user7700701", reply_to_message_id=4),
        service(7, 140, ANNA, "user7700701", "pin_message", message_id=3),
        service(8, 150, CY, "user4", "remove_members", members=[CY]),
    ]
    return json.dumps(
        {"name": SECRET, "type": "private_supergroup", "id": 9, "messages": messages},
        ensure_ascii=False,
        indent=1,
    )


def discord() -> str:
    def person(key: str, name: str) -> dict[str, object]:
        return {"id": key, "name": name, "discriminator": "0000", "nickname": name, "isBot": False}

    def said(
        key: str, second: int, who: dict[str, object], kind: str = "Default", **more: object
    ) -> dict[str, object]:
        stamp = f"2023-12-31T21:43:{second:02}.1230000+00:00"
        return {"id": key, "type": kind, "timestamp": stamp, "timestampEdited": None, "isPinned": False,
                "content": SECRET, "author": who, "mentions": [], **more}  # fmt: skip

    anna, bo = person("11", ANNA), person("12", BO)
    messages = [
        said("1", 0, bo, "GuildMemberJoin"),
        said("2", 1, anna),
        said(
            "3",
            2,
            bo,
            "Reply",
            reference={"messageId": "2", "channelId": "5", "guildId": "6"},
            mentions=[anna],
        ),
        said("4", 3, anna, mentions=[bo]),
        said("5", 4, anna, "ChannelPinnedMessage"),
    ]
    head = {
        "guild": {"id": "6", "name": SECRET},
        "channel": {"id": "5", "name": SECRET},
        "dateRange": {},
        "exportedAt": "x",
    }
    return json.dumps({**head, "messages": messages, "messageCount": 5}, ensure_ascii=False, indent=2)


def discord_csv() -> str:
    return table(
        [
            ("AuthorID", "Author", "Date", "Content", "Attachments", "Reactions"),
            ("12", BO, "2023-12-31T21:43:00.0000000+00:00", "Joined the server.", "", ""),
            ("11", ANNA, "2023-12-31T21:44:00.0000000+00:00", f"{SECRET}\nsecond, line", "", ""),
            ("12", BO, "2023-12-31T21:45:00.0000000+00:00", f"hi @{DI}", "", ""),
        ]
    )


def table(rows: list[tuple[object, ...]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def wechat_csv(*, short: bool = False) -> str:
    header = ("localId", "TalkerId", "Type", "SubType", "IsSender", "CreateTime", "Status", "StrContent", "StrTime", "Remark",
              "NickName", "Sender")  # fmt: skip
    when = "2023-12-31 21:43:00"
    quote = f"<msg><refermsg><chatusr>wxid_zeb77</chatusr><content>{SECRET}</content></refermsg></msg>"

    def row(
        number: int, kind: int, sub: int, mine: int, text: str, name: str, key: str
    ) -> tuple[object, ...]:
        cells = (number, 3, kind, sub, mine, 1704058980 + number, "", text, when, "", name, key)
        return (f"r{number}", *cells) if short else cells

    rows = [
        row(1, 10000, 0, 0, f'"{ANNA}"邀请"{BO}、{DI}"加入了群聊', "", ""),
        row(2, 1, 0, 0, f"{SECRET}\n第二行", ANNA, "wxid_zeb77"),
        row(3, 49, 57, 0, quote, BO, "wxid_b"),
        row(4, 1, 0, 0, f"@{BO}\u2005{SECRET}", DI, "wxid_d"),
        row(5, 10000, 0, 0, f'"{CY}"通过扫描"{BO}"分享的二维码加入群聊', "", ""),
        row(6, 10000, 0, 0, f'"{ANNA}"撤回了一条消息', "", ""),
        row(7, 1, 0, 1, SECRET, "me", "wxid_me"),
        row(8, 10000, 0, 0, f'你将"{CY}"移出了群聊', "", ""),
        row(9, 10000, 0, 0, f'"{DI}"退出群聊', "", ""),
    ]
    return table([header, *rows])


def wechat_txt() -> str:
    return (
        f'2023-12-31 21:42:00 系统消息\n"{ANNA}"邀请"{BO}"加入了群聊\n\n'
        f"2023-12-31 21:43:00 {ANNA}\n{SECRET}\n第二行 12:30\n\n"
        f"2023-12-31 21:44:00 {BO}\n「{ANNA}：{SECRET}」\n- - - - -\n好\n\n"
        f'2023-12-31 21:45:00\n"{CY}"通过扫描"{BO}"分享的二维码加入群聊\n\n'
        f"2023-12-31 21:46:00 {ANNA}\n@{BO}\u2005 {SECRET}\n"
    )


def generic() -> str:
    return table(
        [
            ("time", "name", "text", "type", "reply_to_user"),
            ("2023-12-31 21:43:00", ANNA, SECRET, "msg", ""),
            ("2023-12-31T21:44:00+01:00", BO, SECRET, "msg", ANNA),
            ("1704058980", CY, "", "join", ANNA),
            ("2024-01-02 00:00", CY, "", "leave", ""),
        ]
    )


def slack_files() -> dict[str, str]:
    first = [
        {"type": "message", "subtype": "channel_join", "ts": "1704058980.000100", "user": "U0ZEBULON", "text": "<@U0ZEBULON> has joined"},
        {"type": "message", "subtype": "channel_join", "ts": "1704058981.000100", "user": "U02", "inviter": "U0ZEBULON"},
        {"type": "message", "ts": "1704058990.000100", "user": "U0ZEBULON", "text": SECRET, "thread_ts": "1704058990.000100",
         "user_profile": {"real_name": ANNA, "display_name": "zeb"}},
        {"type": "message", "ts": "1704058995.000100", "user": "U02", "text": SECRET, "thread_ts": "1704058990.000100",
         "parent_user_id": "U0ZEBULON"},
        {"type": "message", "ts": "1704058996.000100", "user": "U0ZEBULON", "text": f"<@U02> {SECRET}"},
    ]  # fmt: skip
    second = [
        {
            "type": "message",
            "subtype": "channel_topic",
            "ts": "1704150000.000100",
            "user": "U02",
            "topic": SECRET,
        },
        {"type": "message", "subtype": "channel_leave", "ts": "1704150001.000100", "user": "U02"},
    ]
    return {
        "users.json": json.dumps([{"id": "U0ZEBULON", "name": ANNA}]),
        "channels.json": json.dumps([{"id": "C1", "name": SECRET}]),
        f"{SECRET}/2023-12-31.json": json.dumps(first, indent=4),
        f"{SECRET}/2024-01-01.json": json.dumps(second, indent=4),
    }


TEXTS: dict[str, tuple[str, str, Callable[[], str]]] = {
    **{f"whatsapp-{name}": ("whatsapp", "chat.txt", make) for name, make in LOCALES.items()},
    "telegram": ("telegram", "result.json", telegram),
    "discord": ("discord", "channel.json", discord),
    "discord-csv": ("discord-csv", "channel.csv", discord_csv),
    "wechat-csv": ("wechat-csv", "group.csv", wechat_csv),
    "wechat-csv-short": ("wechat-csv", "group.csv", lambda: wechat_csv(short=True)),
    "wechat-txt": ("wechat-txt", "group.txt", wechat_txt),
    "csv": ("csv", "log.csv", generic),
}
"""By sample: the format it is in, the name of the file, and who makes its text."""
SAMPLES = (*TEXTS, "slack-folder", "slack-zip")


def write_sample(name: str, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    if name in TEXTS:
        path = folder / TEXTS[name][1]
        path.write_text(TEXTS[name][2](), encoding="utf-8")
    elif name == "slack-zip":
        path = folder / "export.zip"
        with zipfile.ZipFile(path, "w") as archive:
            for member, text in slack_files().items():
                archive.writestr(member, text)
    else:
        path = folder / "export"
        for member, text in slack_files().items():
            (path / member).parent.mkdir(parents=True, exist_ok=True)
            (path / member).write_text(text, encoding="utf-8")
    return path


def format_of(name: str) -> str:
    return TEXTS[name][0] if name in TEXTS else "slack"


@pytest.fixture(params=SAMPLES)
def sample(request, tmp_path):
    """Every sample in turn: its name, its format and its file."""
    return request.param, format_of(request.param), write_sample(request.param, tmp_path / "in")


@pytest.fixture
def make(tmp_path) -> Callable[[str], Path]:
    """Write a sample and return where it is."""
    return lambda name: write_sample(name, tmp_path / "in")


@pytest.fixture
def texts() -> dict[str, Callable[[], str]]:
    """Makers of the samples that are one text."""
    return {name: made for name, (_, _, made) in TEXTS.items()}


@pytest.fixture
def personal() -> tuple[str, ...]:
    """What must be found nowhere."""
    return PERSONAL


@pytest.fixture
def rows():
    """Return the rows of a log as tuples of kind, user, target and conversation."""

    def as_rows(log):
        return list(
            zip(log.kind.tolist(), log.user.tolist(), log.target.tolist(), log.conv.tolist(), strict=True)
        )

    return as_rows
