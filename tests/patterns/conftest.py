import numpy as np
import pytest

from sim.patterns import prepare
from sim.results import EventLog, read_events

DAY = 86_400


def event_log(rows):
    """Rows (days, user[, target[, kind[, conv]]]) as a log; days become seconds from an arbitrary Monday."""
    full = [(*row, -1, "msg", -1)[:2] + (tuple(row[2:]) + (-1, "msg", -1)[len(row) - 2 :]) for row in rows]
    t, user, target, kind, conv = zip(*full, strict=True)
    return EventLog(
        t=np.array([4 * DAY + round(x * DAY) for x in t], np.int64),
        user=np.array(user, np.int32),
        kind=np.array(kind, np.str_),
        target=np.array(target, np.int32),
        conv=np.array(conv, np.int32),
    )


@pytest.fixture
def made():
    """Make a prepared log from rows (days, user[, target[, kind[, conv]]])."""
    return lambda rows, burn_in=0.0: prepare(event_log(rows), burn_in)


@pytest.fixture
def shared_log(evidence):
    """Read one of the shared logs; skipped, saying so, where they are not (see tests/conftest.py)."""
    return lambda name: read_events(evidence / "data" / f"{name}_events.csv")
