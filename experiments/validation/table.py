"""A part of the results: verdicts, tables, remarks, plots; as Markdown, and as JSON between runs."""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass, field


def number(value: float) -> str:
    """Return a number with three digits that count, "-" for none."""
    if not math.isfinite(value):
        return "-"
    size = abs(value)
    if size >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if size >= 10 else f"{value:.2f}" if size >= 1 else f"{value:.3f}"


def signed(value: float) -> str:
    """Return a number with its sign."""
    return ("+" if value > 0 else "") + number(value)


def percent(share: float) -> str:
    """Return a share in per cent."""
    return f"{100 * share:.0f} %" if math.isfinite(share) else "-"


@dataclass(frozen=True)
class Verdict:
    """What was asked, what was found, and whether it holds; None where it could not be judged."""

    what: str
    asked: str
    found: str
    holds: bool | None

    @property
    def word(self) -> str:
        """The verdict in a word."""
        return "not judged" if self.holds is None else "holds" if self.holds else "**fails**"


@dataclass(frozen=True)
class Table:
    """A table with its caption."""

    caption: str
    head: list[str]
    rows: list[list[str]]


@dataclass(frozen=True)
class Plot:
    """A picture: name of its file without the ending, what it shows, the SVG."""

    name: str
    shows: str
    svg: str


@dataclass
class Part:
    """One part of the results."""

    title: str
    verdicts: list[Verdict] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    plots: list[Plot] = field(default_factory=list)
    seconds: float = 0.0

    def judge(self, what: str, asked: str, found: str, holds: bool | None) -> None:
        """Add a verdict."""
        self.verdicts.append(Verdict(what, asked, found, None if holds is None else bool(holds)))

    def table(self, caption: str, head: list[str], rows: list[list[str]]) -> None:
        """Add a table."""
        self.tables.append(Table(caption, head, rows))

    def markdown(self) -> str:
        """Return the part as Markdown."""
        blocks = [f"## {self.title}"]
        if self.verdicts:
            blocks.append(verdict_grid(self.verdicts))
        blocks += [f"![{plot.shows}](plots/{plot.name}.svg)" for plot in self.plots]
        for table in self.tables:
            blocks += [table.caption, grid(table.head, table.rows)]
        blocks += self.remarks
        blocks.append(f"*{self.seconds:.0f} seconds.*")
        return "\n\n".join(blocks)

    def to_json(self) -> str:
        """Return the part as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1)

    @classmethod
    def from_json(cls, text: str) -> Part:
        """Return what :meth:`to_json` wrote."""
        raw = json.loads(text)
        return cls(
            title=raw["title"],
            verdicts=[Verdict(**each) for each in raw["verdicts"]],
            tables=[Table(**each) for each in raw["tables"]],
            remarks=raw["remarks"],
            plots=[Plot(**each) for each in raw["plots"]],
            seconds=raw["seconds"],
        )


def verdict_grid(verdicts: list[Verdict]) -> str:
    """Return verdicts as a Markdown table."""
    rows = [[each.what, each.asked, each.found, each.word] for each in verdicts]
    return grid(["asked about", "criterion", "found", "verdict"], rows, numbers=False)


def grid(head: list[str], rows: list[list[str]], *, numbers: bool = True) -> str:
    """Return a Markdown table; all columns but the first to the right if they are numbers."""
    marks = ["---"] + ["---:" if numbers else "---"] * (len(head) - 1)
    return "\n".join(f"| {' | '.join(cells)} |" for cells in [head, marks, *rows])
