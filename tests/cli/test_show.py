"""``sim list``, ``explain``, ``check``, ``scenario`` and ``schema``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

KINDS = ("types", "strategies", "mechanisms", "measures", "scenarios")


@pytest.mark.parametrize("kind", KINDS)
def test_list_as_json(sim_json, kind):
    found = sim_json("list", kind)
    assert found
    assert all({"name", "title", "file"} <= entry.keys() for entry in found)
    assert all(Path(entry["file"]).is_file() for entry in found)


def test_list_scenarios_has_every_shipped_file(sim_json):
    from sim.scenario import shipped_root

    files = {Path(entry["file"]) for entry in sim_json("list", "scenarios")}
    assert files == set(shipped_root().rglob("*.yaml"))


def test_list_of_everything(sim, sim_json):
    result = sim("list")
    assert result.exit_code == 0
    names = [entry["name"] for entry in sim_json("list")]
    assert {"selling", "attend", "members_end", "types/interest_group", "demo/pushed_hard"} <= set(names)
    assert all(name in result.stdout for name in names)


def test_rows_that_work_one_a_line(sim, sim_json):
    lines = sim("list", "--rows").stdout.splitlines()
    assert "S17 strategies/selling.py" in lines
    assert any(line.startswith("T6 types/interest_group.yaml") for line in lines)
    several = next(line for line in lines if line.startswith("R8 ")).split(" ", 1)[1].split("  ")
    assert {"mechanisms/mute.py", "measures/members.py"} <= set(several)
    listed = {row["id"]: row for row in sim_json("list", "--rows")}
    assert list(listed) == [line.split()[0] for line in lines]
    assert listed["R8"]["files"] == several
    assert listed["S17"]["title"] == "Frequency of pushes"


def test_rows_that_are_missing(sim, sim_json):
    from sim.scenario.rows import ROWS

    lines = sim("list", "--missing").stdout.splitlines()
    assert "H9 Selling from day 3 against warming up" in lines
    missing = {line.split()[0] for line in lines}
    assert missing | {row["id"] for row in sim_json("list", "--rows")} == set(ROWS)
    assert all(row["files"] == [] for row in sim_json("list", "--missing"))


def test_rows_stand_alone(sim):
    assert sim("list", "strategies", "--rows").exit_code == 2
    assert sim("list", "--rows", "--missing").exit_code == 2


def test_everything_listed_is_explained(sim):
    from sim.cli.entries import entries
    from sim.i18n import translator

    t = translator("en")
    for entry in (entry for kind in KINDS for entry in entries(kind, t)):
        result = sim("explain", entry.name)
        assert result.exit_code == 0, result.stderr
        assert entry.title in result.stdout
        assert ":math:" not in result.stdout
        assert "\\" not in result.stdout


def test_explain_a_strategy(sim, sim_json):
    result = sim("explain", "selling")
    for words in ("S17", "pushes_per_day", "0 to 6", "1/day", "assumption", "Levers that it sets"):
        assert words in result.stdout
    found = sim_json("explain", "selling")
    assert found["kind"] == "strategy"
    assert found["rows"] == ["S17", "S46"]
    first = found["parameters"][0]
    assert {"name", "default", "low", "high", "unit", "source", "doc"} <= first.keys()
    assert {lever["name"] for lever in found["levers"]} >= {"pushes_per_day"}


def test_explain_a_mechanism_shows_its_equation(sim):
    assert "logit P = (ln A_i" in sim("explain", "attend").stdout


def test_explain_a_name_with_two_meanings(sim_json):
    found = sim_json("explain", "members")
    assert {found["kind"], *(other["kind"] for other in found["also"])} >= {"measure", "section"}


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("members_end", "outcome"),
        ("visiting", "measure"),
        ("entry_fee", "lever"),
        ("operators", "section"),
        ("selling.pushes_per_day", "parameter"),
        ("minutes_per_push", "parameter"),
        ("types/interest_group", "type"),
        ("interest_group", "type"),
        ("pushed_hard", "scenario"),
    ],
)
def test_explain_finds(sim_json, name, kind):
    assert sim_json("explain", name)["kind"] == kind


def test_explain_suggests_the_nearest(sim):
    result = sim("explain", "sellling")
    assert result.exit_code == 2
    assert "Did you mean selling" in result.stderr


def test_explain_a_scenario_says_what_it_sets(sim_json):
    sets = sim_json("explain", "demo/pushed_hard")["sets"]
    assert "pushes_per_day: 3.0" in sets
    assert "usefulness" not in sets


def test_check_fine(sim, sim_json, small, calmer):
    result = sim("check", small, calmer, "demo/pushed_hard")
    assert result.exit_code == 0
    assert result.stdout.count(": fine") == 3
    assert [found["ok"] for found in sim_json("check", small, calmer)] == [True, True]


def test_check_tells_every_problem(sim, sim_json, small, tmp_path):
    bad = tmp_path / "bad.yaml"
    bad.write_text("title: Bad\nhorizn: 3d\nmembers: {initial: -4}\n", encoding="utf-8")
    result = sim("check", small, bad)
    assert result.exit_code == 2
    assert "bad.yaml:2" in result.stderr
    assert "horizon" in result.stderr
    assert "bad.yaml:3" in result.stderr
    fine, found = sim_json("check", small, bad, code=2)
    assert fine["ok"]
    assert not found["ok"]
    assert {"file", "line", "column", "path", "message", "hint", "text"} <= found["problems"][0].keys()


def test_every_shipped_scenario_is_fine(sim):
    from sim.scenario import shipped_scenarios

    assert sim("check", *(scenario.name for scenario in shipped_scenarios())).exit_code == 0


def test_scenario_in_short(sim, small):
    result = sim("scenario", small)
    assert result.exit_code == 0
    assert "30 members on day 0" in result.stdout
    assert "small.yaml:10" in result.stdout
    assert "homophily" not in result.stdout


def test_scenario_resolved(sim, small):
    from sim.scenario import load_scenario, loads

    text = sim("scenario", small, "--resolved").stdout
    assert "# default" in text
    assert loads(text).resolved() == load_scenario(small).resolved()


def test_scenario_with_a_value_put_over(sim_json, small):
    assert sim_json("scenario", small, "--set", "horizon=8d")["resolved"]["horizon"] == 8


def test_schema(sim, tmp_path):
    printed = sim("schema").stdout
    assert json.loads(printed)["title"] == "Scenario"
    target = tmp_path / "deep" / "schema.json"
    assert sim("schema", "--out", target).exit_code == 0
    assert target.read_text(encoding="utf-8") == printed


@pytest.mark.parametrize(
    ("latex", "plain"),
    [
        (r"F \leftarrow F\,2^{-1/h}", "F ← F 2^(-1/h)"),
        (r"\frac{a}{b} + \mathrm{logit}\,p", "(a)/(b) + logit p"),
        (r"x_i \sim N(m_c, \sigma_c^2 I)", "x_i ~ N(m_c, σ_c^2 I)"),
        (r"\log(1 + k_i)", "log(1 + k_i)"),
    ],
)
def test_formulas(latex, plain):
    from sim.cli.prose import formula

    assert formula(latex) == plain
