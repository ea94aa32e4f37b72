"""``sim export``: what it writes where, what it says, what it refuses."""

from __future__ import annotations

import pandas as pd
import pytest


@pytest.fixture
def results(sim, small, calmer, tmp_path):
    call = ("compare", small, calmer, "--worlds", 2, "--quiet", "--out", tmp_path / "two")
    assert sim(*call).exit_code == 0
    return tmp_path / "two"


def test_names_are_those_of_the_formats_and_tables():
    from sim.cli.commands import export as command
    from sim.results import export

    assert (command.FORMATS, command.TABLES) == (export.FORMATS, export.TABLES)


@pytest.mark.parametrize(
    ("to", "name"), [("csv", "two-csv"), ("xlsx", "two.xlsx"), ("stata", "two-stata"), ("xarray", "two.nc")]
)
def test_every_format_has_a_name_of_its_own(
    assert_refused, sim, sim_json, results, tmp_path, monkeypatch, to, name
):
    if to in ("xlsx", "xarray"):
        pytest.importorskip({"xlsx": "xlsxwriter"}.get(to, to))
    monkeypatch.chdir(tmp_path)
    told = sim_json("export", results, "--to", to)
    assert told["out"] == name
    assert told["rows"]["days"] == 2 * 2 * 20
    assert (tmp_path / name).exists()
    assert_refused(sim("export", results, "--to", to), "exists already", "--force")
    assert sim("export", results, "--to", to, "--force", "--lang", "zh-CN").exit_code == 0


def test_tables_that_are_asked_for_with_their_meaning(sim, results, tmp_path):
    result = sim("export", results, "--to", "csv", "--tables", "runs, lorenz", "--out", tmp_path / "x" / "y")
    assert result.exit_code == 0, result.stderr
    assert "runs: 4 rows" in result.stdout
    assert sorted(p.name for p in (tmp_path / "x" / "y").iterdir()) == [
        "dictionary.csv",
        "lorenz.csv",
        "runs.csv",
    ]
    dictionary = pd.read_csv(tmp_path / "x" / "y" / "dictionary.csv").set_index("column")
    assert dictionary.loc["messages_total", "label"] == "Messages"
    assert dictionary.loc["messages_total", "meaning"]
    measured = dictionary.drop(index=["run", "scenario", "point", "world", "seed"])
    assert measured["label"].notna().all()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--to", "spss"), ("--to", "spss is none of csv, xlsx, stata, xarray")),
        ((), ("--to csv|xlsx|stata|xarray is missing",)),
        (("--to", "csv", "--tables", "runs,hours"), ("'hours' is no table", "survival")),
        (("--to", "xlsx", "--bom"), ("--bom is for csv",)),
        (("--to", "csv", "--out", "x.csv"), ("x.csv should be the name of a folder",)),
        (("--to", "xlsx", "--out", "x.csv"), ("should end in .xlsx",)),
    ],
)
def test_refusals(assert_refused, sim, results, options, words):
    assert_refused(sim("export", results, *options), *words)


def test_what_holds_no_results(assert_refused, sim, tmp_path):
    assert_refused(sim("export", tmp_path / "nowhere", "--to", "csv"), "no folder of results")
    (tmp_path / "empty").mkdir()
    assert_refused(sim("export", tmp_path / "empty", "--to", "csv"), "holds no results")
