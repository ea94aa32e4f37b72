"""Rows of the articles are named as they are called, and what strategies write is read by something."""

from __future__ import annotations

import pytest

from sim.engine.reading import levers_read, rules_executed
from sim.parameters import Values
from sim.scenario import catalogue
from sim.scenario.rows import ROWS
from sim.state.levers import LEVERS, RULES

DECLARED = {
    **{f"strategies.{name}": each.rows for name, each in catalogue.strategies().items()},
    **{f"mechanisms.{name}": each.rows for name, each in catalogue.mechanisms().items()},
    **{f"measures.{name}": each.rows for name, each in catalogue.measures().items()},
}
TASKS = ("hours_", "money_")
"""Levers that every task has, whether or not some strategy works on it."""

OWN_LEVERS = [lever.name for lever in LEVERS if not lever.name.startswith(TASKS)]


@pytest.mark.parametrize("name", DECLARED)
def test_rows_are_those_of_the_page(name):
    assert [row for row in DECLARED[name] if row not in ROWS] == []


@pytest.mark.parametrize("lever", OWN_LEVERS)
def test_some_kernel_reads_the_lever(lever):
    assert levers_read().get(lever)


@pytest.mark.parametrize("lever", OWN_LEVERS)
def test_some_strategy_writes_the_lever(lever):
    assert any(lever in strategy.writes for strategy in catalogue.strategies().values())


@pytest.mark.parametrize("name", catalogue.strategies())
def test_something_heeds_the_strategy(name):
    """Apart from hours and money that are only booked."""
    strategy = catalogue.strategies()[name]
    assert set(strategy.writes) & levers_read().keys() or laid_down(name) & rules_executed().keys()


@pytest.mark.parametrize("kind", RULES)
def test_the_rule_is_carried_out_and_laid_down(kind):
    assert rules_executed().get(kind)
    assert any(kind in laid_down(name) for name in catalogue.strategies())


def laid_down(name):
    """Kinds of rule of a strategy, at its defaults and at the upper ends of its ranges."""
    strategy = catalogue.strategies()[name]
    highest = {p.name: p.high for p in strategy.parameters if p.is_numeric and p.high is not None}
    values = [Values.of(strategy.parameters, **given) for given in ({}, highest)]
    return {rule.kind for each in values for rule in strategy().rules(each)}
