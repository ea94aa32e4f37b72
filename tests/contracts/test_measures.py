"""What every measure and every outcome must satisfy."""

from __future__ import annotations

import numpy as np
import pytest
from engine_helpers import RICH, scenario

from sim.contracts import Measure, Outcome
from sim.engine import plan, simulate
from sim.scenario import catalogue
from sim.state.record import RECORD, SIGNED

MEASURES = plan.day_measures()
OUTCOMES = plan.run_outcomes()


@pytest.mark.parametrize("each", [*MEASURES, *OUTCOMES], ids=lambda each: each.name)
def test_it_says_what_it_is(each: Measure | Outcome) -> None:
    """A name for tables, a label, a sentence; a measure has its field in the group's record."""
    assert each.name.isidentifier()
    assert each.name == each.name.lower()
    assert each.label[0].isupper() or each.label.startswith("DAU")
    assert each.doc.endswith(".")
    if isinstance(each, Measure):
        assert each.source in RECORD.names
    else:
        assert each.combine in {"sum", "mean", "known"}


def test_names_are_used_once() -> None:
    """Among measures, among outcomes, and among labels of each."""
    for declared in (MEASURES, OUTCOMES):
        assert len({each.name for each in declared}) == len(declared)
        assert len({each.label for each in declared}) == len(declared)
    assert all(isinstance(file.rows, tuple) for file in catalogue.measures().values())


@pytest.mark.parametrize("horizon", [1, 6, 7, 29, 31])
def test_outcomes_of_short_runs(horizon: int) -> None:
    """Numbers, or NaN where there is nothing to say; never an error or infinity."""
    block = simulate(scenario(RICH, {"horizon": horizon}), worlds=3, jobs=1)
    assert list(block.runs) == [outcome.name for outcome in OUTCOMES]
    for name, values in block.runs.items():
        assert values.shape == (3,), name
        assert not np.isinf(values).any(), name
    for name, table in block.days.items():
        assert table.shape == (3, 1, horizon), name
        assert np.isfinite(table).all() or name in {"gini", "top20_share", "load"}, name
        assert np.nanmin(np.append(table, 0)) >= 0 or name in SIGNED, name
    assert np.isnan(block.runs["survival_30"]).all() == (horizon < 30)


def test_groups_are_combined_as_declared() -> None:
    """Sums add up over groups, means average."""
    text = "horizon: 40d\nmembers: {initial: 30}\ngroups: {a: {}, b: {members: {initial: 60}}}"
    block = simulate(scenario(text), worlds=2, jobs=1)
    assert np.array_equal(block.runs["members_end"], block.days["members"][:, :, -1].sum(axis=1))
    alive = block.days["silent"][:, :, -1] == 0
    assert np.array_equal(block.runs["alive_end"], alive.mean(axis=1))
