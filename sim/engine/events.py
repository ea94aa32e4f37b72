"""The event log: what a real chat's export would show, second by second.

Times are drawn apart from everything else, so a run with a log and one without are the same.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.contracts import Over, Step
from sim.kernel.options import kernel
from sim.kernel.scalars import fast_log
from sim.results.block import EventLog
from sim.rng import GROUP, Decision, uniform, uniforms
from sim.state.clock import LATEST, free_second, joining_second
from sim.state.fields import Short

_D_CLOCK = np.int64(Decision.CLOCK)
_EVENTS = int(Short.EVENTS)
_DAY = 86_400
JOIN, MSG, PUSH, LEAVE = np.int64(0), np.int64(1), np.int64(2), np.int64(3)
KINDS = np.array(["join", "msg", "push", "leave"])
OPERATORS = np.int64(-2)
"""Row that stands for the operators."""
NOBODY = np.int64(-1)
"""No target, no conversation."""


@kernel
def put(group, events, second, user, kind, target, conversation):  # type: ignore[no-untyped-def]
    """Append an event; there is room."""
    row = events[group.n_events]
    row[0] = second
    row[1] = user
    row[2] = kind
    row[3] = target
    row[4] = conversation
    group.n_events += 1


@kernel
def log_events(  # type: ignore[no-untyped-def]
    group, lever, key, day, keys, join_day, free_time, spams, taken_down, visiting,
    message_row, message_second, message_to, message_conv, message_answered, events, gone, present,
):  # fmt: skip
    """Append today's events; they are put in order of time once the run is over."""
    adverts = 0
    for v in range(group.n_visiting):
        adverts += spams[visiting[v]] + taken_down[visiting[v]]
    need = group.n_messages + group.answers_given + group.pushes + group.contents + adverts
    need += group.n_rows - group.logged_rows + group.leaves + group.recalled + 8
    if group.n_events + need > events.shape[0]:
        return _EVENTS
    start = day * _DAY
    _log_joins(group, key, day, keys, join_day, free_time, present, events)
    _log_posts(group, key, day, PUSH, int(group.pushes), lever.push_hour, 0, events)
    _log_posts(group, key, day, PUSH, int(group.contents), lever.content_hour, 1, events)
    for j in range(group.n_messages):
        i = int(message_row[j])
        target = int(message_row[message_to[j]]) if message_to[j] >= 0 else NOBODY
        second = start + message_second[j]
        put(group, events, second, i, MSG, target, int(message_conv[j]))
        if message_answered[j] == 2:
            u = uniform(key, keys[i], day, _D_CLOCK, 16 + j % 16)
            wait = 60.0 - fast_log(u) * max(group.answer_delay, 0.01) * _DAY
            put(group, events, second + int(wait), OPERATORS, PUSH, i, int(message_conv[j]))
    for v in range(group.n_visiting):
        i = int(visiting[v])
        for n in range(int(spams[i]) + int(taken_down[i])):
            second = _advert_second(key, keys[i], day, n, free_time[i], join_day[i] == day)
            put(group, events, start + second, i, MSG, NOBODY, NOBODY)
    for k in range(group.n_gone):
        i = int(gone[k])
        put(
            group,
            events,
            start
            + _leaving(
                group, key, day, i, keys, join_day, free_time, message_row, message_second, spams, taken_down
            ),
            i,
            LEAVE,
            NOBODY,
            NOBODY,
        )
    return 0


@kernel
def _log_joins(group, key, day, keys, join_day, free_time, present, events):  # type: ignore[no-untyped-def]
    """Append who joined today, and who had left and joined again."""
    start = day * _DAY
    for i in range(group.logged_rows, group.n_rows):
        put(group, events, start + joining_second(key, keys[i], day, free_time[i]), i, JOIN, NOBODY, NOBODY)
    if group.recalled > 0.0:
        for k in range(group.n_present):
            i = int(present[k])
            if join_day[i] == day and i < group.logged_rows:
                second = joining_second(key, keys[i], day, free_time[i])
                put(group, events, start + second, i, JOIN, NOBODY, NOBODY)
    group.logged_rows = group.n_rows


