"""Broken lines, files and encodings: counted and located, never fatal; what is no chat is refused in a sentence."""

from __future__ import annotations

import zipfile

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.chats import ChatError, Options, read_chat

EACH = settings(
    max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def test_lines_of_whatsapp(tmp_path):
    path = tmp_path / "c.txt"
    path.write_text(
        "stray\n31.12.23, 21:41 - A: x\n41.12.23, 21:41 - A: x\n31.12.23, 25:41 - A: x\n31.12.23, 21:42 - A: x\n"
    )
    log, report = read_chat(path)
    assert log.t.size == 2
    assert report.broken == 3
    assert sorted(line for _, line, _ in report.places) == [1, 3, 4]


@pytest.mark.parametrize("name", ["telegram", "discord"])
def test_objects_of_json(tmp_path, texts, name):
    lines = texts[name]().splitlines(keepends=True)
    whole = len(read_text(tmp_path, "".join(lines))[0].t)
    first = next(place for place, line in enumerate(lines) if '"messages"' in line) + 1
    for place in range(first, len(lines)):
        log, report = read_text(
            tmp_path, "".join([*lines[:place], '"broken": nonsense here,\n', *lines[place + 1 :]])
        )
        assert log.t.size >= whole - 5
        assert report.broken <= 2


def read_text(tmp_path, text):
    path = tmp_path / "c.json"
    path.write_text(text, encoding="utf-8")
    return read_chat(path)


def test_broken_json_is_located(tmp_path, texts):
    text = texts["telegram"]().replace('"id": 3,', '"id": 3 oops,')
    log, report = read_text(tmp_path, text)
    assert report.broken == 1
    (_, line, _) = report.places[0]
    assert "oops" in "\n".join(text.splitlines()[line - 1 : line + 2])
    assert log.t.size == 9


@pytest.mark.parametrize("name", ["telegram", "discord"])
def test_cut_off_json(tmp_path, texts, name):
    text = texts[name]()
    log, report = read_text(tmp_path, text[: len(text) * 2 // 3])
    assert log.t.size >= 2
    assert report.broken == 1


def test_a_stray_quotation_mark_costs_its_own_line(tmp_path):
    path = tmp_path / "c.csv"
    rows = [f"{1704058980 + i},p{i},hello" for i in range(2000)]
    rows[5] = '1704058985,p5,"never closed'
    path.write_text("\n".join(["time,name,text", *rows]) + "\n")
    log, report = read_chat(path)
    assert log.t.size == 1999
    assert [line for _, line, _ in report.places] == [7]


def test_rows_with_too_few_cells(tmp_path):
    path = tmp_path / "c.csv"
    path.write_text("time,name\n1704058980,a\n1704058981\nwhen,b\n1704058982,\n1704058983,c\n")
    log, report = read_chat(path)
    assert log.t.size == 2
    assert [line for _, line, _ in report.places] == [3, 4, 5]


@EACH
@given(data=st.data())
def test_any_damage_to_any_format(sample, data, tmp_path):
    _, form, path = sample
    if path.is_dir():
        path = next(path.rglob("2023*.json"))
    text = path.read_bytes()
    target = tmp_path / f"damaged{path.suffix}"
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(text)))
        gone = data.draw(st.integers(0, 40))
        text = text[:place] + data.draw(st.binary(max_size=12)) + text[place + gone :]
    target.write_bytes(text)
    for asked in ("", form):
        try:
            log, report = read_chat(target, Options(asked))
        except ChatError as error:
            assert "internal" not in str(error)
            assert "reading failed" not in str(error), str(error)
        else:
            assert (np.diff(log.t) >= 0).all()
            assert report.broken >= 0


@EACH
@given(
    text=st.text(max_size=300),
    form=st.sampled_from(
        ["whatsapp", "telegram", "discord", "discord-csv", "slack", "wechat-csv", "wechat-txt", "csv"]
    ),
)
def test_any_text_as_any_format(tmp_path, text, form):
    path = tmp_path / "c.txt"
    path.write_text(text, encoding="utf-8", errors="replace")
    try:
        read_chat(path, Options(form))
    except ChatError as error:
        assert "reading failed" not in str(error), str(error)


@pytest.mark.parametrize("kind", ["null", "12", '"text"', "[[]]", '{"a": 1}', "[" * 3000, "NaN"])
def test_json_that_is_no_message(tmp_path, texts, kind):
    text = texts["telegram"]().replace('"messages": [', f'"messages": [\n{kind},', 1)
    log, report = read_text(tmp_path, text)
    assert log.t.size == 10
    assert report.broken == 1


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "empty"),
        (b" \n\r\n\t", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"just some words\nand more\n", "no format"),
        (b'{"something": "else"}', "no format"),
        (b"a,b\n1,2\n", "no format"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)), "not a text"),
        (b"PAR1\0\0\0\0", "not a text"),
        (b"PK\x03\x04 cut off", "no format"),
    ],
)
def test_what_is_no_chat(tmp_path, content, word):
    path = tmp_path / "c.txt"
    path.write_bytes(content)
    with pytest.raises(ChatError, match=word):
        read_chat(path)


