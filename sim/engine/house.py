"""The engine's own steps of a day: lists, counts and costs that belong to no mechanism."""

from __future__ import annotations

import numpy as np

from sim.contracts import Over, Step
from sim.kernel.options import kernel, written_out
from sim.state.fields import Short
from sim.state.group import N_KINDS, RING, WINDOW
from sim.state.record import COUNTS, N_CAUSES, PER_TASK, TASKS
from sim.state.ties import next_contact

_SENDS = int(Short.SENDS)
_VISITORS = int(Short.VISITORS)
_WEEK = 7
_MASK = RING - 1


def _open_day_source() -> str:
    """Write the kernel that zeroes every count of a group's record."""
    names = [*COUNTS, *(f"left_{cause}" for cause in range(N_CAUSES))]
    names += [f"{what}_{task}" for what in PER_TASK for task in TASKS]
    lines = ["def clear_counts(groups):", "    for g in range(groups.size):", "        group = groups[g]"]
    lines += [f"        group.{name} = 0.0" for name in names]
    return "\n".join([*lines, "    return 0"])


def _settle_source() -> str:
    """Write the kernel that adds up hours and costs over tasks; every cost is in whole fen."""
    lines = ["def settle_tasks(group, wage):"]
    for task in TASKS:
        paid = f"group.given_{task} - group.helped_{task}"
        lines.append(
            f"    group.cost_{task} = math.floor((({paid}) * wage + group.spent_{task}) * 100.0 + 0.5) / 100.0"
        )
    for total, part in (("asked", "asked"), ("given", "given"), ("helped", "helped")):
        lines.append(f"    group.hours_{total} = " + " + ".join(f"group.{part}_{task}" for task in TASKS))
    lines.append("    group.hours_given -= group.hours_helped")
    lines.append("    group.cost = " + " + ".join(f"group.cost_{task}" for task in TASKS))
    return "\n".join([*lines, "    return 0"])


_clear_counts = written_out(_open_day_source())
_settle_tasks = written_out(_settle_source())


@kernel
def open_day(groups):  # type: ignore[no-untyped-def]
    """Set what is counted by the day to 0."""
    return _clear_counts(groups)


@kernel
def gather(group, day, present, touched, gone, visits, noticed, last_visit, last_visits, urge):  # type: ignore[no-untyped-def]
    """List today's visitors and then others reached, each in order of joining, and count them."""
    others = gone  # nobody has gone yet today
    n, m = 0, 0
    for k in range(group.n_present):  # without branches: who visits cannot be foreseen
        i = present[k]
        touched[n] = i
        others[m] = i
        n += visits[i]
        m += (noticed[i] > 0) & (visits[i] == 0)
    if n > urge.size:
        return _VISITORS
    for k in range(m):
        touched[n + k] = others[k]
    last_visits[day & _MASK] = 0
    for k in range(n):
        urge[k] = 0.0
    for k in range(n):
        before = last_visit[touched[k]]
        if before >= 0 and day - before < WINDOW:
            last_visits[before & _MASK] -= 1
    last_visits[day & _MASK] = n
    group.n_visiting = n
    group.n_touched = n + m
    group.visiting = n
    group.reached = n + m
    monthly = 0
    for d in range(max(0, day - WINDOW + 1), day + 1):
        monthly += last_visits[d & _MASK]
    group.mau = monthly
    group.dau_mau = n / monthly if monthly > 0 else 0.0
    return 0


@kernel
def count_speakers(  # type: ignore[no-untyped-def]
    group, day, visiting, posts, last_post, last_posts, send_row, send_count, send_start,
):  # fmt: skip
    """Count distinct speakers, and keep the 30-day list of who sent how many messages."""
    speakers = 0
    for v in range(group.n_visiting):
        if posts[visiting[v]] > 0:
            speakers += 1
    head = send_start[(day - WINDOW + 1) & _MASK] if day >= WINDOW - 1 else 0
    tail = group.sends_tail
    if tail - head + speakers > send_row.size:
        return _SENDS
    if tail + speakers > send_row.size:
        for k in range(head, tail):
            send_row[k - head] = send_row[k]
            send_count[k - head] = send_count[k]
        for d in range(RING):
            send_start[d] -= head
        tail -= head
        head = 0
    group.sends_head = head
    send_start[day & _MASK] = tail
    last_posts[day & _MASK] = 0
    for v in range(group.n_visiting):
        i = visiting[v]
        if posts[i] == 0:
            continue
        send_row[tail] = i
        send_count[tail] = posts[i]
        tail += 1
        before = last_post[i]
        if before >= 0 and day - before < WINDOW:
            last_posts[before & _MASK] -= 1
    last_posts[day & _MASK] = speakers
    group.sends_tail = tail
    group.posters = speakers
    week = 0
    for d in range(max(0, day - _WEEK + 1), day + 1):
        week += last_posts[d & _MASK]
    group.speakers_week = week
    return 0


@kernel
def settle(group, day, operators, feed, feed_sum, tie_strength):  # type: ignore[no-untyped-def]
    """Add up the day's costs, close the feed's sums, judge silence; tomorrow sees today's atmosphere."""
    _settle_tasks(group, operators[0].wage * group.wage_factor)
    group.revenue = group.revenue_fees + group.revenue_sales - group.refunds
    group.profit = group.revenue - group.goods - group.cost
    for kind in range(N_KINDS):
        feed_sum[kind, day] = feed[kind, day] + (feed_sum[kind, day - 1] if day > 0 else 0.0)
    group.atmosphere = group.speakers_week
    next_contact(group, day, tie_strength)
    if day >= _WEEK - 1 and group.speakers_week < group.alive_speakers and group.closed == 0.0:
        group.silent = 1.0
    return 0


@kernel
def close_day(  # type: ignore[no-untyped-def]
    group, touched, visits, posts, spams, answers, taken_down, wronged, purchase, noticed, called,
):  # fmt: skip
    """Clear what today's visitors did, so that tomorrow starts clean."""
    for v in range(group.n_visiting):
        i = touched[v]
        visits[i] = 0
        posts[i] = 0
        spams[i] = 0
        answers[i] = 0
        taken_down[i] = 0
        wronged[i] = 0
    for k in range(group.n_touched if group.sales > 0.0 else 0):
        purchase[touched[k]] = 0
    turned = group.mentioned + group.private_talks + group.called_silent
    if turned + group.topics + group.contests + group.team_tasks + group.calls > 0.0:
        for k in range(group.n_touched):  # who noticed an announcement, or that operators turned to them
            called[touched[k]] = 0
            noticed[touched[k]] = 0
    group.n_visiting = 0
    group.n_messages = 0
    return 0


@kernel
def record(floats, integers, columns, row):  # type: ignore[no-untyped-def]
    """Write the day's row of the day table.

    Parameters
    ----------
    floats, integers : float64 and int64 arrays (fields,)
        The group's record, seen twice.
    columns : int64 array (measures,)
        Which field each measure is; those of integers as ``~field``.
    row : float64 array (measures,)
        Where the numbers go.
    """
    for m in range(columns.size):
        column = columns[m]
        row[m] = floats[column] if column >= 0 else np.float64(integers[~column])


STEPS = {
    "open_day": Step(open_day, Over.WORLD, always=True),
    "gather": Step(gather, Over.GROUP, always=True),
    "count_speakers": Step(count_speakers, Over.GROUP, always=True),
    "settle": Step(settle, Over.GROUP, always=True),
    "close_day": Step(close_day, Over.GROUP, always=True),
}
"""The steps by the names that the day's order uses."""
