"""The study of strategies one by one: its cases can be run and cover every family."""

from __future__ import annotations

from experiments.strategies.__main__ import read_cases, verdict
from sim.contracts import Better
from sim.engine.plan import make_plan, run_outcomes
from sim.scenario import catalogue, load_scenario
from sim.statistics import paired_difference


def test_every_case_is_a_scenario_and_every_strategy_has_one() -> None:
    """Each changes something, and shows outcomes that there are."""
    base, given, names, cases = read_cases()
    known = {outcome.name for outcome in run_outcomes()}
    assert set(names) <= known
    plain = load_scenario(base, given)
    touched = set()
    for case in cases:
        changed = load_scenario(base, given | case.given)
        make_plan(changed)
        assert changed.digest() != plain.digest(), case.name
        touched |= {path.split(".")[1] for path in case.given if path.startswith("strategies.")}
    assert touched == set(catalogue.strategies())


def test_a_verdict_follows_the_interval() -> None:
    """Bold with a word only where 0 is left out, and the word follows what is better."""
    up = paired_difference([1.0, 2.0, 3.0], [2.0, 3.1, 4.0])
    assert verdict(up, Better.HIGHER).endswith("helps")
    assert verdict(up, Better.LOWER).endswith("hurts")
    assert "**" in verdict(up, Better.NEITHER)
    assert "**" not in verdict(paired_difference([1.0, 2.0, 3.0], [2.0, 1.0, 3.1]), Better.HIGHER)