def test_folders_and_archives_without_a_chat(tmp_path):
    with pytest.raises(ChatError, match="no chat"):
        read_chat(tmp_path)
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("picture.jpg", b"x")
    with pytest.raises(ChatError, match="no chat"):
        read_chat(path)
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(ChatError):
        read_chat(path)
    with pytest.raises(ChatError, match="no file"):
        read_chat(tmp_path / "nothing.txt")


def test_an_archive_of_one_text(tmp_path, texts):
    path = tmp_path / "WhatsApp.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_chat.txt", texts["whatsapp-german"]())
    assert read_chat(path)[0].t.size == 7


def test_forced_to_a_wrong_format(make):
    for form in ("telegram", "whatsapp", "wechat-csv", "csv", "slack"):
        with pytest.raises(ChatError):
            read_chat(make("discord-csv" if form != "csv" else "telegram"), Options(form))


def test_a_whole_telegram_account(tmp_path):
    with pytest.raises(ChatError, match="whole account"):
        read_text(
            tmp_path,
            '{"personal_information": {}, "chats": {"list": [{"type": "private_group", "messages": [{"from_id": "user1"}]}]}}',
        )


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
@pytest.mark.parametrize("name", ["wechat-csv", "wechat-txt", "whatsapp-chinese"])
def test_encodings(tmp_path, texts, rows, encoding, name):
    text = "".join(sign for sign in texts[name]() if sign not in "ÓÑ\u2005")
    plain, coded = tmp_path / "plain", tmp_path / "coded"
    plain.write_text(text, encoding="utf-8")
    coded.write_bytes(text.encode(encoding))
    log, report = read_chat(coded)
    assert rows(log) == rows(read_chat(plain)[0])
    assert report.encoding.replace("-", "").startswith(encoding[:3].replace("-", ""))


def test_western_encoding(tmp_path):
    path = tmp_path / "c.txt"
    path.write_bytes(
        "31.12.23, 21:41 - Jürgen: für später\n31.12.23, 21:42 - Jürgen hat Zoë hinzugefügt\n".encode(
            "cp1252"
        )
    )
    log, report = read_chat(path)
    assert report.encoding == "cp1252"
    assert log.kind.tolist() == ["msg", "join"]


def test_a_few_bytes_that_are_no_utf8(tmp_path, texts):
    path = tmp_path / "c.txt"
    path.write_bytes((texts["whatsapp-chinese"]() * 20).encode().replace("你".encode(), b"\xff", 1))
    assert read_chat(path)[1].encoding == "utf-8"


ODD = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**25), 10**25) | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
    max_leaves=4,
)


def places(value, found=()):
    """Every place in nested values, but for the one list of messages."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, below in inner:
        yield (*found, key)
        yield from places(below, (*found, key))


@EACH
@given(data=st.data(), name=st.sampled_from(["telegram", "discord", "slack"]))
def test_any_value_of_another_kind_in_json(tmp_path, texts, data, name):
    import json

    slack = '[{"type": "message", "subtype": "channel_join", "ts": "1704058980.1", "user": "U1", "inviter": "U2"}, {"ts":' \
        ' "1704058981.1", "user": "U2", "text": "<@U1> x", "thread_ts": "1704058980.1", "parent_user_id": "U1", "user_profile": {"name": "n"}}]'  # fmt: skip
    content = json.loads(slack if name == "slack" else texts[name]())
    messages = content if name == "slack" else content["messages"]
    for _ in range(data.draw(st.integers(1, 5))):
        *trail, last = data.draw(st.sampled_from(list(places(messages))))
        place = messages
        for key in trail:
            place = place[key]
        place[last] = data.draw(ODD)
    path = tmp_path / "c.json"
    path.write_text(json.dumps(content))
    try:
        read_chat(path, Options(name))
    except ChatError as error:
        assert "reading failed" not in str(error), str(error)


@EACH
@given(data=st.data(), name=st.sampled_from(["discord-csv", "wechat-csv", "csv"]))
def test_any_cell_of_another_kind_in_tables(tmp_path, texts, data, name):
    import csv
    import io

    rows = list(csv.reader(io.StringIO(texts[name]())))
    for _ in range(data.draw(st.integers(1, 5))):
        row = data.draw(st.sampled_from(rows[1:]))
        row[data.draw(st.integers(0, len(row) - 1))] = data.draw(
            st.text(max_size=30)
            | st.integers(-(10**25), 10**25).map(str)
            | st.from_regex(r"\d{1,4}[-/.]\d{1,4}[-/.]\d{1,4}[ T]\d\d:\d\d", fullmatch=True)
        )
    path = tmp_path / "c.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    try:
        read_chat(path, Options(name))
    except ChatError as error:
        assert "reading failed" not in str(error), str(error)
