"""Event logs as files."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from sim.results import ResultError, ResultFolder, write_events
from sim.results.events import read_parquet


def test_csv_leaves_nobody_blank(tmp_path, log) -> None:
    write_events(tmp_path / "log.csv", log)
    assert (tmp_path / "log.csv").read_bytes() == (
        b"t,user,kind,target,conv\n1700000000,0,msg,,4\n1700000060,1,msg,0,4\n1700000100,,push,,\n"
    )


def test_parquet_has_the_same_rows(tmp_path, log) -> None:
    write_events(str(tmp_path / "log.PARQUET"), log)
    write_events(tmp_path / "log.csv", log)
    table = pd.read_parquet(tmp_path / "log.PARQUET")
    assert table["user"].isna().tolist() == [False, False, True]
    pd.testing.assert_frame_equal(table, pd.read_csv(tmp_path / "log.csv"), check_dtype=False)


def test_parquet_comes_back(tmp_path, log) -> None:
    write_events(tmp_path / "log.parquet", log)
    back = read_parquet(tmp_path / "log.parquet")
    for name in ("t", "user", "kind", "target", "conv"):
        np.testing.assert_array_equal(getattr(back, name), getattr(log, name))


@pytest.mark.parametrize("name", ["log.xlsx", "log"])
def test_another_ending_is_refused(tmp_path, log, name) -> None:
    with pytest.raises(ResultError, match=rf"ending in .csv or .parquet: .*{name}$"):
        write_events(tmp_path / name, log)
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there(tmp_path, log) -> None:
    with pytest.raises(ResultError, match="cannot be written"):
        write_events(tmp_path / "no" / "log.csv", log)


def test_the_log_travels_with_world_0(tmp_path, block, study, log) -> None:
    with ResultFolder(tmp_path).open_or_create(study()) as folder:
        folder.append("a", block([0, 1], events=True))
        folder.append("a", block([2]))
        loaded = folder.load("a").events
        assert loaded is not None
        np.testing.assert_array_equal(loaded.target, log.target)
        assert folder.load("a", [1, 2]).events is None
    assert len(list((tmp_path / "events").iterdir())) == 1


def test_a_log_that_is_added_later(tmp_path, block, study, log) -> None:
    with ResultFolder(tmp_path).open_or_create(study()) as folder:
        folder.append("a", block([0]))
        assert folder.load("a").events is None
        folder.save_events("a", log)
        assert folder.load("a").events is not None
