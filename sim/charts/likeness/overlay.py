"""Curves of sides over one another: the median over worlds, with the band of the middle 80 %."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.charts.chart import Chart, Omitted, Table
from sim.charts.palette import PAPER
from sim.charts.series import plain
from sim.charts.theme import CURVE, HAIR, Panel, arm_key, band, end_labels, layout, look, safe
from sim.i18n import Translate
from sim.statistics import Bands
from sim.study.likeness import Likeness, Side

Array = NDArray[np.float64]

HEIGHT = 280


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """An axis: its words, ends, and whether it is logarithmic; ``ticks`` pairs values with words."""

    title: str
    low: float
    high: float
    is_log: bool = False
    is_share: bool = True
    ticks: tuple[tuple[float, str], ...] = ()

    def place(self, value: float) -> float:
        """Where a value lies in the axis' own coordinates."""
        return math.log10(value) if self.is_log else value

    def as_plotly(self) -> dict[str, Any]:
        """Return the axis for Plotly."""
        given: dict[str, Any] = {"range": [self.place(self.low), self.place(self.high)]}
        if self.is_log:
            given |= {"type": "log"}
        if self.ticks:
            given |= {"tickmode": "array", "tickvals": [value for value, _ in self.ticks], "ticktext": [text for _, text in self.ticks]}  # fmt: skip
        return given


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """A figure of one curve of each side.

    ``bands`` gives the curve of a side, ``caption`` what to see; ``shown`` picks the rows of the table.
    """

    id: str
    title: str
    x: Array
    x_axis: Axis
    y_axis: Axis
    bands: Callable[[Side], Bands]
    caption: str
    shown: Sequence[int]
    names: tuple[str, ...] = ()


def drawn(overlay: Overlay, likeness: Likeness, t: Translate) -> Chart | Omitted:
    """Draw a figure with its legend and table; without two points on any curve there is nothing to see."""
    figure_layout = layout([Panel(overlay.y_axis.title, HEIGHT, overlay.y_axis.as_plotly())],
                           x=overlay.x_axis.as_plotly(), x_title=overlay.x_axis.title)  # fmt: skip
    found = [overlay.bands(side) for side in likeness.sides]
    if all(_points(overlay, each.median)[0].size < 2 for each in found):
        return Omitted(overlay.id, t("{title}, as there is too little data for it.", title=overlay.title))
    data = [
        trace for arm, side in enumerate(likeness.sides) for trace in _band(overlay, arm, side, found[arm])
    ]
    data += [_line(overlay, arm, side, found[arm]) for arm, side in enumerate(likeness.sides)]
    figure_layout["annotations"] += _letters(overlay, found)
    return Chart(
        id=overlay.id,
        title=overlay.title,
        caption=overlay.caption,
        figure={"data": data, "layout": figure_layout},
        table=_table(overlay, likeness, found, t),
        keys=tuple(arm_key(arm, side.title) for arm, side in enumerate(likeness.sides)),
    )


def _points(overlay: Overlay, curve: Array) -> tuple[Array, Array]:
    """Points that can be drawn: known, and above 0 on a logarithmic axis."""
    x = overlay.x[: curve.size]
    y = curve[: x.size]
    known = (
        np.isfinite(y)
        & ((y > 0) if overlay.y_axis.is_log else True)
        & ((x > 0) if overlay.x_axis.is_log else True)
    )
    return x[known], y[known]


def _band(overlay: Overlay, arm: int, side: Side, found: Bands) -> list[dict[str, Any]]:
    """Return the band of a side of many worlds; on a logarithmic axis it ends where its lower edge is 0."""
    if side.worlds < 2:
        return []
    both = np.where(np.isfinite(found.low), found.high, np.nan)
    floor = overlay.y_axis.low if overlay.y_axis.is_log else -np.inf
    x, low = _points(overlay, np.maximum(found.low, floor))
    _, high = _points(overlay, np.maximum(both, floor))
    edge = {
        "type": "scatter",
        "x": plain(x),
        "mode": "lines",
        "line": {"width": 0},
        "hoverinfo": "skip",
        "showlegend": False,
    }
    return [
        {**edge, "y": plain(low)},
        {**edge, "y": plain(high), "fill": "tonexty", "fillcolor": band(look(arm).color, 2)},
    ]


def _line(overlay: Overlay, arm: int, side: Side, found: Bands) -> dict[str, Any]:
    style = look(arm)
    x, y = _points(overlay, found.median)
    number = ".1~%" if overlay.y_axis.is_share else ",.3~r"
    return {
        "type": "scatter", "x": plain(x), "y": plain(y), "mode": "lines+markers",
        "name": f"<b>{style.letter}</b> {safe(side.title, 40)}",
        "line": {"color": style.color, "width": CURVE, "dash": style.dash},
        "marker": {
            "symbol": style.symbol, "size": style.size, "color": style.color, "maxdisplayed": 9, "opacity": 1,
            "line": {"color": PAPER, "width": HAIR},
        },
        "hovertemplate": f"<b>{style.letter}</b> %{{y:{number}}}<extra></extra>",
    }  # fmt: skip


def _letters(overlay: Overlay, found: Sequence[Bands]) -> list[dict[str, Any]]:
    """Letters beside the plot, at the heights at which curves end in it."""
    y_axis, x_axis = overlay.y_axis, overlay.x_axis
    ends = []
    for each in found:
        x, y = _points(overlay, each.median)
        inside = (x >= x_axis.low) & (x <= x_axis.high) & (y >= y_axis.low) & (y <= y_axis.high)
        ends.append(y_axis.place(float(y[inside][-1])) if inside.any() else math.nan)
    bottom, top = y_axis.place(y_axis.low), y_axis.place(y_axis.high)
    return end_labels(ends, top=top, bottom=bottom, yref="y", height=HEIGHT)


def _table(overlay: Overlay, likeness: Likeness, found: Sequence[Bands], t: Translate) -> Table:

    def write(x: float) -> str:
        return t.percent(x, 1) if overlay.y_axis.is_share else t.number(x)

    headers = [overlay.x_axis.title]
    for arm, side in enumerate(likeness.sides):
        headers.append(f"{look(arm).letter} {side.title}")
        if side.worlds > 1:
            headers.append(t("{letter}, middle 80 % of worlds", letter=look(arm).letter))
    rows = []
    for place in overlay.shown:
        row = [overlay.names[place] if overlay.names else t.number(float(overlay.x[place]))]
        for side, each in zip(likeness.sides, found, strict=True):
            known = place < each.median.size
            row.append(write(float(each.median[place]) if known else math.nan))
            if side.worlds > 1:
                ends = (float(each.low[place]), float(each.high[place])) if known else (math.nan, math.nan)
                row.append(t("{low} to {high}", low=write(ends[0]), high=write(ends[1])))
        rows.append(tuple(row))
    return Table(tuple(headers), tuple(rows))
