"""Part 1: the eighteen patterns of members, simulated beside each data set, and all of them jointly."""

from __future__ import annotations

import numpy as np

from experiments.validation.svg import Row, ranges
from experiments.validation.table import Part, Plot, number, percent
from experiments.validation.worlds import (
    APART,
    DAYS,
    FITTED,
    LOWS,
    QUICK_DAYS,
    SEED,
    SHORT,
    VALIDATED,
    WIDTHS,
    Array,
    apart,
    cut,
    distance,
    inside,
    logs,
    middle,
    nearest,
    quantile,
    scenario,
    vectors,
)  # fmt: skip
from sim.patterns import MEMBER_PATTERNS, references
from sim.results import EventLog

LEAST_INSIDE = 15
SHORT_RECORD_DAYS = 300.0
FURTHER_SEEDS = (1, 2, 3, 4)


def measure(quick: bool) -> Part:
    """Run the scenario and judge."""
    days, worlds = (QUICK_DAYS, 3) if quick else (DAYS, 20)
    part = Part("1. Patterns of members")
    found = logs(scenario(days=days), worlds)
    rows = vectors(found)
    median = middle(rows)
    _verdicts(part, median, worlds, days)
    _fit_on_other_luck(part, days, worlds)
    _table(part, rows, median, days, worlds)
    _by_set(part, found, days)
    part.remarks.append(
        "A pattern is inside if the median over worlds lies in the range widened by a tenth of its width on each side. "
        f"`types/interest_group`, {days} days, {worlds} worlds, seed {SEED}, burn-in 60 days."
    )
    return part


def _verdicts(part: Part, median: Array, worlds: int, days: int) -> None:
    judged = inside(median)
    outside = [p.name for p, ok in zip(MEMBER_PATTERNS, judged, strict=True) if not ok]
    part.judge(
        f"patterns inside their ranges, {worlds} worlds of {days} days",
        f"{LEAST_INSIDE} of 18 or more",
        f"{judged.count(True)} of 18; outside: {', '.join(outside) or 'none'}",
        judged.count(True) >= LEAST_INSIDE,
    )
    among = apart()
    most = max(among.values())
    name, far = nearest(median)
    part.judge(
        "jointly: distance to the nearest real set",
        f"at most {most:.2f}, the largest distance of a real set to its nearest other ({SHORT[max(among, key=lambda k: among[k])]})",
        f"{far:.2f}, to {SHORT[name]}",
        bool(far <= most),
    )
    part.remarks.append(
        "Distance: root mean square, over the patterns that both have, of differences in units of the width of the "
        "acceptance range. Each real set's distance to its nearest other: "
        + ", ".join(f"{SHORT[k]} {v:.2f}" for k, v in among.items())
        + "."
    )


def _fit_on_other_luck(part: Part, days: int, worlds: int) -> None:
    """Say how the verdict depends on the seed."""
    counts = []
    for seed in FURTHER_SEEDS[: 1 if days < DAYS else None]:
        median = middle(vectors(logs(scenario(days=days), worlds, seed)))
        counts.append(
            f"{inside(median).count(True)} inside at distance {nearest(median)[1]:.2f} (seed {seed})"
        )
    part.remarks.append("On other seeds, as many worlds each: " + "; ".join(counts) + ".")


