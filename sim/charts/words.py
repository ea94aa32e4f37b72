"""How numbers of figures are written in captions and tables."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.charts.series import Array, mean
from sim.i18n import Translate

SHARES = frozenset({"share", "%"})


def cell(values: Array, worlds: int, t: Translate) -> str:
    """Mean over worlds and, where there are several, the 10 % and 90 % points in brackets."""
    known = values[np.isfinite(values)]
    if worlds < 2 or known.size < 2:
        return t.number(mean(values))
    low, high = np.percentile(known, (10, 90))
    return t("{mean} ({low} to {high})", mean=t.number(mean(values)), low=t.number(float(low)), high=t.number(float(high)))


def span_rows(days: int, t: Translate, length: int = 0) -> Iterator[tuple[str, slice]]:
    """Rows of a table over time, (label, days): weeks up to half a year, else four weeks."""
    length = length or (7 if days <= 190 else 28)
    for first in range(0, days, length):
        last = min(first + length, days)
        label = t("{first} to {last}", first=first + 1, last=last) if last - first > 1 else str(last)
        yield label, slice(first, last)


def quantity(x: float, unit: str, t: Translate, *, signed: bool = False) -> str:
    """Write a number with its unit; shares as percentages."""
    if unit in SHARES:
        return t.percent(x, 1 if abs(x) < 0.0995 else 0, signed=signed)
    number = t.number(x, signed=signed)
    return f"{number} {t(unit)}" if unit and np.isfinite(x) else number


def interval(low: float, high: float, unit: str, t: Translate) -> str:
    """Write the ends of an interval, unit left to the number it belongs to."""
    if unit in SHARES:
        return t("{low} to {high}", low=t.percent(low, 1), high=t.percent(high, 1))
    return t("{low} to {high}", low=t.number(low), high=t.number(high))
