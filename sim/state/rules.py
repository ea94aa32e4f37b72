"""What mechanisms that carry out rules share: when a rule falls due, and who spoke lately."""

from __future__ import annotations

import numpy as np

from sim.kernel.options import kernel, scalar
from sim.rng import draw_each
from sim.state.group import RING, WINDOW

_MASK = RING - 1


@scalar
def in_force(rule, kind, day):  # type: ignore[no-untyped-def]
    """Whether a rule is of this kind and in force on the day."""
    return rule.kind == kind and rule.first_day <= day < rule.end_day


@scalar
def begins_anew(rule, kind, day):  # type: ignore[no-untyped-def]
    """Whether it is the first day of one of the periods of a rule in force."""
    return in_force(rule, kind, day) and (day - rule.first_day) % max(1, int(rule.period)) == 0


@scalar
def falls_due(rule, kind, day, period):  # type: ignore[no-untyped-def]
    """Whether it is the last of the ``period`` days of a rule in force, counted from the rule's first day."""
    every = max(1, int(period))
    return in_force(rule, kind, day) and (day - rule.first_day + 1) % every == 0


@kernel
def list_speakers(group, day, days, send_row, send_count, send_start, tally):  # type: ignore[no-untyped-def]
    """List who spoke in the last ``days`` days, at most 30, each once; ``tally`` holds their messages.

    Who calls it sets ``tally`` of those listed back to 0.

    Returns
    -------
    uint32 array
        Rows, in order of first message.
    """
    first = max(0, day - min(max(1, int(days)), WINDOW) + 1)
    start, end = send_start[first & _MASK], group.sends_tail
    listed = np.empty(end - start, np.uint32)
    n = 0
    for k in range(start, end):
        i = send_row[k]
        listed[n] = i
        n += tally[i] == 0
        tally[i] = min(65_535, tally[i] + send_count[k])
    return listed[:n]


@kernel
def draw_all(key, keys, rows, day, decision, index, out):  # type: ignore[no-untyped-def]
    """One number for each of those listed, however many: ``uniform(key, keys[rows[k]], day, decision, index)``."""
    people, lanes = np.empty(rows.size, np.uint64), np.empty(rows.size, np.uint8)
    for k in range(rows.size):
        people[k] = keys[rows[k]]
        lanes[k] = index
    draw_each(key, people, day, decision, lanes, out)