def _table(part: Part, rows: Array, median: Array, days: int, worlds: int) -> None:
    low, high = quantile(rows, 0.1), quantile(rows, 0.9)
    lines = []
    for k, (pattern, ok) in enumerate(zip(MEMBER_PATTERNS, inside(median), strict=True)):
        assert pattern.range is not None
        accepted = f"{pattern.range.low:g} - {pattern.range.high:g}"
        verdict = "-" if ok is None else "inside" if ok else "**outside**"
        band = f"{number(low[k])} - {number(high[k])}" if np.isfinite(low[k]) else "-"
        worlds_inside = np.mean([bool(pattern.range.holds(float(v))) for v in rows[:, k]])
        lines.append(
            [pattern.label, accepted, number(median[k]), band, f"{100 * worlds_inside:.0f} %", verdict]
        )
    head = ["pattern", "accepted", "median", "middle 80 % of worlds", "worlds inside", "verdict"]
    part.table("Simulated against the acceptance ranges:", head, lines)
    drawn = [
        Row(
            p.label,
            *((v - LOWS[k]) / WIDTHS[k] for v in (low[k], high[k], median[k])),
            [
                (n + 1, (references()[s].vector[k] - LOWS[k]) / WIDTHS[k])
                for n, s in enumerate((*FITTED, *VALIDATED, *APART))
            ],
        )
        for k, p in enumerate(MEMBER_PATTERNS)
    ]
    names = [SHORT[s] + (" (fitted)" if s in FITTED else "") for s in (*FITTED, *VALIDATED, *APART)]
    plot = ranges(
        f"Eighteen patterns: simulated (blue: median, middle 80 % of {worlds} worlds) and seven real groups",
        drawn, names, "position in the acceptance range (grey: 0 to 1); the ends hold what lies beyond", (-1.5, 2.5),
    )  # fmt: skip
    part.plots.append(
        Plot("patterns", "Simulated and real patterns on the scale of the acceptance ranges", plot)
    )


def matched(found: list[EventLog], name: str, days: int) -> Array:
    """Vectors of simulated logs cut to the length of a short real record.

    Slack channels are slices of older channels: the last days, with their burn-in. UCI is seen from
    birth: the first days, without one.
    """
    real = references()[name]
    if real.span_days > SHORT_RECORD_DAYS:
        return vectors(found)
    span = min(real.span_days, days)
    start = 0.0 if name in APART else days - span
    return vectors([cut(log, start, start + span) for log in found], real.burn_in_days)


def _by_set(part: Part, found: list[EventLog], days: int) -> None:
    """Hold every real set against simulated logs of its length."""
    groups = (
        ("Fitted", FITTED),
        ("Validated only", VALIDATED),
        ("Apart (private messages, not fitted)", APART),
    )
    for title, names in groups:
        simulated = {name: matched(found, name, days) for name in names}
        in_band = of_all = 0
        lines = [[p.label] for p in MEMBER_PATTERNS]
        summary = []
        for name in names:
            real, rows = references()[name].vector, simulated[name]
            low, high, median = quantile(rows, 0.1), quantile(rows, 0.9), middle(rows)
            compared = hits = 0
            for k, line in enumerate(lines):
                known = np.isfinite(real[k]) and np.isfinite(median[k])
                is_in = bool(known and low[k] <= real[k] <= high[k])
                compared, hits = compared + bool(known), hits + is_in
                word = "" if not known else "inside" if is_in else "**outside**"
                band = f"{number(median[k])} ({number(low[k])} - {number(high[k])}) {word}".strip()
                line += [number(real[k]), band if np.isfinite(median[k]) else "-"]
            in_band, of_all = in_band + hits, of_all + compared
            summary.append(
                f"{SHORT[name]}: {hits} of {compared} inside the simulated band, distance {distance(real, median):.2f}"
            )
        part.judge(
            f"real values in the middle 80 % of worlds: {title[0].lower()}{title[1:]}",
            "reported; 80 % if real groups were such worlds",
            f"{in_band} of {of_all} ({percent(in_band / of_all if of_all else float('nan'))})",
            None,
        )
        head = ["pattern"] + [cell for n in names for cell in (SHORT[n], "simulated")]
        part.table(
            f"**{title}.** Real value, simulated median with the middle 80 % of worlds, and whether the real value "
            f"lies in that band. {'; '.join(summary)}.",
            head,
            lines,
        )
    part.remarks.append(
        "The acceptance ranges are drawn from all six group chats, those not fitted included, so being inside a range is no "
        "validation; the tables by set are."
    )
    part.remarks.append(
        "Sets of less than 300 days are held against simulated logs cut to their length (elm and clojure: the last "
        "158 days with burn-in 28; UCI: the first 194 days without burn-in), since several patterns depend on it."
    )
