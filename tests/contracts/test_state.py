"""Every state variable says what it is: for the ODD protocol, which shows them all."""

from __future__ import annotations

import pytest

from sim.rng import Decision
from sim.scenario import catalogue
from sim.state import group, people, record

ARRAYS = (*people.FIELDS, *group.ARRAYS)


@pytest.mark.parametrize("field", ARRAYS, ids=lambda field: field.name)
def test_an_array_has_a_meaning(field):
    assert field.doc
    assert not field.doc.endswith(".")
    assert field.dims


def test_fields_of_a_groups_record_say_what_they_are():
    declared = {**{name: rest for name, (_, *rest) in record.STOCKS.items()}, **record.COUNTS}
    assert set(record.STOCKS).isdisjoint(record.COUNTS)
    for name, (unit, doc) in declared.items():
        assert doc, name
        assert not doc.endswith("."), name
        assert unit == unit.strip(), name


OTHERWISE = {"closed": "share", "mean_fatigue": "level", "answer_delay": "days mean", "silent": "share"}
"""Fields whose measure has a unit for readers of results: a level, a mean of days, a share of worlds."""


def test_units_are_those_of_the_measures_that_copy_the_field():
    stocks = {name: unit for name, (_, unit, _) in record.STOCKS.items()}
    units = stocks | {name: unit for name, (unit, _) in record.COUNTS.items()} | OTHERWISE
    for file in catalogue.measures().values():
        for measure in file.measures:
            field = measure.field_name or measure.name
            assert units.get(field, measure.unit) == measure.unit, field


def test_numbers_of_decisions_are_used_once_and_fit_their_bits():
    assert len({each.value for each in Decision}) == len(Decision.__members__)
    assert all(0 < each.value < 1 << 16 for each in Decision)
