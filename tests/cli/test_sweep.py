"""Commands of sweeps: plan, sweep, results, verify, check, list."""

from __future__ import annotations

import csv

import pytest

STUDY = """\
title: Small
question: Is it small?
base: types/interest_group
set: {members.initial: 30, horizon: 20d}
strategies:
  pushes: {label: Product pushes a day, path: strategies.selling.pushes_per_day, values: [0, 2]}
  seats: {path: strategies.capacity.seats, values: [20, 60]}
worlds: 4
outcomes: [visiting_late, members_end]
days: [visiting]
"""


@pytest.fixture
def study(tmp_path):
    path = tmp_path / "small.yaml"
    path.write_text(STUDY)
    return path


def test_from_plan_to_report(study, tmp_path, sim, sim_json):
    out = tmp_path / "out"
    will = sim_json("plan", study)
    assert (will["points"], will["runs"]) == (4, 16)
    done = sim_json("sweep", study, "--out", out)
    assert (done["done"], done["failed"], done["interrupted"]) == (16, 0, False)
    assert "Small" in (out / "report.html").read_text()
    assert sim_json("plan", study, "--out", out)["runs"] == 0
    summary = sim_json("results", out)
    assert len(summary) == 4
    assert summary[0]["members_end"]["of"] == 4
    assert sim_json("verify", out, "--sample", 3)["holds"]
    shown = sim("results", out)
    assert "Product pushes a day" in shown.stdout


def test_rows_filtered_joined_and_written(study, tmp_path, sim, sim_json):
    out = tmp_path / "out"
    assert sim("sweep", study, "--out", out, "--quiet").exit_code == 0
    rows = sim_json(
        "results", out, "--table", "days", "--where", "pushes=2", "--where", "world<2", "--where", "day>=18"
    )
    assert rows["rows"] == 2 * 2 * 2
    assert set(rows["columns"]["pushes"]) == {2}
    target = tmp_path / "rows.csv"
    assert sim("results", out, "--columns", "point,world,pushes,members_end", "--to", target).exit_code == 0
    with target.open() as file:
        read = list(csv.DictReader(file))
    assert len(read) == 16
    assert list(read[0]) == ["point", "world", "pushes", "members_end"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--where", "pusher=1"), "There is no column pusher"),
        (("--where", "pushes~1"), "write it as NAME=VALUE"),
        (("--where", "pushes=many"), "pushes is a number"),
        (("--where", "scenario>a"), "only = and != can be asked of it"),
        (("--columns", "worlds"), "There is no column worlds"),
        (("--to", "rows.doc"), "has to end in .csv or .parquet"),
        (("--table", "run"), "is none of points, runs"),
    ],
)
def test_results_refuse_with_a_sentence(study, tmp_path, sim, options, said):
    out = tmp_path / "out"
    assert sim("sweep", study, "--out", out, "--quiet").exit_code == 0
    result = sim("results", out, *options)
    assert result.exit_code == 2
    assert said in result.stderr


def test_refusals(study, tmp_path, sim):
    assert sim("sweep", study).exit_code == 2
    assert "write it as I/N" in sim("sweep", study, "--out", tmp_path / "a", "--shard", "3/2").stderr
    assert "holds no results" in sim("results", tmp_path).stderr
    study.write_text(STUDY + "precision: {half_width: 0.1}\n")
    result = sim("sweep", study, "--out", tmp_path / "b", "--shard", "0/2")
    assert result.exit_code == 2
    assert "cannot be run in parts" in result.stderr


def test_other_commands_say_what_a_sweep_needs(study, tmp_path, sim):
    out = tmp_path / "out"
    assert sim("sweep", study, "--out", out, "--quiet").exit_code == 0
    for command in (("export", out, "--to", "csv"), ("graph", out, "--day", "3", "--to", "graphml")):
        result = sim(*command)
        assert result.exit_code == 2
        assert "holds a sweep" in result.stderr


def test_check_and_list_know_studies(study, sim, sim_json):
    assert sim_json("check", study, "sweeps/push_frequency")[0]["ok"]
    assert {entry["name"] for entry in sim_json("list", "studies")} >= {
        "sweeps/push_frequency",
        "sweeps/threshold_by_koc",
    }
    study.write_text(STUDY.replace("worlds: 4", "worlds: none"))
    result = sim("check", study)
    assert result.exit_code == 2
    assert "small.yaml:8: worlds" in result.stderr
