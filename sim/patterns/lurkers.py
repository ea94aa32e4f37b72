"""Lurkers: who joins and never writes."""

from __future__ import annotations

import numpy as np

from sim.i18n import mark
from sim.patterns.log import Log, Unknown

NO_JOINS = mark("it does not show who joins")


def lurkers(log: Log) -> float:
    """Of members with a join event, the share without a message."""
    joined = np.unique(log.events.user[log.events.kind == "join"])
    if joined.size == 0:
        raise Unknown(NO_JOINS)
    return float(np.mean(~np.isin(joined, log.names)))
