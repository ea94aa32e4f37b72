"""A simulated log whose parameters are known, and a scenario to find them with."""

import numpy as np
import pytest

from sim.results import EventLog

TRUE = {"mechanisms.traits.chattiness_log": 1.4, "mechanisms.leave.cost": 0.3}
TEXT = """\
title: Small group
horizon: 90d
members: {initial: 90}
channels: {walk_in: {per_day: 3}}
"""


@pytest.fixture(scope="session")
def scenario():
    from sim.scenario import loads

    return loads(TEXT)


@pytest.fixture(scope="session")
def log(scenario) -> EventLog:
    from sim.engine.simulate import simulate
    from sim.scenario import loads

    true = loads(TEXT, [f"{path}={value}" for path, value in TRUE.items()])
    return simulate(true, worlds=[77], seed=3, jobs=1, events=True).events


@pytest.fixture
def made_log():
    """Make a log of so many members who write evenly over so many days."""

    def make(members: int, days: float, messages: int = 600) -> EventLog:
        t = np.linspace(1_600_000_000, 1_600_000_000 + days * 86_400, messages).astype(np.int64)
        user = (np.arange(messages) % members).astype(np.int32)
        none = np.full(messages, -1, np.int32)
        return EventLog(t, user, np.full(messages, "msg"), none, none)

    return make
