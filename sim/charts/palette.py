"""Colours, dashes, marks and patterns of figures by day, and what each becomes on a dark page; from ``design``."""

from __future__ import annotations

from dataclasses import dataclass

from sim.charts.design import (
    ARM_STYLES,
    FILL_STYLES,
    GROUND,
    LESS_TONES,
    MORE_TONES,
    SAME_TONE,
    SHADE_TONES,
    tones,
)

INK, QUIET, GRID, ZERO, PAPER = (GROUND[name].day for name in ("ink", "quiet", "grid", "zero", "paper"))


@dataclass(frozen=True, slots=True)
class Fill:
    """How a part of a stack is drawn."""

    color: str
    pattern: str = ""


ARMS = tuple((arm.color.day, arm.ink.day, arm.dash, arm.symbol) for arm in ARM_STYLES)
FILLS = {name: Fill(style.color.day, style.pattern) for name, style in FILL_STYLES.items()}

SHADES = tuple(tone.day for tone in SHADE_TONES)
LESS, SAME = tuple(tone.day for tone in LESS_TONES), SAME_TONE.day
MORE = tuple(tone.day for tone in MORE_TONES)

DARK = {tone.day: tone.night for tone in tones()}
"""What each colour becomes on a dark page (:func:`sim.charts.theme.dark` adds the bands)."""
