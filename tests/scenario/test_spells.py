"""When strategies run."""

from __future__ import annotations

import pytest

from sim.scenario import loads


def spells(text, *overrides):
    (group,) = loads(text, overrides).groups
    return [(spell.strategy, spell.first_day, spell.end_day) for spell in group.spells]


@pytest.mark.parametrize("all_defaults", ["true", "{}", "[{}]", "{enabled: true}"])
def test_a_strategy_runs_from_the_first_day_to_the_last(made_up, all_defaults):
    assert spells(f"strategies: {{selling: {all_defaults}}}") == [("selling", 0, 180)]


@pytest.mark.parametrize("off", ["false", "null", "[]", "{enabled: false}", "[{enabled: false}]"])
def test_a_strategy_is_switched_off(made_up, off):
    assert spells(f"strategies: {{selling: {off}}}") == []


def test_spells_are_sorted_by_strategy_and_day(made_up):
    text = "strategies: {selling: [{from: 30d}, {from: 1w, until: 30d}], content: {until: 48h}}"
    assert spells(text) == [("content", 0, 2), ("selling", 7, 30), ("selling", 30, 180)]


def test_spells_that_are_switched_off_overlap_with_nothing(made_up):
    assert spells("strategies: {selling: [{}, {enabled: false}]}") == [("selling", 0, 180)]


def test_spells_end_with_the_scenario(made_up):
    assert spells("horizon: 30d\nstrategies: {selling: {until: 90d}}") == [("selling", 0, 30)]


def test_a_horizon_set_from_outside_leaves_out_what_would_come_later(made_up):
    text = "strategies: {selling: [{until: 20d}, {from: 60d}]}"
    assert spells(text, "horizon=30d") == [("selling", 0, 20)]


def test_values_hold_the_parameters_of_the_strategy_only(made_up):
    (group,) = loads("strategies: {selling: {from: 3d, price: 2元}}").groups
    assert list(group.spells[0].values) == ["pushes_per_day", "price", "discount", "rest"]
    assert group.spells[0].values.price == 2.0
