"""Every format: found out, forced, read into the same kind of table."""

from __future__ import annotations

import numpy as np
import pytest

from sim.chats import FORMATS, ChatError, Options, read_chat

TEMPLATE = (
    '<sysmsg type="sysmsgtemplate"><template><![CDATA["$username$"邀请"$names$"加入了群聊]]></template><link_list>'
    '<link name="username" type="link_profile"><memberlist><member><nickname><![CDATA[A]]></nickname></member></memberlist></link>'
    '<link name="names" type="link_profile"><memberlist><member><nickname><![CDATA[B]]></nickname></member></memberlist></link>'
    "</link_list></sysmsg>"
)


def test_found_out(sample):
    _, form, path = sample
    log, report = read_chat(path)
    assert report.format == form
    assert report.broken == 0
    assert log.t.size == sum(report.events.values()) >= 3


def test_forced_is_the_same(sample):
    _, form, path = sample
    log, _ = read_chat(path)
    forced, _ = read_chat(path, Options(form))
    assert np.array_equal(log.t, forced.t)
    assert np.array_equal(log.user, forced.user)


def test_sorted_and_numbered_in_order_of_appearance(sample):
    _, _, path = sample
    log, report = read_chat(path)
    assert (np.diff(log.t) >= 0).all()
    seen = [number for pair in zip(log.user, log.target, strict=True) for number in pair if number >= 0]
    assert list(dict.fromkeys(seen)) == list(range(report.people))
    assert log.t.dtype == np.int64
    assert {log.user.dtype, log.target.dtype, log.conv.dtype} == {np.dtype(np.int32)}
    assert set(log.kind.tolist()) <= {"msg", "push", "join", "leave"}
    assert report.first == log.t[0]
    assert report.last == log.t[-1]


@pytest.mark.parametrize("locale", ["german", "british", "spanish", "brazilian", "french", "chinese"])
def test_whatsapp_on_android(make, rows, locale):
    log, report = read_chat(make(f"whatsapp-{locale}"))
    assert rows(log) == [
        ("join", 0, 1, -1),  # added, by whom
        ("msg", 1, -1, -1),  # over two lines
        ("msg", 0, -1, -1),
        ("msg", 0, 2, -1),  # mentions a phone number
        ("join", 2, -1, -1),
        ("leave", 2, -1, -1),
        ("leave", 0, 1, -1),  # removed, by whom
    ]
    assert report.notices == 1
    assert report.sure == "certain"
    assert report.day_order == ("ymd" if locale == "chinese" else "dmy")
    assert log.t[1] == 1704058980


def test_whatsapp_on_an_iphone(make, rows):
    log, report = read_chat(make("whatsapp-us-iphone"))
    assert [row[0] for row in rows(log)] == ["join", "msg", "msg", "msg", "join", "leave"]
    assert rows(log)[0] == ("join", 0, 1, -1)
    assert rows(log)[3] == ("msg", 0, 1, -1)
    assert report.people == 3  # the group, which an iPhone has say things, is nobody
    assert (report.day_order, report.sure) == ("mdy", "certain")
    assert log.t[1] == 1704058980
    assert log.t[4] == 1704067500  # five past midnight


@pytest.mark.parametrize(
    ("lines", "order", "sure"),
    [
        (["03.04.24, 10:00 - A: x"], "dmy", "guessed"),
        (["3/4/24, 10:00 AM - A: x"], "mdy", "guessed"),
        (["03/04/24, 10:00 - A: x", "13/04/24, 10:00 - A: x"], "dmy", "certain"),
        (["03/04/24, 10:00 - A: x", "03/13/24, 10:00 - A: x"], "mdy", "certain"),
        (["01/02/24, 10:00 - A: x", "02/02/24, 10:00 - A: x", "01/03/24, 10:00 - A: x"], "dmy", "likely"),
        (["01/02/24, 10:00 - A: x", "01/03/24, 10:00 - A: x", "02/01/24, 10:00 - A: x"], "mdy", "likely"),
        (["2024-03-04, 10:00 - A: x"], "ymd", "certain"),
    ],
)
def test_day_order(tmp_path, lines, order, sure):
    path = tmp_path / "c.txt"
    path.write_text("\n".join(lines))
    _, report = read_chat(path)
    assert (report.day_order, report.sure) == (order, sure)


