"""Results open without this package: pandas, polars and DuckDB in a process that cannot import it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from sim.contracts import Measure
from sim.results import ResultFolder

BLOCKED = "import sys; sys.modules['sim'] = None\n"
READERS = {
    "pandas": """
import pandas as pd
runs = pd.read_parquet("results/runs")
days = pd.read_parquet("results/days").merge(runs[["run", "scenario"]], on="run")
found = days.groupby("scenario")["members"].sum().to_dict()
""",
    "polars": """
import polars as pl
runs = pl.scan_parquet("results/runs/*.parquet")
days = pl.scan_parquet("results/days/*.parquet").join(runs.select("run", "scenario"), on="run")
found = dict(days.group_by("scenario").agg(pl.col("members").sum()).collect().iter_rows())
""",
    "duckdb": """
import duckdb
found = dict(duckdb.sql('''
    select scenario, sum(members)
    from read_parquet('results/days/*.parquet') join read_parquet('results/runs/*.parquet') using (run)
    group by scenario
''').fetchall())
""",
    "pyarrow": """
import pyarrow.dataset as ds
days = ds.dataset("results/days")
assert days.schema.field("members").metadata == {b"label": b"Members", b"unit": b"people"}
runs = ds.dataset("results/runs").to_table(columns=["run", "scenario"])
found = dict(zip(*days.to_table().join(runs, "run").group_by("scenario").aggregate([("members", "sum")]).to_pydict().values()))
""",
}


@pytest.fixture
def results(tmp_path, block, study):
    measures = [Measure(name="members", label="Members", unit="people", doc="")]
    with ResultFolder(tmp_path / "results").open_or_create(study(("a", "b")), measures=measures) as folder:
        folder.append("a", block(range(3)))
        folder.append("a", block(range(3, 5)))
        folder.append("b", block(range(5), shift=1.0))
    return tmp_path


@pytest.mark.parametrize("reader", READERS)
def test_tables_open_without_this_package(results, block, reader):
    pytest.importorskip(reader)
    code = (
        BLOCKED + READERS[reader] + "\nprint({str(k): float(v) for k, v in sorted(found.items(), key=str)})"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", code], cwd=results, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    total = block(range(5)).days["members"].sum()
    more = block(range(5), shift=1.0).days["members"].sum()
    found = eval(done.stdout)  # noqa: S307 - printed above
    assert {str(k): v for k, v in found.items()} in (
        {"a": total, "b": more},
        {str(total): "a", str(more): "b"},
    )


def test_the_process_really_cannot_import_it(tmp_path):
    done = subprocess.run([sys.executable, "-I", "-c", BLOCKED + "import sim"], cwd=tmp_path, capture_output=True, check=False)  # fmt: skip
    assert done.returncode != 0
