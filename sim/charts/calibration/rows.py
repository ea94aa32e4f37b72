"""Layout of figures with one row a thing: its name above, marks below, a field behind all rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sim.charts.palette import GRID, INK, ZERO
from sim.charts.theme import BOTTOM, HAIR, SMALL, TOP, axis, layout, note, safe

ROW = 46
MARK = 0.17
"""How far below the middle of its row a mark lies; the name stands above."""


def rows_layout(
    names: Sequence[str],
    ends: tuple[float, float],
    field: tuple[float, float],
    ticks: Sequence[tuple[float, str]],
    lines: Sequence[float] = (),
) -> dict[str, Any]:
    """Return a layout: ``ends`` of the x axis, a grey ``field``, dotted ``lines``, and named rows."""
    n = len(names)
    made = layout([], x={}, x_title="", left=12)
    made |= {
        "height": n * ROW + TOP + BOTTOM,
        "hovermode": "closest",
        "xaxis": {**axis(), "range": list(ends), "showgrid": False, "tickmode": "array", "tickangle": 0,
                  "tickvals": [at for at, _ in ticks], "ticktext": [text for _, text in ticks]},
        "yaxis": {**axis(), "range": [-n + 0.5, 0.5], "showgrid": False, "showticklabels": False},
        "shapes": [
            {"type": "rect", "xref": "x", "yref": "paper", "x0": field[0], "x1": field[1], "y0": 0, "y1": 1,
             "layer": "below", "fillcolor": GRID, "line": {"width": 0}},
            *(
                {"type": "line", "xref": "x", "yref": "paper", "x0": x, "x1": x, "y0": 0, "y1": 1, "layer": "below",
                 "line": {"color": ZERO, "width": HAIR, "dash": "dot"}}
                for x in lines
            ),
            *(
                {"type": "line", "xref": "paper", "yref": "y", "x0": 0, "x1": 1, "y0": -k - 0.5, "y1": -k - 0.5,
                 "layer": "below", "line": {"color": GRID, "width": HAIR}}
                for k in range(n)
            ),
        ],
        "annotations": [
            note(safe(name), x=0, y=-k, shift=(0, 6), size=SMALL, color=INK, refs=("paper", "y"))
            for k, name in enumerate(names)
        ],
    }  # fmt: skip
    return made
