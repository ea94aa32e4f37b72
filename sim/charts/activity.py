"""Activity: how many members visit and how many speak on a day."""

from __future__ import annotations

from sim.charts.chart import Chart, Table
from sim.charts.curves import curves
from sim.charts.series import END_DAYS, at_end, band, column, has, highest, mean, smooth
from sim.charts.theme import Panel, arm_key, day_axis, layout, look
from sim.charts.words import cell, span_rows
from sim.i18n import Translate
from sim.study.comparison import Comparison


def activity(comparison: Comparison, t: Translate) -> Chart:
    """Visiting and speaking members a day, each day the mean of the seven days up to it."""
    parts = [("visiting", t("Members visiting, people a day"), 210)]
    if has(comparison, "posters"):
        parts.append(("posters", t("Members speaking, people a day"), 140))
    bands = [[band(smooth(column(arm, name))) for arm in comparison.arms] for name, *_ in parts]
    days = bands[0][0].mean.size
    tops = [max((highest(each) for each in row), default=0.0) * 1.06 or 1.0 for row in bands]
    figure_layout = layout(
        [
            Panel(heading, height, {"range": [0, top], "nticks": 5})
            for (_, heading, height), top in zip(parts, tops, strict=True)
        ],
        x=day_axis(days, t("Day {n}", n="%{x}")),
        x_title=t("Day"),
    )
    data = []
    for panel, ((_, _, height), row) in enumerate(zip(parts, bands, strict=True), start=1):
        data += curves(comparison, figure_layout, range(1, days + 1), row, height=height, panel=panel)
    return Chart(
        id="activity",
        title=t("How many visit, how many speak"),
        caption=_caption(comparison, t),
        figure={"data": data, "layout": figure_layout},
        table=_table(comparison, t, [name for name, *_ in parts]),
        keys=tuple(arm_key(number, arm.title) for number, arm in enumerate(comparison.arms)),
    )


def _caption(comparison: Comparison, t: Translate) -> str:
    ends, falls = [], []
    days = min(END_DAYS, comparison.horizon_days)
    for number, arm in enumerate(comparison.arms):
        letter = look(number).letter
        visiting = column(arm, "visiting")
        end = mean(at_end(visiting))
        ends.append(
            t("{arm} {visiting} ({speaking})", arm=letter, visiting=t.number(end), speaking=t.number(mean(at_end(column(arm, "posters")))))
        )  # fmt: skip
        start = mean(visiting[:, :END_DAYS])
        if start > 0:
            falls.append(f"{letter}\u00a0{t.percent(end / start - 1, signed=True)}")
    sentences = [
        t(
            "Visiting a day over the last {days} days, in brackets speaking: {ends}.",
            days=days,
            ends=t.join(ends),
        )
    ]
    if falls and visiting.shape[1] >= 2 * END_DAYS:
        sentences.append(
            t("Change in visits from the first four weeks to the last four: {falls}.", falls=t.join(falls))
        )
    return t.sentences(sentences)


def _table(comparison: Comparison, t: Translate, names: list[str]) -> Table:
    words = {"visiting": t("visiting"), "posters": t("speaking")}
    days = column(comparison.arms[0], names[0]).shape[1]
    headers = [t("Days")]
    columns = []
    for number, arm in enumerate(comparison.arms):
        for name in names:
            headers.append(f"{look(number).letter} {words[name]}")
            columns.append(column(arm, name))
    rows = tuple(
        (label, *(cell(at_end(values[:, part], days), comparison.worlds, t) for values in columns))
        for label, part in span_rows(days, t)
    )
    return Table(tuple(headers), rows)
