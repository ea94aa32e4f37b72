"""What can be run and cannot work is said before it runs."""

from __future__ import annotations

import pytest

from sim.scenario import load_scenario, loads
from sim.study.remarks import Remarks, remarks

PUSHED = "horizon: 10d\noperators: {hours_per_day: 2}\nstrategies: {selling: {pushes_per_day: 1}}\n"


def test_pushes_of_nothing_are_seen() -> None:
    assert remarks(loads(PUSHED)).unsold == ("main",)
    assert remarks(loads(PUSHED + "product: {price: 9}")).unsold == ()
    assert remarks(loads("horizon: 10d")) == Remarks((), 0.0, None)


def test_of_several_groups_those_are_named_in_which_nothing_is_sold() -> None:
    two = "groups:\n  free: {strategies: {selling: {}}}\n  shop: {strategies: {selling: {}}, product: {price: 9}}\n"
    assert remarks(loads(f"horizon: 10d\n{two}")).unsold == ("free",)


def test_more_hours_than_there_are_on_the_fullest_day() -> None:
    late = PUSHED.replace("pushes_per_day: 1", "pushes_per_day: 30, from: 5d")
    found = remarks(loads(late))
    assert found.asked == pytest.approx(30 * 10 / 60)
    assert found.hours == 2.0
    assert remarks(loads(late.replace("hours_per_day: 2", "hours_per_day: 5"))).hours is None


@pytest.mark.parametrize(
    "name", ["demo/pushed_hard", "demo/warmed_up", "types/flash_group", "types/service_community"]
)
def test_shipped_scenarios_can_do_what_they_plan(name: str) -> None:
    found = remarks(load_scenario(name))
    assert not found.unsold
    assert found.hours is None
