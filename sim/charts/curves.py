"""Curves with their bands: the mean over worlds and where the middle 80 % of worlds lie."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sim.charts.palette import PAPER
from sim.charts.series import plain
from sim.charts.theme import CURVE, HAIR, band, end_labels, look, safe
from sim.statistics import Bands
from sim.study.comparison import Comparison


def curves(
    comparison: Comparison,
    figure_layout: dict[str, Any],
    x: Sequence[float],
    bands: Sequence[Bands],
    *,
    height: int,
    panel: int = 1,
    number: str = ",.3r",
) -> list[dict[str, Any]]:
    """Draw one curve an arm into a panel ``height`` pixels high, letters at the right ends.

    Bands come first, so that no band dims another arm's line; with a single world there are none.
    ``number`` is how the hover box writes a value (d3 format). Only the first panel feeds the legend.
    """
    suffix = "" if panel == 1 else str(panel)
    axes = {"type": "scatter", "x": list(x), "xaxis": f"x{suffix}", "yaxis": f"y{suffix}"}
    traces: list[dict[str, Any]] = []
    lines = []
    for arm, each in enumerate(bands):
        if comparison.worlds > 1:
            edge = {**axes, "mode": "lines", "line": {"width": 0}, "hoverinfo": "skip", "showlegend": False}
            color = band(look(arm).color, len(bands))
            traces += [
                {**edge, "y": plain(each.low)},
                {**edge, "y": plain(each.high), "fill": "tonexty", "fillcolor": color},
            ]
        lines.append(axes | _line(arm, comparison, each, number) | {"showlegend": panel == 1})
    top = figure_layout[f"yaxis{suffix}"]["range"][1]
    ends = [float(each.mean[-1]) for each in bands]
    figure_layout["annotations"] += end_labels(ends, top=top, yref=f"y{suffix}", height=height)
    return traces + lines


def _line(arm: int, comparison: Comparison, each: Bands, number: str) -> dict[str, Any]:
    style = look(arm)
    spread = f" (%{{customdata[0]:{number}}}–%{{customdata[1]:{number}}})" if comparison.worlds > 1 else ""
    return {
        "y": plain(each.mean),
        "mode": "lines+markers",
        "name": f"<b>{style.letter}</b> {safe(comparison.arms[arm].title, 40)}",
        "line": {"color": style.color, "width": CURVE, "dash": style.dash},
        "marker": {
            "symbol": style.symbol, "size": style.size, "color": style.color, "maxdisplayed": 7, "opacity": 1,
            "line": {"color": PAPER, "width": HAIR},
        },
        "customdata": [list(pair) for pair in zip(plain(each.low), plain(each.high), strict=True)],
        "hovertemplate": f"<b>{style.letter}</b> %{{y:{number}}}{spread}<extra></extra>",
    }  # fmt: skip
