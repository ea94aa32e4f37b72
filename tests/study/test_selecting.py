"""Rows joined to the settings of their points."""

from __future__ import annotations

import numpy as np
import pytest

from sim.study import StudyError
from sim.study.selecting import _with


def test_rows_get_what_belongs_to_their_key():
    other = {"point": np.array([5, 1, 3]), "pushes": np.array([0.5, 0.1, 0.3])}
    joined = _with({"point": np.array([3, 5, 3]), "x": np.arange(3)}, "point", other, ("pushes",))
    assert joined["pushes"].tolist() == [0.3, 0.5, 0.3]
    assert list(joined) == ["point", "pushes", "x"]


@pytest.mark.parametrize("lacking", [0, 2, 9])
def test_a_key_without_a_counterpart_is_refused(lacking):
    """Below all, between two and above all: not the settings of a neighbour."""
    other = {"point": np.array([5, 1, 3]), "pushes": np.array([0.5, 0.1, 0.3])}
    with pytest.raises(StudyError, match=f"rows of point {lacking} have no counterpart"):
        _with({"point": np.array([1, lacking])}, "point", other, ("pushes",))


def test_an_empty_table_matches_nothing():
    other = {"point": np.zeros(0, np.int64), "pushes": np.zeros(0)}
    with pytest.raises(StudyError, match="no counterpart"):
        _with({"point": np.array([1])}, "point", other, ("pushes",))
