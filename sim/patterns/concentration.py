"""How unequally messages are spread over those who write."""

from __future__ import annotations

import numpy as np

from sim.patterns.log import Array, Log
from sim.statistics import gini, top_share


def share_of_top(log: Log, q: float) -> float:
    """Share of all messages by the top ``ceil(q n)`` of n senders."""
    return float(top_share(log.count, q))


def gini_of_messages(log: Log) -> float:
    """Gini coefficient of messages over senders."""
    return float(gini(log.count))


def one_message_share(log: Log) -> float:
    """Share of senders who wrote a single message."""
    return float(np.mean(log.count == 1))


def lorenz(log: Log) -> tuple[Array, Array]:
    """Lorenz curve: share of senders, the least active first, and the share of messages that they wrote.

    References
    ----------
    Lorenz, M. O. (1905). Methods of measuring the concentration of wealth. Publications of the
    American Statistical Association 9, 209-219. doi:10.2307/2276207
    """
    written = np.concatenate([[0], np.cumsum(np.sort(log.count))]) / log.count.sum()
    return np.linspace(0.0, 1.0, written.size), written
