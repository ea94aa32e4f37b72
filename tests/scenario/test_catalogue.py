"""What every declaration that is found must satisfy to be written in a scenario."""

from __future__ import annotations

import types
import warnings

import pytest

from sim.contracts import Mechanism, Strategy
from sim.parameters import Kind
from sim.scenario import catalogue, loads
from sim.scenario.catalogue import declared
from sim.scenario.keys import NAME, SPELL_KEYS
from sim.scenario.quantities import read
from sim.scenario.section_models import model
from sim.state.sections import SECTIONS

DECLARED = {
    **{f"section {section.name}": section for section in SECTIONS},
    **{f"strategy {name}": strategy for name, strategy in catalogue.strategies().items()},
    **{f"mechanism {name}": mechanism for name, mechanism in catalogue.mechanisms().items()},
}
RESERVED = {key.name for key in SPELL_KEYS}


@pytest.mark.parametrize("name", DECLARED)
def test_parameters_can_be_written(name):
    parameters = DECLARED[name].parameters
    names = [parameter.name for parameter in parameters]
    assert len(set(names)) == len(names)
    assert all(NAME.fullmatch(each) for each in names)
    assert not RESERVED & set(names)


@pytest.mark.parametrize("name", DECLARED)
def test_defaults_and_plausible_ranges_are_within_bounds(name):
    for parameter in DECLARED[name].parameters:
        assert read(parameter, parameter.default) == parameter.default, parameter.name
        for value in (parameter.low, parameter.high, parameter.none):
            if value is not None and parameter.kind is not Kind.CHOICE:
                read(parameter, value)


@pytest.mark.parametrize("name", DECLARED)
def test_parameters_make_a_model(name):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        made = model(name.replace(" ", "_"), (*SPELL_KEYS, *DECLARED[name].parameters))
    assert set(made.model_fields) == RESERVED | {parameter.name for parameter in DECLARED[name].parameters}


def test_names_are_those_of_files():
    for name, found in (*catalogue.strategies().items(), *catalogue.mechanisms().items()):
        assert found.name() == name
    assert list(catalogue.strategies()) == sorted(catalogue.strategies())


def test_measures_are_found():
    assert list(catalogue.measures()) == sorted(catalogue.measures())


@pytest.mark.parametrize("name", catalogue.strategies())
def test_every_strategy_can_be_switched_on(name):
    (group,) = loads(f"strategies: {{{name}: true}}").groups
    assert [spell.strategy for spell in group.spells] == [name]


def test_a_file_declares_exactly_one():
    module = types.ModuleType("sim.strategies.made_up")
    with pytest.raises(TypeError, match="exactly one Strategy; it declares none"):
        declared(module, Strategy)
    module.Imported = Mechanism
    with pytest.raises(TypeError, match="exactly one Mechanism; it declares none"):
        declared(module, Mechanism)
    for name in ("A", "B"):
        setattr(module, name, type(name, (Mechanism,), {"__module__": module.__name__}))
    with pytest.raises(TypeError, match="it declares A, B"):
        declared(module, Mechanism)
