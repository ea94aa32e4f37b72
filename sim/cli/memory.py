"""Whether a study fits into memory, asked before it runs rather than found out after an hour."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.scenario import Scenario

BYTES_A_MEMBER = 300
COPIES = 3
"""Of the day tables while parts are put together."""


def needed(scenarios: Sequence[Scenario], worlds: int, jobs: int) -> int:
    """Bytes that a study takes, roughly and rather too few."""
    from sim.engine.plan import day_measures

    columns = len(day_measures()) + 2
    tables = sum(worlds * len(s.groups) * s.horizon_days * columns * 8 * COPIES for s in scenarios)
    members = max(sum(int(group.members["initial"]) for group in s.groups) for s in scenarios)
    return tables + members * BYTES_A_MEMBER * (1 if members > 100_000 else min(jobs, worlds))


def available() -> int | None:
    """Bytes that may still be used; None where the system does not say."""
    try:
        for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, AttributeError):
        return None
