"""The funnel, retention, inequality, fatigue, work and money: what they show is what the tables say."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sim.charts import Omitted, fatigue, funnel, inequality, money, operators, retention
from sim.charts.inequality import gini_of
from sim.charts.money import profit
from sim.charts.tasks import by_task
from sim.i18n import translator
from sim.statistics import gini, lorenz

T = translator("en")


@pytest.fixture(scope="module")
def sold(synthetic):
    return synthetic.comparison((synthetic.SELLS, synthetic.DUMPS), worlds=10)


@pytest.fixture(scope="module")
def unsold(synthetic):
    return synthetic.comparison(worlds=4)


def without(comparison, *names):
    """Drop columns, and what is kept beside days, from every arm."""
    arms = tuple(
        replace(arm, days={k: v for k, v in arm.days.items() if k not in names}, cohorts=None, lorenz=None)
        for arm in comparison.arms
    )
    return replace(comparison, arms=arms)


def bars(chart):
    return [trace for trace in chart.figure["data"] if trace["type"] == "bar"]


def test_the_funnel_counts_people_at_each_stage(sold):
    chart = funnel(sold, T)
    days = sold.arms[1].days
    founders = days["members"][:, 0] - days["joins"][:, 0] + days["leaves"][:, 0]
    drawn = bars(chart)[1]["x"]
    np.testing.assert_allclose(drawn[0], (days["prospects"].sum(axis=1) + founders).mean(), rtol=1e-4)
    np.testing.assert_allclose(drawn[1], (days["joins"].sum(axis=1) + founders).mean(), rtol=1e-4)
    np.testing.assert_allclose(drawn[4], days["bought"].sum(axis=1).mean(), rtol=1e-4)
    share = days["bought"].sum() / (days["joins"].sum() + founders.sum())
    assert f"B\u00a0{100 * share:.0f}%" in chart.caption
    assert len(chart.table.rows) == 7


def test_stages_that_nobody_reaches_are_left_out(unsold):
    labels = [row[0] for row in funnel(unsold, T).table.rows]
    assert labels == [
        "Reached",
        "Became members (% of those reached)",
        "Activated (% of those who joined)",
        "Became active (% of those activated)",
    ]
    assert isinstance(funnel(without(unsold, "prospects"), T), Omitted)


def test_the_account_ends_at_the_profit(sold):
    chart = money(sold, T)
    for arm, trace in enumerate(bars(chart)):
        before = np.array(trace["base"][:-1]) + np.array(trace["x"][:-1])
        assert trace["base"][0] == trace["base"][-1] == 0
        np.testing.assert_allclose(before[:-1], trace["base"][1:-1], rtol=2e-4, atol=1)
        np.testing.assert_allclose(before[-1], trace["x"][-1], rtol=1e-2, atol=2)
        np.testing.assert_allclose(trace["x"][-1], profit(sold.arms[arm]).mean(), rtol=1e-4)
    assert chart.table.rows[-1][0] == "Profit"
    assert chart.table.rows[0][0] == "Entry fees"


def test_money_that_no_line_explains_is_shown(sold):
    arms = tuple(replace(arm, days={**arm.days, "profit": arm.days["profit"] - 1.0}) for arm in sold.arms)
    rows = {row[0]: row[1] for row in money(replace(sold, arms=arms), T).table.rows}
    assert rows["Other"] == "−180"


def test_where_nothing_is_sold_costs_are_shown_and_where_nothing_is_spent_nothing(unsold):
    chart = money(unsold, T)
    assert chart.title == "What it costs"
    assert chart.caption.startswith("Nothing is sold.")
    assert chart.table.rows[-1][0] == "Cost"
    costs = [name for name in unsold.arms[0].days if name.startswith("cost")]
    assert isinstance(money(without(unsold, *costs), T), Omitted)
    only_total = money(without(unsold, *(name for name in costs if name != "cost")), T)
    assert [row[0] for row in only_total.table.rows] == ["Spent on: Other work", "Cost"]


def test_small_tasks_go_together_and_nothing_is_lost(unsold):
    parts = by_task(unsold, "hours")
    assert [task for task, _ in parts] == ["content", "answering", "moderation", "selling", "onboarding", ""]
    whole = sum(arms[0] for _, arms in parts)
    np.testing.assert_allclose(whole, unsold.arms[0].days["hours_given"])


def test_a_task_that_one_arm_works_at_is_shown(unsold):
    arms = [replace(arm, days=dict(arm.days)) for arm in unsold.arms]
    arms[1].days["hours_referral"] = np.full_like(arms[1].days["members"], 5.0)
    assert "referral" in [task for task, _ in by_task(replace(unsold, arms=tuple(arms)), "hours")]


def test_hours_of_a_week_are_stacked(unsold):
    chart = operators(unsold, T)
    first = [trace["y"] for trace in bars(chart) if trace["yaxis"] == "y"]
    expected = unsold.arms[0].days["hours_given"][:, :175].reshape(4, 25, 7).sum(axis=2).mean(axis=0)
    np.testing.assert_allclose(np.sum(first, axis=0), expected, rtol=1e-2)
    names = [name for name in unsold.arms[0].days if name.startswith("hours_")]
    assert isinstance(operators(without(unsold, *names), T), Omitted)
    alone = operators(without(unsold, *(name for name in names if name != "hours_given")), T)
    assert [row[0] for row in alone.table.rows][:2] == ["All work", "Operators, all work"]


def test_the_map_holds_shares_of_cohorts_and_their_difference(unsold):
    chart = retention(unsold, T)
    a, b, gap = (np.array(trace["customdata"], float) for trace in chart.figure["data"])
    arm = unsold.arms[0]
    expected = 100 * arm.cohorts.sum(axis=0)[3, 2] / arm.sizes.sum(axis=0)[3]
    assert a[3, 2] == round(expected)
    assert gap[3, 2] == pytest.approx(b[3, 2] - a[3, 2], abs=1.1)
    assert np.isnan(a[20, 5])  # behind the end of the run
    assert np.isfinite(a[20, 4])
    assert isinstance(retention(without(unsold), T), Omitted)


def test_of_many_arms_the_first_is_mapped_and_the_others_against_it(synthetic):
    s = synthetic
    chart = retention(s.comparison((s.WARM, s.PUSHED, s.CHEAP, s.GATED), worlds=3), T)
    assert len(chart.figure["data"]) == 4


def test_lorenz_curves_start_at_nothing_and_give_their_gini(unsold):
    chart = inequality(unsold, T)
    lines = [trace for trace in chart.figure["data"] if trace.get("mode") == "lines+markers"]
    assert all(trace["y"][0] == 0 and trace["y"][-1] == 1 for trace in lines)
    counts = np.array([1, 1, 2, 3, 5, 8, 13, 21, 34, 55])
    assert gini_of(lorenz(counts)[None])[0] == pytest.approx(float(gini(counts)))
    assert isinstance(inequality(without(unsold), T), Omitted)


def test_fatigue_and_muting_show_what_there_is(unsold):
    assert fatigue(unsold, T).caption.startswith("Muted at the end, as a share of members: A\u00a016%")
    assert "Of the muted, the group still reaches on a day: A\u00a010%" in fatigue(unsold, T).caption
    only_muted = fatigue(without(unsold, "fatigue", "reached_muted"), T)
    assert "fatigue" not in only_muted.caption
    assert isinstance(fatigue(without(unsold, "fatigue", "muted"), T), Omitted)
