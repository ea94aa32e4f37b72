"""Part 9: an alternative form of attendance beside the chosen one: structural uncertainty."""

from __future__ import annotations

from typing import Any

import numpy as np

from experiments.validation import closed
from experiments.validation.table import Part, number, percent
from experiments.validation.worlds import (
    DAYS,
    QUICK_DAYS,
    SEED,
    SHORT,
    Array,
    apart,
    inside,
    logs,
    middle,
    nearest,
    scenario,
    vectors,
)  # fmt: skip
from sim.patterns import MEMBER_PATTERNS

FORM = "mechanisms.attend.form"
SEARCH_SEED = 77
"""Luck on which the alternative is set up; it is judged on another."""
BASES = (0.01, 0.03, 0.1, 0.3, 1.0)
SCALES = (0.0, 0.5, 1.5, 4.0)


def habit(base: float, scale: float) -> dict[str, Any]:
    """Overrides for the alternative form."""
    return {FORM: "habit", "mechanisms.attend.habit_base": base, "mechanisms.attend.habit_scale": scale}


def best(quick: bool) -> tuple[dict[str, Any], int]:
    """Choose base and scale by distance to the nearest real set, on other luck than it is judged on; and say among how many."""
    days, worlds = (QUICK_DAYS, 1) if quick else (DAYS, 6)
    grid = [
        habit(base, scale) for base in BASES[:: 3 if quick else 1] for scale in SCALES[:: 3 if quick else 1]
    ]
    far = [nearest(middle(vectors(logs(scenario(over, days), worlds, SEARCH_SEED))))[1] for over in grid]
    return grid[int(np.argmin([value if np.isfinite(value) else np.inf for value in far]))], len(grid)


def measure(quick: bool) -> Part:
    """Show the patterns under both forms."""
    days, worlds = (QUICK_DAYS, 2) if quick else (DAYS, 20)
    part = Part("9. Structural uncertainty: two forms of attendance")
    other, tried = best(quick)
    forms = {"memory": {FORM: "memory"}, "habit": other}
    medians = {
        name: middle(vectors(logs(scenario(over, days), worlds, SEED))) for name, over in forms.items()
    }
    most = max(apart().values())
    for name, median in medians.items():
        near, far = nearest(median)
        part.judge(
            f"form `{name}`", "reported: patterns inside; distance to the nearest real set",
            f"{inside(median).count(True)} of 18; {far:.2f} to {SHORT[near]} (largest among real sets {most:.2f})", None,
        )  # fmt: skip
    part.table("Medians under both forms:", ["pattern", "accepted", "memory", "habit"], _lines(medians))
    _decline(part, forms, quick)
    told = [
        p.name
        for p, a, b in zip(MEMBER_PATTERNS, inside(medians["memory"]), inside(medians["habit"]), strict=True)
        if a != b
    ]
    part.remarks += [
        f"Patterns on which the two forms differ in verdict: {', '.join(told) or 'none'}. What they agree on does not tell whether "
        "attendance follows a long memory. Speaking keeps its own traces in both.",
        "`memory` is the chosen form: past visits fade as a power. `habit` has a constant rate of one's own plus an exponential "
        "habit of four days, and members whose needs end ('buy till you die', Schmittlein, Morrison and Colombo 1987). Its base "
        f"({other['mechanisms.attend.habit_base']:g}) and scale ({other['mechanisms.attend.habit_scale']:g}) were chosen among {tried} pairs on seed {SEARCH_SEED}; "
        "all else keeps the defaults, which were chosen with `memory`: a fuller search could bring `habit` nearer, so this shows where forms part, not which is true.",
    ]
    return part


def _lines(medians: dict[str, Array]) -> list[list[str]]:
    lines = []
    for k, pattern in enumerate(MEMBER_PATTERNS):
        assert pattern.range is not None
        cells = []
        for median in medians.values():
            ok = inside(median)[k]
            word = "-" if ok is None else "inside" if ok else "**outside**"
            cells.append(f"{number(median[k])} {word}" if ok is not None else "-")
        lines.append([pattern.label, f"{pattern.range.low:g} - {pattern.range.high:g}", *cells])
    return lines


def _decline(part: Part, forms: dict[str, dict[str, Any]], quick: bool) -> None:
    """Show what the forms say of what no log of a living group shows."""
    days, worlds = (200, 2) if quick else (1800, 40)
    rows = []
    for name, over in forms.items():
        mean = closed.weekly_speakers(days, worlds, over).mean(axis=0)
        half = mean[mean.argmax() :] <= mean.max() / 2
        weeks = f"{int(half.argmax())}" if half.any() else f"more than {half.size}"
        rows.append(
            [name, number(float(mean.max())), weeks, percent(float(mean[-4:].mean() / max(mean.max(), 1e-9)))]
        )
    part.table("A closed group without operation under both forms:",
               ["form", "peak of weekly speakers", "weeks to half of it", f"left after {days} days"], rows)  # fmt: skip
