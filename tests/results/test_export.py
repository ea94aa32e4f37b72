"""Exports read back as what they came from, and what cannot be written is refused."""

from __future__ import annotations

import csv
import importlib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sim.contracts import Measure
from sim.i18n import translator
from sim.results import ResultError, ResultFolder
from sim.results.export import FORMATS, TABLES, Source, export
from sim.results.export.stata import stata_names

LONG = "p_visit_of_those_who_were_asked_to_come_back"
SEED = 2**62 + 1


@pytest.fixture
def results(tmp_path, block, study) -> ResultFolder:
    """Two scenarios in three worlds, in three parts; one has a channel with a Chinese name, and a long column."""
    asked = replace(study(("a", "demo/b")), seed=SEED)
    measures = [Measure(name="members", label="Members", unit="people", doc="")]
    with ResultFolder(tmp_path / "results").open_or_create(asked, measures=measures) as folder:
        for name, worlds in (("demo/b", [2, 0]), ("demo/b", [1]), ("a", [0, 1, 3])):
            made = block(worlds, shift=0.1)
            days = {**made.days, LONG: made.days["p_visit"] / 3, "if": made.days["members"]}
            if name == "a":
                days["joins_from_公众号"] = made.days["members"] * 0 + 2
            folder.append(name, replace(made, days=days))
    return ResultFolder(tmp_path / "results").open()


def source(folder: ResultFolder, tables=(), lang: str = "en") -> Source:
    return Source(folder, tables, translator(lang), {"members": "Present members."})


def as_frames(folder: ResultFolder) -> dict[str, pd.DataFrame]:
    """Tables as the folder gives them, with the scenario of each row, sorted by run."""
    tables = {name: pd.DataFrame(columns) for name, columns in folder.tables().items()}
    scenario = tables["runs"].set_index("run")["scenario"]
    return {
        name: table if name == "runs" else table.assign(scenario=table["run"].map(scenario))
        for name, table in tables.items()
    }


def assert_same(found: pd.DataFrame, expected: pd.DataFrame, rtol: float = 0.0) -> None:
    """The same rows in whatever order, to the last bit unless ``rtol`` says otherwise."""
    keys = [name for name in ("scenario", "world", "group", "day", "age", "week", "weeks_later", "twentieth") if name in expected]  # fmt: skip
    assert set(found) == set(expected)
    a = found.sort_values(keys).reset_index(drop=True)[sorted(expected)]
    b = expected.sort_values(keys).reset_index(drop=True)[sorted(expected)]
    pd.testing.assert_frame_equal(a, b, check_dtype=False, check_exact=rtol == 0, rtol=rtol or 1.0, atol=0.0)


@pytest.mark.filterwarnings("ignore:The 'float_precision'")  # the default of later versions of pandas
def test_csv_reads_back(results, tmp_path):
    export(source(results), "csv", tmp_path / "csv")
    for name, expected in as_frames(results).items():
        found = pd.read_csv(
            tmp_path / "csv" / f"{name}.csv", dtype={"run": str}, float_precision="round_trip"
        )
        assert_same(found, expected)
    assert list(pd.read_csv(tmp_path / "csv" / "days.csv").columns[:5]) == [
        "run",
        "scenario",
        "world",
        "group",
        "day",
    ]


def test_csv_is_rfc_4180(results, tmp_path):
    """Lines end in CR LF, what does not exist is blank, a mark at the beginning only if asked for."""
    export(source(results, ["days", "runs"]), "csv", tmp_path / "csv")
    raw = (tmp_path / "csv" / "days.csv").read_bytes()
    assert raw.count(b"\n") == raw.count(b"\r\n") == 1 + 6 * 2 * 5
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert b"nan" not in raw.lower()
    runs = list(csv.DictReader((tmp_path / "csv" / "runs.csv").open(encoding="utf-8", newline="")))
    assert [row["alive"] for row in runs if row["scenario"] == "a"][2] == "", "world 3 has none"
    export(source(results, ["runs"]), "csv", tmp_path / "bom", bom=True)
    for file in ("runs.csv", "dictionary.csv"):
        assert (tmp_path / "bom" / file).read_bytes().startswith(b"\xef\xbb\xbf")
    assert sorted(p.name for p in (tmp_path / "bom").iterdir()) == ["dictionary.csv", "runs.csv"]


def test_csv_reads_one_part_at_a_time(results, tmp_path, monkeypatch):
    """Nothing is read ahead: a part is written before the next is read."""
    read, written = [], []
    arrow = importlib.import_module("sim.results.arrow")
    before = arrow.read
    monkeypatch.setattr(
        arrow, "read", lambda path, *more: (read.append(len(written)), before(path, *more))[1]
    )
    export(source(results, ["days"]), "csv", tmp_path / "csv", advance=written.append)
    assert read[-3:] == [0, 1, 2]


