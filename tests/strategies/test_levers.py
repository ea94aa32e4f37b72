"""From strategies to the lever table and the rules in force."""

from __future__ import annotations

import numpy as np
import pytest
from engine_helpers import scenario

from sim.contracts import Rule, Spell
from sim.engine import simulate
from sim.engine.errors import PlanError
from sim.engine.plan import make_plan
from sim.scenario import loads
from sim.state.levers import LEVERS, RULE_SLOTS, Fold
from sim.strategies.content import Content
from sim.strategies.moderation import Moderation
from sim.strategies.selling import Selling


def table(text):
    return make_plan(loads(f"horizon: 10d\n{text}")).levers[0]


def test_a_constant_and_one_number_a_day_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Scalar or array: the same table; an array follows the days of its spell."""
    text = "strategies: {selling: {from: 2, until: 7, pushes_per_day: 2}}"
    constant = table(text)
    original = Selling.levers

    def as_arrays(self, values, spell: Spell):
        return {
            name: np.full(spell.days.size, value) for name, value in original(self, values, spell).items()
        }

    monkeypatch.setattr(Selling, "levers", as_arrays)
    assert table(text).tobytes() == constant.tobytes()
    monkeypatch.setattr(
        Selling, "levers", lambda self, values, spell: {"pushes_per_day": spell.days.astype(float)}
    )
    assert table(text)["pushes_per_day"].tolist() == [0, 0, 2, 3, 4, 5, 6, 0, 0, 0]


@pytest.mark.parametrize("fold", [Fold.SUM, Fold.MAX])
def test_contributions_fold_as_declared(monkeypatch: pytest.MonkeyPatch, fold: Fold) -> None:
    """Two strategies on one lever: added up, or the larger."""
    lever = next(lever.name for lever in LEVERS if lever.fold is fold)
    for strategy, value in ((Content, 0.25), (Selling, 0.5)):
        monkeypatch.setattr(strategy, "writes", (lever,))
        monkeypatch.setattr(strategy, "levers", lambda self, values, spell, value=value: {lever: value})
    both = table("strategies: {content: {until: 6}, selling: {from: 3}}")[lever]
    together = 0.75 if fold is Fold.SUM else 0.5
    assert both.tolist() == [0.25] * 3 + [together] * 3 + [0.5] * 4


def test_a_lever_that_is_not_declared_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """``writes`` is a promise."""
    monkeypatch.setattr(Selling, "writes", ("pushes_per_day",))
    with pytest.raises(PlanError, match=r"selling sets lever .* does not declare"):
        table("strategies: {selling: {}}")


def rules_of(text):
    return make_plan(loads(f"horizon: 60d\n{text}")).rules[0]


def test_rules_are_in_force_on_the_days_of_their_spell() -> None:
    """With their threshold and cap."""
    rules = rules_of(
        "strategies: {moderation: [{from: 5, until: 9, strikes: 2, removals_per_day: 7}, {from: 20, strikes: 4}]}"
    )
    assert rules["first_day"].tolist() == [5, 20]
    assert rules["end_day"].tolist() == [9, 60]
    assert rules["threshold"][:2].tolist() == [2, 4]
    assert rules["cap"][0] == 7


def test_too_many_rules_at_once_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The slots are a fixed number; overflow is an error with the reason, and never cut."""
    rule = Rule(kind="remove_for_strikes", threshold=3)
    monkeypatch.setattr(Moderation, "rules", lambda self, values: (rule,) * RULE_SLOTS)
    assert (rules_of("strategies: {moderation: {}}")["end_day"] == 60).all()
    monkeypatch.setattr(Moderation, "rules", lambda self, values: (rule,) * (RULE_SLOTS + 1))
    with pytest.raises(PlanError, match="more than 4 rules"):
        rules_of("strategies: {moderation: {}}")


def test_spells_that_follow_one_another_do_not_fill_the_slots() -> None:
    """Six spells of moderation, one after the other, have one rule in force on each day."""
    spells = ", ".join(f"{{from: {10 * k}, until: {10 * k + 10}}}" for k in range(6))
    rules_of(f"strategies: {{moderation: [{spells}]}}")


def test_removal_takes_effect_on_the_days_of_its_rule_and_up_to_its_cap() -> None:
    """Nobody is removed before or after; at most so many on a day."""
    given = {
        "members.advertisers": 0.8,
        "strategies.moderation": None,
        "strategies.removal": None,
        "operators.hours_per_day": 100,
    }
    spell = {
        "from": 10,
        "until": 20,
        "strictness": 1,
        "strikes": 1,
        "removals_per_day": 2,
        "hours_per_day": 10,
    }
    given |= {f"strategies.moderation.{name}": value for name, value in spell.items()}
    removed = simulate(scenario(overrides=given), worlds=4, jobs=1).days["removed"][:, 0]
    assert removed[:, :10].sum() == removed[:, 20:].sum() == 0
    assert removed[:, 10:20].sum() > 10
    assert removed.max() == 2


@pytest.mark.parametrize(
    ("rate", "days"), [(0.5, [1, 0] * 5), (1, [1] * 10), (1.5, [1, 2] * 5), (0.1, [1] + [0] * 9)]
)
def test_rates_become_whole_posts(rate: float, days: list[int]) -> None:
    """The first at once, then spread evenly, none lost."""
    what = loads(
        f"horizon: 10d\nmembers: {{initial: 5}}\noperators: {{hours_per_day: 1000}}\n"
        f"strategies: {{selling: {{pushes_per_day: {rate}}}}}"
    )
    assert simulate(what, worlds=1, jobs=1).days["pushes"][0, 0].tolist() == days


def test_hours_that_are_not_there_leave_posts_unwritten() -> None:
    """Half of the hours asked for make half of the posts."""
    text = (
        "horizon: 40d\nmembers: {initial: 5}\noperators: {hours_per_day: 1, answering_hours: 0}\n"
        "strategies: {content: {posts_per_day: 2, hours_per_post: 1}}"
    )
    days = simulate(loads(text), worlds=1, jobs=1).days
    assert days["contents"].sum() == 40
    assert days["hours_given"].sum() == pytest.approx(40)
    assert days["hours_asked"].sum() == pytest.approx(80)


def test_the_first_push_comes_on_the_first_day_of_the_spell() -> None:
    """However rare pushes are, selling begins when the file says."""
    what = loads(
        "horizon: 20d\nmembers: {initial: 5}\noperators: {hours_per_day: 1000}\n"
        "strategies: {selling: {pushes_per_day: 0.25, from: 9d}}"
    )
    assert np.flatnonzero(simulate(what, worlds=1, jobs=1).days["pushes"][0, 0]).tolist() == [9, 13, 17]
