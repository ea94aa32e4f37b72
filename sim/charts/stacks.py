"""Stacked bars: parts told apart by colour and pattern."""

from __future__ import annotations

from typing import Any

from sim.charts.design import HATCH
from sim.charts.palette import FILLS, PAPER
from sim.charts.theme import RIM


def part(name: str, label: str, *, in_legend: bool = True, panel: int = 1, hover: str = "") -> dict[str, Any]:
    """Return a bar trace of one part, without its numbers."""
    fill = FILLS[name]
    suffix = "" if panel == 1 else str(panel)
    return {
        "type": "bar",
        "name": label,
        "legendgroup": name,
        "showlegend": in_legend,
        "xaxis": f"x{suffix}",
        "yaxis": f"y{suffix}",
        "marker": {
            "color": fill.color,
            "pattern": {"shape": fill.pattern, "fgcolor": PAPER, **HATCH},
            "line": {"color": PAPER, "width": RIM},
        },
        "hovertemplate": hover,
    }  # fmt: skip
