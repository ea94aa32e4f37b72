"""Members: how many, where they came from, why they left."""

from __future__ import annotations

import numpy as np

from sim.contracts import Better, Measure, MeasureFile, Outcome, RunTables
from sim.contracts.measure import Array
from sim.contracts.outcomes import at_end, total
from sim.statistics.survival import kaplan_meier


def _survival_at(days: int):  # type: ignore[no-untyped-def]
    """Share of memberships that last beyond an age, NaN where the run is shorter."""

    def compute(tables: RunTables) -> Array:
        if tables.ended.shape[1] <= days:
            return np.full(tables.ended.shape[0], np.nan)
        curve: Array = kaplan_meier(tables.ended, tables.at_risk)
        return curve[:, days]

    return compute


MEASURES = MeasureFile(
    rows=("R8",),
    measures=(
        Measure(name="members", label="Members", unit="people", doc="Members present at the end of the day."),
        Measure(name="prospects", label="At the door", unit="people", doc="People who came to the door on the day."),
        Measure(name="refused", label="Not joined", unit="people", doc="Of these, those who did not want in or were not let in."),
        Measure(name="joins", label="Joined", unit="people", doc="Newcomers of the day, founders of day 0 apart."),
        Measure(name="joins_own", label="Joined by themselves", unit="people", doc="Newcomers who came by themselves."),
        Measure(name="joins_pulled", label="Pulled in", unit="people", doc="Newcomers who were added without being asked."),
        Measure(name="leaves", label="Left", unit="people", doc="Memberships that ended on the day."),
        Measure(name="leaves_need_ended", field_name="left_1", label="Left: need ended", unit="people", doc="Left because they needed it no longer."),
        Measure(name="leaves_no_value", field_name="left_2", label="Left: nothing in it", unit="people", doc="Left because the group gave too little."),
        Measure(name="leaves_pushes", field_name="left_3", label="Left: pushes", unit="people", doc="Left because of product pushes."),
        Measure(name="leaves_spam", field_name="left_4", label="Left: spam", unit="people", doc="Left because of members' advertisements."),
        Measure(name="leaves_overload", field_name="left_5", label="Left: overload", unit="people", doc="Left because there was too much to read."),
        Measure(name="removed", field_name="left_6", label="Removed", unit="people", doc="Removed by moderators."),
        Measure(name="leaves_closed", field_name="left_7", label="Left: closed", unit="people", doc="Memberships that ended because the group was closed."),
        Measure(name="muted", label="Muted", unit="people", doc="Members who have silenced the group."),
    ),
    outcomes=(
        Outcome(name="members_end", label="Members at the end", unit="people", better=Better.HIGHER, compute=at_end("members"),
                doc="Members present on the last day."),
        Outcome(name="joins_total", label="Joined", unit="people", better=Better.HIGHER, compute=total("joins"),
                doc="Newcomers over the whole run."),
        Outcome(name="leaves_total", label="Left", unit="people", better=Better.LOWER, compute=total("leaves"),
                doc="Memberships that ended over the whole run."),
        Outcome(name="muted_end", label="Muted at the end", unit="people", better=Better.LOWER, compute=at_end("muted"),
                doc="Members who have silenced the group on the last day."),
        Outcome(name="survival_30",
                formula=r"S(30) = \prod_{x \le 30} \left(1 - \frac{ended_x}{at\ risk_x}\right)",
                label="Still there after 30 days", unit="share", better=Better.HIGHER, combine="mean",
                compute=_survival_at(30), doc="Share of memberships that last beyond 30 days (Kaplan-Meier)."),
        Outcome(name="survival_90",
                formula=r"S(90) = \prod_{x \le 90} \left(1 - \frac{ended_x}{at\ risk_x}\right)",
                label="Still there after 90 days", unit="share", better=Better.HIGHER, combine="mean",
                compute=_survival_at(90), doc="Share of memberships that last beyond 90 days (Kaplan-Meier)."),
    ),
)  # fmt: skip
