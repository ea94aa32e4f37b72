"""Entry: who comes in through whom, whom there was no seat for, who was chosen."""

from __future__ import annotations

from sim.contracts import Better, Measure, MeasureFile, Outcome
from sim.contracts.outcomes import total

MEASURES = MeasureFile(
    rows=("S5", "S24", "S39"),
    measures=(
        Measure(name="joins_team", label="Brought by the team", unit="people", doc="Newcomers whom the team brought; they count as come by themselves."),
        Measure(name="refused_full", label="No seat", unit="people", doc="People who were let in but for the lack of a seat."),
        Measure(name="chosen", label="Chosen", unit="people", doc="Members chosen as super users."),
    ),
    outcomes=(
        Outcome(name="referred_joins_total", label="Brought by members in all", unit="people", better=Better.HIGHER,
                compute=total("joins_referred"), doc="Newcomers whom a member brought, over the whole run."),
    ),
)  # fmt: skip
