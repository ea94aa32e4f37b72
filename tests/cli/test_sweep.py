"""Commands of sweeps: plan, sweep, results, verify, check, list."""

from __future__ import annotations

import csv
import json

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


@pytest.mark.parametrize(
    "shard",
    ["²/8", "0/²", "1/0", "8/8", "-1/8", "1.0/8", "1/8/2", "/", "9" * 5000 + "/" + "9" * 5001, "1 /2", "x"],
)
def test_parts_that_are_none(study, tmp_path, sim, shard):
    result = sim("sweep", study, "--out", tmp_path / "a", "--shard", shard)
    assert result.exit_code == 2
    assert "write it as I/N" in result.stderr
    assert len(result.stderr) < 300
    assert not (tmp_path / "a").exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--shard", "0/10000000"), "there are at most 100000 parts"),
        (("--scheduler", "tcp://head:8786"), "--scheduler goes with --executor dask"),
        (
            ("--scheduler", "tcp://head:8786", "--executor", "threads"),
            "--scheduler goes with --executor dask",
        ),
        (("--scheduler", "tcp://head:8786", "--executor", "dask", "--jobs", "2"), "the cluster has its own"),
        (("--shard", "0/2", "--report", "r.html"), "A part writes no report"),
        (("--report", "."), "is a folder; name a file"),
        (("--report", "small.yaml/r.html"), "a folder is needed there"),
    ],
)
def test_options_that_do_not_go_together(study, tmp_path, sim, monkeypatch, options, said):
    monkeypatch.chdir(tmp_path)
    result = sim("sweep", study, "--out", tmp_path / "a", *options)
    assert result.exit_code == 2
    assert said in result.stderr
    assert not (tmp_path / "a").exists(), "nothing was run"


def test_a_malformed_scheduler_address(study, tmp_path, sim):
    pytest.importorskip("distributed", reason="needs Dask (pip install '.[dask]')")
    result = sim("sweep", study, "--out", tmp_path / "a", "--executor", "dask", "--scheduler", "nonsense://x")
    assert result.exit_code == 2
    assert (
        "'nonsense://x' is not the address of a Dask scheduler; write it as tcp://HOST:PORT" in result.stderr
    )
    assert not (tmp_path / "a").exists()


def test_parts_write_no_report(study, tmp_path, sim):
    out = tmp_path / "out"
    for shard in ("0/2", "1/2"):
        result = sim("sweep", study, "--out", out, "--shard", shard)
        assert result.exit_code == 0, result.stderr
        assert "the same command without --shard does" in result.stdout
        assert not (out / "report.html").exists()
    assert sim("sweep", study, "--out", out).exit_code == 0
    assert (out / "report.html").exists()
    assert sim("sweep", study, "--out", tmp_path / "whole", "--shard", "0/1").exit_code == 0
    assert (tmp_path / "whole" / "report.html").exists(), "the one part of one is the whole"


@pytest.mark.parametrize("fault", [OSError(28, "No space left on device"), ZeroDivisionError("a fault")])
def test_a_report_that_fails_does_not_hide_the_runs(study, tmp_path, sim, monkeypatch, fault):
    out, wanted = tmp_path / "out", tmp_path / "wanted.html"
    wanted.write_text("a former report")

    def fails(_table, path, _lang):
        path.write_text("half a rep")
        raise fault

    monkeypatch.setattr("sim.report.sweep.write_sweep_report", fails)
    result = sim("sweep", study, "--out", out, "--json")
    assert result.exit_code == 0, "nobody asked for a report"
    data = json.loads(result.stdout)
    assert (data["done"], data["report"]) == (16, None)
    assert "but the report could not be written" in result.stderr
    assert str(fault.args[-1]) in result.stderr
    result = sim("sweep", study, "--out", out, "--report", wanted, "--json")
    assert result.exit_code == 2
    assert json.loads(result.stdout)["there"] == 16
    assert wanted.read_text() == "a former report"
    assert not [path for path in (*tmp_path.iterdir(), *out.iterdir()) if path.suffix == ".tmp"]


