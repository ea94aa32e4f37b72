"""In how many draws of luck and doubt each choice is the best."""

from __future__ import annotations

from typing import Any

from sim.charts.chart import Chart, Omitted, Table
from sim.charts.palette import INK
from sim.charts.sweep.scale import choice_words, heading_of
from sim.charts.theme import SMALL, Panel, layout, look, note, safe
from sim.i18n import Translate
from sim.study.sweep.findings import Level, ranking
from sim.study.sweep.table import SweepTable

MOST = 15
MOST_ROWS = 200
ROW, WORDS = 40, 18


def best(table: SweepTable, t: Translate) -> Chart | Omitted:
    """Bars for the first outcome, all outcomes in the table."""
    if len(table.choices) < 2:
        return Omitted("best", t("Which choice is best how often, as there is only one."))
    found = ranking(table, 0)
    if not found.best.draws:
        return Omitted(
            "best",
            t(
                "Which choice is best how often, as there is no draw in which the outcome is known for every choice."
            ),
        )
    order = sorted(found.levels, key=lambda each: -each.best)[:MOST]
    total = ROW * len(order)
    figure_layout = layout(
        [Panel(t("Draws in which it is best"), total, {"range": [total, 0], "showticklabels": False, "showgrid": False})],
        x={"range": [0, 1.12], "tickformat": ",.0%", "nticks": 6}, x_title="", left=4,
    )  # fmt: skip
    figure_layout["annotations"].clear()
    figure_layout["hovermode"] = "closest"
    figure_layout["margin"] |= {"t": 8}
    figure_layout["height"] = total + 8 + figure_layout["margin"]["b"]
    shares = [each.best / each.draws if each.draws else 0.0 for each in order]
    for k, (each, share) in enumerate(zip(order, shares, strict=True)):
        figure_layout["annotations"] += [
            note(safe(choice_words(table, each.choice, t), 48), x=0, y=ROW * k + 2, anchor=("left", "top"), color=INK, refs=("x", "y"), size=SMALL),
            note(t.percent(share), x=share, y=ROW * k + 29, shift=(4, 0), anchor=("left", "middle"), refs=("x", "y")),
        ]  # fmt: skip
    data: list[dict[str, Any]] = [{
        "type": "bar", "orientation": "h", "x": [round(share, 4) for share in shares], "y": [ROW * k + 29 for k in range(len(order))],
        "width": [ROW - WORDS - 6] * len(order), "marker": {"color": look(0).color},
        "text": [f"{each.best} / {each.draws}" for each in order], "textposition": "none", "hovertemplate": "%{text}<extra></extra>",
    }]  # fmt: skip
    return Chart(
        id="best",
        title=t("Best in how many draws: {outcome}", outcome=t(table.outcomes[0].label)),
        caption=_caption(table, order, t),
        figure={"data": data, "layout": figure_layout},
        table=_table(table, t),
        keys=(),
    )


def _caption(table: SweepTable, order: list[Level], t: Translate) -> str:
    first = order[0]
    return t.sentences([
        t("{choice} is best in {k} of {n} draws.", choice=choice_words(table, first.choice, t), k=t.number(first.best, 0), n=t.number(first.draws, 0)),
        t("A draw is one world under one set of the uncertain parameters; all choices meet the same draws. Where several are equally best, all of them count."),
    ])  # fmt: skip


def _table(table: SweepTable, t: Translate) -> Table:
    ranks = [ranking(table, place) for place in range(len(table.outcomes))]
    headers = (t("Choice"), *(heading_of(outcome, t) for outcome in table.outcomes))
    rows = []
    for choice in range(min(len(table.choices), MOST_ROWS)):
        cells = []
        for rank in ranks:
            own = next(each for each in rank.levels if each.choice == choice)
            cells.append(t("{k} of {n}", k=t.number(own.best, 0), n=t.number(own.draws, 0)))
        rows.append((choice_words(table, choice, t), *cells))
    return Table(headers, tuple(rows))
