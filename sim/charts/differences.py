"""Paired differences: every outcome of every arm against the first, under the same luck."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.charts.chart import Chart, Table
from sim.charts.palette import GRID, INK, PAPER, ZERO
from sim.charts.theme import CAP, HAIR, LINE, SMALL, TEXT, arm_key, axis, layout, look, note, safe
from sim.charts.theme import Panel as _Panel
from sim.charts.words import SHARES, difference, level, unit_of
from sim.contracts import Better, Outcome
from sim.i18n import NOTHING, Translate
from sim.study.comparison import Comparison, Paired

HEAD, ROW, AFTER = 30, 22, 6
EDGE = 4
PLOT = (0.58, 0.87)
"""Where marks lie across the figure: words to the left of them, worlds ahead to the right."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A paired difference and what it says: ``verdict`` is better, worse, more, less or unclear."""

    paired: Paired
    arm: int
    verdict: str


def judge(paired: Paired, better: Better) -> str:
    """Say what a paired difference shows: the interval must leave out zero."""
    if not (np.isfinite(paired.low) and np.isfinite(paired.high)):
        return "unknown"
    if paired.low <= 0 <= paired.high:
        return "unclear"
    is_up = paired.low > 0
    if better is Better.NEITHER:
        return "more" if is_up else "less"
    return "better" if is_up == (better is Better.HIGHER) else "worse"


def verdict_word(verdict: str, t: Translate) -> str:
    """Write a verdict in words."""
    return {
        "better": t("better"), "worse": t("worse"), "more": t("more"), "less": t("less"),
        "unclear": t("no clear difference"), "unknown": t("too few worlds to tell"),
    }[verdict]  # fmt: skip


def differences(comparison: Comparison, t: Translate) -> Chart:
    """Rows of outcomes, each on its own scale with zero in the middle: mean difference and 95 % interval."""
    blocks = _blocks(comparison)
    arms = range(1, len(comparison.arms))
    heights = [_height(rows) for _, rows in blocks]
    total = max(sum(heights), ROW)
    figure_layout = layout([_Panel("", total, {})], x={}, x_title="", left=EDGE)
    figure_layout["annotations"].clear()
    figure_layout["margin"] = {"l": EDGE, "r": EDGE, "t": 26, "b": 14}
    figure_layout["height"] = total + 40
    figure_layout["hovermode"] = "closest"
    figure_layout["xaxis"] = {
        **axis(),
        "domain": list(PLOT),
        "range": [-1.12, 1.12],
        "showticklabels": False,
        "showgrid": False,
    }
    figure_layout["yaxis"] = {**axis(), "range": [total, 0], "showticklabels": False, "showgrid": False}
    figure_layout["shapes"] = _rules(heights, total)
    first = look(0).letter
    middle = sum(PLOT) / 2
    for text, x, anchor, shift in (
        (t("← less"), middle, "right", -6),
        (t("more →"), middle, "left", 6),
        (t("ahead"), 1.0, "right", 0),
    ):
        figure_layout["annotations"].append(note(text, x=x, y=1, shift=(shift, 4), anchor=(anchor, "bottom")))
    data: list[dict[str, Any]] = [_points(arm, comparison, blocks, t) for arm in arms]
    top = 0.0
    for (outcome, rows), height in zip(blocks, heights, strict=True):
        figure_layout["annotations"] += _texts(outcome, rows, top, t)
        top += height
    return Chart(
        id="differences",
        title=t(
            "Every outcome against {arm}, under the same luck", arm=f"{first} {comparison.arms[0].title}"
        ),
        caption=_caption(comparison, blocks, t),
        figure={"data": data, "layout": figure_layout},
        table=_table(comparison, blocks, t),
        keys=tuple(arm_key(arm, comparison.arms[arm].title) for arm in arms),
    )


Block = tuple[Outcome, list[Judged]]


