"""Condition: whether advertisements have taken the group over, and whether silence hides life."""

from __future__ import annotations

import math

import numpy as np

from sim.contracts import Better, Measure, MeasureFile, Outcome, Over, RunTables, Step
from sim.contracts.measure import Array
from sim.kernel.options import kernel
from sim.state.group import RING, Feed

_WEEK = 7
_MASK = RING - 1
_TALK, _SPAM = int(Feed.TALK), int(Feed.SPAM)

AD_DUMP = 0.8
"""Share of advertisements in what members write above which a group is an ad dump (assumption)."""

READERS = 0.2
"""Share of members who open a group within a week from which on it lives although too few speak (assumption)."""


@kernel
def condition(group, lever, day, operators, feed_sum, last_visits):  # type: ignore[no-untyped-def]
    """Judge the last seven days, and the day's work against the hours there are."""
    spam, talk = feed_sum[_SPAM, day], feed_sum[_TALK, day]
    if day >= _WEEK:
        spam -= feed_sum[_SPAM, day - _WEEK]
        talk -= feed_sum[_TALK, day - _WEEK]
    if day >= _WEEK - 1 and spam > AD_DUMP * (spam + talk):
        group.ad_dump = 1.0
    readers = 0
    for d in range(max(0, day - _WEEK + 1), day + 1):
        readers += last_visits[d & _MASK]
    group.visitors_week = readers
    if group.silent > 0.0 and (
        readers >= max(READERS * group.members, group.alive_speakers) or group.sales > 0.0
    ):
        group.quiet_alive = 1.0
    there = operators[0].hours_per_day + lever.operator_hours
    group.load = group.hours_asked / there if there > 0.0 else (0.0 if group.hours_asked == 0.0 else math.nan)
    return 0


def ad_dump_share(tables: RunTables) -> Array:
    """Share of days on which the group is an ad dump, shape (worlds,)."""
    share: Array = tables.days["ad_dump"].mean(axis=1)
    return share


def ad_dump_day(tables: RunTables) -> Array:
    """First day on which the group is an ad dump, shape (worlds,); NaN if it never is."""
    is_one = tables.days["ad_dump"] > 0
    return np.where(is_one.any(axis=1), is_one.argmax(axis=1), np.nan).astype(np.float64)


def quiet_share(tables: RunTables) -> Array:
    """Share of days without enough speakers on which the group lives all the same, shape (worlds,)."""
    silent = tables.days["silent"].sum(axis=1)
    share: Array = np.full(silent.shape, np.nan)
    np.divide(tables.days["quiet_alive"].sum(axis=1), silent, out=share, where=silent > 0)
    return share


MEASURES = MeasureFile(
    rows=("D7", "D17", "R2", "H1"),
    measures=(
        Measure(name="visitors_week", label="Visited in 7 days", unit="people", doc="People who opened the group in the last seven days."),
        Measure(name="ad_dump",
                formula=r"\mathbb{1}[spam_{d-6 \dots d} > 0.8\,(spam + talk)_{d-6 \dots d}]",
                label="Ad dump", unit="share",
                doc="1 if more than 80 % of what members wrote in the last seven days was advertisements that stood."),
        Measure(name="quiet_alive",
                formula=r"\mathbb{1}[silent_d] \cdot \mathbb{1}[visitors_{d-6 \dots d} \ge \max(members_d/5, alive\ speakers) \ or\ sales_d > 0]",
                label="Quiet but alive", unit="share",
                doc="1 if too few speak (silent), yet a fifth of the members opened the group within seven days, or somebody bought."),
    ),
    outcomes=(
        Outcome(name="ad_dump_share",
                formula=r"\frac{1}{D} \sum_{d=0}^{D-1} ad\ dump_d",
                label="Days as an ad dump", unit="share", better=Better.LOWER, combine="mean", compute=ad_dump_share,
                doc="Share of days on which more than 80 % of a week's messages by members were advertisements."),
        Outcome(name="ad_dump_day", label="An ad dump from", unit="day", better=Better.NEITHER, combine="mean", compute=ad_dump_day,
                doc="First day on which advertisements drown what members write, where there is one; compared only where both have one."),
        Outcome(name="quiet_alive_share",
                formula=r"\frac{\sum_d quiet\ alive_d}{\sum_d silent_d}",
                label="Quiet but alive", unit="share", better=Better.NEITHER, combine="mean", compute=quiet_share,
                doc="Of the days without enough speakers, the share on which a fifth of the members still read or somebody buys; where there are such days."),
    ),
    step=Step(condition, Over.GROUP, always=True),
)  # fmt: skip
