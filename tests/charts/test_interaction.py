"""Two strategies, alone and together."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from sim.charts import interaction
from sim.i18n import translator
from sim.report import render_interaction_report
from sim.study.interaction import Factorial


@pytest.mark.parametrize("lang", ["en", "zh-CN"])
def test_the_figure_is_whole(synthetic, lang):
    chart = interaction(synthetic.factorial(), translator(lang))
    json.dumps(chart.figure, allow_nan=False)
    assert all(len(row) == len(chart.table.headers) for row in chart.table.rows)
    assert len(chart.table.rows) == 4


def test_what_adds_up_and_what_does_not(synthetic):
    rows = interaction(synthetic.factorial(), translator("en")).table.rows
    assert [row[-1] for row in rows] == [
        "more than the sum",
        "less than the sum",
        "no clear one",
        "no clear one",
    ]


def test_the_interaction_is_taken_within_worlds():
    luck = np.array([0.0, 100.0, -40.0])
    cells = np.array([[[luck, luck + 2], [luck + 3, luck + 9]]])
    found = Factorial(("a", "b"), (), cells[:0])
    assert found.worlds == 3
    gap = replace(found, outcomes=(None,), values=cells).interaction(0)
    assert (gap.difference, gap.low, gap.high) == pytest.approx((4, 4, 4))
    effect = replace(found, outcomes=(None,), values=cells).effect(0, 1, 0)
    assert effect.difference == pytest.approx(3)


def test_values_that_do_not_fit_are_refused(synthetic):
    with pytest.raises(ValueError, match="values must be"):
        replace(synthetic.factorial(), values=np.zeros((4, 2, 3)))


def test_one_world_and_missing_outcomes(synthetic):
    made = synthetic.factorial()
    values = made.values[..., :1].copy()
    values[1] = np.nan
    chart = interaction(replace(made, values=values), translator("en"))
    assert len(chart.table.rows) == 3
    assert chart.caption.startswith("With one world")


def test_the_report_says_it_in_a_sentence(synthetic):
    page = render_interaction_report(synthetic.factorial())
    assert "Warm-up before selling and Key members together give more than the sum of their effects." in page
    nothing = replace(synthetic.factorial(), values=np.full((4, 2, 2, 3), np.nan))
    assert "no outcome is known in all four cells" in render_interaction_report(nothing)
