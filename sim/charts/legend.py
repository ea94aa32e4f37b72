"""A figure with its legend drawn below the plot, for places that cannot lay out keys themselves."""

from __future__ import annotations

from sim.charts.chart import Chart, Figure
from sim.charts.palette import INK
from sim.charts.theme import SMALL

ROW = 24


def with_legend(chart: Chart) -> Figure:
    """Return the figure with room below the plot for a legend, two entries a row on a phone."""
    layout = chart.figure["layout"]
    margin = layout["margin"]
    room = ROW * ((len(chart.keys) + 1) // 2) + 12
    plot = layout["height"] - margin["t"] - margin["b"]
    legend = {
        "orientation": "h", "x": 0, "xanchor": "left", "y": -margin["b"] / plot, "yanchor": "top",
        "itemclick": False, "itemdoubleclick": False, "font": {"size": SMALL, "color": INK}, "entrywidth": 0.5, "entrywidthmode": "fraction",
    }  # fmt: skip
    return {
        **chart.figure,
        "layout": {
            **layout, "showlegend": True, "legend": legend, "height": layout["height"] + room,
            "margin": {**margin, "b": margin["b"] + room},
        },
    }  # fmt: skip