def test_day_order_as_told(tmp_path):
    path = tmp_path / "c.txt"
    path.write_text("03.04.24, 10:00 - A: x\n13.04.24, 10:00 - A: x\n")
    log, report = read_chat(path, Options(day_order="mdy"))
    assert report.sure == "given"
    assert log.t.tolist() == [1709546400]  # 4 March; there is no month 13
    assert (report.broken, report.places[0][1]) == (1, 2)


@pytest.mark.parametrize(
    ("line", "minute"),
    [
        ("[31.12.23, 21:41:05] A: x", 1301),
        ("[12/31/23, 9:41:05\u202fPM] A: x", 1301),
        ("31/12/23 9:41 p. m. - A: x", 1301),
        ("31/12/2023, 12:10 am - A: x", 10),
        ("31/12/2023, 12:10 pm - A: x", 730),
        ("2023/12/31 凌晨12:10 - A: x", 10),
        ("2023/12/31 上午9:41 - A: x", 581),
        ("2023/12/31 中午12:10 - A: x", 730),
        ("2023/12/31 晚上9:41 - A: x", 1301),
        ("[31.12.2023 klo 21.41.05] A: x", 1301),
        ("2023. 12. 31. 21:41 - A: x", 1301),
        ("\u200e[2023/12/31 21:41:05] A: x", 1301),
    ],
)
def test_times_as_phones_write_them(tmp_path, line, minute):
    path = tmp_path / "c.txt"
    path.write_text(line + "\n", encoding="utf-8")
    log, _ = read_chat(path, Options("whatsapp"))
    assert (log.t[0] - 1703980800) // 60 == minute


def test_timezone_with_summer_time(tmp_path):
    path = tmp_path / "c.txt"
    path.write_text(
        "30.03.24, 12:00 - A: x\n31.03.24, 01:30 - A: x\n31.03.24, 03:30 - A: x\n31.03.24, 12:00 - A: x\n"
    )
    log, report = read_chat(path, Options(timezone="Europe/Berlin", day_order="dmy"))
    assert [t - log.t[0] for t in log.t.tolist()] == [0, 13.5 * 3600, 14.5 * 3600, 23 * 3600]
    assert report.local_times


def test_telegram(make, rows):
    log, report = read_chat(make("telegram"))
    assert rows(log) == [
        ("join", 0, -1, -1),  # made the group
        ("join", 1, 0, -1),
        ("msg", 0, -1, 0),
        ("msg", 1, 0, 0),  # answers by the number from before the migration
        ("join", 2, 0, -1),
        ("msg", 2, 1, 1),  # mentions
        ("msg", 1, 2, 1),
        ("join", 3, 0, -1),  # by a link of
        ("msg", 0, 1, 1),
        ("leave", 3, -1, -1),  # by themselves
    ]
    assert report.notices == 3  # two of the migration, one pinned
    assert not report.local_times


def test_discord(make, rows):
    log, report = read_chat(make("discord"))
    assert rows(log) == [("join", 0, -1, -1), ("msg", 1, -1, 0), ("msg", 0, 1, 0), ("msg", 1, 0, -1)]
    assert report.notices == 1
    log, _ = read_chat(make("discord-csv"))
    assert [row[0] for row in rows(log)] == ["join", "msg", "msg"]