@kernel
def _log_posts(group, key, day, kind, count, hour, index, events):  # type: ignore[no-untyped-def]
    """Append operators' posts: the first at the hour, further ones spread over the evening."""
    for n in range(count):
        u = uniform(key, GROUP, day, _D_CLOCK, 4 * n + index)
        second = (hour + n * max(22.0 - hour, 1.0) / max(count, 1)) * 3600.0 + 600.0 * u
        put(group, events, day * _DAY + int(second), OPERATORS, kind, NOBODY, NOBODY)


@kernel
def _leaving(group, key, day, i, keys, join_day, free_time, message_row, message_second, spams, taken_down):  # type: ignore[no-untyped-def]
    """Second of the day at which somebody leaves: in their free time, after their last message."""
    _a, _b, u_hour, u_second = uniforms(key, keys[i], day, _D_CLOCK, 8)
    second = free_second(free_time[i], u_hour, u_second)
    if join_day[i] == day:
        second = max(second, joining_second(key, keys[i], day, free_time[i]) + 120)
    for j in range(group.n_messages):
        if message_row[j] == i:
            second = max(second, message_second[j] + 60)
    for n in range(int(spams[i]) + int(taken_down[i])):
        advert = _advert_second(key, keys[i], day, n, free_time[i], join_day[i] == day)
        second = max(second, advert + 60)
    # talk of the evening before may have gone on past midnight
    return max(second, LATEST - _DAY + 60)


@kernel
def _advert_second(key, person, day, n, profile, joins_today):  # type: ignore[no-untyped-def]
    """Second of the day of somebody's n-th advertisement."""
    u_hour, u_second, _c, _d = uniforms(key, person, day, _D_CLOCK, 1 + n)
    second = free_second(profile, u_hour, u_second)
    if joins_today:
        second = max(second, joining_second(key, person, day, profile) + 60)
    return second


STEPS = {"log_events": Step(log_events, Over.GROUP, only_with=("events",), always=True)}
"""The step by the name that the day's order uses."""


def event_log(arrays: dict[str, NDArray[np.generic]], counts: list[int], start: int) -> EventLog:
    """Put the events of all groups in order of time and name people in order of first appearance.

    Parameters
    ----------
    arrays
        The world's arrays, ``events`` of shape (groups, events, 5).
    counts
        Events logged, one number a group.
    start
        Unix seconds of day 0, 00:00 UTC.
    """
    groups = range(len(counts))

    events = np.concatenate([arrays["events"][g, : counts[g]] for g in groups])

    group_of = np.repeat(np.arange(len(counts)), counts)
    t, kind = events[:, 0], events[:, 2]
    rows = int(arrays["keys"].shape[1])

    def person(row: NDArray[np.int64]) -> NDArray[np.int64]:
        return np.where(row == -1, -1, np.where(row == OPERATORS, OPERATORS, group_of * rows + row))

    user, target = person(events[:, 1]), person(events[:, 3])
    conv = events[:, 4]
    conv = np.where(conv < 0, -1, conv * len(counts) + group_of)
    # at the same second: joining before speaking, speaking before leaving
    order = np.lexsort((np.arange(t.size), kind, t))
    t, kind, user, target, conv = t[order], kind[order], user[order], target[order], conv[order]
    met = np.stack([user, target], axis=1).ravel()
    _, first, name = np.unique(met, return_index=True, return_inverse=True)
    none = int(np.searchsorted(np.unique(met), -1)) if (met == -1).any() else NOBODY
    rank = np.argsort(np.argsort(np.where(np.arange(first.size) == none, met.size, first)))
    number = rank[name].reshape(-1, 2)
    return EventLog(
        t=start + t,
        user=number[:, 0].astype(np.int32),
        kind=KINDS[kind],
        target=np.where(target == -1, -1, number[:, 1]).astype(np.int32),
        conv=conv.astype(np.int32),
    )
