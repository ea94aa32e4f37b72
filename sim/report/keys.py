"""The legend of a chart as a list beside it, which cannot lie over data and wraps by itself."""

from __future__ import annotations

from sim.charts import Key
from sim.charts.design import at_night
from sim.charts.palette import FILLS, PAPER
from sim.charts.theme import dark, look
from sim.report.html import Markup, el, join

DASHES = {
    "solid": None,
    "dash": "7 4",
    "dot": "2 3",
    "dashdot": "7 3 2 3",
    "longdash": "11 4",
    "longdashdot": "11 3 2 3",
    "2px,6px": "2 5",
    "12px,3px,2px,3px,2px,3px": "11 3 2 3 2 3",
}
SYMBOLS = {
    "circle": "M17 7a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z",
    "square": "M17.5 3.5h7v7h-7z",
    "diamond": "M21 2l5 5l-5 5l-5 -5z",
    "triangle-up": "M21 2.2l4.8 8.4h-9.6z",
    "cross": "M19.5 2.5h3v3h3v3h-3v3h-3v-3h-3v-3h3z",
    "star": "M21 1.5l1.6 3.7l4 .4l-3 2.7l.9 3.9l-3.5 -2.1l-3.5 2.1l.9 -3.9l-3 -2.7l4 -.4z",
    "pentagon": "M21 2l4.8 3.5l-1.8 5.6h-6l-1.8 -5.6z",
    "x": "M18 2l3 3l3 -3l2 2l-3 3l3 3l-2 2l-3 -3l-3 3l-2 -2l3 -3l-3 -3z",
}
PATTERNS = {
    ".": ("dots", "M2.5 2.5h1.6v1.6h-1.6z"),
    "/": ("slash", "M-1 7L7 -1M-1 2L2 -1M4 7L7 4"),
    "x": ("cross", "M0 0L6 6M6 0L0 6"),
    "-": ("line", "M0 3H6"),
}


def key_list(keys: tuple[Key, ...], label: str) -> Markup:
    """Return the legend of a chart."""
    kinds = dict.fromkeys((not key.is_line, key.group) for key in keys)
    groups = [
        (heading, [key for key in keys if (not key.is_line, key.group) == (is_fill, heading)])
        for is_fill, heading in sorted(kinds, key=lambda kind: kind[0])
    ]
    lists = [
        el(
            "ul",
            el("li", heading, class_="group") if heading else None,
            *(el("li", swatch(key), _name(key)) for key in group),
            class_="keys",
            aria_label=heading or label,
        )
        for heading, group in groups
    ]
    return join(*lists)


def swatch(key: Key) -> Markup:
    """Return a small picture of how something is drawn."""
    color = f"ink {color_class(key.color)}"
    if key.is_line:
        line = el(
            "path",
            d="M1 7H41",
            fill="none",
            stroke="currentColor",
            stroke_width="2.5",
            stroke_dasharray=DASHES[key.dash],
        )
        mark = el("path", d=SYMBOLS[key.symbol], fill="currentColor", class_="edge", stroke_width="1")
        return _svg(join(line, mark), "0 0 42 14", 42, color)
    inner = [el("rect", width="14", height="14", rx="1", fill="currentColor")]
    if key.pattern:
        inner.append(el("rect", width="14", height="14", fill=f"url(#fill-{PATTERNS[key.pattern][0]})"))
    return _svg(join(*inner), "0 0 14 14", 14, color)


def badge(arm: int) -> Markup:
    """Return the letter of an arm in its colour."""
    return el("span", look(arm).letter, class_=f"badge {color_class(look(arm).ink)}")


def named(arm: int, title: str) -> Markup:
    """Return an arm's letter and title."""
    return el("span", badge(arm), el("span", title), class_="named")


def pattern_defs() -> Markup:
    """Return the patterns that swatches refer to."""
    patterns = [
        el("pattern", el("path", d=path, class_="hatch", fill="none", stroke_width="1.3"),
           id=f"fill-{name}", width="6", height="6", patternUnits="userSpaceOnUse")
        for name, path in PATTERNS.values()
    ]  # fmt: skip
    return el("svg", el("defs", *patterns), width="0", height="0", class_="unseen", aria_hidden="true")


def color_class(color: str) -> str:
    """Name of the CSS class for a colour of the figures."""
    return f"c-{color.lstrip('#')}"


def color_css() -> str:
    """Return rules for all colours of the figures, on a light and on a dark page."""
    nights = dark()
    days = (
        {fill.color for fill in FILLS.values()}
        | {color for color in nights if color.startswith("#")}
        | {PAPER}
    )
    light = "".join(f".{color_class(color)}{{color:{color}}}" for color in sorted(days))
    return light + at_night(
        lambda root: "".join(
            f"{root} .{color_class(color)}{{color:{nights[color]}}}" for color in sorted(days & nights.keys())
        )
    )


def _svg(inner: Markup, box: str, width: int, color: str) -> Markup:
    return el(
        "svg", inner, viewBox=box, width=width, height=14, class_=color, aria_hidden="true", focusable="false"
    )


def _name(key: Key) -> Markup:
    letter = el("b", key.letter, " ") if key.letter else None
    return el("span", letter, key.label)