def _blocks(comparison: Comparison) -> list[Block]:
    """Outcomes with the differences of the arms that have them, in the order of the arms."""
    numbers = {arm.name: number for number, arm in enumerate(comparison.arms)}
    blocks = []
    for outcome in comparison.told:
        rows = [
            Judged(each, numbers[each.b], judge(each, outcome.better))
            for each in comparison.paired
            if each.outcome == outcome.name and each.b in numbers and np.isfinite(each.difference)
        ]
        if rows:
            blocks.append((outcome, sorted(rows, key=lambda row: row.arm)))
    return blocks


def _scale(rows: list[Judged]) -> float:
    """Return the largest number of a block, which its row is drawn to."""
    sizes = [
        abs(x)
        for row in rows
        for x in (row.paired.difference, row.paired.low, row.paired.high)
        if np.isfinite(x)
    ]
    return max(sizes, default=0.0) or 1.0


def _points(arm: int, comparison: Comparison, blocks: list[Block], t: Translate) -> dict[str, Any]:
    """Mean differences of one arm: filled where clear, hollow where the interval holds zero."""
    style = look(arm)
    x, y, up, down, fill, text = [], [], [], [], [], []
    top = 0
    for outcome, rows in blocks:
        for place, row in enumerate(rows):
            if row.arm == arm:
                scale = _scale(rows)
                paired = row.paired
                low, high = (v if np.isfinite(v) else paired.difference for v in (paired.low, paired.high))
                x.append(paired.difference / scale)
                y.append(_middle(top, place))
                up.append((high - paired.difference) / scale)
                down.append((paired.difference - low) / scale)
                fill.append(PAPER if row.verdict in ("unclear", "unknown") else style.color)
                text.append(safe(f"{t(outcome.label)}: {_words(row, outcome, t)}", 200))
        top += _height(rows)
    return {
        "type": "scatter", "mode": "markers", "x": x, "y": y, "text": text, "hovertemplate": "%{text}<extra></extra>",
        "name": f"<b>{style.letter}</b> {safe(comparison.arms[arm].title, 40)}",
        "marker": {"symbol": style.symbol, "size": style.size, "color": fill, "line": {"color": style.color, "width": LINE}},
        "error_x": {
            "type": "data", "symmetric": False, "array": up, "arrayminus": down, "color": style.color, "thickness": LINE, "width": CAP,
        },
    }  # fmt: skip


def _texts(outcome: Outcome, rows: list[Judged], top: float, t: Translate) -> list[dict[str, Any]]:
    refs = ("paper", "y")
    label = f"<b>{safe(t(outcome.label), 44)}</b>" + (
        f" ({safe(_short_unit(outcome.unit, t), 20)})" if outcome.unit else ""
    )
    notes = [note(label, x=0, y=top + HEAD - 3, size=TEXT, color=INK, refs=refs)]
    for place, row in enumerate(rows):
        middle = _middle(top, place)
        letter = note(f"<b>{look(row.arm).letter}</b>", x=0, y=middle, size=SMALL, color=look(row.arm).ink,
                      anchor=("left", "middle"), refs=refs)  # fmt: skip
        words = note(
            _size(row, outcome, t), x=0, y=middle, shift=(16, 0), anchor=("left", "middle"), refs=refs
        )
        notes += [letter, words]
        if row.verdict != "unknown":
            count = f"{row.paired.ahead}/{row.paired.worlds}"
            notes.append(note(count, x=1, y=middle, anchor=("right", "middle"), refs=refs))
    return notes


def _short_unit(unit: str, t: Translate) -> str:
    """Return the unit as the heading of a figure on a phone has room for it."""
    return t("% points") if unit in SHARES else unit_of(unit, t)


def _label(outcome: Outcome, t: Translate) -> str:
    """Return an outcome's name with the unit of its differences."""
    return (
        t("{outcome} ({unit})", outcome=t(outcome.label), unit=unit_of(outcome.unit, t))
        if outcome.unit
        else t(outcome.label)
    )


def _height(rows: list[Judged]) -> int:
    """Height of an outcome in pixels."""
    return HEAD + ROW * len(rows) + AFTER


def _middle(top: float, place: int) -> float:
    """Return the height at which a row's words and mark lie."""
    return top + HEAD + ROW * (place + 0.5)