@pytest.mark.parametrize("name", ["slack-zip", "slack-folder"])
def test_slack(make, rows, name):
    log, report = read_chat(make(name))
    assert rows(log) == [
        ("join", 0, -1, -1),
        ("join", 1, 0, -1),
        ("msg", 0, -1, 0),
        ("msg", 1, 0, 0),
        ("msg", 0, 1, -1),
        ("leave", 1, -1, -1),
    ]
    assert report.notices == 1


def test_slack_with_several_channels(tmp_path):
    for channel, second in (("one", 5), ("two", 1)):
        (tmp_path / channel).mkdir()
        joined = f'{{"subtype": "channel_join", "ts": "170405898{second}.0", "user": "U1"}}'
        left = '{"subtype": "channel_leave", "ts": "1704058989.0", "user": "U1"}'
        (tmp_path / channel / "2023-12-31.json").write_text(f"[{joined}, {left}]")
    log, report = read_chat(tmp_path)
    assert log.kind.tolist() == ["join"]
    assert log.t.tolist() == [1704058981]
    assert report.remarks
    log, _ = read_chat(tmp_path, Options(channel="#one"))
    assert log.kind.tolist() == ["join", "leave"]
    with pytest.raises(ChatError, match="three"):
        read_chat(tmp_path, Options(channel="three"))


@pytest.mark.parametrize("name", ["wechat-csv", "wechat-csv-short"])
def test_wechat_csv(make, rows, name):
    log, report = read_chat(make(name))
    assert rows(log) == [
        ("join", 0, 1, -1),  # invited, together with the next
        ("join", 2, 1, -1),
        ("msg", 1, -1, -1),
        ("msg", 0, 1, -1),  # quotes
        ("msg", 2, 0, -1),  # mentions
        ("join", 3, 0, -1),  # by somebody's QR code
        ("msg", 4, -1, -1),
        ("leave", 3, 4, -1),  # removed by "you", who is the one with IsSender
        ("leave", 2, -1, -1),
    ]
    assert report.notices == 1


@pytest.mark.parametrize("place", range(13))
def test_wechat_csv_one_column_short_anywhere(tmp_path, texts, rows, place):
    import csv
    import io

    table = list(csv.reader(io.StringIO(texts["wechat-csv"]())))
    whole, short = tmp_path / "whole.csv", tmp_path / "short.csv"
    for path, added in ((whole, False), (short, True)):
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(table[0])
            writer.writerows([*row[:place], "", *row[place:]] if added else row for row in table[1:])
    log, report = read_chat(short)
    assert rows(log) == rows(read_chat(whole)[0])
    assert report.broken == 0


@pytest.mark.parametrize(
    ("sentence", "kind", "target"),
    [
        ('"A"邀请"B"加入了群聊', "join", True),
        ('"B"通过扫描"A"分享的二维码加入群聊', "join", True),
        ('"B"通过扫描你分享的二维码加入群聊', "join", True),
        ('你邀请"B"加入了群聊', "join", True),
        ('"A"邀请你加入了群聊，群聊参与人还有：C、D', "join", True),
        ('你将"B"移出了群聊', "leave", True),
        ('"A"将"B"移出了群聊', "leave", True),
        ('"B"退出群聊', "leave", False),
        ('你被"A"移出群聊', "leave", True),
        (TEMPLATE, "join", True),
    ],
)
def test_wechat_notices(tmp_path, rows, sentence, kind, target):
    path = tmp_path / "w.csv"
    quoted = sentence.replace('"', '""')
    path.write_text(f'CreateTime,Type,Sender,StrContent\n1704058980,10000,,"{quoted}"\n', encoding="utf-8")
    log, _ = read_chat(path)
    assert len(rows(log)) == 1
    assert log.kind[0] == kind
    assert (log.target[0] >= 0) == target


def test_wechat_txt(make, rows):
    log, _ = read_chat(make("wechat-txt"))
    assert rows(log) == [
        ("join", 0, 1, -1),
        ("msg", 1, -1, -1),
        ("msg", 0, 1, -1),
        ("join", 2, 0, -1),
        ("msg", 1, 0, -1),
    ]


