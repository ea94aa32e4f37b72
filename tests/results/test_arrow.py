"""Columns are written as pyarrow would write them, but without pandas, which takes long to import."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sim.results import arrow

COLUMNS = {
    "run": ["a", "群", "", "a"],
    "world": np.arange(8, dtype=np.int64)[::2],
    "share": np.array([0.5, np.nan, -0.0, np.inf]),
    "small": np.array([1, 2, 3, 4], np.int16),
    "seeds": [2**62, 1, 2, 3],
}


def test_the_same_table_as_pyarrow_makes(tmp_path) -> None:
    file = tmp_path / "some.parquet"
    arrow.write(file, COLUMNS, {"share": {"unit": "share"}}, {"code": "x"})
    found = pq.read_table(file)
    assert found.schema.field("share").metadata == {b"unit": b"share"}
    expected = pa.table({name: pa.array(values) for name, values in COLUMNS.items()})
    assert found.schema.types == expected.schema.types
    for name, values in COLUMNS.items():
        np.testing.assert_array_equal(found[name].to_numpy(), np.asarray(values))


def test_empty_columns(tmp_path) -> None:
    arrow.write(tmp_path / "none.parquet", {"x": np.zeros(0), "run": []}, {}, {})
    assert arrow.read(tmp_path / "none.parquet")["x"].size == 0


def test_writing_imports_no_pandas(tmp_path) -> None:
    code = f"""
import sys
import numpy as np
from pathlib import Path
from sim.results import arrow
arrow.write(Path({str(tmp_path / "a.parquet")!r}), {{"run": ["a"], "x": np.zeros(1)}}, {{}}, {{}})
sys.exit("pandas" in sys.modules)
"""
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("values", [["a", 1], [None, "a"]])
def test_what_pyarrow_would_refuse_or_leave_empty_is_left_to_it(tmp_path, values) -> None:
    if values[0] is None:
        arrow.write(tmp_path / "a.parquet", {"x": values}, {}, {})
        assert arrow.read(tmp_path / "a.parquet")["x"].tolist() == values
    else:
        with pytest.raises(pa.ArrowTypeError):
            arrow.write(tmp_path / "a.parquet", {"x": values}, {}, {})
