"""A strategy that is on and gets no hours is named, wherever the scenario is compared."""

from __future__ import annotations

from sim import simulate
from sim.api import comparison_of, distinct
from sim.report import render_report
from sim.scenario import load_scenario
from sim.study.unworked import unworked

CARE = ["members.initial=60", "horizon=30d", "product.price=99", "operators.hours_per_day=0.1", "strategies.selling.pushes_per_day=2"]  # fmt: skip


def test_what_gets_no_hours_is_named_and_what_gets_some_is_not():
    first, enough = (
        load_scenario("types/service_community", [*CARE, *more])
        for more in (["operators.first_things_first=care"], ["operators.hours_per_day=12"])
    )
    starved, worked = (simulate(each, worlds=4) for each in (first, enough))
    assert "referral" in unworked(first, starved)
    assert "referral" not in unworked(enough, worked)
    assert unworked(load_scenario("types/free_group", ["horizon=10d"]), simulate(load_scenario("types/free_group", ["horizon=10d"]), worlds=2)) == ()  # fmt: skip
    found = comparison_of(distinct([first, enough]), [starved, worked], seed=0)
    assert [("referral" in tasks) for tasks in found.unworked] == [True, False]
    assert "“Referral” is planned, but the operators had no hours for it" in render_report(found)
    assert "可运营没排上时间" in render_report(found, "zh-CN")