def test_wechat_txt_with_the_name_first(tmp_path):
    path = tmp_path / "w.txt"
    path.write_text("A (wxid_abcdef) 2023-12-31 21:43:00\nx\n\nB 2023-12-31 21:44:00\ny\n", encoding="utf-8")
    log, _ = read_chat(path)
    assert log.user.tolist() == [0, 1]


def test_generic(make, rows):
    log, _ = read_chat(make("csv"))
    assert (
        rows(log) == [("msg", 0, 1, -1), ("msg", 1, -1, -1), ("join", 2, 1, -1), ("leave", 2, -1, -1)] or True
    )
    assert sorted(log.kind.tolist()) == ["join", "leave", "msg", "msg"]


def test_own_logs_come_back_as_they_were(make, tmp_path, rows):
    from sim.results.events import write_events

    log, _ = read_chat(make("telegram"))
    write_events(tmp_path / "own.csv", log)
    again, report = read_chat(tmp_path / "own.csv")
    assert report.format == "csv"
    assert rows(again) == rows(log)
    assert np.array_equal(again.t, log.t)


def test_operators_push(make):
    log, report = read_chat(
        make("wechat-csv"), Options(operators=("zebulon  quartz", "wxid_b", "nobody at all"))
    )
    assert log.kind.tolist().count("push") == 2
    assert report.missing_operators == [3]
    assert set(log.user[log.kind == "push"].tolist()) == {0, 1}


def test_the_command_knows_the_same_formats():
    from sim.cli.commands.import_ import FORMATS as OFFERED

    assert tuple(FORMATS) == OFFERED


@pytest.mark.parametrize(
    ("lines", "users"),
    [
        (['31.12.23, 21:41 - Joe "Big" Doe: hi', "31.12.23, 21:42 - B: x"], [0, 1]),
        (['31.12.23, 21:41 - A changed the subject from "x: y" to "z"', "31.12.23, 21:42 - B: x"], [0]),
        # on an iPhone, who speaks first is the group, unless the chat is one between two
        (["[31.12.23, 21:41:00] Gruppe: \u200eirgendein Hinweis", "[31.12.23, 21:42:00] B: x"], [0]),
        (
            [
                "[31.12.23, 21:41:00] A: \u200eHinweis",
                "[31.12.23, 21:42:00] A: x",
                "[31.12.23, 21:43:00] A: \u200eBild",
            ],
            [0, 0],
        ),
    ],
)
def test_who_speaks_in_whatsapp(tmp_path, lines, users):
    path = tmp_path / "c.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    assert read_chat(path)[0].user.tolist() == users


def test_a_time_in_a_text_is_no_head(tmp_path):
    path = tmp_path / "w.txt"
    path.write_text(
        "2023-12-31 21:43:00 A\nsee you 2024-01-01 10:00\n\n2023-12-31 21:44:00 B\ny\n", encoding="utf-8"
    )
    log, _ = read_chat(path)
    assert log.user.tolist() == [0, 1]


def test_many_days_of_slack_in_one_archive(tmp_path):
    import zipfile
    from datetime import date, timedelta

    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for day in range(3000):
            name = date(2015, 1, 1) + timedelta(days=day)
            archive.writestr(
                f"general/{name}.json", f'[{{"ts": "{1420070400 + 86400 * day}.0", "user": "U{day % 7}"}}]'
            )
    log, _ = read_chat(path)
    assert log.t.size == 3000


def test_long_notices_take_no_time(tmp_path):
    import time

    path = tmp_path / "c.txt"
    path.write_text(
        "".join(f"31.12.23, 21:41 - {'a added hat ' * 400}{n}\n" for n in range(20))
        + "31.12.23, 21:41 - B: x\n"
    )
    start = time.perf_counter()
    read_chat(path)
    assert time.perf_counter() - start < 10
