"""Inequality of talk: top fifth's share and Gini of messages, trailing 30 days, weekly."""

from __future__ import annotations

import math

import numpy as np

from sim.contracts import Measure, MeasureFile, Over, Step
from sim.kernel.options import kernel

_WEEK = 7


@kernel
def inequality(group, day, send_row, send_count, tally, histogram):  # type: ignore[no-untyped-def]
    """On the last day of each week, rank the speakers of the last 30 days by number of messages."""
    if day % _WEEK != _WEEK - 1:
        return 0
    most = np.int64(0)
    for k in range(group.sends_head, group.sends_tail):
        i = send_row[k]
        tally[i] += send_count[k]
        most = max(most, np.int64(tally[i]))
    most = min(most, histogram.size - 1)
    for count in range(most + 1):
        histogram[count] = 0
    senders, total = 0, 0
    for k in range(group.sends_head, group.sends_tail):
        i = send_row[k]
        if tally[i] > 0:
            senders += 1
            total += tally[i]
            histogram[min(tally[i], most)] += 1
            tally[i] = 0
    if total == 0:
        group.top20_share = math.nan
        group.gini = math.nan
        return 0
    # walk from the least to the most talkative; rank counts from 1
    ranked, weighted, below, top = 0, 0.0, 0.0, 0.0
    n_top = -(-senders // 5)
    for count in range(1, most + 1):
        n = histogram[count]
        if n == 0:
            continue
        weighted += count * (n * ranked + n * (n + 1) / 2.0)
        ranked += n
        above = ranked - (senders - n_top)
        if above > 0:
            top += count * min(n, above)
        below += count * n
    group.gini = 2.0 * weighted / (senders * below) - (senders + 1.0) / senders
    group.top20_share = top / below
    return 0


MEASURES = MeasureFile(
    rows=("R1", "H4"),
    measures=(
        Measure(name="top20_share",
                formula=r"\frac{\sum_{k > n - \lceil n/5 \rceil} x_k}{\sum_{k=1}^{n} x_k}, \ x_1 \le \dots \le x_n",
                label="Share of the top fifth", unit="share",
                doc="Share of messages written by the most talkative fifth of speakers, trailing 30 days, renewed weekly."),
        Measure(name="gini",
                formula=r"\frac{2 \sum_{k=1}^{n} k\,x_k}{n \sum_{k=1}^{n} x_k} - \frac{n + 1}{n}, \ x_1 \le \dots \le x_n",
                label="Gini of messages", unit="share",
                doc="Gini coefficient of messages among speakers, trailing 30 days, renewed weekly."),
    ),
    step=Step(inequality, Over.GROUP, always=True),
)  # fmt: skip
