import os
from pathlib import Path

import numpy as np
import pytest

from sim.patterns import prepare
from sim.results import EventLog, read_events

CHECKOUT = Path(__file__).parents[2]
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
def evidence():
    """Read a shared log; skip, saying so, where they are not."""

    def read(name):
        folder = Path(os.environ.get("SIM_EVIDENCE", CHECKOUT / "../shared/evidence"))
        file = folder / "data" / f"{name}_events.csv"
        if not file.is_file():
            pytest.skip(f"no shared evidence: {file} is not there; set SIM_EVIDENCE to its folder")
        return read_events(file)

    return read
