"""Nothing personal reaches the disk, the screen or an error."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from sim.chats import ChatError, Options, read_chat


def run(*arguments):
    from sim.cli.entry import program
    from sim.i18n import translator

    given = [str(argument) for argument in arguments]
    return CliRunner().invoke(program(translator("en")), given, prog_name="sim")


def assert_clean(text: str | bytes, personal):
    data = text if isinstance(text, bytes) else text.encode()
    for name in personal:
        for encoding in ("utf-8", "utf-16-le", "gb18030"):
            assert name.encode(encoding, errors="replace") not in data, name
        assert json.dumps(name).strip('"').encode() not in data, name


@pytest.mark.parametrize("ending", ["parquet", "csv"])
@pytest.mark.parametrize("more", [(), ("--json",)])
def test_nothing_personal_anywhere(sample, tmp_path, personal, ending, more):
    _, _, path = sample
    out = tmp_path / "out"
    result = run("import", path, "--out", out / f"log.{ending}", "--operator", "Zebulon Quartz", *more)
    assert result.exit_code == 0, result.stderr
    assert [file.name for file in out.iterdir()] == [f"log.{ending}"]
    for file in out.rglob("*"):
        assert_clean(file.read_bytes(), personal)
    assert_clean(result.stdout + result.stderr, personal)


def test_nothing_personal_in_the_table_uncompressed(sample, tmp_path, personal):
    from pyarrow import parquet

    _, _, path = sample
    run("import", path, "--out", tmp_path / "log.parquet")
    table = parquet.read_table(tmp_path / "log.parquet")
    assert_clean(str(table.to_pydict()) + str(table.schema), personal)
    assert table.column_names == ["t", "user", "kind", "target", "conv"]


def test_nothing_personal_in_reports_of_damage(sample, tmp_path, personal):
    _, form, path = sample
    if path.is_dir():
        path = next(path.rglob("2023*.json"))
    whole = path.read_bytes()
    for place in range(3, len(whole), max(1, len(whole) // 40)):
        target = tmp_path / f"damaged{path.suffix}"
        target.write_bytes(whole[:place] + b'"\xff{,' + whole[place + 3 :])
        result = run("import", target, "--out", tmp_path / "log.csv", "--format", form)
        assert result.exit_code in (0, 2)
        assert_clean(result.stdout + result.stderr, personal)
        assert "Traceback" not in result.stderr


def test_faults_within_are_told_without_their_words(make, personal, monkeypatch):
    from sim.chats.people import People

    def fault(_self, *names):
        raise KeyError(*names)

    monkeypatch.setattr(People, "named", fault)
    monkeypatch.setattr(People, "known", fault)
    for name in ("whatsapp-german", "telegram", "wechat-csv"):
        with pytest.raises(ChatError, match="KeyError") as caught:
            read_chat(make(name))
        assert_clean(str(caught.value), personal)
        assert caught.value.__cause__ is None
        assert caught.value.__suppress_context__


def test_names_are_forgotten(make, personal):
    from sim.chats.formats import FORMATS
    from sim.chats.log import Log
    from sim.chats.source import Source

    log = Log(Options().operators)
    FORMATS["telegram"].read(Source(make("telegram")), log)
    log.finish()
    assert len(log.people) == 0
