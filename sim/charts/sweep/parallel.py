"""Every point as a line over all factors and outcomes."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.charts.chart import Chart, Key, Omitted, Table
from sim.charts.palette import GRID, SHADES
from sim.charts.series import Array
from sim.charts.sweep.scale import title_of
from sim.charts.theme import HAIR, SMALL, THIN, Panel, layout, note, safe
from sim.charts.words import level
from sim.contracts import Better
from sim.i18n import Translate
from sim.study.sweep.findings import means_of
from sim.study.sweep.table import SweepTable, level_text

MOST_AXES, MOST_POINTS = 6, 240
GROUPS = (3, 4, 5)
"""Shades of the lower, middle and upper third; lighter ones cannot be seen as lines."""
DASHES = ("dot", "solid", "solid")


def parallel(table: SweepTable, t: Translate) -> Chart | Omitted:
    """Axes from low to high; the shade of a line is its third in the first outcome."""
    factors = table.study.factors
    if len(factors) < 2:
        return Omitted("parallel", t("All points as lines, as only one thing is varied."))
    means = [means_of(table, place).reshape(-1) for place in range(len(table.outcomes))]
    grid = [(c, s) for c in range(len(table.choices)) for s in range(len(table.samples))]
    coordinates = np.array([[*table.choices[c], *table.samples[s]] for c, s in grid])
    axes: list[tuple[str, Array, tuple[str, str]]] = []
    for k, factor in enumerate(factors[: MOST_AXES - 2]):
        column = coordinates[:, k]
        ends = tuple(t(level_text(factor, x)) for x in (column.min(), column.max()))
        axes.append((t(factor.label), column, (ends[0], ends[1])))
    for outcome, values in list(zip(table.outcomes, means, strict=True))[: MOST_AXES - len(axes)]:
        known = values[np.isfinite(values)]
        low, high = (float(known.min()), float(known.max())) if known.size else (0.0, 0.0)
        axes.append((t(outcome.label), values, (level(low, outcome.unit, t), level(high, outcome.unit, t))))
    points = np.unique(np.linspace(0, len(grid) - 1, MOST_POINTS).round().astype(int))
    figure_layout = layout(
        [Panel("", 300, {"range": [-0.02, 1.02], "showticklabels": False, "showgrid": False})],
        x={"range": [-0.45, len(axes) - 0.55], "showticklabels": False, "ticks": "", "showline": False}, x_title="", left=4,
    )  # fmt: skip
    figure_layout["annotations"].clear()
    figure_layout["hovermode"] = False
    figure_layout["margin"] |= {"t": 26, "b": 84, "r": 4}
    figure_layout["height"] = 300 + 26 + 84
    figure_layout["shapes"] = [
        {"type": "line", "xref": "x", "yref": "y", "x0": k, "x1": k, "y0": 0, "y1": 1, "line": {"color": GRID, "width": THIN}}
        for k in range(len(axes))
    ]  # fmt: skip
    for k, (name, _, (low_text, high_text)) in enumerate(axes):
        figure_layout["annotations"] += [
            note(
                safe(high_text, 12),
                x=k,
                y=1,
                shift=(0, 4),
                anchor=("center", "bottom"),
                refs=("x", "y"),
                size=SMALL,
            ),
            note(
                safe(low_text, 12),
                x=k,
                y=0,
                shift=(0, -4),
                anchor=("center", "top"),
                refs=("x", "y"),
                size=SMALL,
            ),
            note(
                _folded(name), x=k, y=0, shift=(0, -22), anchor=("center", "top"), refs=("x", "y"), size=SMALL
            ),
        ]
    data = _lines(table, axes, points, means[0])
    return Chart(
        id="parallel",
        title=t("All points"),
        caption=t.sentences(
            [
                t(
                    "Each line is a point of the study: its settings on the left, its outcomes on the right, each axis from its lowest to its highest value."
                ),
                t("Darker lines are better in {outcome}.", outcome=t(table.outcomes[0].label)),
            ]
        ),
        figure={"data": data, "layout": figure_layout},
        table=_table(table, grid, means, t),
        keys=tuple(
            Key(word, SHADES[shade])
            for word, shade in zip(
                (t("worst third"), t("middle third"), t("best third")), GROUPS, strict=True
            )
        ),
    )


def _lines(
    table: SweepTable, axes: list[tuple[str, Array, tuple[str, str]]], points: Array, main: Array
) -> list[dict[str, Any]]:
    sign = -1.0 if table.outcomes[0].better is Better.LOWER else 1.0
    rank = np.argsort(np.argsort(sign * np.nan_to_num(main, nan=-np.inf)))
    third = np.minimum(3 * rank // max(1, main.size), 2)
    scaled = np.stack([_scaled(values) for _, values, _ in axes], axis=1)
    traces = []
    for group, (shade, dash) in enumerate(zip(GROUPS, DASHES, strict=True)):
        own = [int(k) for k in points if third[int(k)] == group]
        y: list[float | None] = []
        for k in own:
            y += [*(round(float(x), 3) if np.isfinite(x) else None for x in scaled[k]), None]
        x = [*range(len(axes)), None] * len(own)
        traces.append({
            "type": "scatter", "mode": "lines", "x": x, "y": y, "hoverinfo": "skip", "showlegend": False,
            "line": {"color": SHADES[shade], "dash": dash, "width": THIN if group == 2 or len(points) <= 60 else HAIR},
        })  # fmt: skip
    return traces


def _scaled(values: Array) -> Array:
    known = values[np.isfinite(values)]
    low, high = (float(known.min()), float(known.max())) if known.size else (0.0, 1.0)
    return (values - low) / (high - low) if high > low else np.where(np.isfinite(values), 0.5, np.nan)


def _folded(name: str, width: int = 8) -> str:
    """Break a name into short lines."""
    words, lines = name.split(" "), [""]
    if len(words) == 1 and len(name) > width // 2 and not name.isascii():
        return "<br>".join(safe(name[k : k + 5], 10) for k in range(0, min(len(name), 15), 5))
    for word in words:
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "<br>".join(safe(line, 14) for line in lines[:4])


def _table(table: SweepTable, grid: list[tuple[int, int]], means: list[Array], t: Translate) -> Table:
    factors = table.study.factors
    headers = (*(title_of(f, t) for f in factors), *(t(outcome.label) for outcome in table.outcomes))
    rows = []
    for k, (choice, sample) in enumerate(grid[:MOST_POINTS]):
        settings = zip(factors, (*table.choices[choice], *table.samples[sample]), strict=True)
        cells = (
            level(float(values[k]), outcome.unit, t)
            for outcome, values in zip(table.outcomes, means, strict=True)
        )
        rows.append((*(t(level_text(f, x)) for f, x in settings), *cells))
    return Table(headers, tuple(rows), len(factors))
