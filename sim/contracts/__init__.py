"""What a strategy, a mechanism and a measure are (floor 1)."""

from sim.contracts.measure import Better, Measure, MeasureFile, Outcome, RunTables
from sim.contracts.mechanism import Mechanism, Over, Step
from sim.contracts.strategy import Rule, Spell, Strategy

__all__ = [
    "Better", "Measure", "MeasureFile", "Mechanism", "Outcome", "Over", "Rule", "RunTables",
    "Spell", "Step", "Strategy",
]  # fmt: skip