def _size(row: Judged, outcome: Outcome, t: Translate) -> str:
    """Write a difference and its interval."""
    paired = row.paired
    middle, ends = difference(paired.difference, paired.low, paired.high, outcome.unit, t)
    return t("{difference} ({interval})", difference=middle, interval=ends) if ends else middle


def _words(row: Judged, outcome: Outcome, t: Translate) -> str:
    """Write difference, interval, unit and count of worlds in one line."""
    size = _size(row, outcome, t)
    if row.verdict == "unknown":
        return t("{difference} (too few worlds to tell)", difference=size)
    written = f"{size} {unit_of(outcome.unit, t)}" if outcome.unit else size
    values = {"difference": written, "k": row.paired.ahead, "n": row.paired.worlds}
    if outcome.better is Better.NEITHER:
        return t("{difference}, more in {k} of {n}", **values)
    return t("{difference}, ahead in {k} of {n}", **values)


def _rules(heights: list[int], total: int) -> list[dict[str, Any]]:
    """Return a zero line for each outcome, and thin lines between outcomes."""
    shapes: list[dict[str, Any]] = []
    top = 0
    for height in heights:
        shapes.append(_line(x=(0, 0), y=(top + HEAD, top + height - AFTER), color=ZERO, xref="x"))
        top += height
        if top < total:
            shapes.append(_line(x=(0, 1), y=(top, top), color=GRID, xref="paper"))
    return shapes


def _line(*, x: tuple[float, float], y: tuple[float, float], color: str, xref: str) -> dict[str, Any]:
    return {
        "type": "line", "xref": xref, "yref": "y", "x0": x[0], "x1": x[1], "y0": y[0], "y1": y[1], "layer": "below",
        "line": {"color": color, "width": HAIR},
    }  # fmt: skip


def _caption(comparison: Comparison, blocks: list[Block], t: Translate) -> str:
    if comparison.worlds < 2:
        return t("With one world there is no telling luck from effect: run more worlds.")
    first = look(0).letter
    sentences = []
    for arm in range(1, len(comparison.arms)):
        verdicts = [row.verdict for _, rows in blocks for row in rows if row.arm == arm]
        clear = sum(verdict not in ("unclear", "unknown") for verdict in verdicts)
        sentences.append(
            t(
                "{arm} differs clearly from {first} in {clear} of {all} outcomes (better in {better}, worse in {worse}).",
                arm=look(arm).letter, first=first, clear=clear, all=len(verdicts),
                better=verdicts.count("better"), worse=verdicts.count("worse"),
            )
        )  # fmt: skip
    sentences.append(
        t(
            "Filled marks are clear differences: their 95% interval leaves out zero. Each outcome has its own scale. On the right: in how many worlds the arm is ahead, or has more where neither way is better."
        )
    )
    if silent := len(comparison.outcomes) - len(comparison.told):
        sentences.append(t("{n} more outcomes are zero or do not exist in every world.", n=silent))
    return t.sentences(sentences)


def _table(comparison: Comparison, blocks: list[Block], t: Translate) -> Table:
    headers = (
        t("Outcome"), t("Arm"), t("Mean of {arm}", arm=look(0).letter), t("Mean of the arm"), t("Difference"),
        t("95% interval"), t("Ahead"), t("Behind"), t("Verdict"),
    )  # fmt: skip
    rows = []
    for outcome, judged in blocks:
        for row in judged:
            paired, unit = row.paired, outcome.unit
            middle, ends = difference(paired.difference, paired.low, paired.high, unit, t)
            rows.append((
                _label(outcome, t), look(row.arm).letter,
                level(paired.mean_a, unit, t), level(paired.mean_b, unit, t), middle, ends or (middle if np.isfinite(paired.low) else NOTHING),
                t("{k} of {n}", k=paired.ahead, n=paired.worlds), t("{k} of {n}", k=paired.behind, n=paired.worlds), verdict_word(row.verdict, t),
            ))  # fmt: skip
    return Table(headers, tuple(rows), heads=2)
