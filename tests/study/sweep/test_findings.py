"""What is found in a sweep's table: intervals that hold, comparisons of the same draws, and nothing claimed beyond them."""

from __future__ import annotations

import re

import numpy as np
import pytest

from sim.cli.results_table import _grid
from sim.engine.plan import run_outcomes
from sim.i18n import translator
from sim.report.sweep import render_sweep_report, sentence
from sim.statistics import t_quantile
from sim.study.sweep import Points, load_study
from sim.study.sweep.findings import _levels, curve, interval, means_of, ranking, shares
from sim.study.sweep.table import SweepTable

TEXT = """\
title: Made up
base: types/interest_group
set: {members.initial: 30, horizon: 20d}
strategies:
  pushes: {path: strategies.selling.pushes_per_day, values: [0, 1, 2]}
uncertainties:
  tiring: {path: mechanisms.advertise.weight}
design: {uncertainties: {design: sobol, points: 8}}
worlds: 8
outcomes: [OUTCOME]
"""
T = translator("en")


@pytest.fixture
def made(tmp_path):
    """Make a table of given values, shape (bases, choices, samples, worlds)."""

    def make(values, outcome="members_end", text=TEXT):
        path = tmp_path / "made.yaml"
        path.write_text(text.replace("OUTCOME", outcome))
        study = load_study(path)
        points = Points(study)
        declared = {each.name: each for each in run_outcomes()}
        values = np.asarray(values, np.float64)
        assert values.shape[:3] == (1, len(points.choices), len(points.samples))
        return SweepTable(
            study, (declared[outcome],), points.choices, points.samples, np.arange(values.shape[3]), (values,), values.size, 0
        )  # fmt: skip

    return make


def of_worlds(generator, worlds=20, effects=(10.0, 10.0, 12.0)):
    """Runs in which all samples of a world share its luck, as in real sweeps."""
    luck = generator.normal(0, 3, worlds)
    noise = generator.normal(0, 1, (1, 3, 8, worlds))
    return np.array(effects)[None, :, None, None] + luck + noise


def test_intervals_cover_the_truth_as_often_as_they_say(made):
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


def test_choices_are_compared_in_the_draws_that_all_have(made):
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


def test_nothing_is_clear_where_no_draw_is_common(made):
    values = np.full((1, 3, 8, 12), np.nan)
    for choice in range(3):
        values[0, choice, :, choice::3] = 10.0 * choice + np.arange(4)
    table = made(values)
    found = ranking(table, 0)
    assert not found.is_clear and found.best.draws == 0
    said = sentence(table, found, T)
    assert "but not clearly" in said and "no draw in which it is known for every choice" in said


@pytest.mark.parametrize(("outcome", "direction"), [("members_end", 1), ("cost_total", -1)])
def test_a_lead_is_clear_only_where_it_is_one(made, outcome, direction):
    generator = np.random.default_rng(0)
    values = of_worlds(generator, effects=(10.0, 10.0, 10.0 + 5.0 * direction))
    table = made(values, outcome)
    found = ranking(table, 0)
    assert found.best.choice == 2 and found.is_clear
    assert np.sign(found.gap.difference) == direction
    same = ranking(made(of_worlds(generator, effects=(10.0, 10.0, 10.0)), outcome), 0)
    assert not same.is_clear


def test_shares_of_factors_survive_missing_runs(made):
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


def test_a_report_of_a_table_with_gaps(made):
    generator = np.random.default_rng(7)
    values = of_worlds(generator)
    values[0, 1, 2, :5] = np.nan
    for lang in ("en", "zh-CN"):
        page = render_sweep_report(made(values), lang)
        words = re.sub(r"<script.*?</script>", "", page, flags=re.S)
        assert not re.search(r"\bnan\b", words, re.I)


def test_settings_with_commas_stay_one_cell(made):
    text = TEXT.replace(
        "pushes: {path: strategies.selling.pushes_per_day, values: [0, 1, 2]}",
        "koc: {levels: {'none, at all': {}, 'three, paid': {strategies.koc.people: 3}, more: {strategies.koc.people: 8}}}",
    )
    table = made(of_worlds(np.random.default_rng(0)), text=text)
    rows = [{"members_end": {"mean": 1.0, "low": 0.5, "high": 1.5}}] * 3
    drawn = _grid(table, rows, T)
    assert list(drawn.columns[0].cells) == ["none, at all", "three, paid", "more"]
