"""Two strategies against each other: each outcome as a map of their settings."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.charts.chart import Chart, Key, Omitted, Table
from sim.charts.palette import INK, SHADES
from sim.charts.series import Array
from sim.charts.sweep.scale import MOST_PANELS, along, beside, heading_of, title_of
from sim.charts.theme import SMALL, Panel, layout, safe
from sim.charts.words import level, told_apart
from sim.contracts import Better
from sim.i18n import Translate
from sim.study.sweep.findings import grid
from sim.study.sweep.table import SweepTable, level_text

MOST_SIDE = 30
WRITTEN = 40
"""Cells up to which each has its number written into it."""
ROW = 34


def heat(table: SweepTable, t: Translate) -> Chart | Omitted:
    """One map an outcome; darker is more."""
    factors = table.study.strategies.factors
    across = along(table) if factors else 0
    down = beside(table, across, MOST_SIDE) if factors else None
    if down is None or np.unique(table.choices[:, across]).size > MOST_SIDE:
        return Omitted("heat", t("Maps of two strategies, as fewer than two are varied over a grid."))
    shown = range(min(len(table.outcomes), MOST_PANELS))
    maps = [grid(table, place, down, across) for place in shown]
    ys, xs, _ = maps[0]
    words = [
        [safe(t(level_text(factors[k], x)), 14) for x in values] for k, values in ((across, xs), (down, ys))
    ]
    height = int(np.clip(ROW * ys.size, 90, 420))
    figure_layout = layout(
        [
            Panel(heading_of(table.outcomes[place], t), height,
                  {"range": [-0.5, ys.size - 0.5], "tickvals": list(range(ys.size)), "ticktext": words[1], "showgrid": False})
            for place in shown
        ],
        x={"range": [-0.5, xs.size - 0.5], "tickvals": list(range(xs.size)), "ticktext": words[0]},
        x_title=title_of(factors[across], t),
        left=8 + 7 * min(14, max(len(word) for word in words[1]) + 1),
    )  # fmt: skip
    figure_layout["hovermode"] = "closest"
    data = [
        _map(means, place, table.outcomes[place].unit, words, panel, t)
        for panel, (place, (_, _, means)) in enumerate(zip(shown, maps, strict=True), 1)
    ]
    return Chart(
        id="heat",
        title=t("{a} by {b}", a=t(factors[down].label), b=t(factors[across].label)),
        caption=_caption(table, maps[0][2], words, (t(factors[across].label), t(factors[down].label)), t),
        figure={"data": data, "layout": figure_layout},
        table=_table(table, (down, across), maps, words, t),
        keys=(Key(t("least"), SHADES[0]), Key(t("most"), _shades(maps[0][2].size)[-1])),
    )


def _shades(cells: int) -> tuple[str, ...]:
    """Return the shades of a map; under written numbers only those that they can be read on."""
    return SHADES[:3] if cells <= WRITTEN else SHADES


def _map(
    values: Array, place: int, unit: str, words: list[list[str]], panel: int, t: Translate
) -> dict[str, Any]:
    known = values[np.isfinite(values)]
    low, high = (float(known.min()), float(known.max())) if known.size else (0.0, 1.0)
    shades = _shades(values.size)
    colors = [[k / (len(shades) - 1), color] for k, color in enumerate(shades)]
    suffix = "" if panel == 1 else str(panel)
    texts = [
        [told_apart(float(x), high - low, unit, t) if np.isfinite(x) else "" for x in row] for row in values
    ]
    del place
    return {
        "type": "heatmap", "z": [[round(float(x), 4) if np.isfinite(x) else None for x in row] for row in values],
        "zmin": low, "zmax": high if high > low else low + 1.0, "colorscale": colors, "showscale": False, "xgap": 1, "ygap": 1,
        "xaxis": f"x{suffix}", "yaxis": f"y{suffix}", "text": texts, "hoverongaps": False,
        **({"texttemplate": "%{text}", "textfont": {"size": SMALL, "color": INK}} if values.size <= WRITTEN else {}),
        "customdata": [[f"{x}, {y}" for x in words[0]] for y in words[1]],
        "hovertemplate": "%{customdata}: %{text}<extra></extra>",
    }  # fmt: skip


def _caption(
    table: SweepTable, means: Array, words: list[list[str]], names: tuple[str, str], t: Translate
) -> str:
    outcome = table.outcomes[0]
    sign = -1.0 if outcome.better is Better.LOWER else 1.0
    if not np.isfinite(means).any():
        return t("No value is known.")
    row, column = np.unravel_index(int(np.nanargmax(sign * means)), means.shape)
    return t.sentences([
        t("{outcome} is best at {a} {x} and {b} {y}: {level}.", outcome=t(outcome.label), x=words[0][column], y=words[1][row],
          a=names[0], b=names[1], level=level(float(means[row, column]), outcome.unit, t)),
        t("Each map has its own scale; darker is more."),
    ])  # fmt: skip


def _table(
    table: SweepTable, factors: tuple[int, int], maps: list[tuple[Array, Array, Array]], words: list[list[str]], t: Translate
) -> Table:  # fmt: skip
    down, across = (table.study.strategies.factors[k] for k in factors)
    shown = table.outcomes[: len(maps)]
    headers = (t(down.label), t(across.label), *(heading_of(outcome, t) for outcome in shown))
    rows = [
        (
            y,
            x,
            *(
                level(float(means[i, j]), outcome.unit, t)
                for outcome, (_, _, means) in zip(shown, maps, strict=True)
            ),
        )
        for i, y in enumerate(words[1])
        for j, x in enumerate(words[0])
    ]
    return Table(headers, tuple(rows), 2)
