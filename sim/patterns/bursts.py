"""Bursts: whether a member's messages come evenly, by chance, or in clumps."""

from __future__ import annotations

import numpy as np

from sim.i18n import mark
from sim.patterns.log import Array, Log, Unknown, per_log
from sim.statistics.power_tail import LEAST_IN_TAIL, PowerTail, fit_power_tail

LEAST_MESSAGES = 50

NOBODY_BUSY = mark("nobody wrote {n} messages")
FEW_GAPS = mark("it has fewer than {n} gaps between messages of a member")


@per_log
def gap_tail(log: Log) -> PowerTail:
    """Fit a power law to the upper tail of gaps in hours; gaps below the resolution of the log are left out."""
    tail = fit_power_tail(gaps(log) / 3600.0)
    if tail.n == 0:
        raise Unknown(FEW_GAPS, n=LEAST_IN_TAIL)
    return tail


@per_log
def gaps(log: Log) -> Array:
    """Seconds between messages of the same member, member by member, shape (messages - members,)."""
    between = np.diff(log.by_member)
    within = np.ones(between.size, np.bool_)
    within[log.start[1:] - 1] = False
    return between[within].astype(np.float64)


def burstiness(log: Log) -> float:
    """``(sd - mean) / (sd + mean)`` of the gaps of each member with 50 messages or more, averaged.

    References
    ----------
    Goh, K.-I. and Barabasi, A.-L. (2008). Burstiness and memory in complex systems. EPL 81, 48002.
    doi:10.1209/0295-5075/81/48002
    """
    busy = log.count >= LEAST_MESSAGES
    if not busy.any():
        raise Unknown(NOBODY_BUSY, n=LEAST_MESSAGES)
    n = log.count - 1
    owner = np.repeat(np.arange(log.members), n)
    between = gaps(log)
    mean = np.bincount(owner, between, log.members)[busy] / n[busy]
    middle = np.zeros(log.members)
    middle[busy] = mean
    square = np.bincount(owner, (between - middle[owner]) ** 2, log.members)[busy]
    spread = np.sqrt(square / n[busy])
    total = spread + mean
    found = np.divide(spread - mean, total, out=np.full(total.shape, np.nan), where=total > 0)
    if np.isnan(found).all():
        raise Unknown(NOBODY_BUSY, n=LEAST_MESSAGES)
    return float(np.nanmean(found))
