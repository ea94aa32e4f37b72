"""How outcomes respond to a strategy: mean over all draws of luck and doubt, with its 95 % interval."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.charts.chart import Chart, Omitted, Table
from sim.charts.palette import PAPER
from sim.charts.series import Array, plain
from sim.charts.sweep.scale import (
    MOST_PANELS,
    Scale,
    along,
    beside,
    choice_words,
    heading_of,
    scale,
    title_of,
)
from sim.charts.theme import CAP, CURVE, HAIR, THIN, Panel, arm_key, band, end_labels, layout, look
from sim.charts.words import estimate
from sim.i18n import Translate
from sim.study.sweep import findings
from sim.study.sweep.findings import interval, ranking
from sim.study.sweep.table import SweepTable, level_text

HEIGHT, LONE = 190, 260
MOST_LINES = 5
MOST_PLACES = 24
"""Settings of a range beyond this are taken together, as many of one as of the other."""
MOST_ROWS = 200
Band = tuple[Array, Array, Array]


def response(table: SweepTable, t: Translate) -> Chart | Omitted:
    """One panel an outcome, one curve a setting of the second factor."""
    if not table.study.strategies.factors:
        return Omitted("response", t("Response curves, as the study varies no strategy."))
    first = along(table)
    second = beside(table, first, MOST_LINES)
    factors = table.study.strategies.factors
    at, choices = _binned(table.choices[:, first], factors[first].is_range)
    settings = np.unique(table.choices[:, second]) if second is not None else np.zeros(1)
    own = scale(factors[first], at, t)
    shown = range(min(len(table.outcomes), MOST_PANELS))
    lines = [[_line(table, place, choices, second, at, x) for x in settings] for place in shown]
    height = LONE if len(shown) == 1 else HEIGHT
    figure_layout = layout(
        [Panel(heading_of(table.outcomes[place], t), height, {"range": _range(lines[place]), "nticks": 6}) for place in shown],
        x=own.axis, x_title=title_of(factors[first], t), left=58,
    )  # fmt: skip
    figure_layout["hovermode"] = "closest"
    data: list[dict[str, Any]] = []
    for panel, bands in enumerate(lines, start=1):
        data += _draw(bands, own, panel, figure_layout, height)
    keys = tuple(
        arm_key(k, t("{label}: {level}", label=t(factors[second].label), level=t(level_text(factors[second], x))))
        for k, x in enumerate(settings)
    ) if second is not None else ()  # fmt: skip
    return Chart(
        id="response",
        title=t("How outcomes follow {factor}", factor=t(factors[first].label)),
        caption=_caption(table, first, second, t),
        figure={"data": data, "layout": figure_layout},
        table=_table(table, t),
        keys=keys,
    )


def _binned(coordinates: Array, is_range: bool) -> tuple[Array, Array]:
    """Return the places of a curve, and of each choice the place that it counts for: many settings share some."""
    at = np.unique(coordinates)
    if at.size <= MOST_PLACES or not is_range:
        return at, coordinates
    edges = np.unique(np.quantile(coordinates, np.linspace(0, 1, MOST_PLACES + 1)))
    which = np.clip(np.searchsorted(edges, coordinates, side="right") - 1, 0, edges.size - 2)
    filled, place = np.unique(which, return_inverse=True)
    middles = np.array([coordinates[which == b].mean() for b in filled])
    return middles, middles[place]


def _line(
    table: SweepTable, outcome: int, choices: Array, second: int | None, at: Array, setting: float
) -> Band:
    """Mean and interval at each place, other factors averaged out world by world."""
    own = np.ones(len(choices), bool) if second is None else table.choices[:, second] == setting
    return findings.along(table, outcome, [own & (choices == x) for x in at])


def _range(lines: list[Band]) -> list[float]:
    values = np.concatenate([np.concatenate(line) for line in lines])
    known = values[np.isfinite(values)]
    if not known.size:
        return [0.0, 1.0]
    low, high = float(known.min()), float(known.max())
    edge = 0.08 * (high - low) or max(abs(high), 1.0) * 0.1
    return [min(low - edge, 0.0) if 0 <= low < 0.4 * high else low - edge, high + edge]


def _draw(
    lines: list[Band], own: Scale, panel: int, figure_layout: dict[str, Any], height: int
) -> list[dict[str, Any]]:
    suffix = "" if panel == 1 else str(panel)
    axes = {"type": "scatter", "x": list(own.at), "xaxis": f"x{suffix}", "yaxis": f"y{suffix}"}
    edge = {**axes, "mode": "lines", "line": {"width": 0}, "hoverinfo": "skip", "showlegend": False}
    bands, curves = [], []
    for k, (mean, low, high) in enumerate(lines):
        style = look(k)
        shift = 0.0 if own.is_size else 0.12 * (k - (len(lines) - 1) / 2)
        curve = {
            **axes, "x": [x + shift for x in own.at], "y": plain(mean), "name": style.letter if len(lines) > 1 else "",
            "marker": {"symbol": style.symbol, "size": style.size, "color": style.color, "line": {"color": PAPER, "width": HAIR}},
            "customdata": [list(ends) for ends in zip(own.words, plain(low), plain(high), strict=True)],
            "hovertemplate": "%{customdata[0]}: %{y:,.4~r} (%{customdata[1]:,.4~r} – %{customdata[2]:,.4~r})<extra>%{fullData.name}</extra>",
        }  # fmt: skip
        if own.is_size:
            bands += [
                {**edge, "y": plain(low)},
                {**edge, "y": plain(high), "fill": "tonexty", "fillcolor": band(style.color, len(lines))},
            ]
            curves.append(
                {
                    **curve,
                    "mode": "lines+markers",
                    "line": {"color": style.color, "width": CURVE, "dash": style.dash},
                }
            )
        else:
            error = {
                "type": "data",
                "array": plain(high - mean),
                "color": style.color,
                "thickness": THIN,
                "width": CAP,
            }
            curves.append({**curve, "mode": "markers", "error_y": error})
    if len(lines) > 1 and own.is_size:
        bottom, top = figure_layout[f"yaxis{suffix}"]["range"]
        ends = [float(mean[-1]) - bottom for mean, *_ in lines]
        labels = end_labels(ends, top=top - bottom, yref=f"y{suffix}", height=height)
        for label in labels:
            label["y"] += bottom
        figure_layout["annotations"] += labels
    return bands + curves


def _caption(table: SweepTable, first: int, second: int | None, t: Translate) -> str:
    found = ranking(table, 0)
    draws = found.best.draws or found.draws
    said = [
        t("{outcome} is highest at {choice} on the average of {n} draws.", outcome=t(table.outcomes[0].label),
          choice=choice_words(table, found.best.choice, t), n=t.number(draws, 0))
        if table.outcomes[0].better.value != "lower"
        else t("{outcome} is lowest at {choice} on the average of {n} draws.", outcome=t(table.outcomes[0].label),
               choice=choice_words(table, found.best.choice, t), n=t.number(draws, 0)),
        t("Curves are means, bands their 95% intervals. Every point met the same worlds, so differences between points are surer than the bands look."),
    ]  # fmt: skip
    others = len(table.study.strategies.factors) - 1 - (second is not None)
    if others:
        said.append(t("Other strategies are averaged out."))
    if table.study.uncertainties.factors:
        said.append(t("Uncertain parameters are averaged over their ranges."))
    del first
    return t.sentences(said)


def _table(table: SweepTable, t: Translate) -> Table:
    factors = table.study.strategies.factors
    headers = (*(title_of(f, t) for f in factors), *(heading_of(outcome, t) for outcome in table.outcomes))
    worlds = [table.by_world(place) for place in range(len(table.outcomes))]
    rows = []
    for choice in range(min(len(table.choices), MOST_ROWS)):
        settings = (t(level_text(f, x)) for f, x in zip(factors, table.choices[choice], strict=True))
        cells = []
        for place, outcome in enumerate(table.outcomes):
            cells.append(estimate(*interval(worlds[place][choice]), outcome.unit, t))
        rows.append((*settings, *cells))
    return Table(headers, tuple(rows), len(factors))
