"""What matters: the share of the differences between points that goes with each factor alone."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.charts.chart import Chart, Key, Omitted, Table
from sim.charts.palette import INK
from sim.charts.sweep.scale import heading_of
from sim.charts.theme import SMALL, Panel, layout, look, note, safe
from sim.i18n import Translate
from sim.study.sweep.findings import shares
from sim.study.sweep.table import SweepTable

ROW, WORDS = 40, 18


def weight(table: SweepTable, t: Translate) -> Chart | Omitted:
    """Bars a factor for the first outcome: what an operator chooses, and what nobody knows."""
    factors = table.study.factors
    if len(factors) < 2:
        return Omitted("weight", t("What matters most, as only one thing is varied."))
    found = shares(table, 0)
    order = [int(k) for k in np.argsort(-found, kind="stable")]
    chosen = len(table.study.strategies.factors)
    total = ROW * len(order)
    figure_layout = layout(
        [Panel("", total, {"range": [total, 0], "showticklabels": False, "showgrid": False})],
        x={"range": [0, max(0.1, float(found.max()) * 1.18)], "tickformat": ",.0%", "nticks": 6}, x_title="", left=4,
    )  # fmt: skip
    figure_layout["annotations"].clear()
    figure_layout["hovermode"] = "closest"
    figure_layout["margin"] |= {"t": 8}
    figure_layout["height"] = total + 8 + figure_layout["margin"]["b"]
    for k, place in enumerate(order):
        figure_layout["annotations"] += [
            note(safe(t(factors[place].label), 48), x=0, y=ROW * k + 2, anchor=("left", "top"), color=INK, refs=("x", "y"), size=SMALL),
            note(t.percent(float(found[place])), x=float(found[place]), y=ROW * k + 29, shift=(4, 0), anchor=("left", "middle"), refs=("x", "y")),
        ]  # fmt: skip
    colors = [look(0 if place < chosen else 1).color for place in order]
    data: list[dict[str, Any]] = [{
        "type": "bar", "orientation": "h", "x": [round(float(found[place]), 4) for place in order],
        "y": [ROW * k + 29 for k in range(len(order))], "width": [ROW - WORDS - 6] * len(order), "hoverinfo": "skip",
        "marker": {"color": colors, "pattern": {"shape": ["" if place < chosen else "/" for place in order]}},
    }]  # fmt: skip
    return Chart(
        id="weight",
        title=t("What matters most: {outcome}", outcome=t(table.outcomes[0].label)),
        caption=_caption(found, order, [t(f.label) for f in factors], t),
        figure={"data": data, "layout": figure_layout},
        table=_table(table, t),
        keys=(Key(t("What the operator chooses"), look(0).color), Key(t("What nobody knows"), look(1).color, pattern="/")),
    )  # fmt: skip


def _caption(found: np.ndarray[Any, Any], order: list[int], names: list[str], t: Translate) -> str:
    rest = max(0.0, 1.0 - float(found.sum()))
    return t.sentences([
        t("{share} of the differences between points go with {factor} alone.", share=t.percent(float(found[order[0]])), factor=names[order[0]]),
        t("{share} are left for what factors do together, and for luck.", share=t.percent(rest)),
    ])  # fmt: skip


def _table(table: SweepTable, t: Translate) -> Table:
    of_each = [shares(table, place) for place in range(len(table.outcomes))]
    headers = (t("Factor"), *(heading_of(outcome, t) for outcome in table.outcomes))
    rows = tuple(
        (t(factor.label), *(t.percent(float(found[k])) for found in of_each))
        for k, factor in enumerate(table.study.factors)
    )
    return Table(headers, rows)
