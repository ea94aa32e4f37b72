"""Attendance: who of each week's newcomers comes back, and whom muting keeps away."""

from __future__ import annotations

import numpy as np

from sim.contracts import Better, Measure, MeasureFile, Outcome, Over, RunTables, Step
from sim.contracts.measure import Array
from sim.contracts.outcomes import LAST_DAYS
from sim.kernel.options import kernel
from sim.state.people import Status
from sim.statistics.retention import cohort_sizes, half_life, pooled_retention

_MUTED = int(Status.MUTED)
_WEEK = 7


@kernel
def attendance(group, day, visiting, touched, join_day, last_visit, status, cohorts):  # type: ignore[no-untyped-def]
    """Count who opens the group for the first time this week by week of joining; and the muted whom it reaches."""
    week = day // _WEEK
    for v in range(group.n_visiting):
        i = visiting[v]
        if last_visit[i] < week * _WEEK:
            joined = join_day[i] // _WEEK
            cohorts[joined, week - joined] += 1
    muted = 0
    for k in range(group.n_touched):
        muted += status[touched[k]] == _MUTED
    group.reached_muted = muted
    return 0


def _retention(weeks: int):  # type: ignore[no-untyped-def]
    """Share of newcomers who open the group in a later week, shape (worlds,); NaN where the run is too short."""

    def compute(tables: RunTables) -> Array:
        nothing: Array = np.full(tables.ended.shape[0], np.nan)
        if tables.cohorts is None or tables.cohorts.shape[1] <= weeks:
            return nothing
        days = tables.days
        sizes = cohort_sizes(days["joins"], days["members"], days["leaves"])
        full = days["joins"].shape[1] // _WEEK
        return pooled_retention(tables.cohorts, sizes, full)[:, weeks] if full > weeks else nothing

    return compute


def reach_of_muted(tables: RunTables) -> Array:
    """Share of muted members whom the group reaches on a day of the last four weeks, shape (worlds,)."""
    reached, muted = tables.days["reached_muted"], tables.days["muted"]
    there = muted[:, :-1][:, -LAST_DAYS:].sum(axis=1)
    share: Array = np.full(there.shape, np.nan)
    np.divide(reached[:, 1:][:, -LAST_DAYS:].sum(axis=1), there, out=share, where=there > 0)
    return share


def half_life_of_visits(tables: RunTables) -> Array:
    """Days from the peak of visiting (mean of seven days) to half of it, shape (worlds,)."""
    return half_life(tables.days["visiting"], _WEEK)


MEASURES = MeasureFile(
    rows=("R1", "R5", "R8", "D10"),
    measures=(
        Measure(name="reached_muted", label="Muted and reached", unit="people", doc="Muted members who opened the group or noticed something in it."),
    ),
    outcomes=(
        Outcome(name="retention_1",
                formula=r"\frac{\sum_c v_{c,1}}{\sum_c n_c}",
                label="Back in the week after", unit="share", better=Better.HIGHER, combine="mean", compute=_retention(1),
                doc="Share of newcomers (members of day 0 included) who open the group in the calendar week after that of joining."),
        Outcome(name="retention_4",
                formula=r"\frac{\sum_c v_{c,4}}{\sum_c n_c}",
                label="Back four weeks later", unit="share", better=Better.HIGHER, combine="mean", compute=_retention(4),
                doc="Share of newcomers (members of day 0 included) who open the group in the fourth calendar week after that of joining."),
        Outcome(name="half_life",
                formula=r"\min \{x : \bar v_{p+x} \le \bar v_p / 2\}",
                label="Half-life of visits", unit="days", better=Better.HIGHER, combine="mean", compute=half_life_of_visits,
                doc="Days until visits (mean of seven days) have fallen from their peak to half of it, where they do; compared only where both do."),
        Outcome(name="reach_muted",
                formula=r"\frac{\sum_{d=D-28}^{D-1} reached\ muted_d}{\sum_{d=D-28}^{D-1} muted_{d-1}}",
                label="Reach of the muted", unit="share", better=Better.HIGHER, combine="mean", compute=reach_of_muted,
                doc="Share of muted members who open the group or notice something in it, on a day of the last four weeks."),
    ),
    step=Step(attendance, Over.GROUP, always=True),
)  # fmt: skip
