"""Inequality of talk: the Lorenz curve of messages at the end, with its Gini coefficient."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.charts.chart import Chart, Omitted, Table
from sim.charts.curves import curves
from sim.charts.palette import ZERO
from sim.charts.series import Array, band, mean
from sim.charts.theme import HAIR, Panel, arm_key, layout, look, note
from sim.charts.words import cell
from sim.i18n import Translate
from sim.statistics import Bands
from sim.study.comparison import Arm, Comparison

HEIGHT = 260
LINE_HEIGHT = 16
TOP_FIFTH = 0.8


def inequality(comparison: Comparison, t: Translate) -> Chart | Omitted:
    """Share of messages that the less talkative speakers write, of the last 30 days."""
    kept = [_curve(arm) for arm in comparison.arms]
    if not any(np.isfinite(values).any() for values in kept):
        return Omitted(
            "inequality", t("How talk is shared out, as nobody speaks at the end or it was not kept.")
        )
    bands = [_from_zero(band(values)) for values in kept]
    shares = np.linspace(0.0, 1.0, bands[0].mean.size)
    figure_layout = layout(
        [
            Panel(
                t("Share of all messages, %"),
                HEIGHT,
                {"range": [0, 1.03], "tickformat": ".0%", "dtick": 0.25},
            )
        ],
        x={"range": [0, 1], "tickformat": ".0%", "dtick": 0.25},
        x_title=t("Share of speakers, the least talkative first"),
    )
    figure_layout["xaxis"]["unifiedhovertitle"] = {"text": "%{x:.0%}"}
    figure_layout["shapes"] = [_equal()]
    data = curves(
        comparison, figure_layout, [round(float(x), 4) for x in shares], bands, height=HEIGHT, number=".0%"
    )
    figure_layout["annotations"] = [*figure_layout["annotations"][:1], *_letters(kept, t)]
    return Chart(
        id="inequality",
        title=t("How unequally talk is shared out"),
        caption=_caption(kept, t),
        figure={"data": data, "layout": figure_layout},
        table=_table(comparison, kept, t),
        keys=tuple(
            arm_key(number, _key(arm.title, kept[number], t)) for number, arm in enumerate(comparison.arms)
        ),
    )


def gini_of(curves_of: Array) -> Array:
    """Gini coefficient of Lorenz curves, shape (worlds,): twice the area between them and equality."""
    points = np.concatenate([np.zeros((curves_of.shape[0], 1)), curves_of], axis=1)
    area = ((points[:, 1:] + points[:, :-1]) / 2.0).mean(axis=1)
    gini: Array = 1.0 - 2.0 * area
    return gini


def _curve(arm: Arm) -> Array:
    return np.full((1, 20), np.nan) if arm.lorenz is None else np.atleast_2d(arm.lorenz)


def _from_zero(each: Bands) -> Bands:
    """Put the origin before a curve."""
    low, median, high, middle = (
        np.concatenate([[0.0], values]) for values in (each.low, each.median, each.high, each.mean)
    )
    return Bands(low, median, high, middle, np.concatenate([each.n[:1], each.n]))


def _key(title: str, values: Array, t: Translate) -> str:
    gini = mean(gini_of(values))
    return t("{title} (Gini {gini})", title=title, gini=t.number(gini, 2)) if np.isfinite(gini) else title


def _equal() -> dict[str, Any]:
    return {
        "type": "line", "xref": "x", "yref": "y", "x0": 0, "y0": 0, "x1": 1, "y1": 1, "layer": "below",
        "line": {"color": ZERO, "width": HAIR, "dash": "dot"},
    }  # fmt: skip


def _letters(kept: list[Array], t: Translate) -> list[dict[str, Any]]:
    """Return the coefficients in the corner that no Lorenz curve can reach, and what the dotted line is."""
    notes = [note(t("all alike"), x=0.3, y=0.34, anchor=("right", "bottom"), refs=("x", "y"))]
    for arm, values in enumerate(kept):
        gini = mean(gini_of(values))
        if np.isfinite(gini):
            text = f"<b>{look(arm).letter}</b> " + t("Gini {gini}", gini=t.number(gini, 2))
            notes.append(note(text, x=0.02, y=1, shift=(0, -LINE_HEIGHT * (arm + 0.2)), color=look(arm).ink,
                              anchor=("left", "top"), refs=("x", "y")))  # fmt: skip
    return notes


def _top_fifth(values: Array) -> Array:
    """Share of the messages that the most talkative fifth writes, shape (worlds,)."""
    place = round(TOP_FIFTH * values.shape[1]) - 1
    share: Array = 1.0 - values[:, place]
    return share


def _caption(kept: list[Array], t: Translate) -> str:
    tops, ginis = [], []
    for number, values in enumerate(kept):
        if np.isfinite(values).any():
            tops.append(f"{look(number).letter}\u00a0{t.percent(mean(_top_fifth(values)))}")
            ginis.append(f"{look(number).letter}\u00a0{t.number(mean(gini_of(values)), 2)}")
    return t.sentences([
        t("Of the messages of the last 30 days, the most talkative fifth of speakers wrote: {tops}.", tops=t.join(tops)),
        t("Gini (0 all alike, 1 one speaks alone): {ginis}.", ginis=t.join(ginis)),
    ])  # fmt: skip


def _table(comparison: Comparison, kept: list[Array], t: Translate) -> Table:
    headers = (
        t("Share of messages, %"),
        *(f"{look(number).letter} {arm.title}" for number, arm in enumerate(comparison.arms)),
    )
    points = kept[0].shape[1]
    rows = [
        (
            t("Least talkative {share}", share=t.percent((place + 1) / points)),
            *(cell(100 * values[:, place], comparison.worlds, t) for values in kept),
        )
        for place in range(points // 10 - 1, points - 1, max(points // 10, 1))
    ]
    rows.append((t("Gini"), *(cell(gini_of(values), comparison.worlds, t) for values in kept)))
    return Table(headers, tuple(rows))