def test_the_dictionary_tells_every_column(results, tmp_path):
    export(source(results), "csv", tmp_path / "csv")
    rows = list(csv.DictReader((tmp_path / "csv" / "dictionary.csv").open(encoding="utf-8", newline="")))
    for name, expected in as_frames(results).items():
        assert {row["column"] for row in rows if row["table"] == name} == set(expected)
    by_name = {(row["table"], row["column"]): row for row in rows}
    members = by_name["days", "members"]
    assert (members["label"], members["unit"], members["type"]) == ("Members", "people", "number")
    assert members["meaning"] == "Present members."
    assert by_name["days", "day"]["type"] == "whole number"
    assert by_name["days", "scenario"]["label"] == "Scenario"
    assert by_name["days", "joins_from_公众号"]["label"] == "Newcomers through 公众号"


def test_xlsx_reads_back(results, tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    export(source(results), "xlsx", tmp_path / "book.xlsx")
    sheets = pd.read_excel(tmp_path / "book.xlsx", sheet_name=None)
    assert list(sheets) == ["about", "dictionary", *TABLES]
    for name, expected in as_frames(results).items():
        if name == "runs":
            assert sheets[name]["seed"].astype(str).unique().tolist() == [str(SEED)], (
                "fifteen digits are not enough"
            )
            sheets[name]["seed"] = SEED
        assert_same(sheets[name], expected, rtol=1e-15)  # workbooks keep sixteen digits
    book = openpyxl.load_workbook(tmp_path / "book.xlsx")
    days = book["days"]
    assert days.freeze_panes == "F2"
    header = {cell.value: cell for cell in days[1]}
    assert "Members [people]" in header["members"].comment.text
    assert days.auto_filter.ref
    share = book["lorenz"]
    place = [cell.value for cell in share[1]].index("share") + 1
    assert share.cell(2, place).number_format in ("0.000", "General")


def test_xlsx_refuses_more_rows_than_a_sheet(results, tmp_path, monkeypatch):
    monkeypatch.setattr("sim.results.export.workbook.MOST_ROWS", 60)
    with pytest.raises(
        ResultError, match=r"'days' has 60 rows, and a sheet holds 59; leave it out with --tables"
    ):
        export(source(results), "xlsx", tmp_path / "book.xlsx")
    assert [p.name for p in tmp_path.iterdir()] == ["results"]
    export(source(results, ["runs"]), "xlsx", tmp_path / "book.xlsx")


def test_stata_reads_back(results, tmp_path):
    renamed = export(source(results), "stata", tmp_path / "stata")
    assert renamed == {LONG: LONG[:32], "if": "_if"}
    for name, expected in as_frames(results).items():
        found = pd.read_stata(tmp_path / "stata" / f"{name}.dta").replace({"scenario": {"": None}})
        if name == "runs":
            assert found["seed"].tolist() == [str(SEED)] * 6, "Stata has no whole numbers of eight bytes"
            found["seed"] = SEED
        assert_same(found.rename(columns={short: long for long, short in renamed.items()}), expected)
    with pd.io.stata.StataReader(tmp_path / "stata" / "days.dta") as reader:
        assert reader.variable_labels()["members"] == "Members [people]"
        assert reader.data_label == "days"
    rows = list(csv.DictReader((tmp_path / "stata" / "dictionary.csv").open(encoding="utf-8", newline="")))
    assert {row["column"]: row["name in Stata"] for row in rows}[LONG] == LONG[:32]


def test_stata_names():
    names = stata_names(["a" * 40, "a" * 41, "a" * 32, "joins_from_朋友-圈", "1st", "_n", "plain"])
    assert list(names.values()) == [
        "a" * 32,
        "a" * 30 + "_2",
        "a" * 30 + "_3",
        "joins_from_朋友_圈",
        "_1st",
        "__n",
        "plain",
    ]


def test_stata_refuses_what_is_infinite(tmp_path, block, study):
    made = block([0])
    made.days["members"][0, 0, 0] = np.inf
    with ResultFolder(tmp_path / "results").open_or_create(study()) as folder:
        folder.append("a", made)
    with pytest.raises(ResultError, match="'members' of 'days' holds an infinite number"):
        export(source(folder), "stata", tmp_path / "stata")
    assert not (tmp_path / "stata").exists()


def test_xarray_reads_back(results, tmp_path):
    xarray = pytest.importorskip("xarray")
    export(source(results), "xarray", tmp_path / "all.nc")
    with xarray.open_dataset(tmp_path / "all.nc") as data:
        assert dict(data.sizes) == {
            "scenario": 2, "world": 4, "group": 2, "day": 5, "age": 6, "week": 1, "weeks_later": 1, "twentieth": 20,
        }  # fmt: skip
        assert data["scenario"].values.tolist() == ["a", "demo/b"]
        assert data["title"].sel(scenario="a").item() == "Title of a"
        assert (data.attrs["seed"], data.attrs["code"]) == (str(SEED), "c0de")
        members = data["members"]
        assert (members.attrs["long_name"], members.attrs["units"]) == ("Members", "people")
        assert members.attrs["description"] == "Present members."
        axes = {
            "days": ["day"],
            "survival": ["age"],
            "cohorts": ["week", "weeks_later"],
            "lorenz": ["twentieth"],
        }
        for name, expected in as_frames(results).items():
            keys = ["scenario", "world", *(["group"] if name != "runs" else []), *axes.get(name, [])]
            columns = [column for column in expected if column in data.data_vars]
            found = data[columns].to_dataframe().reset_index()[keys + columns]
            assert_same(expected[keys].merge(found, on=keys), expected[keys + columns])
        runs = as_frames(results)["runs"].set_index(["scenario", "world"])["run"]
        assert data["run"].sel(scenario="demo/b", world=2).item() == runs["demo/b", 2]
        assert data["run"].sel(scenario="a", world=2).item() == ""
        missing = data["members"].sel(scenario="a", world=2)
        assert bool(missing.isnull().all()), "world 2 of a was not run"


def test_words_are_in_the_language_asked_for(results, tmp_path):
    export(source(results, lang="zh-CN"), "csv", tmp_path / "csv")
    text = (tmp_path / "csv" / "dictionary.csv").read_text(encoding="utf-8")
    assert ",方案," in text


@pytest.mark.parametrize(
    ("to", "module"), [("xlsx", "xlsxwriter"), ("xarray", "xarray"), ("xarray", "h5netcdf")]
)
def test_a_library_that_is_missing_is_named_with_what_gets_it(results, tmp_path, monkeypatch, to, module):
    monkeypatch.setitem(__import__("sys").modules, module, None)
    with pytest.raises(ResultError, match=f"python -m pip install {module}"):
        export(source(results), to, tmp_path / ("x.xlsx" if to == "xlsx" else "x.nc"))
    assert [p.name for p in tmp_path.iterdir()] == ["results"]


@pytest.mark.parametrize(
    ("to", "name", "words"),
    [
        ("csv", "days.csv", "should be the name of a folder"),
        ("stata", "days.dta", "should be the name of a folder"),
        ("xlsx", "book.xls", r"should end in \.xlsx"),
        ("xarray", "book", r"should end in \.nc"),
    ],
)
def test_places_of_the_wrong_kind(results, tmp_path, to, name, words):
    with pytest.raises(ResultError, match=words):
        export(source(results), to, tmp_path / name)


@pytest.mark.parametrize("to", FORMATS)
def test_what_is_there_is_kept_unless_forced(results, tmp_path, to):
    out = tmp_path / {"xlsx": "x.xlsx", "xarray": "x.nc"}.get(to, "x")
    export(source(results, ["runs", "lorenz"]), to, out)
    with pytest.raises(ResultError, match="exists already; name another, or add --force"):
        export(source(results), to, out)
    export(source(results, ["runs"]), to, out, force=True)
    if out.is_dir():
        assert not list(out.glob("lorenz.*")), "the folder is exchanged as a whole"
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(["results", out.name])


def test_force_spares_what_no_export_wrote(results, tmp_path):
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "chapter.docx").write_text("years of work")
    with pytest.raises(ResultError, match=r"holds something that no export wrote, such as chapter\.docx"):
        export(source(results), "csv", tmp_path / "thesis", force=True)
    with pytest.raises(ResultError, match="is a file; name a folder"):
        export(source(results), "csv", _file(tmp_path / "file"), force=True)
    (tmp_path / "x.nc").mkdir()
    with pytest.raises(ResultError, match="is a folder; name a file"):
        export(source(results), "xarray", tmp_path / "x.nc", force=True)


