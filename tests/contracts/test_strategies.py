"""What every strategy must satisfy."""

from __future__ import annotations

import inspect

import numpy as np
import pytest

from sim.contracts import Spell, Strategy
from sim.engine.plan import make_plan
from sim.parameters import Kind, Values
from sim.scenario import catalogue, loads
from sim.state.levers import LEVERS, NO_LIMIT, RULE_SLOTS, RULES, Fold

STRATEGIES = catalogue.strategies()
LEVER_NAMES = [lever.name for lever in LEVERS]
EACH = pytest.mark.parametrize("name", STRATEGIES)
DAYS = 12


def spell_of(name, first=0, end=DAYS, **given) -> Spell:
    """A spell with defaults but for ``given``."""
    return Spell(name, first, end, Values.of(STRATEGIES[name].parameters, **given))


def written(values) -> str:
    return "{" + ", ".join(f"{key}: {value}" for key, value in values.items()) + "}"


def at_none(name):
    """Values at which the strategy does nothing: each parameter that has such a value, at it."""
    return {p.name: p.none for p in STRATEGIES[name].parameters if p.none is not None}


def extremes(name):
    """Values at the ends of each range, one parameter at a time, and all together."""
    numeric = [p for p in STRATEGIES[name].parameters if p.kind not in {Kind.TEXT, Kind.SWITCH, Kind.CHOICE}]
    whole = {p.name: int if p.kind is Kind.INTEGER else float for p in numeric}
    yield {}
    for end in ("low", "high"):
        yield {p.name: whole[p.name](getattr(p, end)) for p in numeric}
        for p in numeric:
            yield {p.name: whole[p.name](getattr(p, end))}


def table(text):
    """The lever table of the only group."""
    return make_plan(loads(f"horizon: {DAYS}d\n{text}")).levers[0]


BASELINE = table("")


@EACH
def test_it_says_what_it_is(name: str) -> None:
    """Name of its file, a label, rows of the mechanisms page, a page of its own with its downside."""
    strategy = STRATEGIES[name]
    assert issubclass(strategy, Strategy)
    assert strategy.name() == name
    assert strategy.label
    assert strategy.label[0].isupper()
    assert isinstance(strategy.rows, tuple), "rows of the articles; () for a strategy that they do not have"
    doc = inspect.getdoc(strategy)
    assert doc is not None
    assert len(doc.split("\n\n")) >= 2
    assert all(row in doc for row in strategy.rows), "the docstring names the rows that it covers"


@EACH
def test_it_can_be_switched_off_by_its_values(name: str) -> None:
    """At least one parameter has a value without effect."""
    assert at_none(name)


@EACH
def test_it_sets_the_levers_it_declares(name: str) -> None:
    """No others, finite, not negative, for all days or one number a day; and each of them for some values."""
    strategy = STRATEGIES[name]
    assert len(set(strategy.writes)) == len(strategy.writes)
    assert set(strategy.writes) <= set(LEVER_NAMES)
    reached = set()
    for given in extremes(name):
        spell = spell_of(name, 2, 9, **given)
        levers = strategy().levers(spell.values, spell)
        assert set(levers) <= set(strategy.writes)
        for lever, value in levers.items():
            array = np.asarray(value, float)
            assert array.shape in {(), (7,)}, lever
            assert np.all(np.isfinite(array)), lever
            assert np.all(array >= 0), lever
            reached |= {lever} if np.any(array != 0) else set()
    assert reached == set(strategy.writes)


@EACH
def test_doing_nothing_is_the_baseline(name: str) -> None:
    """With every parameter at its value without effect the table is that of no strategy at all."""
    assert table(f"strategies: {{{name}: {written(at_none(name))}}}").tobytes() == BASELINE.tobytes()
    assert table(f"strategies: {{{name}: {{}}}}").tobytes() != BASELINE.tobytes() or name == "entry_gate"
    assert STRATEGIES[name]().rules(spell_of(name, **at_none(name)).values) == ()


@EACH
def test_it_acts_on_its_days_only(name: str) -> None:
    """Outside a spell the table is the baseline, inside it is that of the whole run."""
    strong = next(v for v in list(extremes(name))[len(STRATEGIES[name].parameters) + 2 :])
    whole = table(f"strategies: {{{name}: {written(strong)}}}")
    part = table(f"strategies: {{{name}: {written({'from': 3, 'until': 7, **strong})}}}")
    assert whole.tobytes() != BASELINE.tobytes()
    for day in range(DAYS):
        assert part[day] == (whole if 3 <= day < 7 else BASELINE)[day]


@EACH
def test_spells_follow_one_another(name: str) -> None:
    """Each with its own values, whatever their order in the file."""
    some = list(extremes(name))
    high = some[len(STRATEGIES[name].parameters) + 2]
    none = at_none(name)
    later = f"{{from: 6, until: 9, {written(high)[1:]}"
    sooner = f"{{from: 0, until: 4, {written(none)[1:]}"
    one = table(f"strategies: {{{name}: [{sooner}, {later}]}}")
    assert one.tobytes() == table(f"strategies: {{{name}: [{later}, {sooner}]}}").tobytes()
    assert np.array_equal(one[:6], BASELINE[:6])
    assert one[6] == table(f"strategies: {{{name}: {written(high)}}}")[6]
    assert np.array_equal(one[9:], BASELINE[9:])


@EACH
def test_its_rules_are_known_and_fit(name: str) -> None:
    """Kinds that a mechanism carries out; few enough for one spell."""
    for given in extremes(name):
        rules = STRATEGIES[name]().rules(spell_of(name, **given).values)
        assert len(rules) <= RULE_SLOTS
        for rule in rules:
            assert rule.kind in RULES
            assert rule.threshold >= 0
            assert rule.cap >= 0


@pytest.mark.parametrize("lever", LEVERS, ids=lambda lever: lever.name)
def test_levers(lever) -> None:
    """Names are used once, the baseline is what folding leaves alone, and there is a sentence."""
    assert LEVER_NAMES.count(lever.name) == 1
    assert lever.doc
    neutral = {Fold.SUM: 0.0, Fold.MAX: 0.0, Fold.MIN: NO_LIMIT}
    assert lever.baseline == neutral[lever.fold]
    assert np.all(BASELINE[lever.name] == lever.baseline)


def test_some_strategy_sets_each_lever_or_it_waits_for_one() -> None:
    """Levers that nobody can set are dead weight, hours and money of tasks apart."""
    set_by_some = {lever for strategy in STRATEGIES.values() for lever in strategy.writes}
    idle = set(LEVER_NAMES) - set_by_some
    assert all(lever.startswith(("hours_", "money_")) for lever in idle)
