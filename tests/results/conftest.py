"""Blocks and studies that stand in for the engine's."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest

from sim.results import Block, EventLog, Study, StudyScenario

GROUPS = ("main", "vip")
DAYS = 5


def make_block(worlds: Sequence[int], shift: float = 0.0, events: bool = False) -> Block:
    """A block whose numbers are a function of world, group and day alone."""
    w = np.asarray(worlds, np.int64)
    grid = w[:, None, None] * 100.0 + np.arange(len(GROUPS))[:, None] * 10 + np.arange(DAYS)
    ages = np.arange(DAYS + 1)
    at_risk = np.broadcast_to(20.0 - ages, (w.size, len(GROUPS), DAYS + 1)).copy()
    return Block(
        worlds=w,
        groups=GROUPS,
        days={"members": grid + shift, "p_visit": np.sin(grid + shift)},
        runs={"alive": np.where(w % 7 == 3, np.nan, w / 3 + shift), "profit": w * 1.0 + shift},
        ended=np.ones_like(at_risk),
        at_risk=at_risk,
        cohorts=(w[:, None, None, None] + np.arange(2.0)[:, None, None]) * np.ones((1, 1)),
        lorenz=np.where(w % 7 == 3, np.nan, w)[:, None, None] + np.arange(2.0)[:, None] + np.arange(20.0),
        events=make_log() if events and 0 in worlds else None,
    )


def make_log() -> EventLog:
    return EventLog(
        t=np.array([1_700_000_000, 1_700_000_060, 1_700_000_100]),
        user=np.array([0, 1, -1], np.int32),
        kind=np.array(["msg", "msg", "push"]),
        target=np.array([-1, 0, -1], np.int32),
        conv=np.array([4, 4, -1], np.int32),
    )


def make_study(names: Sequence[str] = ("a",), seed: int = 1, code: str = "c0de", **digests: str) -> Study:
    scenarios = tuple(
        StudyScenario(
            name=name,
            title=f"Title of {name}",
            digest=digests.get(name, f"digest-{name}"),
            resolved={"members": {"initial": np.int64(200)}, "strategies": {}},
            horizon_days=DAYS,
            groups=GROUPS,
        )
        for name in names
    )
    return Study("run" if len(names) == 1 else "compare", seed, code, scenarios)


@pytest.fixture
def block() -> Callable[..., Block]:
    return make_block


@pytest.fixture
def study() -> Callable[..., Study]:
    return make_study


@pytest.fixture
def log() -> EventLog:
    return make_log()
