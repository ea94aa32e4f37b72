"""From rows in memory to parts on the disk: often enough that little is lost, seldom enough that files are few."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, field

from sim.results import SweepFolder
from sim.study.sweep.work import Rows, add

PART_SECONDS = float(os.environ.get("SIM_PART_SECONDS") or 2.0)
"""Seconds of work that a crash may cost; tests that interrupt sweeps ask for less."""
PART_RUNS = 4096
TABLES = ("days", "failures", "runs")


@dataclass(slots=True)
class Keeper:
    """Gathers rows and publishes them as parts."""

    folder: SweepFolder
    rows: Rows = field(default_factory=Rows)
    count: int = 0
    since: float = field(default_factory=time.monotonic)

    def keep(self, rows: Rows) -> None:
        """Take rows in; publish if it is time."""
        for table in TABLES:
            for name, parts in getattr(rows, table).items():
                for part in parts:
                    add(getattr(self.rows, table), {name: part})
        self.count += sum(part.size for part in rows.runs.get("world", ()))
        if self.count >= PART_RUNS or time.monotonic() - self.since >= PART_SECONDS:
            self.flush()

    def flush(self) -> None:
        """Publish what is held."""
        rows, self.rows, self.count, self.since = self.rows, Rows(), 0, time.monotonic()
        if rows.runs or rows.failures:
            self.folder.append_runs(rows.table("runs"), rows.table("days"), rows.table("failures"))
