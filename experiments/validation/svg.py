"""Plots as small SVG files that need nothing else: curves, and ranges with dots."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import numpy as np
from numpy.typing import ArrayLike

COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#000000", "#E69F00")
DASHES = ("", "7 3", "2 3", "9 3 2 3", "4 2", "1 2", "12 4")
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 720, 320, 62, 168, 34, 44
FONT = 'font-family="sans-serif" font-size="12"'


@dataclass(frozen=True)
class Curve:
    """A curve with its name; ``low`` and ``high`` are its band, if it has one."""

    name: str
    x: ArrayLike
    y: ArrayLike
    low: ArrayLike | None = None
    high: ArrayLike | None = None


@dataclass(frozen=True)
class Row:
    """A row of a plot of ranges: a band, a point, and named dots, on one scale for all rows."""

    name: str
    low: float
    high: float
    middle: float
    dots: Sequence[tuple[int, float]] = ()


def _ticks(low: float, high: float) -> list[float]:
    """Round values between two ends, about five."""
    rough = (high - low) / 5.0 or 1.0
    size = 10.0 ** math.floor(math.log10(rough))
    step = next(m * size for m in (1.0, 2.0, 5.0, 10.0) if m * size >= rough)
    first = math.ceil(low / step - 1e-9)
    return [round(k * step, 10) for k in range(first, math.floor(high / step + 1e-9) + 1)]


def _ticks_of_logs(low: float, high: float) -> list[float]:
    """Values 1, 2, 5, 10, ... between two powers of ten."""
    values = [m * 10.0**k for k in range(math.floor(low), math.ceil(high) + 1) for m in (1, 2, 5)]
    return [value for value in values if low - 1e-9 <= math.log10(value) <= high + 1e-9]


class _Frame:
    """Axes of a plot and the way from data to pixels."""

    def __init__(self, title: str, x: tuple[float, float], y: tuple[float, float], logs: bool) -> None:
        self.x0, self.x1 = x
        self.logs = logs
        self.y0, self.y1 = (math.log10(v) for v in y) if logs else y
        self.parts = [f'<text x="{LEFT}" y="18" {FONT} font-weight="bold">{escape(title)}</text>']

    def px(self, value: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * (value - self.x0) / ((self.x1 - self.x0) or 1.0)

    def py(self, value: float) -> float:
        at = math.log10(value) if self.logs else value
        share = (min(max(at, self.y0), self.y1) - self.y0) / ((self.y1 - self.y0) or 1.0)
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * share

    def axes(self, x_label: str, y_label: str) -> None:
        for tick in _ticks(self.x0, self.x1):
            self._text(self.px(tick), HEIGHT - BOTTOM + 16, f"{tick:g}", "middle")
        for value in _ticks_of_logs(self.y0, self.y1) if self.logs else _ticks(self.y0, self.y1):
            at = self.py(value)
            self._text(LEFT - 6, at + 4, f"{value:g}", "end")
            self.parts.append(f'<path d="M{LEFT} {at:.1f}H{WIDTH - RIGHT}" stroke="#ddd" stroke-width="1"/>')
        self._text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 8, x_label, "middle")
        self.parts.append(
            f'<text transform="translate(14 {HEIGHT / 2}) rotate(-90)" text-anchor="middle" {FONT}>{escape(y_label)}</text>'
        )

    def _text(self, x: float, y: float, text: str, anchor: str) -> None:
        self.parts.append(
            f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" {FONT}>{escape(text)}</text>'
        )

    def document(self, height: int = HEIGHT) -> str:
        size = f'viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}"'
        back = f'<rect width="{WIDTH}" height="{height}" fill="white"/>'
        return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{back}{"".join(self.parts)}</svg>\n'


def curves(
    title: str,
    given: Sequence[Curve],
    x_label: str,
    y_label: str,
    *,
    logs: bool = False,
    mark: float | None = None,
) -> str:
    """Draw curves with their bands; ``mark`` is a vertical line. Values of 0 have no place on a scale of logs."""
    everything = np.concatenate(
        [np.asarray(v, float).ravel() for c in given for v in (c.y, c.low, c.high) if v is not None]
    )
    shown = everything[np.isfinite(everything) & ((everything > 0) | (not logs))]
    low, high = (float(shown.min()), float(shown.max())) if shown.size else (0.1, 1.0)
    if logs:
        low = max(low, high / 1e4)
    elif low > 0:
        low = 0.0
    every_x = np.concatenate([np.asarray(c.x, float).ravel() for c in given])
    frame = _Frame(title, (float(every_x.min()), float(every_x.max())), (low, high), logs)
    frame.axes(x_label, y_label)
    if mark is not None:
        at = frame.px(mark)
        frame.parts.append(
            f'<path d="M{at:.1f} {TOP}V{HEIGHT - BOTTOM}" stroke="#888" stroke-dasharray="3 3"/>'
        )
    smallest = low if logs else None
    for k, curve in enumerate(given):
        colour, dash = COLOURS[k % len(COLOURS)], DASHES[k % len(DASHES)]
        if curve.low is not None and curve.high is not None:
            outline = (
                _points(frame, curve.x, curve.low, smallest)
                + _points(frame, curve.x, curve.high, smallest)[::-1]
            )
            frame.parts.append(f'<path d="M{"L".join(outline)}Z" fill="{colour}" opacity="0.15"/>')
        points = "L".join(_points(frame, curve.x, curve.y, 0.0 if logs else None))
        style = f'fill="none" stroke="{colour}" stroke-width="2" stroke-dasharray="{dash}"'
        frame.parts.append(f'<path d="M{points}" {style}/>')
        _legend(frame, k, curve.name, colour, dash)
    return frame.document()


def _points(frame: _Frame, x: ArrayLike, y: ArrayLike, least: float | None) -> list[str]:
    """Points as text; on a scale of logs, ``least`` stands for what is below it, and 0 leaves that out."""
    values = np.asarray(y, float)
    if least is not None:
        values = np.where(values > 0, np.maximum(values, least), least or np.nan)
    pairs = zip(np.asarray(x, float), values, strict=True)
    return [f"{frame.px(a):.1f} {frame.py(b):.1f}" for a, b in pairs if math.isfinite(b)] or ["0 0"]


def _legend(frame: _Frame, k: int, name: str, colour: str, dash: str) -> None:
    y = TOP + 10 + 18 * k
    x = WIDTH - RIGHT + 8
    frame.parts.append(
        f'<path d="M{x} {y}h22" stroke="{colour}" stroke-width="2" stroke-dasharray="{dash}"/>'
        f'<text x="{x + 27}" y="{y + 4}" {FONT}>{escape(name)}</text>'
    )


def ranges(
    title: str, rows: Sequence[Row], names: Sequence[str], x_label: str, span: tuple[float, float]
) -> str:
    """Draw a row a pattern: the accepted range from 0 to 1, the simulated band and median, a numbered dot a set."""
    height = TOP + 18 * len(rows) + BOTTOM
    frame = _Frame(title, span, (0.0, 1.0), logs=False)
    left, right = 190, WIDTH - RIGHT

    def px(value: float) -> float:
        return left + (right - left) * (min(max(value, span[0]), span[1]) - span[0]) / (span[1] - span[0])

    frame.parts.append(
        f'<rect x="{px(0):.1f}" y="{TOP - 8}" width="{px(1) - px(0):.1f}" height="{18 * len(rows) + 6}" fill="#eee"/>'
    )
    for k, row in enumerate(rows):
        y = TOP + 18 * k + 4
        frame._text(left - 8, y + 4, row.name, "end")
        for place, value in row.dots:
            if math.isfinite(value):
                frame._text(px(value), y + 4, str(place), "middle")
        if math.isfinite(row.middle):
            frame.parts.append(
                f'<path d="M{px(row.low):.1f} {y}H{px(row.high):.1f}" stroke="{COLOURS[0]}" stroke-width="5" opacity="0.45"/>'
                f'<circle cx="{px(row.middle):.1f}" cy="{y}" r="5" fill="{COLOURS[0]}"/>'
            )
    for tick in (0.0, 0.5, 1.0):
        frame._text(px(tick), height - BOTTOM + 14, f"{tick:g}", "middle")
    frame._text((left + right) / 2, height - 10, x_label, "middle")
    for k, name in enumerate(names):
        frame._text(right + 10, TOP + 4 + 18 * k, f"{k + 1} {name}", "start")
    return frame.document(height)
