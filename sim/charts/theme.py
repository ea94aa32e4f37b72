"""Type and spacing of every figure; with the colours in ``palette``, all that knows how a figure looks."""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.charts.chart import Key
from sim.charts.design import BAND_ALPHA, FONT, MARKS, STROKE, TYPE
from sim.charts.palette import ARMS, DARK, FILLS, GRID, INK, PAPER, QUIET, ZERO

SMALL, TEXT, LETTER = TYPE["micro"], TYPE["small"], TYPE["note"]
RIM, HAIR, THIN, LINE, CURVE, CAP = (
    STROKE[name] for name in ("edge", "hair", "thin", "mark", "curve", "cap")
)
LEFT, RIGHT, TOP, BOTTOM, GAP = 46, 24, 30, 46, 46
LETTER_GAP = 15
"""Pixels that letters at the ends of curves keep from one another."""


@dataclass(frozen=True, slots=True)
class Look:
    """How an arm is drawn: never by colour alone."""

    letter: str
    color: str
    ink: str
    dash: str
    symbol: str
    size: int


def look(arm: int) -> Look:
    """How arm number ``arm`` (from 0) is drawn."""
    color, ink, dash, symbol = ARMS[arm % len(ARMS)]
    return Look(
        letter(arm),
        color,
        ink,
        dash,
        symbol,
        MARKS["pointed" if symbol.startswith(("triangle", "diamond")) else "plain"],
    )


