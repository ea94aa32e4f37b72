"""Axes of factors and the words of settings, for every figure of a sweep."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.charts.series import Array
from sim.charts.theme import safe
from sim.charts.words import unit_of
from sim.contracts import Outcome
from sim.i18n import Translate
from sim.study.sweep.declared import Factor
from sim.study.sweep.table import SweepTable, level_text

MOST_PANELS = 4
"""Outcomes that a figure shows; all are in the table below it."""


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis of a factor: where each of its coordinates lies, and Plotly's words for the axis."""

    at: tuple[float, ...]
    words: tuple[str, ...]
    axis: dict[str, Any]
    is_size: bool
    """Whether coordinates lie by their size, so that a curve may join them."""


def is_number(factor: Factor) -> bool:
    """Whether all settings of a factor are numbers."""
    return factor.is_range or all(np.isfinite(level.number) for level in factor.levels)


def scale(factor: Factor, coordinates: Array, t: Translate) -> Scale:
    """Return the axis for some coordinates: by size if they are numbers, else one place each."""
    if is_number(factor):
        numbers = [float(x) if factor.is_range else factor.levels[int(x)].number for x in coordinates]
        low, high = min(numbers), max(numbers)
        edge = 0.03 * (high - low) or 0.5
        words = tuple(f"{x:.4g}" for x in numbers)
        return Scale(tuple(numbers), words, {"range": [low - edge, high + edge], "nticks": 7}, True)
    places = tuple(float(k) for k in range(len(coordinates)))
    names = tuple(safe(t(level_text(factor, x)), 16) for x in coordinates)
    return Scale(
        places,
        names,
        {"range": [-0.4, len(places) - 0.6], "tickvals": list(places), "ticktext": list(names)},
        False,
    )


def title_of(factor: Factor, t: Translate) -> str:
    """Label of a factor with its unit."""
    label = t(factor.label)
    return t("{label} ({unit})", label=label, unit=t(factor.unit)) if factor.unit else label


def heading_of(outcome: Outcome, t: Translate) -> str:
    """Label of an outcome with its unit, safe for Plotly."""
    unit = f" ({safe(unit_of(outcome.unit, t), 20)})" if outcome.unit and outcome.unit != "share" else ""
    return f"{safe(t(outcome.label), 44)}{unit}"


def along(table: SweepTable) -> int:
    """Position of the factor that figures run along: the numeric one with most settings, else the first."""
    factors = table.study.strategies.factors
    counts = [np.unique(table.choices[:, k]).size for k in range(len(factors))]
    numeric = [k for k in range(len(factors)) if is_number(factors[k]) and counts[k] > 1]
    return max(numeric or range(len(factors)), key=lambda k: counts[k])


def beside(table: SweepTable, first: int, most: int) -> int | None:
    """Position of another factor with few enough settings to stand beside the first; None without one."""
    factors = table.study.strategies.factors
    counts = {k: np.unique(table.choices[:, k]).size for k in range(len(factors)) if k != first}
    few = [k for k, n in counts.items() if 1 < n <= most]
    return max(few, key=lambda k: counts[k]) if few else None


def choice_words(table: SweepTable, choice: int, t: Translate) -> str:
    """Name a choice: each factor with its setting."""
    factors: Sequence[Factor] = table.study.strategies.factors
    pairs = zip(factors, table.choices[choice], strict=True)
    if len(factors) == 1:
        word = t(level_text(factors[0], table.choices[choice][0]))
        return word if is_number(factors[0]) else t("“{level}”", level=word)
    return t.join(t("{label} {level}", label=t(f.label), level=t(level_text(f, x))) for f, x in pairs)
