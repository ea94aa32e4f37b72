"""A strategy can go by the days of the week."""

from __future__ import annotations

import numpy as np

from sim.contracts import Spell
from sim.engine import setting
from sim.engine.plan import make_plan
from sim.parameters import Values
from sim.scenario import loads
from sim.scenario.catalogue import strategies


def test_days_of_the_week_follow_the_start():
    assert Spell("made", 3, 12, Values({})).weekdays.tolist() == [3, 4, 5, 6, 0, 1, 2, 3, 4]
    assert Spell("made", 0, 3, Values({}), begins_on=5).weekdays.tolist() == [5, 6, 0]


def test_a_strategy_for_weekends(monkeypatch):
    class Weekends(strategies()["content"]):
        """Content at weekends only."""

        def levers(self, values, spell):
            return {"contents_per_day": np.where(spell.weekdays >= 5, values.posts_per_day, 0.0)}

    monkeypatch.setattr(setting, "strategies", lambda: {**strategies(), "content": Weekends})
    text = (
        "start: 2026-11-25\nhorizon: 10d\nstrategies: {content: {posts_per_day: 2, from: 1d}}"  # a Wednesday
    )
    posts = make_plan(loads(text)).levers[0]["contents_per_day"]
    assert posts.tolist() == [0, 0, 0, 2, 2, 0, 0, 0, 0, 0]
