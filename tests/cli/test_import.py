"""``sim import``: tables and reports, and what is refused."""

from __future__ import annotations

import csv

import pytest

CHAT = (
    "30.12.23, 21:40 - Anna hat Bo hinzugefügt\n"
    "31.12.23, 21:41 - Anna: hallo\n"
    "31.12.23, 25:41 - Anna: zu spät\n"
    "31.12.23, 21:43 - Bo: oh\n"
)


@pytest.fixture
def chat(tmp_path):
    path = tmp_path / "chat.txt"
    path.write_text(CHAT, encoding="utf-8")
    return path


def test_table(sim, chat, tmp_path):
    result = sim(
        "import", chat, "--out", tmp_path / "log.csv", "--operator", "anna", "--timezone", "Asia/Shanghai"
    )
    assert result.exit_code == 0, result.stderr
    with (tmp_path / "log.csv").open() as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["t", "user", "kind", "target", "conv"]
    assert [row[1:] for row in rows[1:]] == [
        ["0", "join", "1", ""],
        ["1", "push", "", ""],
        ["0", "msg", "", ""],
    ]
    assert int(rows[2][0]) == 1704030060
    for words in ("whatsapp", "Asia/Shanghai", "day, month, year", "certain", "line 3", "1 pushes"):
        assert words in result.stdout


def test_parquet_is_read_as_a_simulated_log_is(sim, chat, tmp_path):
    from sim.results.events import read_parquet

    assert sim("import", chat, "--out", tmp_path / "new" / "log.parquet").exit_code == 0
    log = read_parquet(tmp_path / "new" / "log.parquet")
    assert log.kind.tolist() == ["join", "msg", "msg"]


def test_json(sim_json, chat, tmp_path):
    said = sim_json("import", chat, "--out", tmp_path / "log.csv", "--operator", "nobody")
    assert said["format"] == "whatsapp"
    assert said["events"] == {"msg": 2, "push": 0, "join": 1, "leave": 0}
    assert said["broken"]["records"] == 1
    assert said["broken"]["places"][0]["line"] == 3
    assert said["timezone"] == "UTC"
    assert said["local_times"] is True
    assert said["day_order"] == "dmy"
    assert said["day_order_sure"] == "certain"
    assert said["missing_operators"] == [1]


def test_quiet(sim, chat, tmp_path):
    result = sim("import", chat, "--out", tmp_path / "log.csv", "--quiet")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")


def test_chinese(sim, chat, tmp_path):
    assert sim("import", chat, "--out", tmp_path / "log.csv", "--lang", "zh-CN").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("nothing.txt", "--out", "log.csv"), "nothing.txt"),
        (("CHAT",), "FILE"),
        (("CHAT", "--out", "log.txt"), ".parquet"),
        (("CHAT", "--out", "log"), ".parquet"),
        (("CHAT", "--out", "log.csv", "--format", "irc"), "whatsapp"),
        (("CHAT", "--out", "log.csv", "--format", "telegram"), "telegram"),
        (("CHAT", "--out", "log.csv", "--timezone", "Mars/Base"), "Mars/Base"),
        (("CHAT", "--out", "log.csv", "--timezone", "../../etc/passwd"), "time zone"),
        (("CHAT", "--out", "log.csv", "--day-order", "ydm"), "ydm"),
        (("EMPTY", "--out", "log.csv"), "empty"),
        (("OTHER", "--out", "log.csv"), "--format"),
        (("BINARY", "--out", "log.csv"), "not a text"),
    ],
)
def test_refused(sim, chat, tmp_path, arguments, word, monkeypatch):
    monkeypatch.chdir(tmp_path)
    places = {"CHAT": chat, "EMPTY": tmp_path / "e", "OTHER": tmp_path / "o", "BINARY": tmp_path / "b"}
    places["EMPTY"].write_bytes(b"")
    places["OTHER"].write_text("nothing of the kind\n")
    places["BINARY"].write_bytes(bytes(range(256)) * 9)
    result = sim("import", *(places.get(argument, argument) for argument in arguments))
    assert result.exit_code == 2, result.stderr
    assert word in result.stderr
    assert "Traceback" not in result.stderr
    assert result.stdout == ""
    assert not (tmp_path / "log.csv").exists()


def test_the_chat_is_never_written_over(sim, tmp_path):
    path = tmp_path / "log.csv"
    path.write_text("time,name\n1704058980,a\n")
    assert "the chat itself" in sim("import", path, "--out", path).stderr
    assert path.read_text() == "time,name\n1704058980,a\n"
