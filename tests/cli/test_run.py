"""``sim run``: results on the terminal, as JSON, in folders; event logs."""

from __future__ import annotations

import csv
import json

import numpy as np
import pytest

COLUMNS = ["t", "user", "kind", "target", "conv"]


def same(first, second):
    assert first.keys() == second.keys()
    for kind, columns in first.items():
        for name, values in columns.items():
            np.testing.assert_array_equal(values, second[kind][name], err_msg=f"{kind}.{name}")


def test_table(sim, small):
    result = sim("run", small)
    assert result.exit_code == 0, result.stderr
    assert "Small: 20 days in 16 worlds" in result.stdout
    assert "Members at the end" in result.stdout
    assert "more are zero or do not exist" in result.stdout  # such as survival at 30 days, in 20 days


def test_json(sim_json, small):
    found = sim_json("run", small, "--worlds", 3, "--seed", 5)
    assert (found["worlds"], found["seed"], found["horizon_days"]) == (3, 5, 20)
    assert found["scenario"] == {"name": "small", "title": "Small", "file": str(small)}
    outcomes = {outcome["name"]: outcome for outcome in found["outcomes"]}
    members = outcomes["members_end"]
    assert members["low"] <= members["mean"] <= members["high"]
    assert outcomes["survival_90"] | {"mean": None, "worlds": 0} == outcomes["survival_90"]
    assert not found["interrupted"]


def test_same_seed_same_numbers_whatever_the_jobs(sim_json, small):
    one = sim_json("run", small, "--jobs", 1)
    assert sim_json("run", small, "--jobs", 2) == one
    assert sim_json("run", small, "--seed", 1)["outcomes"] != one["outcomes"]


def test_quiet_says_nothing(sim, small, tmp_path):
    result = sim("run", small, "--quiet", "--out", tmp_path / "out")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    refused = sim("run", small, "--quiet", "--set", "horizon=x")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert refused.stderr


def test_set_is_read_as_a_file_would_be(sim_json, small):
    found = sim_json("run", small, "--set", "horizon=2w", "--set", "members.initial=10", "--worlds", 1)
    assert found["horizon_days"] == 14


def test_shipped_name_from_any_folder(program):
    done = program("run", "types/free_group", "--set", "horizon=10d", "--worlds", "1", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["scenario"]["name"] == "types/free_group"


def test_sixteen_then_a_hundred_is_a_hundred(sim, small, tmp_path):
    from sim.results import ResultFolder

    assert sim("run", small, "--out", tmp_path / "grown").exit_code == 0
    assert sim("run", small, "--out", tmp_path / "grown", "--worlds", 100).exit_code == 0
    assert sim("run", small, "--out", tmp_path / "at_once", "--worlds", 100).exit_code == 0
    grown = ResultFolder(tmp_path / "grown").open()
    assert grown.done_worlds("small") == set(range(100))
    same(grown.tables(), ResultFolder(tmp_path / "at_once").open().tables())


@pytest.mark.parametrize("change", [("--seed", "1"), ("--set", "members.initial=31")])
def test_another_study_in_the_folder_is_refused(sim, small, tmp_path, change):
    assert sim("run", small, "--worlds", 2, "--out", tmp_path / "out").exit_code == 0
    before = sorted(path.name for path in (tmp_path / "out").rglob("*.parquet"))
    refused = sim("run", small, "--worlds", 2, "--out", tmp_path / "out", *change)
    assert refused.exit_code == 2
    assert "another study" in refused.stderr
    assert sorted(path.name for path in (tmp_path / "out").rglob("*.parquet")) == before


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_events_as_csv(sim, small, tmp_path):
    log = tmp_path / "logs" / "log.csv"
    result = sim("run", small, "--worlds", 2, "--events", log)
    assert result.exit_code == 0, result.stderr
    assert str(log) in result.stdout
    head, *rows = rows_of(log)
    assert head == COLUMNS
    times = [int(row[0]) for row in rows]
    assert times == sorted(times)
    assert {row[2] for row in rows} <= {"msg", "push", "join", "leave"}
    seen = list(dict.fromkeys(int(row[1]) for row in rows))
    assert min(seen) == 0
    assert len([row for row in rows if row[2] == "join"]) >= 30
    assert all(row[3] == "" for row in rows if row[2] in {"join", "leave"})


def test_events_as_parquet_hold_the_same(sim, small, tmp_path):
    import pyarrow.parquet as pq

    for ending in ("csv", "parquet"):
        assert sim("run", small, "--worlds", 1, "--events", tmp_path / f"log.{ending}").exit_code == 0
    table = pq.read_table(tmp_path / "log.parquet")
    assert table.column_names == COLUMNS
    cells = [["" if value is None else str(value) for value in row.values()] for row in table.to_pylist()]
    assert cells == rows_of(tmp_path / "log.csv")[1:]


def test_events_of_a_folder_that_has_none_yet(sim, small, tmp_path):
    assert sim("run", small, "--worlds", 2, "--out", tmp_path / "out").exit_code == 0
    log = tmp_path / "log.csv"
    assert sim("run", small, "--worlds", 2, "--out", tmp_path / "out", "--events", log).exit_code == 0
    assert sim("run", small, "--worlds", 2, "--events", tmp_path / "fresh.csv").exit_code == 0
    assert log.read_text(encoding="utf-8") == (tmp_path / "fresh.csv").read_text(encoding="utf-8")
    assert any((tmp_path / "out" / "events").glob("*.parquet"))


def test_first_run_says_that_it_compiles(sim, small, monkeypatch):
    monkeypatch.setattr("sim.kernel.cache.is_warm", lambda _steps: False)
    result = sim("run", small, "--worlds", 1)
    assert "ompiling the model" in result.stderr
    assert "ompiling" not in sim("run", small, "--worlds", 1, "--quiet").stderr


def test_progress_on_a_terminal_only(monkeypatch):
    import io
    import time

    from sim.cli import progress
    from sim.cli.output import Output
    from sim.i18n import translator

    class Terminal(io.StringIO):
        def isatty(self):
            return True

    monkeypatch.setattr(progress, "PATIENCE", 0.01)
    for screen, shows in ((Terminal(), True), (io.StringIO(), False)):
        monkeypatch.setattr("sys.stderr", screen)
        with progress.Bar(10, Output(translator("en"))) as bar:
            time.sleep(0.3)
            bar.advance(4)
            time.sleep(0.2)
        assert ("Running worlds" in screen.getvalue()) == shows
