"""Everything that is shown of one log: its patterns, and its curves on common grids."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.patterns.cohorts import LEAST_AT_RISK, cohort, ladder
from sim.patterns.concentration import lorenz
from sim.patterns.decline import weekly_actives
from sim.patterns.lifetimes import survival
from sim.patterns.log import Log, Unknown
from sim.patterns.measuring import measure
from sim.patterns.pattern import Measured
from sim.patterns.rhythm import weekdays

Array = NDArray[np.float64]

AGES = np.geomspace(0.05, 1000.0, 61)
"""Days at which survival is shown."""
WEEKS = 27
"""Weeks of retention: 0 to 26."""
SILENCES = 21
"""Weeks of silence: 0 to 20."""
PARTS = 101
"""Points of the Lorenz curve."""
MESSAGES = np.geomspace(1.0, 100_000.0, 51)
"""Numbers of messages at which the share of members with as many is shown."""


@dataclass(frozen=True, slots=True)
class Portrait:
    """One log; every curve is NaN where the log does not give it.

    Parameters
    ----------
    measured
        All patterns, in the order of ``PATTERNS``.
    messages, members, newcomers, span_days
        How large it is; ``newcomers`` wrote first after the burn-in.
    retention : float64 array, shape (27,)
        P(active in week k).
    survival : float64 array, shape (61,)
        Share whose messages span more than ``AGES``.
    ladder : float64 array, shape (21,)
        P(active this week after s silent weeks), where at least 50 were at risk.
    lorenz : float64 array, shape (101,)
        Share of messages by the least active 0, 1, ..., 100 % of senders.
    weekly : float64 array, shape (weeks,)
        Members who write in each full week.
    at_least : float64 array, shape (51,)
        Share of senders with at least ``MESSAGES`` messages.
    weekdays : float64 array, shape (7,)
        Share of messages on Monday, ..., Sunday.
    """

    measured: tuple[Measured, ...]
    messages: int
    members: int
    newcomers: int
    span_days: float
    retention: Array
    survival: Array
    ladder: Array
    lorenz: Array
    weekly: Array
    at_least: Array
    weekdays: Array


def portrait(log: Log) -> Portrait:
    """Draw all there is to draw of a log."""
    return Portrait(
        measured=tuple(measure(log)),
        messages=int(log.t.size),
        members=log.members,
        newcomers=int(log.is_new.sum()),
        span_days=log.span_days,
        retention=_padded(WEEKS, lambda: cohort(log).share),
        survival=_padded(AGES.size, lambda: np.array([survival(log).at(age) for age in AGES])),
        ladder=_padded(SILENCES, lambda: _ladder(log)),
        lorenz=np.interp(np.linspace(0.0, 1.0, PARTS), *lorenz(log)),
        weekly=weekly_actives(log).astype(np.float64),
        at_least=_at_least(log),
        weekdays=weekdays(log),
    )


def _padded(size: int, curve: Callable[[], Array]) -> Array:
    """Curve of a fixed size, NaN where the log does not give it."""
    found = np.full(size, np.nan)
    try:
        values = curve()[:size]
    except Unknown:
        return found
    found[: values.size] = values
    return found


def _ladder(log: Log) -> Array:
    found = ladder(log)
    return np.where(found.at_risk >= LEAST_AT_RISK, found.share, np.nan)


def _at_least(log: Log) -> Array:
    """Share of senders with at least so many messages; NaN beyond the most active."""
    count = np.sort(log.count)
    share = 1.0 - np.searchsorted(count, MESSAGES - 1e-9) / count.size
    return np.where(share > 0, share, np.nan)
