"""The report on two strategies."""

from __future__ import annotations

import numpy as np
import pytest

from sim.contracts import Outcome
from sim.report import render_interaction_report, write_interaction_report
from sim.study.interaction import Factorial


def study(interaction, worlds=20, names=("Content plan", "Selling"), title="Some group"):
    """Two outcomes: one in which effects add up but for ``interaction``, one in which they do."""
    luck = np.random.default_rng(1).normal(0, 1, (4, worlds))
    cells = np.array([10.0, 12.0, 9.0, 11.0 + interaction])[:, None] + 0.1 * luck
    plain = np.array([1.0, 2.0, 3.0, 4.0])[:, None] + 0.1 * luck
    order = [0, 2, 1, 3]
    values = np.stack([cells[order].reshape(2, 2, worlds), plain[order].reshape(2, 2, worlds)])
    outcomes = tuple(
        Outcome(name=name, label=name.title(), doc="D.", compute=lambda tables: np.zeros(1), unit="people")
        for name in ("one", "two")
    )
    return Factorial(names, outcomes, values, title=title, horizon_days=30)


def test_it_says_where_effects_do_not_add_up():
    page = render_interaction_report(study(5.0))
    assert "together give more than the sum" in page
    assert "Content plan and Selling, alone and together" in page
    assert "Above the sum" in page
    assert "20 of 20" in page


def test_it_says_that_they_add_up():
    assert "no clear interaction" in render_interaction_report(study(0.0, worlds=4))


def test_one_world_tells_nothing():
    page = render_interaction_report(study(5.0, worlds=1))
    assert "too few worlds" in page
    assert "Above the sum" not in page


@pytest.mark.parametrize("lang", ["en", "zh-CN"])
def test_it_is_one_file_that_is_always_the_same(tmp_path, lang):
    target = write_interaction_report(study(1.0), tmp_path / "r.html", lang)
    text = target.read_text(encoding="utf-8")
    assert text == render_interaction_report(study(1.0), lang)
    assert f'lang="{lang}"' in text


def test_titles_are_escaped():
    page = render_interaction_report(study(1.0, title="<b>bold</b>", names=("<i>", "b")))
    assert "<b>bold</b>" not in page
    assert "<i>" not in page
