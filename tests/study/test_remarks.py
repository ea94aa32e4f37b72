"""What can be run and cannot work is said before it runs."""

from __future__ import annotations

import pytest

from sim.engine.plan import Plan, make_plan
from sim.scenario import load_scenario, loads
from sim.study.remarks import unsold

PUSHED = "horizon: 10d\nstrategies: {selling: {pushes_per_day: 1}}\n"


def planned(text: str) -> Plan:
    return make_plan(loads(text))


def test_pushes_of_nothing_are_seen() -> None:
    assert unsold(planned(PUSHED)) == ("main",)
    assert unsold(planned(PUSHED + "product: {price: 9}")) == ()
    assert unsold(planned("horizon: 10d")) == ()


def test_of_several_groups_those_are_named_in_which_nothing_is_sold() -> None:
    two = "groups:\n  free: {strategies: {selling: {}}}\n  shop: {strategies: {selling: {}}, product: {price: 9}}\n"
    assert unsold(planned(f"horizon: 10d\n{two}")) == ("free",)


@pytest.mark.parametrize(
    "name", ["demo/pushed_hard", "demo/warmed_up", "types/flash_group", "types/service_community"]
)
def test_shipped_scenarios_sell_what_they_push(name: str) -> None:
    assert unsold(make_plan(load_scenario(name))) == ()
