"""Operators: hours asked and given, and what it all costs."""

from __future__ import annotations

import numpy as np

from sim.contracts import Better, Measure, MeasureFile, Outcome, RunTables
from sim.contracts.measure import Array
from sim.contracts.outcomes import total
from sim.state.record import TASKS


def service_share(tables: RunTables) -> Array:
    """Share of operators' hours that goes into serving buyers, shape (worlds,); NaN without hours."""
    hours = tables.days["hours_given"].sum(axis=1)
    share: Array = np.where(
        hours > 0, tables.days["hours_service"].sum(axis=1) / np.where(hours > 0, hours, 1.0), np.nan
    )
    return share


MEASURES = MeasureFile(
    rows=("M6", "D12"),
    measures=(
        Measure(name="hours_asked", label="Hours asked", unit="h", doc="Operators' hours that the strategies asked for."),
        Measure(name="hours_given", label="Hours worked", unit="h", doc="Operators' hours worked."),
        Measure(name="hours_helped", label="Hours by members", unit="h", doc="Hours of care that members in a role worked instead of operators."),
        Measure(name="hours_service", field_name="given_service", label="Hours of service", unit="h", doc="Operators' hours for buyers: questions, shipping, complaints."),
        Measure(name="answer_delay", label="Wait for an answer", unit="days mean", doc="Days that a question waits for an operator."),
        Measure(name="cost", label="Cost", unit="yuan", doc="Wages and money spent."),
        *(Measure(name=f"cost_{task}", label=f"Cost of {task}", unit="yuan", doc=f"Wages and money spent on {task}.") for task in TASKS),
    ),
    outcomes=(
        Outcome(name="hours_total", label="Operators' hours", unit="h", better=Better.LOWER, compute=total("hours_given"),
                doc="Operators' hours worked over the whole run."),
        Outcome(name="cost_total", label="Cost", unit="yuan", better=Better.LOWER, compute=total("cost"),
                doc="Wages and money spent over the whole run."),
        Outcome(name="service_share", label="Service load", unit="share", combine="mean", compute=service_share,
                doc="Share of operators' hours that goes into serving buyers."),
        *(Outcome(name=f"cost_{task}_total", label=f"Cost of {task}", unit="yuan", better=Better.LOWER, compute=total(f"cost_{task}"),
                  doc=f"Wages and money spent on {task} over the whole run.") for task in TASKS),
    ),
)  # fmt: skip