def test_a_plan_counts_the_runs_of_its_study_only(study, tmp_path, sim, sim_json):
    out = tmp_path / "out"
    study.write_text(STUDY.replace("[0, 2]", "[2]").replace("worlds: 4", "worlds: 6"))
    assert sim("sweep", study, "--out", out, "--quiet").exit_code == 0
    study.write_text(STUDY)
    will = sim_json("plan", study, "--out", out)
    assert (will["there"], will["runs"]) == (8, 8), "two points of four, in four worlds of six"
    before = sorted(out.rglob("*"))
    for edit, said in (
        (("[0, 2]", "[0, 1]"), "points that the study no longer has"),
        (("title: Small", "title: Small\nseed: 3"), "holds another sweep: it was run with seed 0"),
        (("members.initial: 30", "members.initial: 31"), "holds another sweep"),
        (("  pushes:", "  sales:"), "a study may grow by values, not by factors"),
    ):
        study.write_text(STUDY.replace(*edit))
        for command in ("plan", "sweep"):
            result = sim(command, study, "--out", out)
            assert result.exit_code == 2
            assert said in result.stderr
    assert sorted(out.rglob("*")) == before


def test_a_plan_for_a_folder_without_a_sweep(study, tmp_path, sim, sim_json):
    assert sim_json("plan", study, "--out", tmp_path / "none")["there"] == 0
    assert not (tmp_path / "none").exists()
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("mine")
    for folder, said in ((tmp_path / "mine", "is not empty and holds no results"), (study, "is a file")):
        for command in ("plan", "sweep"):
            result = sim(command, study, "--out", folder)
            assert result.exit_code == 2
            assert said in result.stderr


def test_a_licence_is_stated_where_one_is_given(study, tmp_path, sim):
    pytest.importorskip("rocrate", reason="needs rocrate (pip install '.[archive]')")
    out = tmp_path / "out"
    assert sim("sweep", study, "--out", out, "--quiet").exit_code == 0
    assert sim("archive", out).exit_code == 0
    assert "licen" not in (out / "ro-crate-metadata.json").read_text().lower()
    assert sim("archive", out, "--licence", "Ask us first").exit_code == 0
    assert "Ask us first" in (out / "ro-crate-metadata.json").read_text()


def test_verify_says_which_test_found_what(study, tmp_path, sim, sim_json):
    out = tmp_path / "out"
    study.write_text(
        STUDY.replace("worlds: 4", "worlds: 12").replace("title: Small", "title: Small\nseed: 9")
    )
    assert sim("sweep", study, "--out", out, "--quiet").exit_code == 0
    assert sim_json("verify", out)["holds"]
    manifest = json.loads((out / "manifest.json").read_text()) | {"code": "0" * 16, "seed": 8}
    manifest["study"]["seed"] = 8
    (out / "manifest.json").write_text(json.dumps(manifest))
    assert sim_json("verify", out, "--sample", 48)["holds"], "other worlds of the same distribution"
    manifest["study"]["bases"]["types/interest_group"]["said"]["members"]["initial"] = 60
    (out / "manifest.json").write_text(json.dumps(manifest))
    verdict = sim_json("verify", out, "--sample", 48, code=1)
    assert {"welch", "kolmogorov-smirnov"} <= {each["test"] for each in verdict["suspects"]}
    shown = sim("verify", out, "--sample", 48)
    assert "members_end" in shown.stdout
    assert (
        "Welch's t test, p = " in shown.stdout
        or "Kolmogorov-Smirnov test of the whole distribution, p = " in shown.stdout
    )
    (out / "manifest.json").write_text(json.dumps(manifest | {"bases": {"types/interest_group": "0" * 64}}))
    result = sim("verify", out)
    assert result.exit_code == 2
    assert "Nothing could be compared" in result.stderr


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


def test_a_sweep_in_which_every_run_fails_says_so(study, tmp_path, sim, monkeypatch):
    from sim.study.sweep import work

    def breaks(_scenario, _worlds, _seed):
        raise ArithmeticError("no such world")

    monkeypatch.setattr(work, "_simulate", breaks)
    result = sim("sweep", study, "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert "Every run failed, the first with: ArithmeticError: no such world" in result.stderr
    assert "16 failed" in result.stdout


def test_whether_a_precision_was_reached_is_said(study, tmp_path, sim):
    for width, said in ((0.9, "was reached"), (0.00001, "was not reached with 8 worlds")):
        study.write_text(
            STUDY.replace(
                "worlds: 4", f"worlds: 4\nprecision: {{outcome: members_end, half_width: {width}, most_worlds: 8}}"
            )
        )  # fmt: skip
        result = sim("sweep", study, "--out", tmp_path / f"out{width}")
        assert said in result.stdout
    assert "about" in sim("plan", study).stdout
