"""When people have time for a chat: profiles by hour and weekday.

Hours are shares of a day's free time; weekday factors multiply the odds of looking in. Shapes are
assumptions of the usual kind (evening peak near 21-22, trough near 4), in line with the UC Irvine
student community (peak hour 22, trough hour 4) and with weekend rates of .43-.96 of weekday rates
in the chats of the evidence page.
"""

from __future__ import annotations

import numpy as np

NAMES = ("office", "home", "student", "night owl")
SHARES = (0.5, 0.25, 0.15, 0.1)
"""Shares of people with each profile (assumption)."""

_HOURS = np.array(
    [
        # 0  1  2  3  4  5  6  7  8  9 10 11 12 13 14 15 16 17 18 19 20 21 22 23
        [2, 1, 0.3, 0.2, 0.2, 0.5, 2, 5, 5, 3, 3, 4, 8, 5, 3, 3, 3, 5, 7, 9, 11, 11, 9, 5],
        [1, 0.5, 0.2, 0.2, 0.2, 1, 4, 4, 5, 7, 7, 5, 4, 6, 7, 6, 4, 3, 4, 7, 9, 9, 6, 2],
        [4, 2, 1, 0.5, 0.3, 0.3, 1, 3, 3, 3, 4, 5, 8, 6, 4, 4, 5, 6, 6, 7, 8, 9, 11, 9],
        [9, 8, 6, 4, 2, 1, 1, 1, 1, 2, 3, 3, 4, 4, 3, 3, 3, 3, 4, 5, 6, 8, 10, 11],
    ]
)
HOURS = np.ascontiguousarray((_HOURS / _HOURS.sum(axis=1, keepdims=True)).astype(np.float64))
"""Share of free time in each hour, shape (profiles, 24)."""

HOURS_SUM = np.ascontiguousarray(np.cumsum(HOURS, axis=1))
"""The same summed up, for drawing an hour."""

GUIDES = 256
HOUR_GUIDE = np.array(
    [np.minimum(23, np.searchsorted(row, np.arange(GUIDES) / GUIDES)) for row in HOURS_SUM], np.uint8
)
"""First hour that the draw of an hour can fall into, by profile and 256th of the unit interval."""

HOURS_REACH = np.ascontiguousarray(HOURS / HOURS.max(axis=1, keepdims=True))
"""Reach of something posted in an hour, relative to the profile's best hour."""

SHARES_SUM = np.cumsum(np.array(SHARES))
"""Shares of profiles, summed up."""

WEEKDAY_LOG_ODDS = np.array(
    [
        [0.0, 0.0, 0.0, 0.0, 0.0, -0.45, -0.45],
        [0.0, 0.0, 0.0, 0.0, 0.0, -0.25, -0.25],
        [0.0, 0.0, 0.0, 0.0, -0.05, -0.2, -0.1],
        [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
    ]
)
"""Added to the log odds of a visit, by profile and weekday (Monday first)."""
