"""Part 8: which pattern breaks when a mechanism is off; a mechanism that breaks none is questioned."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from experiments.validation import closed, ensemble, fatigue
from experiments.validation.table import Part, number, signed
from experiments.validation.worlds import (
    DAYS,
    QUICK_DAYS,
    SEED,
    WIDTHS,
    Array,
    inside,
    logs,
    middle,
    scenario,
    vectors,
)
from sim.patterns import MEMBER_PATTERNS
from sim.scenario import catalogue

OTHER_SEED = 5
MOVES = 0.5
"""A shift of the median by this many widths of the range is shown, even if nothing breaks."""

BREAKS = 0.25
"""A pattern of members breaks if it was inside, is outside, and its median has moved by this many widths or is gone."""

BEYOND = ("closed", "short-lived", "long-lived", "pushes")
"""Beyond members: the closed group's end, both shares of the ensemble, growth of push fatigue."""


@dataclass(frozen=True)
class Found:
    """All that is looked at, with one mechanism off or none."""

    median: Array
    holds: tuple[bool | None, ...]
    beyond: tuple[float, ...]
    beyond_holds: tuple[bool, ...]


def look(name: str | None, quick: bool, seed: int = SEED) -> Found:
    """Measure with a mechanism off; another seed is for the patterns of members only."""
    off = {} if name is None else {f"mechanisms.{name}.enabled": False}
    days, worlds = (QUICK_DAYS, 2) if quick else (DAYS, 12)
    median = middle(vectors(logs(scenario(off, days), worlds, seed)))
    speakers = closed.weekly_speakers(*((200, 2) if quick else (1800, 30)), off).mean(axis=0)
    left = float(speakers[-4:].mean() / speakers.max()) if speakers.max() > 0 else float("nan")
    short, long = ensemble.shares(ensemble.last_days(*((2, 2) if quick else (40, 5)), off)[0])
    ratio = fatigue.effects(off, *((1, 13) if quick else (30, fatigue.MONTHS))).ratio
    return Found(
        median,
        tuple(inside(median)),
        (left, short, long, ratio),
        (
            left <= closed.GONE,
            abs(short - ensemble.SHORT_LIVED) <= ensemble.SLACK,
            abs(long - ensemble.LONG_LIVED) <= ensemble.SLACK,
            fatigue.RATIO[0] <= ratio <= fatigue.RATIO[1],
        ),
    )


def measure(quick: bool) -> Part:
    """Switch off each in turn."""
    part = Part("8. Ablation: what breaks without each mechanism")
    names = ("attend", "mute", "climate") if quick else tuple(catalogue.mechanisms())
    whole = look(None, quick)
    lines, questioned, silent = [], [], []
    for name in names:
        without = look(name, quick)
        broken = _broken(whole, without)
        if not any(without.holds) and not np.isfinite(without.median).any():
            silent.append(name)
        if not broken:
            questioned.append((name, _largest(whole, without)))
        lines.append([f"`{name}`", str(broken), *_cells(whole, without)])
    heads = [p.name for p in MEMBER_PATTERNS] + list(BEYOND)
    luck = look(None, quick, OTHER_SEED)
    base = ["*all on*", "", *_base(whole)]
    lines.append(["*nothing, other luck*", str(_broken(whole, luck)), *_cells(whole, luck)])
    part.table(
        f"**X** breaks (inside with all on, outside without, and moved by {BREAKS:g} widths or more); + repaired; a number: moved by so many widths of the range ({MOVES:g} or more); "
        "blank: as before. First row: o inside, x outside with all on. Last row: all on under another seed, which shows what luck alone does.",
        ["without", "breaks", *heads],
        [base, *lines],
    )
    part.judge("mechanisms that break no pattern when off", "none; each is questioned below",
               ", ".join(name for name, _ in questioned) or "none", not questioned)  # fmt: skip
    for name, largest in questioned:
        part.remarks.append(
            f"- **`{name}` is questioned**: nothing that holds with it fails without it. {largest} {_reason(name)}"
        )
    if silent:
        part.remarks.append(f"Without {', '.join(silent)} nobody writes: all patterns go.")
    every = zip(
        (*(p.name for p in MEMBER_PATTERNS), *BEYOND), (*whole.holds, *whole.beyond_holds), strict=True
    )
    already = [name for name, ok in every if not ok]
    part.remarks.append(
        f"What is outside with all on cannot break: {', '.join(already) or 'nothing'}. The more the defaults reproduce, the more this matrix says."
    )
    return part


def _breaks(whole: Found, without: Found) -> list[bool]:
    """Whether each pattern of members breaks."""
    shift = np.abs(without.median - whole.median) / WIDTHS
    rows = zip(whole.holds, without.holds, shift, strict=True)
    return [bool(before and not after and not moved < BREAKS) for before, after, moved in rows]


def _broken(whole: Found, without: Found) -> int:
    """How many patterns break, those beyond members included."""
    beyond = zip(whole.beyond_holds, without.beyond_holds, strict=True)
    return sum(_breaks(whole, without)) + sum(a and not b for a, b in beyond)


def _base(whole: Found) -> list[str]:
    return ["o" if ok else "x" for ok in (*whole.holds, *whole.beyond_holds)]


def _cells(whole: Found, without: Found) -> list[str]:
    shift = (without.median - whole.median) / WIDTHS
    cells = []
    breaks = _breaks(whole, without)
    for before, after, moved, broken in zip(whole.holds, without.holds, shift, breaks, strict=True):
        size = f" {signed(moved)}" if np.isfinite(moved) and abs(moved) >= MOVES else ""
        cells.append(("**X**" if broken else "+" if after and not before else "") + size)
    for before, after, value in zip(whole.beyond_holds, without.beyond_holds, without.beyond, strict=True):
        cells.append(
            ("**X** " if before and not after else "+ " if after and not before else "") + number(value)
        )
    return cells


def _largest(whole: Found, without: Found) -> str:
    shift = (without.median - whole.median) / WIDTHS
    if not np.isfinite(shift).any():
        return "No pattern can be compared."
    k = int(np.nanargmax(np.abs(shift)))
    return f"Its largest effect is on {MEMBER_PATTERNS[k].name}: {signed(float(shift[k]))} widths."


def _reason(name: str) -> str:
    """Say what could justify a mechanism that no pattern needs."""
    if name in LEVERS:
        return f"It is there for {LEVERS[name]}, which logs of members do not show: the patterns cannot justify it, other evidence must."
    return "Either the patterns do not identify it, or the model can do without it."


LEVERS = {
    "admit": "entry gates, screening and fees",
    "advertise": "pushes and notices",
    "assist": "operators' hours for answers",
    "moderate": "spam and its removal",
    "mute": "reach under pushes and noise",
    "operate": "finite hours of operators",
}
"""Mechanisms that exist for what operators do."""
