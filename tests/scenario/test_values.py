"""What values may look like, and what they become."""

from __future__ import annotations

import pytest

from sim.parameters import Kind, Parameter
from sim.scenario.quantities import read


def of(kind, **more):
    default = more["choices"][0] if "choices" in more else 1.0
    return Parameter(name="x", default=default, kind=kind, label="X", doc="About x.", **more)


@pytest.mark.parametrize(
    ("kind", "written", "value"),
    [
        (Kind.NUMBER, 3, 3.0),
        (Kind.NUMBER, 0x1F, 31.0),
        (Kind.NUMBER, -0.0, 0.0),
        (Kind.INTEGER, 3.0, 3),
        (Kind.INTEGER, 0, 0),
        (Kind.SHARE, 1, 1.0),
        (Kind.DURATION, "14d", 14.0),
        (Kind.DURATION, "2w", 14.0),
        (Kind.DURATION, "12h", 0.5),
        (Kind.DURATION, "1.5 days", 1.5),
        (Kind.DURATION, "2 weeks", 14.0),
        (Kind.DURATION, "3天", 3.0),
        (Kind.DURATION, "2周", 14.0),
        (Kind.DURATION, "6小时", 0.25),
        (Kind.DURATION, "90", 90.0),
        (Kind.DURATION, 90, 90.0),
        (Kind.MONEY, 9.9, 9.9),
        (Kind.MONEY, 9, 9.0),
        (Kind.MONEY, "9.9 yuan", 9.9),
        (Kind.MONEY, "9.9元", 9.9),
        (Kind.MONEY, "¥9.9", 9.9),
        (Kind.MONEY, "￥9.9", 9.9),  # the full-width sign
        (Kind.MONEY, "9.9 CNY", 9.9),
        (Kind.SWITCH, True, True),
        (Kind.TEXT, " 群 ", "群"),
    ],
)
def test_a_value_is_kept_in_the_unit_of_its_kind(kind, written, value):
    got = read(of(kind), written)
    assert got == value
    assert type(got) is type(value)
    assert str(got) != "-0.0"


def test_bounds_are_inclusive():
    bounded = of(Kind.NUMBER, minimum=-2.0, maximum=2.0)
    assert (read(bounded, -2), read(bounded, 2)) == (-2.0, 2.0)


def test_a_choice_is_text():
    assert read(of(Kind.CHOICE, choices=("none", "all")), "none") == "none"
