"""sim patterns: logs against real groups, one another, and scenarios."""

import csv
import json

import numpy as np
import pytest

from sim.patterns import PATTERNS, vector
from sim.results import EventLog, read_events, write_events


@pytest.fixture
def log(tmp_path):
    """A log of 300 days: somebody new every day, who writes for a while and answers others."""
    rng = np.random.default_rng(3)
    joined = np.arange(300.0)
    count = rng.integers(1, 80, 300)
    who = np.repeat(np.arange(300), count)
    stay = np.repeat(rng.exponential(20, 300), count)
    t = joined[who] + stay * rng.uniform(0, 1, who.size)
    kept = t < 300
    t, who = t[kept], who[kept]
    order = np.argsort(t)
    file = tmp_path / "chat.csv"
    write_events(file, EventLog((t * 86_400).astype(np.int64)[order], who.astype(np.int32)[order], np.full(t.size, "msg"),
                                rng.integers(0, 300, t.size).astype(np.int32), np.full(t.size, -1, np.int32)))  # fmt: skip
    return file


def test_a_log_alone(sim, sim_json, log):
    shown = sim("patterns", log).stdout
    assert "Gone within 24 hours" in shown
    assert "none: it does not show who joins" in shown
    assert "burn-in 60 days" in shown
    found = sim_json("patterns", log)
    assert [pattern["name"] for pattern in found["patterns"]] == [pattern.name for pattern in PATTERNS]
    values = [pattern["sides"][0]["value"] for pattern in found["patterns"][:18]]
    expected = vector(read_events(log))
    assert values == pytest.approx([None if np.isnan(x) else x for x in expected])
    lurkers = found["patterns"][17]["sides"][0]
    assert (lurkers["value"], lurkers["inside"]) == (None, None)
    assert "joins" in lurkers["reason"]


def test_burn_in_changes_who_is_new(sim_json, log):
    new = [
        sim_json("patterns", log, "--burn-in", days)["sides"][0]["new_members"][0] for days in (0, 60, 100)
    ]
    assert new[0] > new[1] > new[2]


def test_against_another_log(sim, sim_json, log, tmp_path):
    found = sim_json("patterns", log, "--against", log, "--burn-in-against", 0)
    assert [side["burn_in_days"] for side in found["sides"]] == [60, 0]
    table = tmp_path / "sub" / "patterns.csv"
    assert sim("patterns", log, "--against", log, "--csv", table, "--quiet").stdout == ""
    rows = list(csv.DictReader(table.open(encoding="utf-8")))
    assert len(rows) == 2 * len(PATTERNS)
    assert rows[0]["pattern"] == "gone_24h"
    assert float(rows[0]["value"]) == float(rows[1]["value"]) == found["patterns"][0]["sides"][0]["value"]


def test_against_a_scenario(sim_json, log, small, tmp_path):
    report = tmp_path / "report.html"
    found = sim_json(
        "patterns", log, "--against", small, "--set", "horizon=90d", "--worlds", 3, "--report", report
    )
    side = found["sides"][1]
    assert (side["title"], side["simulated"], side["worlds"], side["burn_in_days"]) == ("Small", True, 3, 60)
    dau = next(pattern for pattern in found["patterns"] if pattern["name"] == "dau_mau")["sides"][1]
    assert dau["low"] <= dau["value"] <= dau["high"]
    assert dau["low"] < dau["high"]
    assert report.read_text(encoding="utf-8").startswith("<!doctype html>")
    again = sim_json("patterns", log, "--against", small, "--set", "horizon=90d", "--worlds", 3, "--jobs", 1)
    assert again["patterns"] == found["patterns"]


def test_each_world_of_a_scenario_is_the_world_of_that_number(sim, sim_json, log, small, tmp_path):
    events = tmp_path / "world0.csv"
    sim("run", small, "--set", "horizon=90d", "--worlds", 1, "--events", events)
    one = sim_json("patterns", events)
    other = sim_json("patterns", log, "--against", small, "--set", "horizon=90d", "--worlds", 1)
    assert [p["sides"][0]["value"] for p in one["patterns"]] == [
        p["sides"][1]["value"] for p in other["patterns"]
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("none.csv",), "There is no file"),
        (("chat.txt",), "ending in .csv or .parquet"),
        (("{log}", "--against", "typs/free_group"), "typs/free_group"),
        (("{log}", "--against", "{log}", "--set", "horizon=3d"), "--set is for scenarios"),
        (("{log}", "--burn-in", "-3"), "--burn-in"),
        (("{log}", "--worlds", "0"), "--worlds"),
    ],
)
def test_what_is_refused(sim, log, arguments, said):
    result = sim("patterns", *(each.format(log=log) for each in arguments))
    assert result.exit_code != 0
    assert said in str(result.stderr) + str(result.exception)


def test_a_log_without_messages_is_refused(sim, tmp_path):
    file = tmp_path / "empty.csv"
    file.write_text("t,user,kind\n1,1,join\n", encoding="utf-8")
    result = sim("patterns", file)
    assert "no message" in str(result.stderr) + str(result.exception)


def test_json_has_no_words_around_it(sim, log):
    json.loads(sim("patterns", log, "--json", "--lang", "zh").stdout)
