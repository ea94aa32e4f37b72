"""From a log to its patterns: all of them, or the vector of eighteen."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.patterns.declared import MEMBER_PATTERNS, PATTERNS
from sim.patterns.log import BURN_IN_DAYS, Log, prepare
from sim.patterns.pattern import Measured, measured
from sim.results import EventLog

Array = NDArray[np.float64]


def measure(log: Log) -> list[Measured]:
    """Compute every declared pattern of a log, in the order of ``PATTERNS``."""
    return [measured(pattern, log) for pattern in PATTERNS]


def vector(events: EventLog | Log, burn_in_days: float = BURN_IN_DAYS) -> Array:
    """Compute the eighteen patterns of members, in the order of ``MEMBER_PATTERNS``.

    Forms fitted to whole distributions are left out, but for the Weibull shape, which takes no
    longer than the others. This is what calibration calls for every simulated world.

    Parameters
    ----------
    events
        A log as the engine returns it, or one that is prepared.
    burn_in_days
        For a log that is not prepared.

    Returns
    -------
    float64 array, shape (18,)
        NaN where the log does not give a pattern.

    Raises
    ------
    Unknown
        If the log has no message.
    """
    log = events if isinstance(events, Log) else prepare(events, burn_in_days)
    return np.array([measured(pattern, log).value for pattern in MEMBER_PATTERNS])
