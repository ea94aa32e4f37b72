"""How numbers of figures are written in captions and tables."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from sim.charts.series import Array, mean
from sim.i18n import Translate
from sim.statistics import PairedDifference

SHARES = frozenset({"share", "%"})


def spread(values: Array, worlds: int, t: Translate) -> tuple[str, str]:
    """Mean over worlds, and the 10 % and 90 % points; the latter empty where all worlds are alike."""
    known = values[np.isfinite(values)]
    if worlds < 2 or known.size < 2:
        return t.number(mean(values)), ""
    low, high = (float(end) for end in np.percentile(known, (10, 90)))
    digits = digits_of(mean(values), low, high)
    return t.number(mean(values), digits), _ends(low, high, digits, t)


def cell(values: Array, worlds: int, t: Translate) -> str:
    """Return both in one: mean, and the range in brackets."""
    middle, ends = spread(values, worlds, t)
    return t("{mean} ({range})", mean=middle, range=ends) if ends else middle


def span_rows(days: int, t: Translate, length: int = 0) -> Iterator[tuple[str, slice]]:
    """Rows of a table over time, (label, days): weeks up to half a year, else four weeks."""
    length = length or (7 if days <= 190 else 28)
    for first in range(0, days, length):
        last = min(first + length, days)
        label = t("{first} to {last}", first=first + 1, last=last) if last - first > 1 else str(last)
        yield label, slice(first, last)


def interval(low: float, high: float, t: Translate) -> str:
    """Write two ends alike; an end that is not zero is not written as zero."""
    digits = digits_of(low, high)
    return t("{low} to {high}", low=t.number(low, digits), high=t.number(high, digits))


def digits_of(*numbers: float) -> int:
    """Return how many decimals numbers that stand together need, so that none of them looks like zero."""
    sizes = [abs(number) for number in numbers if np.isfinite(number)]
    largest = max(sizes, default=0.0)
    digits = 0 if largest >= 9.95 or largest == 0 else 1 if largest >= 0.995 else 2
    while digits < 4 and any(0 < size < 0.5 * 10.0**-digits for size in sizes):
        digits += 1
    return digits


def difference(x: float, low: float, high: float, unit: str, t: Translate) -> tuple[str, str]:
    """Write a difference and its interval, without the unit; shares in percentage points.

    The interval is empty where it does not exist or is a point: the same in every world.
    """
    times = 100.0 if unit in SHARES else 1.0
    x, low, high = times * x, times * low, times * high
    digits = digits_of(x, low, high)
    ends = _ends(low, high, digits, t) if np.isfinite(low) and np.isfinite(high) else ""
    return t.number(x, digits, signed=True), ends


def gap_words(letter: str, gap: PairedDifference, t: Translate) -> str:
    """Write an arm's paired difference from the first with its interval, which is left out where it is a point."""
    middle, ends = difference(gap.difference, gap.low, gap.high, "", t)
    if not ends:
        return f"{letter}\u00a0{middle}"
    return t("{arm} {difference} ({interval})", arm=letter, difference=middle, interval=ends)


def level(x: float, unit: str, t: Translate) -> str:
    """Write a level, without the unit; shares as percentages."""
    return t.percent(x, 1 if abs(x) < 0.0995 else 0) if unit in SHARES else t.number(x)


def estimate(x: float, low: float, high: float, unit: str, t: Translate) -> str:
    """Write a mean and its interval, with as many decimals as two figures of half the interval need."""
    half = (high - low) / 2
    if not half > 0:
        return level(x, unit, t)
    ends = t("{low} to {high}", low=told_apart(low, half, unit, t), high=told_apart(high, half, unit, t))
    return t("{mean} ({range})", mean=told_apart(x, half, unit, t), range=ends)


def told_apart(x: float, size: float, unit: str, t: Translate) -> str:
    """Write a level with as many decimals as two figures of a difference of some size need; shares as percentages."""
    if not size > 0:
        return level(x, unit, t)
    digits = max(0, min(4, 1 - math.floor(math.log10(100 * size if unit in SHARES else size))))
    return t.percent(x, digits) if unit in SHARES else t.number(x, digits)


def unit_of(unit: str, t: Translate) -> str:
    """Return the unit in which differences are written."""
    return t("percentage points") if unit in SHARES else t(unit)


def _ends(low: float, high: float, digits: int, t: Translate) -> str:
    """Write a range; nothing where it is a point."""
    first, last = t.number(low, digits), t.number(high, digits)
    return t("{low} to {high}", low=first, high=last) if first != last else ""
