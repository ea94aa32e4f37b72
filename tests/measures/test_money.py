"""Money and funnel: sums and quotients against cases worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest
from engine_helpers import RICH, scenario

from sim.contracts import RunTables
from sim.engine import simulate
from sim.measures import funnel, money, operators


def tables(**days):
    """Two worlds of two days; ten members in the first ever, none in the second."""
    at_risk = np.array([[10, 0, 0], [0, 0, 0]])
    return RunTables({name: np.array(table, float) for name, table in days.items()}, at_risk * 0, at_risk)


def test_quotients() -> None:
    none = [0, 0]
    many = tables(
        revenue=[[100, 50], none], goods=[[30, 20], none], joins=[[4, 1], none], cost_recruiting=[[5, 5], none],
        cost_screening=[[2, 0], none], cost_referral=[[0, 3], none], sales=[[4, 4], none], sales_repeat=[[1, 1], none],
        complaints=[[0, 2], none], reached=[[30, 10], [5, 5]], refused=[[1, 2], none],
        hours_given=[[2, 2], none], hours_service=[[1, 0], none],
    )  # fmt: skip
    for compute, expected in (
        (money.lifetime_value, [10, np.nan]),
        (money.acquisition_cost, [3, np.nan]),
        (money.repeat_share, [0.25, np.nan]),
        (money.complaint_share, [0.25, np.nan]),
        (money.sales_per_reached, [0.2, 0]),
        (operators.service_share, [0.25, np.nan]),
    ):
        np.testing.assert_allclose(compute(many), expected)
    outcomes = {outcome.name: outcome.compute(many) for outcome in funnel.MEASURES.outcomes[:2]}
    assert outcomes["funnel_reached"].tolist() == [13, 0]
    assert outcomes["funnel_joined"].tolist() == [10, 0]


def test_the_funnel_narrows_where_it_must() -> None:
    """Each stage is a part of those who joined; who bought again has bought, and who bought is activated."""
    block = simulate(scenario(RICH), worlds=6, jobs=1)
    at = {
        name.removeprefix("funnel_"): values
        for name, values in block.runs.items()
        if name.startswith("funnel_")
    }
    assert np.all(at["reached"] > at["joined"])
    for inner, outer in (
        ("activated", "joined"),
        ("active", "joined"),
        ("bought", "activated"),
        ("bought_again", "bought"),
    ):
        assert np.all(at[inner] <= at[outer]), inner
    assert np.array_equal(at["joined"], block.days["joins"].sum(axis=(1, 2)) + 60)
    assert np.array_equal(at["reached"], block.days["prospects"].sum(axis=(1, 2)) + 60)
    days = block.days
    assert np.allclose(days["conversion"] * days["reached"], days["sales"])
    assert block.runs["sales_total"] == pytest.approx(days["sales"].sum(axis=(1, 2)))
