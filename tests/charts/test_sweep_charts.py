"""Figures of a sweep: what is drawn is what was found, however settings are spread and whatever is missing."""

from __future__ import annotations

import numpy as np
import pytest

from sim.charts.chart import Chart
from sim.charts.sweep import charts_of_sweep
from sim.charts.sweep.response import MOST_PLACES, _binned, response
from sim.i18n import translator
from sim.study.sweep.findings import along, curve, grid, ranking, shares
from sim.study.sweep.table import SweepTable
from tests.report import made_sweeps

RANGE = """\
strategies:
  pushes: {path: strategies.selling.pushes_per_day, low: 0, high: 3}
design: {strategies: {design: sobol, points: 64}}
outcomes: [members_end]
"""
T = translator("en")


@pytest.fixture
def crossed() -> SweepTable:
    return made_sweeps.crossed()


def drawn(table, name) -> Chart:
    return next(chart for chart in charts_of_sweep(table, T)[0] if chart.id == name)


def test_curves_are_means_of_the_other_factors_at_each_setting(crossed):
    chart = drawn(crossed, "response")
    curves = [trace for trace in chart.figure["data"] if "markers" in trace["mode"] and trace["yaxis"] == "y"]
    assert len(curves) == 2, "one a setting of the second factor"
    for level, trace in enumerate(curves):
        assert trace["x"] == [0, 1, 2, 3]
        assert trace["y"] == pytest.approx([10 * x + 3 * level + 0.5 for x in range(4)])
    band = [
        trace for trace in chart.figure["data"] if trace.get("fill") == "tonexty" and trace["yaxis"] == "y"
    ]
    mean, low, high = along(
        crossed, 0, [(crossed.choices[:, 0] == x) & (crossed.choices[:, 1] == 0) for x in range(4)]
    )
    assert band[0]["y"] == pytest.approx(high, rel=1e-3)
    assert (high > mean).all() and (low < mean).all()


def test_the_table_of_a_curve_has_every_choice(crossed):
    table = drawn(crossed, "response").table
    assert len(table.rows) == 8
    assert table.rows[3][:2] == ("1", "three")
    assert table.rows[3][2].startswith("13.50 (12.71 to 14.29)")


def test_a_map_has_the_means_of_the_grid(crossed):
    chart = drawn(crossed, "heat")
    _, _, means = grid(crossed, 0, 1, 0)
    assert means == pytest.approx(np.array([[0.5, 10.5, 20.5, 30.5], [3.5, 13.5, 23.5, 33.5]]))
    assert np.array(chart.figure["data"][0]["z"]) == pytest.approx(means)
    assert "best at Pushes a day 3 and KOCs three" in chart.caption


def test_bars_are_shares_of_draws_and_of_variance(crossed):
    found = ranking(crossed, 0)
    chart = drawn(crossed, "best")
    assert chart.figure["data"][0]["x"][0] == found.best.best / found.best.draws == 1.0
    assert chart.figure["data"][0]["text"][0] == "12 / 12"
    weights = drawn(crossed, "weight")
    expected = shares(crossed, 0)
    assert weights.figure["data"][0]["x"] == pytest.approx(sorted(expected, reverse=True), abs=1e-4)
    assert expected[0] > 0.9
    assert 0.1 > expected[1] > expected[2] > 0


def test_lines_of_all_points_are_shaded_by_the_first_outcome(crossed):
    data = drawn(crossed, "parallel").figure["data"]
    best = [x for x in data[2]["y"] if x is not None]
    worst = [x for x in data[0]["y"] if x is not None]
    axes = 5
    assert min(best[3::axes]) > max(worst[3::axes]), "the axis of the first outcome, behind three factors"


def test_many_settings_of_a_range_are_taken_together():
    table = made_sweeps.table_by(RANGE, lambda k, c, s: 10.0 * c[0])
    chart = response(table, T)
    trace = next(each for each in chart.figure["data"] if "markers" in each.get("mode", ""))
    assert len(trace["x"]) == MOST_PLACES < 64
    assert trace["y"] == pytest.approx([10 * x for x in trace["x"]], rel=1e-3), "the mean at the mean setting"


def test_ties_leave_no_empty_place():
    coordinates = np.concatenate([np.zeros(200), np.arange(40.0)])
    at, of_each = _binned(coordinates, is_range=True)
    assert np.isfinite(at).all() and set(of_each) == set(at)
    levels, same = _binned(np.arange(40.0), is_range=False)
    assert levels.tolist() == same.tolist() == list(range(40)), "positions of levels have no mean"


def test_a_point_without_runs_is_a_gap_and_no_error(crossed):
    for values in crossed.values:
        values[0, 2] = np.nan
    charts, _ = charts_of_sweep(crossed, translator("zh-CN"))
    assert {chart.id for chart in charts} == {"response", "heat", "best", "weight", "parallel"}
    assert np.isnan(curve(crossed, 0, 0).mean).sum() == 0
    text = repr([chart.figure for chart in charts])
    assert "nan" not in text, "Plotly's JSON has no NaN"


def test_nothing_is_best_where_nothing_can_be_compared(crossed):
    crossed.values[0][0, :4, :, ::2] = np.nan
    crossed.values[0][0, 4:, :, 1::2] = np.nan
    _, omitted = charts_of_sweep(crossed, T)
    assert {each.id for each in omitted} == {"best"}