def _file(path: Path) -> Path:
    path.write_text("")
    return path


@pytest.mark.parametrize("to", ["csv", "xlsx"])
def test_an_export_that_breaks_off_leaves_nothing(results, tmp_path, to):
    """Neither a part of a new one, nor any change of a former one."""
    out = tmp_path / ("x.xlsx" if to == "xlsx" else "x")

    def stop(_n: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export(source(results), to, out, advance=stop)
    assert [p.name for p in tmp_path.iterdir()] == ["results"]
    export(source(results), to, out)
    before = sorted(p.stat().st_mtime_ns for p in (out.iterdir() if out.is_dir() else [out]))
    with pytest.raises(KeyboardInterrupt):
        export(source(results), to, out, force=True, advance=stop)
    assert sorted(p.stat().st_mtime_ns for p in (out.iterdir() if out.is_dir() else [out])) == before
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(["results", out.name])


def test_tables_that_are_not_there(tmp_path, block, study):
    with ResultFolder(tmp_path / "r").open_or_create(study()) as folder:
        with pytest.raises(ResultError, match="holds no complete run yet"):
            source(folder)
        folder.append("a", replace(block([0]), lorenz=None))
    with pytest.raises(ResultError, match="has no table 'lorenz'; there are runs, days, survival, cohorts"):
        source(folder, ["lorenz"])
    assert source(folder).tables == ("runs", "days", "survival", "cohorts")
