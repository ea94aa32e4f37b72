"""Values set from outside."""

from __future__ import annotations

import pytest

from sim.scenario import ScenarioError, loads

TEXT = "strategies: {selling: {price: 5}, content: [{until: 5d, posts: 1}, {from: 5d}]}"


def group(*overrides, text=TEXT):
    (only,) = loads(text, overrides).groups
    return only


def test_values_are_read_as_in_a_file(made_up):
    scenario = loads("title: x", ["horizon=2w", "members.initial=0x1F", "operators.wage=50元"])
    assert scenario.horizon_days == 14
    assert scenario.groups[0].members.initial == 31
    assert scenario.operators.wage == 50.0


def test_a_strategy_is_changed_switched_off_and_on(made_up):
    assert group("strategies.selling.price=7").spells[2].values.price == 7.0
    assert len(group("strategies.selling=false").spells) == 2
    assert group("strategies.selling=true").spells[2].values.price == 9.9
    on = group("strategies.selling.price=7", text="strategies: {selling: false}")
    assert on.spells[0].values.price == 7.0


@pytest.mark.parametrize("path", ["strategies.selling", "mechanisms.fatigue", "channels.street"])
def test_nothing_behind_the_equals_sign_is_refused_where_it_could_mean_on_or_off(made_up, path):
    with pytest.raises(ScenarioError, match="nothing stands behind"):
        group(f"{path}=")


def test_a_spell_is_named_by_its_number(made_up):
    assert group("strategies.content.1.posts=9").spells[1].values.posts == 9
    assert group("strategies.content.0.until=3d").spells[0].end_day == 3
    assert group("strategies.selling.0.price=7").spells[2].values.price == 7.0
    assert group("strategies.selling.0.price=7", text="title: x").spells[0].values.price == 7.0


def test_whole_blocks_can_be_set(made_up):
    assert group("strategies.selling={price: 3, from: 2d}").spells[2].first_day == 2
    assert group("channels.street.per_day=2").channels[0][0] == "street"
    assert group("mechanisms.fatigue=false").disabled == {"fatigue"}


def test_groups_can_be_reached(made_up):
    scenario = loads("groups: {a: {}, b: {}}", ["groups.b.members.initial=7", "members.initial=3"])
    assert [each.members.initial for each in scenario.groups] == [3, 7]


def test_later_ones_win(made_up):
    assert loads("title: x", ["horizon=3", "horizon=4"]).horizon_days == 4


@pytest.mark.parametrize(
    "overrides",
    [{"horizon": "30d", "graph.truncate": True, "channels.a": None}, ["horizon=30d", "graph.truncate=true"]],
)
def test_a_mapping_does_as_well(made_up, overrides):
    scenario = loads("title: x", overrides)
    assert (scenario.horizon_days, scenario.groups[0].graph.truncate) == (30, True)


def test_a_single_text_does_as_well(made_up):
    assert loads("title: x", "horizon=30d").horizon_days == 30
