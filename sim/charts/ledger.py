"""Items below each other, each with a bar an arm: what funnels and accounts are drawn with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.charts.design import MARKS
from sim.charts.palette import GRID, INK, QUIET, ZERO
from sim.charts.theme import CAP, HAIR, SMALL, TEXT, THIN, Panel, axis, layout, look, note, safe
from sim.study.comparison import Comparison

HEAD, WORDS, ROW, AFTER, THICK = 22, 17, 16, 12, 10
LEFT, RIGHT = 22, 8
PER_LINE = 46
"""Width of a line of words on a phone, in Latin letters; a Chinese one counts twice."""


@dataclass(frozen=True, slots=True)
class Bar:
    """From ``start`` to ``end``, with the range of worlds around ``end``; ``words`` are plain text."""

    start: float
    end: float
    low: float
    high: float
    words: str


@dataclass(frozen=True, slots=True)
class Item:
    """A heading in plain text and a bar for each arm; None where the arm has none."""

    heading: str
    bars: tuple[Bar | None, ...]


def ledger(comparison: Comparison, items: Sequence[Item], *, signed: bool = False) -> dict[str, Any]:
    """Return the figure: headings, words of all arms below, then the bars; ``signed`` marks the zero line.

    Bars are in the order of the arms and bear their letters, so that colour carries nothing alone.
    """
    arms = len(comparison.arms)
    lines = max((len(_lines(item)) for item in items), default=1)
    height = HEAD + WORDS * lines + ROW * arms + AFTER
    total = height * max(len(items), 1)
    figure_layout = layout([Panel("", total, {})], x={}, x_title="", left=LEFT)
    figure_layout["annotations"].clear()
    figure_layout |= {
        "margin": {"l": LEFT, "r": RIGHT, "t": 4, "b": 6},
        "height": total + 10,
        "hovermode": "closest",
        "barmode": "overlay",
        "shapes": [_rule(height * place) for place in range(1, len(items))],
    }
    figure_layout["xaxis"] = {
        **axis(),
        "range": _range(items, signed=signed),
        "showticklabels": False,
        "showgrid": False,
    }
    figure_layout["yaxis"] = {**axis(), "range": [total, 0], "showticklabels": False, "showgrid": False}
    for place, item in enumerate(items):
        figure_layout["annotations"] += _texts(item, height * place, lines)
        figure_layout["shapes"].append(_zero(height * place + HEAD + WORDS * lines, ROW * arms))
    data: list[dict[str, Any]] = []
    for arm in range(arms):
        data += _arm(arm, comparison, items, height, lines)
    return {"data": data, "layout": figure_layout}


def _range(items: Sequence[Item], *, signed: bool) -> list[float]:
    ends = [
        x
        for item in items
        for bar in item.bars
        if bar is not None
        for x in (bar.start, bar.end, bar.low, bar.high)
        if np.isfinite(x)
    ]
    low, high = min([0.0, *ends]), max([0.0, *ends])
    room = 0.02 * ((high - low) or 1.0)
    return [low - room if signed and low < 0 else low, (high or 1.0) + room]


def _texts(item: Item, top: float, lines: int) -> list[dict[str, Any]]:
    refs = ("paper", "y")
    notes = [
        note(
            f"<b>{safe(item.heading, 60)}</b>",
            x=0,
            y=top + HEAD - 1,
            shift=(-LEFT, 0),
            size=TEXT,
            color=INK,
            refs=refs,
        )
    ]
    for line, text in enumerate(_lines(item)):
        y = top + HEAD + WORDS * (line + 0.5)
        notes.append(
            note(
                text,
                x=0,
                y=y,
                shift=(-LEFT, 0),
                size=SMALL,
                color=QUIET,
                anchor=("left", "middle"),
                refs=refs,
            )
        )
    for arm, bar in enumerate(item.bars):
        if bar is not None:
            y = top + HEAD + WORDS * lines + ROW * (arm + 0.5)
            notes.append(note(f"<b>{look(arm).letter}</b>", x=0, y=y, shift=(-LEFT + 2, 0), size=SMALL, color=look(arm).ink,
                              anchor=("left", "middle"), refs=refs))  # fmt: skip
    return notes


def _lines(item: Item) -> list[str]:
    """Return the words of all arms, in as many lines as a phone needs."""
    lines: list[list[str]] = [[]]
    used = 0
    for arm, bar in enumerate(item.bars):
        if bar is None:
            continue
        width = 5 + sum(1 if ord(letter) < 0x2E80 else 2 for letter in bar.words)
        if lines[-1] and used + width > PER_LINE:
            lines.append([])
            used = 0
        lines[-1].append(f"<b>{look(arm).letter}</b> {safe(bar.words, 40)}")
        used += width
    return ["   ".join(line) for line in lines]


def _arm(
    arm: int, comparison: Comparison, items: Sequence[Item], height: int, lines: int
) -> list[dict[str, Any]]:
    """Return the bars of one arm, and thin lines from 10 % to 90 % of worlds."""
    style = look(arm)
    known = [(place, bar) for place, item in enumerate(items) if (bar := item.bars[arm]) is not None]
    y = [height * place + HEAD + WORDS * lines + ROW * (arm + 0.5) for place, _ in known]
    bars = {
        "type": "bar", "orientation": "h", "y": y, "base": [_short(bar.start) for _, bar in known], "width": THICK,
        "x": [_short(bar.end - bar.start) for _, bar in known], "marker": {"color": style.color},
        "name": f"<b>{style.letter}</b> {safe(comparison.arms[arm].title, 40)}",
        "customdata": [f"{safe(items[place].heading, 80)}: {safe(bar.words, 80)}" for place, bar in known],
        "hovertemplate": f"<b>{style.letter}</b> %{{customdata}}<extra></extra>",
    }  # fmt: skip
    if comparison.worlds < 2:
        return [bars]
    whiskers = {
        "type": "scatter", "mode": "markers", "x": [_short(bar.end) for _, bar in known], "y": y, "showlegend": False,
        "hoverinfo": "skip", "marker": {"size": MARKS["point"], "color": INK},
        "error_x": {
            "type": "data", "symmetric": False, "array": [_short(max(bar.high - bar.end, 0.0)) for _, bar in known],
            "arrayminus": [_short(max(bar.end - bar.low, 0.0)) for _, bar in known], "color": INK, "thickness": THIN, "width": CAP,
        },
    }  # fmt: skip
    return [bars, whiskers]


def _short(x: float) -> float | None:
    return float(f"{x:.5g}") if np.isfinite(x) else None


def _rule(y: float) -> dict[str, Any]:
    return {
        "type": "line", "xref": "paper", "x0": 0, "x1": 1, "yref": "y", "y0": y, "y1": y, "layer": "below",
        "line": {"color": GRID, "width": HAIR},
    }  # fmt: skip


def _zero(y: float, height: float) -> dict[str, Any]:
    return {
        "type": "line", "xref": "x", "x0": 0, "x1": 0, "yref": "y", "y0": y, "y1": y + height, "layer": "below",
        "line": {"color": ZERO, "width": HAIR},
    }  # fmt: skip
