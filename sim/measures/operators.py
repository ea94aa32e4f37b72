"""Operators: hours asked and given, and what it all costs."""

from __future__ import annotations

from sim.contracts import Better, Measure, MeasureFile, Outcome
from sim.contracts.outcomes import total
from sim.state.record import TASKS

MEASURES = MeasureFile(
    rows=("M6", "D12"),
    measures=(
        Measure(name="hours_asked", label="Hours asked", unit="h", doc="Operators' hours that the strategies asked for."),
        Measure(name="hours_given", label="Hours worked", unit="h", doc="Operators' hours worked."),
        Measure(name="hours_helped", label="Hours by members", unit="h", doc="Hours of care that members in a role worked instead of operators."),
        Measure(name="answer_delay", label="Wait for an answer", unit="days mean", doc="Days that a question waits for an operator."),
        Measure(name="cost", label="Cost", unit="yuan", doc="Wages and money spent."),
        *(Measure(name=f"cost_{task}", label=f"Cost of {task}", unit="yuan", doc=f"Wages and money spent on {task}.") for task in TASKS),
    ),
    outcomes=(
        Outcome(name="hours_total", label="Operators' hours", unit="h", better=Better.LOWER, compute=total("hours_given"),
                doc="Operators' hours worked over the whole run."),
        Outcome(name="cost_total", label="Cost", unit="yuan", better=Better.LOWER, compute=total("cost"),
                doc="Wages and money spent over the whole run."),
    ),
)  # fmt: skip
