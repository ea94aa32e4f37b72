"""sim calibrate: refusals, results, and taking up again."""

import json
import signal
import subprocess
import sys
import time

import numpy as np
import pytest

from sim.results import EventLog, write_events

TEXT = "title: Small group\nhorizon: 90d\nmembers: {initial: 90}\nchannels: {walk_in: {per_day: 3}}\n"
PARAMETERS = ("--parameters", "mechanisms.traits.chattiness_log,mechanisms.leave.cost")


@pytest.fixture
def scenario(tmp_path):
    file = tmp_path / "group.yaml"
    file.write_text(TEXT, encoding="utf-8")
    return file


@pytest.fixture
def log(sim, scenario, tmp_path):
    file = tmp_path / "chat.csv"
    assert sim("run", scenario, "--worlds", 1, "--events", file, "--quiet").exit_code == 0
    return file


def evenly(file, members, days):
    """Write a log in which members write in turn."""
    t = np.linspace(1_600_000_000, 1_600_000_000 + days * 86_400, 600).astype(np.int64)
    none = np.full(600, -1, np.int32)
    write_events(
        file, EventLog(t, (np.arange(600) % members).astype(np.int32), np.full(600, "msg"), none, none)
    )
    return file


@pytest.mark.parametrize(
    ("members", "days", "word"), [(49, 100, "50 at least"), (60, 40, "8 weeks at least")]
)
def test_small_and_short_logs_are_refused_in_a_sentence(sim, scenario, tmp_path, members, days, word):
    file = evenly(tmp_path / "chat.csv", members, days)
    result = sim("calibrate", file, "--scenario", scenario, "--out", tmp_path / "out", "--check-coverage")
    assert result.exit_code == 2
    assert word in result.stderr
    assert "Traceback" not in result.stderr
    assert not (tmp_path / "out").exists()


def test_other_refusals(sim, scenario, tmp_path):
    file = evenly(tmp_path / "chat.csv", 60, 90)
    two = tmp_path / "two.yaml"
    two.write_text("title: Two\nhorizon: 90d\ngroups: {a: {}, b: {}}\n", encoding="utf-8")
    empty = tmp_path / "empty.csv"
    empty.write_text("t,user,kind\n", encoding="utf-8")
    both = ("--simulations", 300, "--minutes", 1)
    for given, word in (
        ((file, "--scenario", two), "2 groups"),
        ((empty, "--scenario", scenario), "no message"),
        ((file, "--scenario", scenario, *both), "not both"),
        ((file, "--scenario", scenario, "--simulations", 10), "200 at least"),
        ((file, "--scenario", scenario, "--prior", "mechanisms.attend.noise=2:1"), "lower first"),
        ((tmp_path / "none.csv", "--scenario", scenario), "no file"),
    ):
        result = sim("calibrate", *given, "--out", tmp_path / "out", "--check-coverage")
        assert result.exit_code == 2, result.output
        assert word in result.stderr


def test_without_the_library_it_says_what_to_install(sim, scenario, tmp_path, monkeypatch):
    from sim.study.calibration import sequential

    monkeypatch.setattr(sequential, "find_spec", lambda _name: None)
    file = evenly(tmp_path / "chat.csv", 60, 90)
    result = sim("calibrate", file, "--scenario", scenario, "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert "community-sim[calibration]" in result.stderr


def test_everything_is_written_and_the_scenario_runs(sim, sim_json, scenario, log, tmp_path):
    pytest.importorskip("pyabc")
    out = tmp_path / "out"
    given = ("calibrate", log, "--scenario", scenario, "--out", out, "--simulations", 300, *PARAMETERS)
    found = sim_json(*given, "--jobs", 1)
    assert {file.name for file in out.iterdir()} >= {
        "posterior.parquet", "calibrated.yaml", "prior_predictive.parquet", "checks.parquet", "manifest.json", "report.html",
    }  # fmt: skip
    assert [each["path"] for each in found["parameters"]] == PARAMETERS[1].split(",")
    assert "first week" in found["left_truncation"]["text"]
    assert json.loads((out / "manifest.json").read_text(encoding="utf-8"))["result"] == found
    assert sim_json(*given, "--jobs", 2) == found
    assert sim("run", out / "calibrated.yaml", "--worlds", 1).exit_code == 0
    refused = sim(*given, "--seed", 1)
    assert refused.exit_code == 2
    assert "another seed" in refused.stderr


def test_coverage_alone_and_in_chinese(sim, scenario, log, tmp_path):
    given = ("calibrate", log, "--scenario", scenario, "--out", tmp_path / "out", *PARAMETERS)
    result = sim(*given, "--simulations", 1000, "--check-coverage", "--lang", "zh-CN")
    assert result.exit_code == 0, result.stderr
    assert (tmp_path / "out" / "coverage.parquet").exists()
    assert not (tmp_path / "out" / "calibrated.yaml").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_after_ctrl_c_the_same_command_goes_on(program_environment, sim_json, scenario, log, tmp_path):
    out = tmp_path / "out"
    given = [
        "calibrate",
        log,
        "--scenario",
        scenario,
        "--out",
        out,
        "--simulations",
        20_000,
        "--check-coverage",
        *PARAMETERS,
    ]
    begun = subprocess.Popen(
        [sys.executable, "-m", "sim.cli", *map(str, given)],
        env=program_environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
    )  # fmt: skip
    kept = out / "simulations.f64"
    until = time.monotonic() + 120
    while time.monotonic() < until and not (kept.exists() and kept.stat().st_size > 5000):
        time.sleep(0.05)
    begun.send_signal(signal.SIGINT)
    _, said = begun.communicate(timeout=60)
    assert begun.returncode == 130, said
    assert "goes on from there" in said
    before = kept.stat().st_size
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["settings"]["table"] == 10_000
    manifest["settings"] |= {"table": 600, "size": 180}  # so that the test need not wait for ten thousand
    (out / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    assert sim_json(*given)["coverage"]["pseudo_observations"] == 500
    assert kept.stat().st_size >= before
