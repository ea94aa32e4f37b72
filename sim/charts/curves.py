"""A curve with its band: the mean over worlds and where the middle 80 % of worlds lie."""

from __future__ import annotations

from typing import Any

from sim.charts.series import Array, plain
from sim.charts.theme import look, safe
from sim.statistics import Bands


def curve(  # noqa: PLR0913 - a curve has that many sides
    arm: int,
    title: str,
    x: Array,
    band: Bands,
    *,
    panel: int = 1,
    worlds: int = 2,
    in_legend: bool = True,
    number: str = ",.3~r",
) -> list[dict[str, Any]]:
    """Traces of one arm in one panel: lower edge, upper edge filled down to it, mean line.

    With a single world there is no band. ``number`` is how the hover box writes a value (d3 format).
    """
    style = look(arm)
    suffix = "" if panel == 1 else str(panel)
    days = plain(x)
    shared: dict[str, Any] = {
        "type": "scatter", "x": days, "xaxis": f"x{suffix}", "yaxis": f"y{suffix}", "legendgroup": style.letter,
    }  # fmt: skip
    edge = {**shared, "mode": "lines", "line": {"width": 0}, "hoverinfo": "skip", "showlegend": False}
    low, high = plain(band.low), plain(band.high)
    has_band = worlds > 1
    range_text = f" (%{{customdata[0]:{number}}}–%{{customdata[1]:{number}}})" if has_band else ""
    line = {
        **shared,
        "y": plain(band.mean),
        "mode": "lines+markers",
        "name": f"<b>{style.letter}</b> {safe(title, 40)}",
        "line": {"color": style.color, "width": 2.5, "dash": style.dash},
        "marker": {
            "symbol": style.symbol, "size": 8, "color": style.color, "maxdisplayed": 7, "line": {"color": "#ffffff", "width": 1},
        },
        "showlegend": in_legend,
        "customdata": [list(pair) for pair in zip(low, high, strict=True)],
        "hovertemplate": f"<b>{style.letter}</b> %{{y:{number}}}{range_text}<extra></extra>",
    }  # fmt: skip
    if not has_band:
        return [line]
    return [{**edge, "y": low}, {**edge, "y": high, "fill": "tonexty", "fillcolor": style.band}, line]
