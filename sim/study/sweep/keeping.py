"""From rows in memory to parts on the disk: often enough that little is lost, seldom enough that files are few."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, field

from sim.results import SweepFolder
from sim.study.sweep.work import Rows, add

PART_SECONDS = float(os.environ.get("SIM_PART_SECONDS") or 0.9)
"""A part is published with the first task that ends so many seconds after the last part, which is within two seconds; tests that interrupt sweeps ask for less."""
PART_RUNS = 4096
TABLES = ("days", "failures", "runs")


@dataclass(slots=True)
class Keeper:
    """Gathers rows and publishes them as parts.

    Ctrl-C may come at any moment: every step leaves what is held whole, and a part that was being published is published again
    under the same name.
    """

    folder: SweepFolder
    held: list[list[Rows]] = field(default_factory=lambda: [[]])
    """What goes into each part; the last is still being gathered."""
    since: float = field(default_factory=time.monotonic)

    def keep(self, rows: Rows) -> None:
        """Take rows in; publish if it is time."""
        self.held[-1].append(rows)
        count = sum(part.size for each in self.held[-1] for part in each.runs.get("world", ()))
        if count >= PART_RUNS or time.monotonic() - self.since >= PART_SECONDS:
            self.flush()

    def flush(self) -> None:
        """Publish what is held."""
        self.since = time.monotonic()
        self.held.append([])
        while len(self.held) > 1:
            self._publish(self.held[0])
            self.held.pop(0)

    def _publish(self, held: list[Rows]) -> None:
        whole = Rows()
        for rows in held:
            for table in TABLES:
                for name, parts in getattr(rows, table).items():
                    for part in parts:
                        add(getattr(whole, table), {name: part})
        if whole.runs or whole.failures:
            self.folder.append_runs(whole.table("runs"), whole.table("days"), whole.table("failures"))
