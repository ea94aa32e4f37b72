"""Overview: where each of the eighteen patterns lies within what real groups show."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from sim.charts.chart import Chart, Key, Table
from sim.charts.palette import GRID, INK, PAPER, ZERO
from sim.charts.theme import BOTTOM, HAIR, LINE, SMALL, TOP, arm_key, axis, layout, look, note, safe
from sim.i18n import Translate
from sim.patterns import MEMBER_PATTERNS
from sim.patterns.pattern import SLACK, Range
from sim.study import number_text
from sim.study.likeness import Likeness, Spread
from sim.study.pattern_text import range_text, spread_text, verdict_text

ROW = 46
EDGE = 1.0
"""How many widths of the range beyond its ends are shown; what lies further out sits at the edge."""


def overview(likeness: Likeness, t: Translate) -> Chart:
    """Every pattern on the scale of its own range: 0 the lowest of real groups, 1 the highest."""
    rows = [(pattern, [side.spread(pattern) for side in likeness.sides]) for pattern in MEMBER_PATTERNS]
    figure_layout = _layout(len(rows), t)
    data: list[dict[str, Any]] = []
    for arm in range(len(likeness.sides)):
        data += _marks(
            arm, [(pattern.range, spreads[arm]) for pattern, spreads in rows], len(likeness.sides), t
        )
    for place, (pattern, _) in enumerate(rows):
        figure_layout["annotations"].append(
            note(
                safe(t(pattern.label)),
                x=0,
                y=-place,
                shift=(0, 6),
                size=SMALL,
                color=INK,
                refs=("paper", "y"),
            )
        )
    keys = tuple(arm_key(arm, side.title) for arm, side in enumerate(likeness.sides))
    return Chart(
        id="overview",
        title=t("The eighteen patterns at a glance"),
        caption=_caption(likeness, t),
        figure={"data": data, "layout": figure_layout},
        table=_table(likeness, t),
        keys=(*keys, Key(t("What real groups show"), GRID)),
    )


def _layout(rows: int, t: Translate) -> dict[str, Any]:
    ends = [-EDGE - 0.1, 1.0 + EDGE + 0.1]
    made = layout([], x={}, x_title="", left=12)
    plot = rows * ROW
    made |= {
        "height": plot + TOP + BOTTOM,
        "hovermode": "closest",
        "xaxis": {**axis(), "range": ends, "showgrid": False, "tickmode": "array", "tickvals": [0, 1],
                  "ticktext": [t("lowest"), t("highest")], "tickangle": 0},
        "yaxis": {**axis(), "range": [-rows + 0.5, 0.5], "showgrid": False, "showticklabels": False},
        "shapes": [
            {"type": "rect", "xref": "x", "yref": "paper", "x0": 0, "x1": 1, "y0": 0, "y1": 1, "layer": "below",
             "fillcolor": GRID, "line": {"width": 0}},
            *(
                {"type": "line", "xref": "x", "yref": "paper", "x0": x, "x1": x, "y0": 0, "y1": 1, "layer": "below",
                 "line": {"color": ZERO, "width": HAIR, "dash": "dot"}}
                for x in (-SLACK, 1 + SLACK)
            ),
            *(
                {"type": "line", "xref": "paper", "yref": "y", "x0": 0, "x1": 1, "y0": -place - 0.5, "y1": -place - 0.5,
                 "layer": "below", "line": {"color": GRID, "width": HAIR}}
                for place in range(rows)
            ),
        ],
    }  # fmt: skip
    return made


def _marks(
    arm: int, rows: list[tuple[Range | None, Spread]], arms: int, t: Translate
) -> list[dict[str, Any]]:
    """Return the marks of a side, and the bands of one of many worlds."""
    style = look(arm)
    shift = 0.0 if arms == 1 else 0.13 * (1 - 2 * arm)
    x, y, hover, symbols = [], [], [], []
    lines_x: list[float | None] = []
    lines_y: list[float | None] = []
    for place, (wanted, spread) in enumerate(rows):
        if wanted is None or math.isnan(spread.median):
            continue
        at = _scaled(wanted, spread.median)
        height = -place - 0.17 + shift
        x.append(min(max(at, -EDGE), 1 + EDGE))
        y.append(height)
        symbols.append("triangle-left" if at < -EDGE else "triangle-right" if at > 1 + EDGE else style.symbol)
        hover.append(f"{safe(t(spread.pattern.label))}<br><b>{style.letter}</b> {number_text(spread.median)}")
        if spread.high > spread.low:
            ends = [min(max(_scaled(wanted, end), -EDGE), 1 + EDGE) for end in (spread.low, spread.high)]
            lines_x += [*ends, None]
            lines_y += [height, height, None]
    band = {"type": "scatter", "mode": "lines", "x": lines_x, "y": lines_y, "hoverinfo": "skip",
            "line": {"color": style.color, "width": LINE}}  # fmt: skip
    marks = {
        "type": "scatter", "mode": "markers", "x": x, "y": y, "text": hover, "hovertemplate": "%{text}<extra></extra>",
        "marker": {"symbol": symbols, "size": style.size + 1, "color": style.color, "line": {"color": PAPER, "width": HAIR}},
    }  # fmt: skip
    return [band, marks] if lines_x else [marks]


def _scaled(wanted: Range, value: float) -> float:
    return (value - wanted.low) / (wanted.high - wanted.low)


def _caption(likeness: Likeness, t: Translate) -> str:
    said = []
    for arm, side in enumerate(likeness.sides):
        verdicts = [side.spread(pattern).inside for pattern in MEMBER_PATTERNS]
        known = [each for each in verdicts if each is not None]
        said.append(t("{letter} {k} of {n}", letter=look(arm).letter, k=int(np.sum(known)), n=len(known)))
    return t(
        "Patterns inside what six real group chats show: {listed}. The grey field runs from the lowest to the highest of them, each pattern on its own scale; up to the dotted lines still counts as inside. A triangle lies further out.",
        listed=t.join(said),
    )  # fmt: skip


def _table(likeness: Likeness, t: Translate) -> Table:
    headers = [t("Pattern"), t("Real groups")]
    for arm, side in enumerate(likeness.sides):
        headers += [f"{look(arm).letter} {side.title}", ""]
    rows = []
    for pattern in MEMBER_PATTERNS:
        row = [
            t(pattern.label),
            range_text(pattern, t),
        ]
        for side in likeness.sides:
            spread = side.spread(pattern)
            row += [spread_text(spread, side.worlds, t), verdict_text(spread, t)]
        rows.append(tuple(row))
    return Table(tuple(headers), tuple(rows))
