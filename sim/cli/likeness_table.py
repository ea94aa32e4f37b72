"""Patterns for the terminal, as data and as CSV."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.cli.tables import titled
from sim.i18n import Translate
from sim.patterns import FAMILIES
from sim.patterns.pattern import SLACK
from sim.study.pattern_text import range_text, spread_text, verdict_text

if TYPE_CHECKING:
    from rich.table import Table

    from sim.study.likeness import Likeness, Spread


def as_table(likeness: Likeness, t: Translate) -> Table:
    """Return the table for people, a heading for each family of patterns."""
    table = titled(_title(likeness, t))
    table.add_column(t("Pattern"))
    table.add_column(t("Real groups"), justify="right")
    for side in likeness.sides:
        table.add_column(side.title, justify="right")
        table.add_column("")
    rows = iter(likeness.rows())
    for heading, family in FAMILIES:
        table.add_section()
        table.add_row(t(heading), style="bold")
        for _ in family:
            pattern, spreads = next(rows)
            cells = [cell for spread, side in zip(spreads, likeness.sides, strict=True) for cell in (spread_text(spread, side.worlds, t), verdict_text(spread, t))]  # fmt: skip
            table.add_row(t(pattern.label), range_text(pattern, t), *cells)
    return table


def sums(likeness: Likeness, t: Translate) -> Iterator[str]:
    """Yield what the table comes to, and how it was made."""
    for place, side in enumerate(likeness.sides):
        known = [
            bool(spreads[place].inside) for _, spreads in likeness.rows() if spreads[place].inside is not None
        ]
        yield t(
            "{title}: {k} of {n} patterns inside the range of real groups, widened by {slack} of its width on each side; burn-in {days} days.",
            title=side.title, k=sum(known), n=len(known), slack=t.percent(SLACK), days=f"{side.burn_in_days:g}",
        )  # fmt: skip
        if side.worlds > 1:
            yield t(
                "{title}: median over {n} worlds, and the middle 80 % of them.",
                title=side.title,
                n=side.worlds,
            )


def as_data(likeness: Likeness, t: Translate, *, seed: int) -> dict[str, Any]:
    """Return what ``--json`` prints."""
    from sim import __version__

    sides = [
        {
            "title": side.title,
            "simulated": side.is_simulated,
            "worlds": side.worlds,
            "burn_in_days": side.burn_in_days,
            "messages": [each.messages for each in side.portraits],
            "members": [each.members for each in side.portraits],
            "new_members": [each.newcomers for each in side.portraits],
            "span_days": [each.span_days for each in side.portraits],
        }
        for side in likeness.sides
    ]
    patterns = [
        {
            "name": pattern.name,
            "title": t(pattern.label),
            "unit": pattern.unit,
            "range": None if pattern.range is None else [pattern.range.low, pattern.range.high],
            "sides": [_cell(spread, t) for spread in spreads],
        }
        for pattern, spreads in likeness.rows()
    ]
    return {"version": __version__, "seed": seed, "sides": sides, "patterns": patterns}


def _cell(spread: Spread, t: Translate) -> dict[str, Any]:
    reason = spread.reason.text(t) if spread.reason is not None else None
    return {
        "value": spread.median, "low": spread.low, "high": spread.high, "worlds": spread.worlds, "inside": spread.inside,
        "reason": reason,
    }  # fmt: skip


def write_csv(likeness: Likeness, file: Path) -> None:
    """Write one row a pattern and side; keys and numbers only, so it is the same in every language."""
    with file.open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream, lineterminator="\n")
        rows.writerow(("pattern", "unit", "range_low", "range_high", "side", "value", "low", "high", "worlds", "inside", "reason"))  # fmt: skip
        for pattern, spreads in likeness.rows():
            ends = ("", "") if pattern.range is None else (pattern.range.low, pattern.range.high)
            for side, spread in zip(likeness.sides, spreads, strict=True):
                numbers = ("" if math.isnan(x) else repr(x) for x in (spread.median, spread.low, spread.high))
                inside = "" if spread.inside is None else str(spread.inside).lower()
                reason = str(spread.reason) if spread.reason is not None else ""
                rows.writerow(
                    (pattern.name, pattern.unit, *ends, side.title, *numbers, spread.worlds, inside, reason)
                )


def _title(likeness: Likeness, t: Translate) -> str:
    if len(likeness.sides) == 1:
        return t("Patterns of {log}", log=likeness.sides[0].title)
    return t("Patterns of {log} against {other}", log=likeness.sides[0].title, other=likeness.sides[1].title)
