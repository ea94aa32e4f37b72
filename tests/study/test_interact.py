"""Four scenarios of a factorial study, and what is made of their runs."""

from __future__ import annotations

import numpy as np
import pytest

from sim.contracts import Better, Outcome
from sim.scenario import loads
from sim.study import StudyError
from sim.study.interact import effects, factorial_of, first_look, four_scenarios, of_note
from sim.study.interaction import Factorial

PORTFOLIO = """
horizon: 30d
strategies: {moderation: {strictness: 0.2}}
groups:
  a: {strategies: {selling: [{from: 3d, until: 9d}, {from: 9d, pushes_per_day: 2}]}}
  b: {}
"""


def strategies_of(scenario, group=0):
    return [(spell.strategy, spell.first_day) for spell in scenario.groups[group].spells]


def test_a_strategy_runs_as_the_scenario_has_it_and_else_everywhere_with_defaults():
    neither, selling, content, both = four_scenarios(loads(PORTFOLIO), "selling", "content")
    assert strategies_of(neither) == strategies_of(neither, 1) == [("moderation", 0)]
    assert strategies_of(selling) == [("moderation", 0), ("selling", 3), ("selling", 9)]
    assert strategies_of(selling, 1) == [("moderation", 0)]
    for group in (0, 1):
        assert strategies_of(content, group) == [("content", 0), ("moderation", 0)]
    spell = content.groups[0].spells[0]
    assert (spell.end_day, spell.values.posts_per_day) == (30, 1.0)
    assert strategies_of(both) == [("content", 0), ("moderation", 0), ("selling", 3), ("selling", 9)]
    assert [each.name for each in (neither, selling, content, both)] == [
        "neither",
        "selling",
        "content",
        "both",
    ]


def test_nothing_else_changes():
    base = loads(PORTFOLIO)
    _, selling, _, _ = four_scenarios(base, "selling", "content")
    assert selling.digest() == base.digest()


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("sellling", "content"), "did you mean selling"),
        (("content", "content"), "given twice"),
        (("content", "entry_gate"), "entry_gate does nothing with its default values"),
    ],
)
def test_refusals(names, said):
    with pytest.raises(StudyError, match=said):
        four_scenarios(loads("horizon: 9d"), *names)


def outcome(name, better=Better.HIGHER):
    return Outcome(name=name, label=name, doc="D.", compute=lambda tables: np.zeros(1), better=better)


def test_effects_by_hand():
    """Neither 1, first 3, second 2, both 10 and one more of each in the second world."""
    values = np.array([[[[1.0, 2.0], [2.0, 3.0]], [[3.0, 4.0], [10.0, 11.0]]]])
    (row,) = effects(Factorial(("A", "B"), (outcome("x"),), values))
    assert row.means == (1.5, 3.5, 2.5, 10.5)
    assert row.first.difference == pytest.approx(((3 - 1) + (10 - 2)) / 2)
    assert row.second.difference == pytest.approx(((2 - 1) + (10 - 3)) / 2)
    assert row.interaction.difference == pytest.approx(10 - 3 - 2 + 1)
    assert (row.interaction.larger, row.interaction.n) == (2, 2)
    assert row.ahead(row.first) == 2
    (worse,) = effects(Factorial(("A", "B"), (outcome("x", Better.LOWER),), values))
    assert worse.ahead(worse.first) == 0


def test_rounding_is_no_interaction():
    values = np.array([[[[0.1] * 3, [0.3] * 3], [[0.2] * 3, [0.4] * 3]]]) * 7
    (row,) = effects(Factorial(("A", "B"), (outcome("x"),), values))
    assert (row.interaction.difference, row.interaction.larger, row.interaction.smaller) == (0, 0, 0)


def test_worlds_without_the_outcome_are_left_out():
    values = np.ones((1, 2, 2, 3))
    values[0, 1, 0, 1] = np.nan
    (row,) = effects(Factorial(("A", "B"), (outcome("x"),), values))
    assert (row.interaction.n, row.first.n) == (2, 2)


def test_runs_are_put_where_they_belong():
    from sim.engine import simulate
    from sim.engine.plan import run_outcomes

    base = loads("horizon: 12d\nmembers: {initial: 20}\nstrategies: {selling: {pushes_per_day: 3}}")
    cells = four_scenarios(base, "content", "selling")
    blocks = [simulate(cell, worlds=2, jobs=1) for cell in cells]
    found = factorial_of(base, ("content", "selling"), blocks, run_outcomes(), seed=0)
    hours = next(k for k, each in enumerate(found.outcomes) if each.name == "hours_total")
    assert np.array_equal(found.cell(hours, 1, 0), blocks[1].runs["hours_total"])
    assert np.array_equal(found.cell(hours, 0, 1), blocks[2].runs["hours_total"])
    assert found.names == ("Content plan", "Selling")
    with pytest.raises(ValueError, match="same worlds"):
        factorial_of(
            base,
            ("content", "selling"),
            [simulate(cells[0], worlds=1, jobs=1), *blocks[1:]],
            run_outcomes(),
            0,
        )


def test_what_never_changes_is_of_no_note():
    values = np.ones((3, 2, 2, 4))
    values[1, 1, 0, 2] = 5.0
    values[2] = np.nan
    found = Factorial(("A", "B"), (outcome("x"), outcome("profit_total"), outcome("z")), values)
    assert [each.name for each in of_note(found).outcomes] == ["profit_total"]
    assert [each.name for each in first_look(found).outcomes] == ["profit_total"]
    still = Factorial(("A", "B"), (outcome("x"),), np.ones((1, 2, 2, 4)))
    assert of_note(still) is still
    assert first_look(still) is still
