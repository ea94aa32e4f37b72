"""What every chart must satisfy, for every kind of comparison."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from sim.charts import CHARTS, Omitted, charts_of, with_legend
from sim.charts.theme import band, dark, look
from sim.i18n import translator

KINDS = ["two", "sold", "four", "nine", "one_world", "short", "missing", "silent", "no_outcome"]


@pytest.fixture(scope="module")
def comparisons(synthetic):
    s = synthetic
    base = s.comparison(worlds=8)
    return {
        "two": base,
        "sold": s.comparison((s.SELLS, s.DUMPS), worlds=8),
        "four": s.comparison((s.WARM, s.PUSHED, s.CHEAP, s.GATED), worlds=8),
        "nine": s.comparison((s.WARM, s.PUSHED, s.CHEAP) * 3, worlds=4, days=60),
        "one_world": s.comparison(worlds=1),
        "short": s.comparison(worlds=3, days=3),
        "missing": s.comparison(worlds=3, missing=("posters", "spam", "answers", "leaves", "leaves_spam", "removed", "muted")),
        "silent": s.silent(),
        "no_outcome": replace(base, outcomes=(), paired=()),
    }  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "zh-CN"])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.__name__)
def test_every_chart_is_whole(comparisons, chart, kind, lang):
    made = chart(comparisons[kind], translator(lang))
    if isinstance(made, Omitted):
        assert kind in ("short", "missing", "silent")
        assert made.id == chart.__name__
        assert made.reason.endswith((".", "。"))
        return
    json.dumps(made.figure, allow_nan=False)
    assert made.id == chart.__name__
    assert made.title
    assert made.caption
    assert all(len(row) == len(made.table.headers) for row in made.table.rows)
    assert "nan" not in " ".join(cell for row in made.table.rows for cell in row).split()
    layout = made.figure["layout"]
    assert layout["height"] > layout["margin"]["t"] + layout["margin"]["b"]
    for name in (name for name in layout if name.startswith("yaxis")):
        low, high = layout[name].get("domain", [0, 1])
        assert 0 <= low < high <= 1


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.__name__)
def test_the_same_comparison_gives_the_same_chart(comparisons, chart):
    t = translator("en")
    assert chart(comparisons["four"], t) == chart(comparisons["four"], t)


def test_curves_are_means_with_a_band_of_the_middle_eighty_percent(comparisons):
    base = comparisons["two"]
    made = {chart.__name__: chart for chart in CHARTS}["members"](base, translator("en"))
    low, high, *_ = [trace for trace in made.figure["data"] if trace["type"] == "scatter"]
    line = next(trace for trace in made.figure["data"] if trace.get("mode") == "lines+markers")
    members = base.arms[0].days["members"]
    np.testing.assert_allclose(line["y"], members.mean(axis=0), rtol=1e-3)
    np.testing.assert_allclose(low["y"], np.percentile(members, 10, axis=0), rtol=1e-3)
    np.testing.assert_allclose(high["y"], np.percentile(members, 90, axis=0), rtol=1e-3)


def test_one_world_has_no_band(comparisons):
    shown, _ = charts_of(comparisons["one_world"], translator("en"))
    for chart in shown:
        assert not [trace for trace in chart.figure["data"] if "fill" in trace]


def test_losses_add_up(comparisons):
    base = comparisons["two"]
    made = {chart.__name__: chart for chart in CHARTS}["members"](base, translator("en"))
    bars = [trace["x"] for trace in made.figure["data"] if trace["type"] == "bar"]
    lost = [arm.days["leaves"].sum(axis=1).mean() for arm in base.arms]
    np.testing.assert_allclose(np.sum(bars, axis=0), lost)


def test_arms_differ_in_more_than_colour():
    looks = [look(arm) for arm in range(8)]
    assert len({each.dash for each in looks}) == len({each.symbol for each in looks}) == len(looks)
    assert looks[0].color == "#0072b2"
    assert looks[1].color == "#d55e00"
    assert [look(25).letter, look(26).letter] == ["Z", "A2"]


def test_titles_cannot_carry_markup_into_a_figure(synthetic):
    kinds = (synthetic.Kind(synthetic.HOSTILE, 60, 0.3, 60), synthetic.PUSHED)
    for chart in CHARTS:
        figure = json.dumps(chart(synthetic.comparison(kinds, worlds=3), translator("en")).figure)
        assert "<img" not in figure
        assert "</script" not in figure


def test_bands_have_a_dark_colour_too():
    assert all(band(look(arm).color, arms) in dark() for arm in range(8) for arms in (2, 5))


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.__name__)
def test_a_legend_gets_room_of_its_own(comparisons, chart):
    made = chart(comparisons["four"], translator("en"))
    plain, with_keys = made.figure["layout"], with_legend(made)["layout"]
    room = with_keys["height"] - plain["height"]
    assert room == with_keys["margin"]["b"] - plain["margin"]["b"] > 0
    assert with_keys["legend"]["y"] < 0
    assert plain["showlegend"] is False


def test_survival_speaks_of_ages_that_somebody_reached(comparisons):
    from sim.charts.survival import survival
    from sim.i18n import translator

    for comparison in comparisons.values():
        chart = survival(comparison, translator("en"))
        assert "%" in chart.caption.split("Still there")[-1]
        assert all(any("%" in share for share in row[1:]) for row in chart.table.rows)
