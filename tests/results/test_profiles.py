"""Cohorts and Lorenz curves as tables and back."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sim.results import ResultError, ResultFolder
from sim.results.profiles import profile_columns, profile_of, rows_of_kind, shape_of_kind

GROUPS = ("main", "vip")


@pytest.fixture
def long(block):
    """A block whose cohorts cover three weeks and a bit."""
    made = block([4, 1])
    cohorts = np.arange(2 * 2 * 16).reshape(2, 2, 4, 4).astype(float)
    cohorts[:, :, np.add.outer(np.arange(4), np.arange(4)) >= 4] = 0
    return replace(made, cohorts=cohorts)


def table(kind, block):
    return {name: np.asarray(column) for name, column in profile_columns(kind, block, ["x", "y"]).items()}


@pytest.mark.parametrize("kind", ["cohorts", "lorenz"])
def test_rows_in_any_order_give_the_profile(long, kind) -> None:
    rows = table(kind, long)
    assert len(rows["run"]) == 2 * 2 * rows_of_kind(kind, 24)
    order = np.random.default_rng(1).permutation(len(rows["run"]))
    found = profile_of(kind, {k: v[order] for k, v in rows.items()}, np.array([1, 4]), GROUPS, 24)
    np.testing.assert_array_equal(found, {"cohorts": long.cohorts, "lorenz": long.lorenz}[kind][::-1])


def test_weeks_behind_the_end_have_no_row() -> None:
    assert shape_of_kind("cohorts", 24) == (4, 4)
    assert rows_of_kind("cohorts", 24) == 10


def test_a_missing_or_double_row_is_noticed(long) -> None:
    rows = table("cohorts", long)
    worlds = np.array([1, 4])
    assert profile_of("cohorts", {k: v[1:] for k, v in rows.items()}, worlds, GROUPS, 24) is None
    twice = {k: np.concatenate([v[1:], v[1:2]]) for k, v in rows.items()}
    assert profile_of("cohorts", twice, worlds, GROUPS, 24) is None
    assert profile_of("cohorts", rows, worlds, ("main", "other"), 24) is None


def test_results_of_earlier_versions_are_read_without(tmp_path, block, study) -> None:
    old = replace(block([0, 1]), cohorts=None, lorenz=None)
    with ResultFolder(tmp_path).open_or_create(study()) as folder:
        folder.append("a", old)
        folder.append("a", block([2]))
    found = ResultFolder(tmp_path).open()
    assert found.load("a").cohorts is None
    assert set(found.tables()) == {"runs", "days", "survival"}


def test_a_damaged_profile_is_refused(tmp_path, block, study) -> None:
    with ResultFolder(tmp_path).open_or_create(study()) as folder:
        folder.append("a", block([0, 1]))
        folder.append("a", block([2]))
    first, second = sorted((tmp_path / "lorenz").iterdir())
    first.write_bytes(second.read_bytes())
    with pytest.raises(ResultError, match="does not have the rows"):
        ResultFolder(tmp_path).open()
