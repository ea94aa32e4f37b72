"""A mistake in a strategy is told with its file and line, not as a fault of the program."""

from __future__ import annotations

import numpy as np
import pytest

from sim.contracts import Spell, Strategy
from sim.engine import setting
from sim.engine.errors import PlanError
from sim.parameters import Kind, Parameter, Values


def a_strategy(found, writes=("entry_fee", "focus")):
    class Made(Strategy):
        """Made up."""

        label = "Made up"
        parameters = ()

        def levers(self, values, spell):
            del spell
            return found(values)

    Made.writes = writes
    return Made


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (lambda _: {"entry_fees": 1.0}, r"sets entry_fees, and there is no such lever; did you mean entry_fee\?"),
        (lambda _: {"screening": 0.5}, "sets lever screening, which it does not declare"),
        (lambda values: {"entry_fee": values.many}, r"strategy made \(test_setting.py, line \d+\): AttributeError"),
        (lambda _: {"entry_fee": "often"}, "to 'often', which is no number"),
        (lambda _: {"entry_fee": np.ones(3)}, r"an array of shape \(3,\); a number is right, or one for each of the 7 days"),
        (lambda _: {"entry_fee": float("nan")}, "what is not finite"),
        (lambda _: {"entry_fee": -3}, "sets lever entry_fee to -3, and it goes from 0 up"),
        (lambda _: {"focus": np.linspace(0, 1.4, 7)}, "sets lever focus to 1.4, and it goes from 0 to 1"),
    ],
)  # fmt: skip
def test_a_mistake_is_a_sentence(monkeypatch, found, said):
    monkeypatch.setattr(setting, "strategies", lambda: {"made": a_strategy(found)})
    with pytest.raises(PlanError, match=said):
        list(setting.levers_set(Spell("made", 2, 9, Values({}))))


def test_numbers_and_one_a_day_are_right(monkeypatch):
    monkeypatch.setattr(
        setting, "strategies", lambda: {"made": a_strategy(lambda _: {"entry_fee": np.ones(7)})}
    )
    ((name, value),) = setting.levers_set(Spell("made", 2, 9, Values({})))
    assert name == "entry_fee" and value.tolist() == [1.0] * 7


def test_a_default_that_could_not_be_written_is_refused():
    with pytest.raises(ValueError, match="the default 1000 is not within 0 and 200"):
        Parameter(name="asked", default=1000, maximum=200, label="Asked", doc="Made up.")
    with pytest.raises(ValueError, match="none of its choices"):
        Parameter(name="way", default="up", kind=Kind.CHOICE, choices=("down",), label="Way", doc="Made up.")