def letter(arm: int) -> str:
    """Letter that stands for an arm: A, B, ... Z, then A2."""
    return chr(65 + arm % 26) + (str(arm // 26 + 1) if arm >= 26 else "")


def dark() -> dict[str, str]:
    """Every colour of the light figures that changes on a dark page, with what it changes to."""
    bands = {band(color, arms): band(DARK[color], arms) for color, *_ in ARMS for arms in (2, 3)}
    return {**DARK, **bands}


def band(color: str, arms: int) -> str:
    """Return the colour of a band; paler where many lie over each other."""
    red, green, blue = (int(color[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},{BAND_ALPHA[arms > 2]})"


def arm_key(arm: int, title: str) -> Key:
    """Return the legend entry of an arm."""
    style = look(arm)
    return Key(title, style.color, style.dash, style.symbol, letter=style.letter)


def bar_key(arm: int, title: str) -> Key:
    """Return the legend entry of an arm that is drawn as a bar."""
    return Key(title, look(arm).color, letter=letter(arm))


def fill_key(name: str, label: str) -> Key:
    """Return the legend entry of a part of a stack."""
    return Key(label, FILLS[name].color, pattern=FILLS[name].pattern)


def safe(text: str, longest: int = 60) -> str:
    """Return text from a file as Plotly may show it: no markup, not wider than ``longest`` letters, of which a Chinese sign is two."""
    widths = np.cumsum([1 + (unicodedata.east_asian_width(sign) in "WF") for sign in text])
    whole = not text or widths[-1] <= longest
    cut = text if whole else text[: int(np.searchsorted(widths, longest))].rstrip() + "…"
    return html.escape(cut, quote=False)


@dataclass(frozen=True, slots=True)
class Panel:
    """A plot with a heading, ``height`` pixels high, and what its y axis is like."""

    heading: str
    height: int
    yaxis: dict[str, Any]


def layout(panels: Sequence[Panel], *, x: dict[str, Any], x_title: str, left: int = LEFT) -> dict[str, Any]:
    """Lay panels below each other over one x axis, in pixels, headings above each."""
    plot = sum(panel.height for panel in panels) + GAP * (len(panels) - 1)
    result: dict[str, Any] = {
        "height": plot + TOP + BOTTOM,
        "margin": {"l": left, "r": RIGHT, "t": TOP, "b": BOTTOM},
        "font": {"family": FONT, "size": SMALL, "color": QUIET},
        "paper_bgcolor": PAPER,
        "plot_bgcolor": PAPER,
        "hovermode": "x unified",
        "dragmode": False,
        "hoverlabel": {"bgcolor": PAPER, "bordercolor": GRID, "font": {"family": FONT, "size": SMALL, "color": INK}},
        "showlegend": False,
        "annotations": [],
    }  # fmt: skip
    top = float(plot)
    for number, panel in enumerate(panels, start=1):
        suffix = "" if number == 1 else str(number)
        domain = [max(0.0, (top - panel.height) / plot), top / plot]
        is_last = number == len(panels)
        result[f"yaxis{suffix}"] = {**axis(), "domain": domain, "anchor": f"x{suffix}", **panel.yaxis}
        result[f"xaxis{suffix}"] = {
            **axis(), "anchor": f"y{suffix}", "showgrid": False, "showline": True, "linecolor": ZERO, "ticks": "outside",
            "ticklen": 4, "tickcolor": ZERO, "showticklabels": is_last, **({} if is_last else {"matches": f"x{len(panels)}"}),
            "title": {"text": x_title if is_last else "", "standoff": 6, "font": {"size": SMALL, "color": QUIET}},
            "unifiedhovertitle": {"text": f"{x_title} %{{x}}"}, **x,
        }  # fmt: skip
        result["annotations"].append(
            note(panel.heading, x=0, y=domain[1], shift=(-left - 1, 6), size=TEXT, color=INK)
        )
        top -= panel.height + GAP
    return result


def axis() -> dict[str, Any]:
    """Return what every axis has in common: nothing to drag, nothing drawn that carries no number."""
    return {
        "fixedrange": True, "zeroline": False, "gridcolor": GRID, "showline": False,
        "tickfont": {"size": SMALL, "color": QUIET}, "separatethousands": True,
    }  # fmt: skip


def note(  # noqa: PLR0913 - an annotation has that many sides
    text: str,
    *,
    x: float,
    y: float,
    shift: tuple[float, float] = (0, 0),
    size: int = SMALL,
    color: str = QUIET,
    anchor: tuple[str, str] = ("left", "bottom"),
    refs: tuple[str, str] = ("paper", "paper"),
) -> dict[str, Any]:
    """Text at a place of the figure, without an arrow."""
    return {
        "text": text, "x": x, "y": y, "xref": refs[0], "yref": refs[1], "xanchor": anchor[0], "yanchor": anchor[1],
        "xshift": shift[0], "yshift": shift[1], "showarrow": False, "align": "left", "font": {"size": size, "color": color},
    }  # fmt: skip


def day_axis(days: int, said: str = "") -> dict[str, Any]:
    """Return an x axis of days with at most seven round ticks; ``said`` heads the hover box, with ``%{x}`` for the day."""
    step = next((step for step in (1, 2, 5, 7, 14, 30, 60, 90, 180, 360, 720) if days <= 6.5 * step), 1440)
    return {"range": [0, max(days, 1)], "dtick": step, "tick0": 0, **_hover_title(said)}


def week_axis(weeks: int, said: str = "") -> dict[str, Any]:
    """Return an x axis of weeks, the first of them 1, under bars; ``said`` as in :func:`day_axis`."""
    step = next((step for step in (1, 2, 4, 8, 13, 26, 52) if weeks <= 8 * step), 104)
    return {"range": [0.4, weeks + 0.6], "tick0": step, "dtick": step, **_hover_title(said)}


def _hover_title(said: str) -> dict[str, Any]:
    return {"unifiedhovertitle": {"text": said}} if said else {}


def end_labels(
    ends: Sequence[float], *, top: float, yref: str, height: int, bottom: float = 0.0
) -> list[dict[str, Any]]:
    """Letters of the arms at the right end of their curves, moved apart where curves end together.

    ``bottom`` and ``top`` are the ends of the y axis, logarithms on a logarithmic one, as ``ends`` are.
    """
    known = [arm for arm, end in enumerate(ends) if np.isfinite(end)]
    gap = LETTER_GAP / height * (top - bottom)
    order = sorted(known, key=lambda arm: ends[arm])
    places: list[float] = []
    for arm in order:
        places.append(max(ends[arm], places[-1] + gap) if places else max(ends[arm], bottom))
    limit = max(top, bottom + gap * (len(places) - 1))
    for at in reversed(range(len(places))):  # back from the top, where they were pushed out of the plot
        places[at] = min(places[at], limit)
        limit = places[at] - gap
    return [
        note(f"<b>{look(arm).letter}</b>", x=1, y=place, shift=(6, 0), size=LETTER,
             color=look(arm).ink, anchor=("left", "middle"), refs=("paper", yref))
        for arm, place in zip(order, places, strict=True)
    ]  # fmt: skip
