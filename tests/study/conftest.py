"""Scenarios and an engine that stand in for the real ones."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from sim.results import Block, EventLog

DAYS = 4


@dataclass
class FakeScenario:
    """Has what studies ask of a scenario."""

    name: str
    value: float = 1.0
    horizon_days: int = DAYS
    title: str = "A title"
    groups: tuple[Any, ...] = field(default=(SimpleNamespace(id="main"),))

    def resolved(self) -> dict[str, Any]:
        return {"title": self.title, "horizon": self.horizon_days, "value": self.value}

    def digest(self) -> str:
        return f"digest-{self.value}-{self.horizon_days}"


@dataclass
class FakeEngine:
    """Answers as a function of scenario, seed and world; can be stopped before a call."""

    stop_at: int = -1
    calls: list[tuple[str, list[int]]] = field(default_factory=list)

    def __call__(self, scenario, *, worlds, seed, jobs, hook=None, events=False, progress=None) -> Block:
        if len(self.calls) == self.stop_at:
            raise KeyboardInterrupt
        self.calls.append((scenario.name, [int(world) for world in worlds]))
        worlds = np.asarray(worlds, np.int64)
        luck = np.sin(worlds * 1.7 + seed)[:, None, None]
        days = scenario.horizon_days
        ended = np.ones((worlds.size, 1, days + 1))
        if progress:
            progress(worlds.size)
        one = np.array([0], np.int32)
        log = EventLog(np.array([5]), one, np.array(["msg"]), one - 1, one)
        return Block(
            worlds=worlds,
            groups=("main",),
            days={"members": luck + scenario.value + np.zeros((1, 1, days))},
            runs={"profit": luck[:, 0, 0] * scenario.value},
            ended=ended,
            at_risk=ended * 10,
            events=log if events else None,
        )


@pytest.fixture
def scenario():
    return FakeScenario


@pytest.fixture
def engine():
    return FakeEngine
