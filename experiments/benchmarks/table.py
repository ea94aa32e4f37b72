"""Rows of the results and how they are written."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from experiments.benchmarks.sampling import Samples


def number(value: float) -> str:
    """Return a number with three digits that count."""
    if not math.isfinite(value):
        return "-"
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}" if abs(value) >= 1 else f"{value:.3f}"


@dataclass(frozen=True)
class Line:
    """One measured thing; ``limit`` is the most that the project promises, None if nothing was promised."""

    what: str
    unit: str
    samples: Samples
    limit: float | None = None

    @property
    def outside(self) -> bool:
        """Whether there is a limit and the median is beyond it."""
        return self.limit is not None and self.samples.middle > self.limit

    def cells(self) -> list[str]:
        """Return the cells of the table's row: what, measured, range, limit, verdict."""
        values = self.samples.values
        spread = f"{number(min(values))} - {number(max(values))}" if len(values) > 1 else "once"
        if self.limit is None:
            return [self.what, f"{number(self.samples.middle)} {self.unit}", spread, "", ""]
        verdict = "**outside**" if self.outside else "inside"
        middle = f"{number(self.samples.middle)} {self.unit}"
        return [self.what, middle, spread, f"{number(self.limit)} {self.unit}", verdict]


@dataclass
class Part:
    """One numbered part of the results: lines, further tables, remarks."""

    title: str
    lines: list[Line] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    tables: list[tuple[list[str], list[list[str]]]] = field(default_factory=list)

    def add(self, what: str, unit: str, samples: Samples | float, limit: float | None = None) -> Line:
        """Add a line and return it."""
        given = samples if isinstance(samples, Samples) else Samples((samples,))
        self.lines.append(Line(what, unit, given, limit))
        return self.lines[-1]

    def markdown(self) -> str:
        """Return the part as Markdown."""
        blocks = [f"## {self.title}"]
        if self.lines:
            head = ["measured", "median", "smallest - largest", "limit", "verdict"]
            blocks.append(grid(head, [line.cells() for line in self.lines]))
        blocks += [grid(head, rows) for head, rows in self.tables]
        blocks += self.remarks
        return "\n\n".join(blocks)


def grid(head: list[str], rows: list[list[str]]) -> str:
    """Return a Markdown table."""
    marks = ["---"] + ["---:"] * (len(head) - 1)
    return "\n".join(f"| {' | '.join(cells)} |" for cells in [head, marks, *rows])
