"""Patterns (floor 1): what logs of messages show, by one code for real and simulated ones.

How each is measured, and which reading reproduces the published figures: ``docs/patterns.md``.
"""

from sim.patterns.declared import FAMILIES, MEMBER_PATTERNS, PATTERNS
from sim.patterns.halves import halves
from sim.patterns.log import BURN_IN_DAYS, Log, Unknown, prepare
from sim.patterns.measuring import measure, vector
from sim.patterns.pattern import Measured, Pattern, Range, measured
from sim.patterns.portrait import Portrait, portrait
from sim.patterns.reference import Reference, references

__all__ = [
    "BURN_IN_DAYS", "FAMILIES", "MEMBER_PATTERNS", "PATTERNS", "Log", "Measured", "Pattern", "Portrait", "Range", "Reference",
    "Unknown", "halves",
    "measure", "measured", "portrait", "prepare", "references", "vector",
]  # fmt: skip
