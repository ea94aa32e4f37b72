"""Two strategies, alone and together: the four cells of each outcome, and whether effects add up."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.charts.chart import Chart, Table
from sim.charts.design import MARKS
from sim.charts.differences import judge
from sim.charts.palette import GRID, INK, PAPER, QUIET, ZERO
from sim.charts.series import Array, mean
from sim.charts.theme import (
    CAP,
    HAIR,
    LINE,
    SMALL,
    TEXT,
    THIN,
    Panel,
    arm_key,
    axis,
    layout,
    look,
    note,
    safe,
)
from sim.charts.words import SHARES, difference, level, unit_of
from sim.contracts import Better, Outcome
from sim.i18n import Translate
from sim.statistics import PairedDifference, t_quantile
from sim.study.comparison import Paired
from sim.study.interaction import CELLS, Factorial

HEAD, ROW, AFTER, PLOT = 46, 20, 14, 0.57


def interaction(factorial: Factorial, t: Translate) -> Chart:
    """Return each outcome on its own scale: means of the four cells with 95 % intervals, and what adding up would give."""
    shown = [place for place in range(len(factorial.outcomes)) if np.isfinite(factorial.values[place]).any()]
    labels = _labels(t)
    height = HEAD + ROW * len(CELLS) + AFTER
    total = max(height * len(shown), ROW)
    figure_layout = layout([Panel("", total, {})], x={}, x_title="", left=4)
    figure_layout["annotations"].clear()
    figure_layout |= {
        "margin": {"l": 4, "r": 10, "t": 4, "b": 6},
        "height": total + 10,
        "hovermode": "closest",
    }
    figure_layout["shapes"] = [
        _line((0, 1), (height * n, height * n), GRID, "paper") for n in range(1, len(shown))
    ]
    figure_layout["xaxis"] = {
        **axis(),
        "domain": [PLOT, 1],
        "range": [-0.04, 1.04],
        "showticklabels": False,
        "showgrid": False,
    }
    figure_layout["yaxis"] = {**axis(), "range": [total, 0], "showticklabels": False, "showgrid": False}
    data: list[dict[str, Any]] = []
    for n, place in enumerate(shown):
        data += _block(factorial, place, height * n, figure_layout, labels, t)
    return Chart(
        id="interaction",
        title=t("{a} and {b}, alone and together", a=factorial.names[0], b=factorial.names[1]),
        caption=_caption(factorial, shown, t),
        figure={"data": data, "layout": figure_layout},
        table=_table(factorial, shown, labels, t),
        keys=tuple(arm_key(number, name) for number, name in enumerate(factorial.names)),
    )


def _labels(t: Translate) -> tuple[str, ...]:
    a, b = look(0).letter, look(1).letter
    return t("Neither"), t("{arm} alone", arm=a), t("{arm} alone", arm=b), t("Both")


def judge_gap(gap: PairedDifference) -> str:
    """Whether two effects give more or less together than added up; ``unclear`` where the interval holds zero."""
    return judge(
        Paired(
            "",
            "",
            "",
            gap.mean_a,
            gap.mean_b,
            gap.difference,
            gap.low,
            gap.high,
            gap.larger,
            gap.smaller,
            gap.n,
        ),
        Better.NEITHER,
    )


def verdict(gap: PairedDifference, t: Translate) -> str:
    """Say in a few words whether two effects add up."""
    return {
        "more": t("more than the sum"), "less": t("less than the sum"), "unclear": t("no clear one"),
        "unknown": t("too few worlds to tell"),
    }[judge_gap(gap)]  # fmt: skip


def _interval(values: Array) -> tuple[float, float, float]:
    """Mean over worlds and its 95 % interval; NaN ends with fewer than two worlds."""
    known = values[np.isfinite(values)]
    if known.size < 2:
        return mean(values), float("nan"), float("nan")
    half = t_quantile(0.975, known.size - 1) * float(known.std(ddof=1)) / float(np.sqrt(known.size))
    middle = float(known.mean())
    return middle, middle - half, middle + half


def _block(
    factorial: Factorial,
    place: int,
    top: float,
    figure_layout: dict[str, Any],
    labels: tuple[str, ...],
    t: Translate,
) -> list[dict[str, Any]]:
    """Add the words of an outcome to the layout, and return its marks."""
    outcome = factorial.outcomes[place]
    cells = [_interval(factorial.cell(place, *cell)) for cell in CELLS]
    gap = factorial.interaction(place)
    ends = [x for cell in cells for x in cell if np.isfinite(x)] + (
        [gap.mean_a] if np.isfinite(gap.mean_a) else []
    )
    low, high = min(ends), max(ends)
    width = (high - low) or 1.0
    rows = [top + HEAD + ROW * (n + 0.5) for n in range(len(CELLS))]
    notes = figure_layout["annotations"]
    refs = ("paper", "y")
    unit = f" ({safe(unit_of(outcome.unit, t), 20)})" if outcome.unit and outcome.unit not in SHARES else ""
    notes.append(
        note(f"<b>{safe(t(outcome.label), 44)}</b>{unit}", x=0, y=top + 23, size=TEXT, color=INK, refs=refs)
    )
    notes.append(
        note(safe(_words(gap, outcome, t), 90), x=0, y=top + 35, anchor=("left", "middle"), refs=refs)
    )
    for (middle, below, above), label, y in zip(cells, labels, rows, strict=True):
        text = t("{label}: {level}", label=label, level=_level(middle, below, above, outcome.unit, t))
        notes.append(
            note(safe(text, 48), x=0, y=y, size=SMALL, color=QUIET, anchor=("left", "middle"), refs=refs)
        )

    def at(x: float) -> float | None:
        return round((x - low) / width, 4) if np.isfinite(x) else None

    start = at(cells[0][0])
    if start is not None:
        figure_layout["shapes"].append(_line((start, start), (rows[0], rows[-1]), ZERO, "x", "dot"))
    marks = _marks([at(middle) for middle, *_ in cells], cells, width, rows)
    marks["text"] = [
        safe(t("{label}: {level}", label=label, level=_level(*cell, outcome.unit, t)), 90)
        for label, cell in zip(labels, cells, strict=True)
    ]
    added = {
        "type": "scatter", "mode": "markers", "x": [at(gap.mean_a)], "y": [rows[-1]], "hovertemplate": "%{text}<extra></extra>",
        "text": [safe(t("If effects added up: {level}", level=level(gap.mean_a, outcome.unit, t)), 90)],
        "marker": {"symbol": "diamond-open", "size": MARKS["large"], "color": INK, "line": {"color": INK, "width": THIN}},
    }  # fmt: skip
    return [added, marks]


def _marks(
    x: list[float | None], cells: list[tuple[float, float, float]], width: float, rows: list[float]
) -> dict[str, Any]:
    """Return the four means: neither hollow, each strategy in its colour, both filled with ink."""
    looks = (look(0), look(1))
    colors = [PAPER, looks[0].color, looks[1].color, INK]
    edges = [INK, looks[0].color, looks[1].color, INK]
    halves = [(above - middle) / width if np.isfinite(above) else 0.0 for middle, _, above in cells]
    return {
        "type": "scatter", "mode": "markers", "x": x, "y": rows, "hovertemplate": "%{text}<extra></extra>",
        "marker": {"symbol": ["circle", looks[0].symbol, looks[1].symbol, "star"], "size": [MARKS["plain"]] * 3 + [MARKS["star"]], "opacity": 1, "color": colors,
                   "line": {"color": edges, "width": LINE}},
        "error_x": {"type": "data", "array": [round(half, 4) for half in halves], "color": QUIET, "thickness": THIN, "width": CAP},
    }  # fmt: skip


def _level(middle: float, below: float, above: float, unit: str, t: Translate) -> str:
    if not (np.isfinite(below) and np.isfinite(above)) or below == above:
        return level(middle, unit, t)
    ends = t("{low} to {high}", low=level(below, unit, t), high=level(above, unit, t))
    return t("{mean} ({range})", mean=level(middle, unit, t), range=ends)


def _words(gap: PairedDifference, outcome: Outcome, t: Translate) -> str:
    middle, ends = difference(gap.difference, gap.low, gap.high, outcome.unit, t)
    size = t("{difference} ({interval})", difference=middle, interval=ends) if ends else middle
    return t("Interaction {size}: {verdict}", size=size, verdict=verdict(gap, t))


def _line(
    x: tuple[float, float], y: tuple[float, float], color: str, xref: str, dash: str = "solid"
) -> dict[str, Any]:
    return {
        "type": "line", "xref": xref, "yref": "y", "x0": x[0], "x1": x[1], "y0": y[0], "y1": y[1], "layer": "below",
        "line": {"color": color, "width": HAIR, "dash": dash},
    }  # fmt: skip


def _caption(factorial: Factorial, shown: list[int], t: Translate) -> str:
    if factorial.worlds < 2:
        return t("With one world there is no telling luck from effect: run more worlds.")
    gaps = [factorial.interaction(place) for place in shown]
    more = sum(gap.low > 0 for gap in gaps)
    less = sum(gap.high < 0 for gap in gaps)
    return t.sentences([
        t("Of {all} outcomes, the two together give more than their effects added up in {more}, less in {less}.", all=len(shown), more=more, less=less),
        t("The diamond is where the effects would add up to; the dotted line is neither. Lines are 95% intervals of means over {n} worlds; "
          "the interaction is taken within worlds, under the same luck, so its interval can be far narrower. Each outcome has its own scale.",
          n=factorial.worlds),
    ])  # fmt: skip


def _table(factorial: Factorial, shown: list[int], labels: tuple[str, ...], t: Translate) -> Table:
    headers = (
        t("Outcome"),
        *labels,
        t("If effects added up"),
        t("Interaction"),
        t("95% interval"),
        t("Verdict"),
    )
    rows = []
    for place in shown:
        outcome, gap = factorial.outcomes[place], factorial.interaction(place)
        middle, ends = difference(gap.difference, gap.low, gap.high, outcome.unit, t)
        name = (
            t("{outcome} ({unit})", outcome=t(outcome.label), unit=unit_of(outcome.unit, t))
            if outcome.unit
            else t(outcome.label)
        )
        means = (level(mean(factorial.cell(place, *cell)), outcome.unit, t) for cell in CELLS)
        rows.append(
            (name, *means, level(gap.mean_a, outcome.unit, t), middle, ends or middle, verdict(gap, t))
        )
    return Table(headers, tuple(rows))
