"""Moments of the day, drawn from free time: when people join, when their sessions begin."""

from __future__ import annotations

import numpy as np

from sim.kernel.options import kernel
from sim.rng import Decision, uniforms
from sim.state.free_time import GUIDES, HOUR_GUIDE, HOURS_SUM

D_CLOCK = np.int64(Decision.CLOCK)

LATEST = 86_400 + 6 * 3_600
"""Second of the day at which the last of its messages is written: talk may go on past midnight."""


@kernel
def free_second(profile, u_hour, u_second):  # type: ignore[no-untyped-def]
    """Second of the day, 0 to 86,399, drawn from a profile's free time by two uniforms."""
    hour = int(HOUR_GUIDE[profile, int(u_hour * GUIDES)])
    while hour < 23 and u_hour > HOURS_SUM[profile, hour]:
        hour += 1
    return int(hour * 3600.0 + u_second * 3600.0)


@kernel
def joining_second(key, person, day, profile):  # type: ignore[no-untyped-def]
    """Second of the day at which somebody joins."""
    _a, _b, u_hour, u_second = uniforms(key, person, day, D_CLOCK, 0)
    return free_second(profile, u_hour, u_second)
