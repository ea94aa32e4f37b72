"""What every declared parameter must satisfy, wherever it is declared."""

from __future__ import annotations

import math

import pytest

from sim.parameters import Kind, Parameter
from sim.scenario import catalogue
from sim.state.sections import SECTIONS

OWNERS = {
    **{f"mechanisms.{name}": mechanism.parameters for name, mechanism in catalogue.mechanisms().items()},
    **{f"strategies.{name}": strategy.parameters for name, strategy in catalogue.strategies().items()},
    **{section.name: section.parameters for section in SECTIONS},
}
ALL = [(owner, parameter) for owner, parameters in OWNERS.items() for parameter in parameters]
IDS = [f"{owner}.{parameter.name}" for owner, parameter in ALL]
NUMBERS = (Kind.NUMBER, Kind.INTEGER, Kind.SHARE, Kind.DURATION, Kind.MONEY)
RANGED = [(owner, p) for owner, p in ALL if p.kind in NUMBERS]
RANGED_IDS = [f"{owner}.{parameter.name}" for owner, parameter in RANGED]


@pytest.mark.parametrize(("owner", "parameter"), ALL, ids=IDS)
def test_it_says_what_it_is(owner: str, parameter: Parameter) -> None:
    """A name for files, a label for people, a sentence, and where the default comes from."""
    assert parameter.name.isidentifier()
    assert parameter.name == parameter.name.lower()
    assert parameter.label
    assert parameter.label[0].isupper()
    assert len(parameter.label) <= 40
    assert parameter.doc.endswith(".")
    assert (
        parameter.doc[0].isupper()
        or parameter.doc.split(":")[0].split()[0] in {*parameter.choices, "file"}
        or (parameter.doc.split()[0] in {"communities", "small_world"})
    )
    assert parameter.source


@pytest.mark.parametrize(("owner", "parameter"), RANGED, ids=RANGED_IDS)
def test_its_values_are_in_order(owner: str, parameter: Parameter) -> None:
    """Bounds hold the range, the range holds the default."""
    least, most = parameter.bounds
    assert least <= parameter.default <= most
    assert parameter.low is not None
    assert parameter.high is not None
    assert math.isfinite(parameter.low)
    assert math.isfinite(parameter.high)
    assert least <= parameter.low < parameter.high <= most
    assert parameter.low <= parameter.default <= parameter.high
    if parameter.kind is Kind.INTEGER:
        assert all(float(value).is_integer() for value in (parameter.low, parameter.high, parameter.default))


@pytest.mark.parametrize(
    ("owner", "parameter"),
    [pytest.param(owner, p, id=f"{owner}.{p.name}") for owner, p in RANGED if p.none is not None],
)
def test_its_range_includes_no_effect(owner: str, parameter: Parameter) -> None:
    """No effect is built in: a study that goes through the range can switch it off."""
    assert parameter.low <= parameter.none <= parameter.high


@pytest.mark.parametrize("owner", OWNERS)
def test_names_and_labels_are_used_once(owner: str) -> None:
    """Within one block, so that a form can be read."""
    names = [parameter.name for parameter in OWNERS[owner]]
    labels = [parameter.label for parameter in OWNERS[owner]]
    assert len(set(names)) == len(names)
    assert len(set(labels)) == len(labels)
    assert "enabled" not in names
