"""What is refused: sentences on stderr, exit code 2, never a traceback; and how faults are told."""

from __future__ import annotations

import os

import pytest

from sim.cli.errors import BROKEN, INTERRUPTED, REFUSED


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("run",), "SCENARIO"),
        (("run", "types/nothing"), "types/nothing"),
        (("run", "types/free_grop"), "types/free_group"),
        (("run", "types/free_group", "--worlds", "0"), "--worlds"),
        (("run", "types/free_group", "--worlds", "-3"), "--worlds"),
        (("run", "types/free_group", "--worlds", "many"), "many"),
        (("run", "types/free_group", "--worlds", "99999999999"), "--worlds"),
        (("run", "types/free_group", "--worlds"), "--worlds"),
        (("run", "types/free_group", "--jobs", "0"), "--jobs"),
        (("run", "types/free_group", "--seed", "-1"), "--seed"),
        (("run", "types/free_group", "--seed", "1.5"), "1.5"),
        (("run", "types/free_group", "--set", "nonsense"), "path=value"),
        (("run", "types/free_group", "--set", "members.initial=-1"), "members.initial"),
        (("run", "types/free_group", "--set", "member.initial=1"), "members"),
        (("run", "types/free_group", "--set", "horizon=[1"), "horizon"),
        (("run", "types/free_group", "--events", "log.txt"), ".csv"),
        (("run", "types/free_group", "--lang", "fr"), "fr"),
        (("run", "types/free_group", "--world", "3"), "--worlds"),
        (("run", "types/free_group", "more"), "more"),
        (("compare", "types/free_group"), "two scenarios"),
        (("compare",), "two scenarios"),
        (("compare", "types/free_group", "types/free_group"), "twice"),
        (("compare", "types/free_group", "types/nothing"), "types/nothing"),
        (("list", "everything"), "everything"),
        (("explain", "xyzzy"), "xyzzy"),
        (("explain",), "NAME"),
        (("check",), "FILE"),
        (("import", "chat.txt"), "--out FILE is missing"),
        (("run", "types/free_group", "--worlds", "abc", "--lang", "zh-CN"), "abc 不是整数"),
        (("patterns", "log.csv", "--burn-in", "abc", "--lang", "zh-CN"), "abc 不是整数"),
        (("scenario", "nowhere.yaml"), "nowhere.yaml"),
        (("rnu",), "run"),
        (("run", "types/free_group", "--set", "horizon=3650d", "--worlds", "1000000"), "memory"),
    ],
)
def test_bad_input(assert_refused, sim, arguments, word):
    assert_refused(sim(*arguments), word)


def test_every_bad_file_is_told_at_once(assert_refused, sim, tmp_path):
    for name in ("one", "two"):
        (tmp_path / f"{name}.yaml").write_text("horizn: 3d\n", encoding="utf-8")
    assert_refused(sim("compare", tmp_path / "one.yaml", tmp_path / "two.yaml"), "one.yaml:1", "two.yaml:1")


def test_unknown_language_of_the_environment(assert_refused, sim):
    assert_refused(sim("list", SIM_LANG="xx"), "SIM_LANG", "xx")


def test_out_is_a_file(assert_refused, sim, small, tmp_path):
    (tmp_path / "out").write_text("mine", encoding="utf-8")
    assert_refused(sim("run", small, "--out", tmp_path / "out"), "file")
    assert (tmp_path / "out").read_text(encoding="utf-8") == "mine"


def test_out_below_a_file(assert_refused, sim, small, tmp_path):
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    assert_refused(sim("run", small, "--out", tmp_path / "file" / "out"))


def test_out_holds_something_else(assert_refused, sim, small, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "holiday.jpg").write_bytes(b"x")
    assert_refused(sim("run", small, "--out", tmp_path / "out"), "not empty")


@pytest.mark.parametrize("option", ["--report", "--events"])
def test_files_that_cannot_be_are_refused_before_running(
    assert_refused, sim, small, calmer, tmp_path, option
):
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    (tmp_path / "folder.csv").mkdir()
    assert_refused(sim("compare", small, calmer, option, tmp_path / "file" / "x.csv"), "file")
    if option == "--report":
        assert_refused(sim("compare", small, calmer, option, tmp_path / "folder.csv"), "folder")


def test_too_many_rules_is_no_traceback(sim, tmp_path, small):
    spells = ", ".join("{strictness: 0.5, remove_after: 3}" for _ in range(1))
    (tmp_path / "s.yaml").write_text(
        f"extends: ./small\ntitle: S\nstrategies: {{moderation: [{spells}]}}\n", encoding="utf-8"
    )
    result = sim("check", tmp_path / "s.yaml")
    assert "Traceback" not in result.stderr
    assert result.exit_code in {0, REFUSED}


def test_graph_file_that_is_missing(assert_refused, sim, small):
    result = sim("run", small, "--set", "graph.kind=file", "--set", "graph.file=nowhere.csv")
    assert_refused(result, "nowhere.csv")


@pytest.mark.parametrize(
    ("error", "code", "word"),
    [
        (MemoryError(), REFUSED, "memory"),
        (PermissionError(13, "Permission denied", "/x/y"), REFUSED, "/x/y: Permission denied"),
        (OSError(28, "No space left on device"), REFUSED, "No space left"),
        (KeyboardInterrupt(), INTERRUPTED, "Interrupted"),
        (ZeroDivisionError("division by zero"), BROKEN, "SIM_DEBUG=1"),
    ],
)
def test_errors_in_mid_run(sim, small, monkeypatch, error, code, word):
    def fail(*_args, **_kwargs):
        raise error

    monkeypatch.setattr("sim.cli.running.carried_out", fail)
    result = sim("run", small)
    assert result.exit_code == code
    assert word in result.stderr
    assert "Traceback" not in result.stderr


def test_traceback_for_those_who_ask(sim, small, monkeypatch):
    def fail(*_args, **_kwargs):
        raise ZeroDivisionError

    monkeypatch.setattr("sim.cli.running.carried_out", fail)
    assert "Traceback" in sim("run", small, SIM_DEBUG="1").stderr


def test_closed_pipe_is_silent(program_environment, tmp_path):
    import subprocess
    import sys

    reading, writing = os.pipe()
    os.close(reading)
    for arguments in (["schema"], ["list"], ["list", "--json"], ["--help"]):
        done = subprocess.run(
            [sys.executable, "-m", "sim.cli", *arguments],
            cwd=tmp_path, env=program_environment, stdout=writing, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
        assert done.stderr == "", arguments
    os.close(writing)


def test_stdout_without_unicode(program):
    done = program("explain", "attend", PYTHONIOENCODING="ascii")
    assert done.returncode == 0, done.stderr


def test_studies_are_refused_in_the_language_asked_for(assert_refused, sim, small, tmp_path):
    longer = tmp_path / "longer.yaml"
    longer.write_text("title: Longer\nextends: ./small\nhorizon: 30d\n", encoding="utf-8")
    assert_refused(sim("compare", small, longer, "--lang", "zh-CN"), "期限不同", "small", "30 天")
    assert_refused(sim("compare", small, small, "--lang", "zh-CN"), "给了两次")
    assert_refused(sim("compare", small, longer), "cannot be compared: small runs 20 days and longer 30;")


def test_a_language_of_the_environment_that_is_not_spoken_is_told_with_those_that_are(
    assert_refused, sim, monkeypatch
):
    monkeypatch.setenv("SIM_LANG", "fr")
    result = sim("list")
    assert_refused(result, "SIM_LANG", "fr", "zh-CN")
