"""Ten questions, answered as options or when asked; the scenario that is written, and nonsense."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from sim.cli.questions import QUESTIONS

ALL = {
    "members": "200", "age-days": "400", "messages-per-day": "30", "share-speaking": "30", "joins-per-day": "1.5",
    "leaves-per-month": "20", "pushes-per-day": "2", "posts-per-day": "1", "hours-per-day": "3", "topic": "1",
}  # fmt: skip


def options(**other):
    answers = {**ALL, **{name.replace("_", "-"): value for name, value in other.items()}}
    return [part for name, value in answers.items() for part in (f"--{name}", value)]


def test_there_are_ten():
    assert len(QUESTIONS) == 10
    assert [question.option[2:] for question in QUESTIONS] == list(ALL)


@pytest.mark.parametrize("lang", ["en", "zh-CN"])
def test_a_scenario_that_can_be_run(sim, tmp_path, lang):
    from sim.scenario import load_scenario

    out = tmp_path / "mine.yaml"
    result = sim("describe", *options(), "--out", out, "--lang", lang)
    assert result.exit_code == 0, result.stderr
    found = load_scenario(str(out)).resolved()
    main = found["groups"]["main"]
    assert main["members"]["initial"] == 200
    assert main["group"]["topic_breadth"] == 0.3
    assert found["operators"]["hours_per_day"] == 3.0
    assert main["strategies"]["selling"][0]["pushes_per_day"] == 2.0
    assert main["strategies"]["content"][0]["posts_per_day"] == 1.0
    assert sum(channel["per_day"] for channel in main["channels"].values()) == pytest.approx(1.8, abs=0.02)
    assert sim("check", out).exit_code == 0
    text = out.read_text(encoding="utf-8")
    assert "types/interest_group" in text
    for question in QUESTIONS:
        assert question.option in result.stdout
    for value in ALL.values():
        assert f" {value}\n" in text


def test_what_sets_what_is_said(sim_json, tmp_path):
    said = sim_json("describe", *options(), "--out", tmp_path / "mine.yaml")
    assert said["sets"]["age_days"]["paths"] == []
    assert "only noted" in said["sets"]["age_days"]["how"]
    assert said["sets"]["share_speaking"]["paths"] == ["mechanisms.post.threshold"]
    assert all("approximation" in said["sets"][name]["how"] for name in ("share_speaking", "joins_per_day"))


def test_more_talk_and_more_speakers_go_the_right_way():
    from sim.cli.describing import describe

    def made(**answers):
        return describe({"members": 200, **answers}, "x").content["mechanisms"]

    shares = [made(share_speaking=share)["post"]["threshold"] for share in (8, 15, 26.3, 45)]
    assert shares == sorted(shares, reverse=True)
    assert shares[2] == pytest.approx(2.8, abs=0.01)  # the default gives what the default gave
    talk = [made(messages_per_day=n)["traits"]["chattiness_log"] for n in (15, 35.4, 100)]
    assert talk == sorted(talk)
    assert talk[1] == pytest.approx(0.6, abs=0.01)
    leaving = [made(leaves_per_month=n)["traits"]["need_hazard"] for n in (0, 42, 90)]
    assert leaving[1] == pytest.approx(0.003)
    assert leaving == sorted(leaving)


def test_beyond_reach_is_said(sim_json, tmp_path):
    said = sim_json(
        "describe", *options(share_speaking="95", messages_per_day="9000"), "--out", tmp_path / "m.yaml"
    )
    assert "beyond" in said["sets"]["share_speaking"]["how"]
    assert "beyond" in said["sets"]["messages_per_day"]["how"]


@pytest.mark.parametrize(
    ("answers", "word"),
    [
        ({"members": "many"}, "many"),
        ({"members": "0"}, "--members"),
        ({"members": "2.5"}, "2.5"),
        ({"members": "nan"}, "nan"),
        ({"messages_per_day": "-3"}, "-3"),
        ({"share_speaking": "140"}, "140"),
        ({"topic": "4"}, "--topic"),
        ({"share_speaking": "0"}, "--share-speaking"),
        ({"leaves_per_month": "900"}, "--leaves-per-month"),
        ({"members": "10", "share_speaking": "1"}, "--share-speaking"),
    ],
)
def test_nonsense(sim, tmp_path, answers, word):
    result = sim("describe", *options(**answers), "--out", tmp_path / "mine.yaml")
    assert result.exit_code == 2
    assert word in result.stderr
    assert "Traceback" not in result.stderr
    assert not (tmp_path / "mine.yaml").exists()


def ask(answers, *arguments):
    from sim.cli.entry import program
    from sim.i18n import translator

    given = ["describe", *map(str, arguments)]
    return CliRunner().invoke(program(translator("en")), given, input=answers, prog_name="sim")


def test_asked(tmp_path):
    from sim.scenario import load_scenario

    out = tmp_path / "asked.yaml"
    result = ask("oops\n-1\n150\n\n20\n30%\n1\n10\n1\n1\n2\n2\n", "--out", out)
    assert result.exit_code == 0, result.stderr
    assert "oops is not a number" in result.stderr
    assert "-1 makes no sense" in result.stderr
    assert result.stderr.count("How many members") == 3
    assert load_scenario(str(out)).resolved()["groups"]["main"]["members"]["initial"] == 150
    assert "not answered" in out.read_text(encoding="utf-8")


def test_only_what_is_missing_is_asked(tmp_path):
    given = options()[:-2]
    result = ask("3\n", *given, "--out", tmp_path / "m.yaml")
    assert result.exit_code == 0
    assert "How wide" in result.stderr
    assert "How many members" not in result.stderr


def test_nobody_there(tmp_path):
    result = ask("", "--members", "20", "--out", tmp_path / "m.yaml")
    assert result.exit_code == 2
    assert "--topic" in result.stderr
    assert "--members" not in result.stderr.splitlines()[-1].split("Give")[-1]


def test_defaults(sim, tmp_path):
    assert sim("describe", "--members", "20", "--defaults", "--out", tmp_path / "m.yaml").exit_code == 0
    assert sim("check", tmp_path / "m.yaml").exit_code == 0


def test_files(sim, tmp_path):
    out = tmp_path / "m.yaml"
    out.write_text("mine")
    assert "exists" in sim("describe", "--defaults", "--out", out).stderr
    assert out.read_text() == "mine"
    assert sim("describe", "--defaults", "--out", tmp_path / "m.txt").exit_code == 2
    assert sim("describe", "--defaults", "--out", tmp_path).exit_code == 2
