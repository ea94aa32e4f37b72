"""What is found in a sweep's table: intervals that hold, comparisons of the same draws, and nothing claimed beyond them."""

from __future__ import annotations

import re

import numpy as np
import pytest

from sim.cli.results_table import _grid
from sim.i18n import translator
from sim.report.sweep import render_sweep_report, sentence
from sim.statistics import t_quantile
from sim.study.sweep.findings import _levels, curve, interval, means_of, ranking, shares
from sim.study.sweep.table import SweepTable
from tests.report.made_sweeps import table_of

TEXT = """\
strategies:
  pushes: {path: strategies.selling.pushes_per_day, values: [0, 1, 2]}
uncertainties:
  tiring: {path: mechanisms.advertise.weight}
design: {uncertainties: {design: sobol, points: 8}}
outcomes: [OUTCOME]
"""
T = translator("en")


def made(values, outcome="members_end", text=TEXT):
    return table_of(text.replace("OUTCOME", outcome), values)


def of_worlds(generator, worlds=20, effects=(10.0, 10.0, 12.0)):
    """Runs in which all samples of a world share its luck, as in real sweeps."""
    luck = generator.normal(0, 3, worlds)
    noise = generator.normal(0, 1, (1, 3, 8, worlds))
    return np.array(effects)[None, :, None, None] + luck + noise


def test_intervals_cover_the_truth_as_often_as_they_say():
    """95 %, where taking runs for independent would cover it in about half of the studies."""
    generator = np.random.default_rng(1)
    template = made(of_worlds(generator))
    covered = []
    for _ in range(400):
        table = SweepTable(
            template.study, template.outcomes, template.choices, template.samples, template.worlds, (of_worlds(generator),), 1, 0
        )  # fmt: skip
        found = ranking(table, 0)
        level = next(each for each in found.levels if each.choice == 2)
        gap = table.against(0, 0, 2)
        along = curve(table, 0, 0)
        covered.append(
            (level.low <= 12 <= level.high, gap.low <= 2 <= gap.high, along.low[2] <= 12 <= along.high[2])
        )
    share = np.mean(covered, axis=0)
    assert (share > 0.92).all() and (share < 0.985).all(), share


def test_an_interval_is_students_over_worlds():
    values = np.array([1.0, 2.0, 4.0, np.nan, 9.0])
    own = values[np.isfinite(values)]
    half = t_quantile(0.975, 3) * own.std(ddof=1) / 2
    assert interval(values) == pytest.approx((4.0, 4.0 - half, 4.0 + half))
    assert half == pytest.approx(3.1824463 * own.std(ddof=1) / 2)
    mean, low, high = interval(np.array([3.0, np.nan]))
    assert mean == 3.0 and np.isnan([low, high]).all(), "one world has no interval"


def test_choices_are_compared_in_the_draws_that_all_have():
    """A choice in which an outcome exists only where it is high is not called better for that."""
    values = np.zeros((1, 3, 8, 10)) + np.arange(10.0) * 10
    values[0, 2] -= 1.0
    values[0, 2, :, :8] = np.nan
    table = made(values)
    found = ranking(table, 0)
    means = {level.choice: level.mean for level in found.levels}
    assert means[2] == pytest.approx(84.0)
    assert means[0] == means[1] == pytest.approx(85.0)
    assert found.best.choice != 2
    assert found.best.draws == 16 and found.draws == 80
    assert "in 16 of 80 draws" in sentence(table, found, T)


def test_nothing_is_clear_where_no_draw_is_common():
    values = np.full((1, 3, 8, 12), np.nan)
    for choice in range(3):
        values[0, choice, :, choice::3] = 10.0 * choice + np.arange(4)
    table = made(values)
    found = ranking(table, 0)
    assert not found.is_clear and found.best.draws == 0
    said = sentence(table, found, T)
    assert "but not clearly" in said and "no draw in which it is known for every choice" in said


@pytest.mark.parametrize(("outcome", "direction"), [("members_end", 1), ("cost_total", -1)])
def test_a_lead_is_clear_only_where_it_is_one(outcome, direction):
    generator = np.random.default_rng(0)
    values = of_worlds(generator, effects=(10.0, 10.0, 10.0 + 5.0 * direction))
    table = made(values, outcome)
    found = ranking(table, 0)
    assert found.best.choice == 2 and found.is_clear
    assert np.sign(found.gap.difference) == direction
    same = ranking(made(of_worlds(generator, effects=(10.0, 10.0, 10.0)), outcome), 0)
    assert not same.is_clear


def test_shares_of_factors_survive_missing_runs():
    generator = np.random.default_rng(3)
    values = of_worlds(generator, effects=(0.0, 10.0, 20.0)) + np.arange(8)[:, None]
    whole = shares(made(values), 0)
    values[0, 0, 3] = np.nan
    some = shares(made(values), 0)
    assert whole[0] > 0.8 and abs(whole[0] - some[0]) < 0.1
    assert np.isnan(means_of(made(values), 0)).sum() == 1


def test_levels_that_do_nothing_have_no_share_by_chance():
    """Six levels over eighteen drawn points would explain 5/17 of anything."""
    generator = np.random.default_rng(5)
    found = []
    for _ in range(300):
        levels, means = np.arange(18.0) % 6, generator.normal(size=18)
        found.append(_levels(means, levels, float(means.var()), is_crossed=False))
    assert np.mean(found) < 0.15


def test_a_report_of_a_table_with_gaps():
    generator = np.random.default_rng(7)
    values = of_worlds(generator)
    values[0, 1, 2, :5] = np.nan
    for lang in ("en", "zh-CN"):
        page = render_sweep_report(made(values), lang)
        words = re.sub(r"<script.*?</script>", "", page, flags=re.S)
        assert not re.search(r"\bnan\b", words, re.I)


def test_settings_with_commas_stay_one_cell():
    text = TEXT.replace(
        "pushes: {path: strategies.selling.pushes_per_day, values: [0, 1, 2]}",
        "koc: {levels: {'none, at all': {}, 'three, paid': {strategies.koc.people: 3}, more: {strategies.koc.people: 8}}}",
    )
    table = made(of_worlds(np.random.default_rng(0)), text=text)
    rows = [{"members_end": {"mean": 1.0, "low": 0.5, "high": 1.5}}] * 3
    drawn = _grid(table, rows, T)
    assert list(drawn.columns[0].cells) == ["none, at all", "three, paid", "more"]


def test_a_choice_without_any_value_does_not_stop_the_others_from_being_compared():
    values = of_worlds(np.random.default_rng(0), effects=(10.0, 20.0, 30.0))
    values[0, 2] = np.nan
    found = ranking(made(values), 0)
    assert [level.choice for level in found.levels] == [1, 0, 2]
    assert found.is_clear and found.best.draws == found.draws == 160
    assert np.isnan(found.levels[2].mean) and found.levels[2].best == 0
    assert not ranking(made(np.full((1, 3, 8, 4), np.nan)), 0).is_clear
