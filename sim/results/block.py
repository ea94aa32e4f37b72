"""What the engine hands over: a block of runs of one scenario, as arrays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class EventLog:
    """A run's event log, one row an event in order of time, as in a real chat's export.

    Parameters
    ----------
    t : int64 array, shape (events,)
        Unix seconds.
    user, target : int32 arrays, shape (events,)
        Small integers in order of first appearance; -1 where there is no target.
    kind : str array, shape (events,)
        ``msg``, ``push``, ``join`` or ``leave``.
    conv : int32 array, shape (events,)
        Conversation, -1 where there is none.
    """

    t: NDArray[np.int64]
    user: NDArray[np.int32]
    kind: NDArray[np.str_]
    target: NDArray[np.int32]
    conv: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Block:
    """Runs of one scenario in some worlds.

    ``worlds`` has shape (W,); ``days[name]`` (W, G, D), one entry a measure; ``runs[name]`` (W,),
    one entry an outcome; ``ended`` and ``at_risk`` (W, G, D + 1): memberships that ended at, and
    that reached, each age in days. ``cohorts`` (W, G, weeks, weeks) are members by week of joining who
    opened the group in each week from then on; ``lorenz`` (W, G, points) is the Lorenz curve of messages
    at the end; both are None in results of versions that did not keep them. ``events`` is world 0's log
    where it was asked for.
    """

    worlds: NDArray[np.int64]
    groups: tuple[str, ...]
    days: Mapping[str, Array]
    runs: Mapping[str, Array]
    ended: Array
    at_risk: Array
    events: EventLog | None = None
    cohorts: Array | None = None
    lorenz: Array | None = None
