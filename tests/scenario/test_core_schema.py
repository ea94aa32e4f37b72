"""What unquoted scalars mean in YAML 1.2."""

from __future__ import annotations

import math

import pytest

from sim.scenario.core_schema import resolve


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("20:00", "20:00"),
        ("on", "on"),
        ("off", "off"),
        ("yes", "yes"),
        ("No", "No"),
        ("012", 12),
        ("-7", -7),
        ("+7", 7),
        ("1e3", 1000.0),
        ("1.", 1.0),
        (".5", 0.5),
        ("-2.5E-1", -0.25),
        ("0o17", 15),
        ("0x1F", 31),
        ("1_000", "1_000"),
        ("2024-03-01", "2024-03-01"),
        ("true", True),
        ("False", False),
        ("tRUE", "tRUE"),
        ("~", None),
        ("null", None),
        ("", None),
        ("none", "none"),
        (".inf", math.inf),
        ("-.INF", -math.inf),
        ("٣", "٣"),
        ("<<", "<<"),
        ("=", "="),
    ],
)
def test_a_scalar_means_what_yaml_1_2_says(text, value):
    assert resolve(text) == value
    assert type(resolve(text)) is type(value)


def test_not_a_number_is_a_number_that_is_none():
    assert math.isnan(resolve(".nan"))


@pytest.mark.parametrize("text", ["9" * 5000, "0x" + "f" * 5000, "-" + "1" * 5000])
def test_absurdly_long_integers_are_infinite_instead_of_failing(text):
    assert math.isinf(resolve(text))
