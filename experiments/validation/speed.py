"""Part 10: how long the pattern vector of one simulated log takes."""

from __future__ import annotations

import time

import numpy as np

from experiments.validation.table import Part
from experiments.validation.worlds import DAYS, QUICK_DAYS, logs, scenario
from sim.patterns import vector

LIMIT_MS = 100.0


def measure(quick: bool) -> Part:
    """Time it on several logs."""
    part = Part("10. Time of the pattern vector")
    found = logs(scenario(days=QUICK_DAYS if quick else DAYS), 3 if quick else 9)
    vector(found[0])  # whatever is loaded late is loaded now
    took = []
    for log in found:
        began = time.perf_counter()
        vector(log)
        took.append(1000.0 * (time.perf_counter() - began))
    rows = int(np.median([log.t.size for log in found]))
    part.judge(
        "pattern vector of one simulated log (fitted tails left out)",
        f"under {LIMIT_MS:.0f} ms",
        f"{np.median(took):.0f} ms, {min(took):.0f} to {max(took):.0f}, logs of about {rows:,} events",
        bool(np.median(took) < LIMIT_MS),
    )
    return part
