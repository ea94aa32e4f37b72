"""A log in two parts, to see whether what it shows lasts."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sim.patterns.log import BURN_IN_DAYS, DAY, Log, prepare
from sim.results import EventLog


def halves(events: EventLog, split_days: float, burn_in_days: float = BURN_IN_DAYS) -> tuple[Log, Log]:
    """Cut a log in two.

    Parameters
    ----------
    events
        A log in order of time.
    split_days
        Days from the first row to the cut.
    burn_in_days
        For the first part; in the second, new are those whose first message ever lies in it.

    Returns
    -------
    tuple of two Log

    Raises
    ------
    Unknown
        If a part has no message.
    """
    late = events.t >= events.t.min() + int(split_days * DAY)
    before = np.unique(events.user[~late & (events.kind == "msg")])
    second = prepare(_part(events, late), 0.0)
    return prepare(_part(events, ~late), burn_in_days), replace(
        second, is_new=~np.isin(second.names, before), kept={}
    )


def _part(events: EventLog, rows: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> EventLog:
    """Some rows of a log."""
    return EventLog(*(getattr(events, name)[rows] for name in ("t", "user", "kind", "target", "conv")))
