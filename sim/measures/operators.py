"""Operators: hours asked and given, and what it all costs."""

from __future__ import annotations

import numpy as np

from sim.contracts import Better, Measure, MeasureFile, Outcome, RunTables
from sim.contracts.measure import Array
from sim.contracts.outcomes import late_mean, total
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
        Measure(name="answer_delay", label="Wait for an answer", unit="days mean", doc="Days that a question waits for an operator."),
        Measure(name="load",
                formula=r"\frac{hours\ asked_d}{hours\ there_d}",
                label="Load of operators", unit="times", doc="Operators' hours asked for over the hours there are; above 1 something is left undone."),
        *(Measure(name=f"hours_{task}", field_name=f"given_{task}", label=f"Hours of {task}", unit="h", doc=f"Hours worked on {task}, members' included.")
          for task in TASKS),
        Measure(name="cost", label="Cost", unit="yuan", doc="Wages and money spent."),
        *(Measure(name=f"cost_{task}", label=f"Cost of {task}", unit="yuan", doc=f"Wages and money spent on {task}.") for task in TASKS),
    ),
    outcomes=(
        Outcome(name="hours_total", label="Operators' hours", unit="h", better=Better.LOWER, compute=total("hours_given"),
                doc="Operators' hours worked over the whole run."),
        Outcome(name="cost_total", label="Cost", unit="yuan", better=Better.LOWER, compute=total("cost"),
                doc="Wages and money spent over the whole run."),
        Outcome(name="service_share",
                formula=r"\frac{\sum_d hours\ of\ service_d}{\sum_d hours\ given_d}",
                label="Service load", unit="share", combine="mean", compute=service_share,
                doc="Share of operators' hours that goes into serving buyers."),
        *(Outcome(name=f"cost_{task}_total", label=f"Cost of {task}", unit="yuan", better=Better.LOWER, compute=total(f"cost_{task}"),
                  doc=f"Wages and money spent on {task} over the whole run.") for task in TASKS),
        Outcome(name="load_late",
                formula=r"\frac{1}{28} \sum_{d=D-28}^{D-1} load_d",
                label="Load of operators, last 4 weeks", unit="times", better=Better.LOWER, compute=late_mean("load"),
                doc="Mean of hours asked over hours there, over the last four weeks."),
        Outcome(name="answer_delay_late",
                formula=r"\frac{1}{28} \sum_{d=D-28}^{D-1} delay_d",
                label="Wait for an answer, last 4 weeks", unit="days", better=Better.LOWER, combine="mean",
                compute=late_mean("answer_delay"), doc="Mean days that a question waits for an operator, over the last four weeks."),
    ),
)  # fmt: skip
