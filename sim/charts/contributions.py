"""What each change adds from one scenario to another: one waterfall an outcome, on its own scale."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.charts.chart import Chart, Key, Table
from sim.charts.design import MARKS
from sim.charts.palette import GRID, INK, LESS, MORE, QUIET, ZERO
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
from sim.charts.words import difference, level, unit_of
from sim.contracts import Outcome
from sim.i18n import Translate
from sim.scenario.catalogue import strategies
from sim.statistics import PairedDifference
from sim.study.contributions import Contributions
from sim.study.players import REST, Player

SHOWN = ("visiting_late", "members_end", "profit_total")
"""Outcomes of the figure, in this order; all are in the tables of ``sim contribute``."""
HEAD, ROW, AFTER, PLOT, BAR = 30, 22, 16, 0.56, 12
EDGE = 0.06
"""Room left and right of the bars, as a share of their plot."""
WIDEST = 20
"""Letters of a name beside its bar."""


def player_label(player: Player, t: Translate) -> str:
    """Return the name of what differs: the strategy's label, or everything else."""
    return t("Everything else") if player.name == REST else t(strategies()[player.name].label)


def contributions(
    found: Contributions,
    t: Translate,
    arms: tuple[int, int] = (0, 1),
    outcomes: tuple[str, ...] = SHOWN,
) -> Chart:
    """Return how the changes lead from the first scenario to the second, with 95 % intervals.

    Parameters
    ----------
    found
        What each change adds.
    t
        Language.
    arms
        Places of the two scenarios in the comparison, which decide their letters.
    outcomes
        Names of those to show; what is zero everywhere is left out.
    """
    shown = [
        place for name in outcomes if (place := found.place(name)) is not None and _is_told(found, place)
    ]
    order = sorted(range(len(found.players)), key=lambda i: -abs(_first_share(found, shown, i)))
    height = HEAD + ROW * (len(order) + 2) + AFTER
    total = max(height * len(shown), ROW)
    figure_layout = layout([Panel("", total, {})], x={}, x_title="", left=4)
    figure_layout["annotations"].clear()
    figure_layout |= {
        "margin": {"l": 4, "r": 10, "t": 4, "b": 6},
        "height": total + 10,
        "hovermode": "closest",
        "bargap": 0,
        "shapes": [_line((0, 1), (height * n, height * n), GRID, "paper") for n in range(1, len(shown))],
        "xaxis": {**axis(), "domain": [PLOT, 1], "range": [-EDGE, 1 + EDGE], "showticklabels": False, "showgrid": False},
        "yaxis": {**axis(), "range": [total, 0], "showticklabels": False, "showgrid": False},
    }  # fmt: skip
    data: list[dict[str, Any]] = []
    for n, place in enumerate(shown):
        data += _Block(found, place, order, arms, height * n).drawn(figure_layout, t)
    titles = [t(title) for title in found.titles]
    return Chart(
        id="contributions",
        title=heading(found, t),
        caption=_caption(found, shown, t),
        figure={"data": data, "layout": figure_layout},
        table=contributions_table(found, shown, order, t),
        keys=(
            *(arm_key(arm, title) for arm, title in zip(arms, titles, strict=True)),
            Key(t("Adds"), MORE[1]),
            Key(t("Takes away"), LESS[1]),
        ),
    )


def heading(found: Contributions, t: Translate) -> str:
    """Say between what the difference is shared out."""
    a, b = (t(title) for title in found.titles)
    if found.is_alone:
        return t("What each strategy of “{title}” adds", title=b)
    return t("From {a} to {b}: what each change adds", a=a, b=b)


def _is_told(found: Contributions, place: int) -> bool:
    ends = (found.level(place, 0), found.level(place, found.everyone))
    return found.total(place).n > 0 and any(bool(np.nan_to_num(each).any()) for each in ends)


def _first_share(found: Contributions, shown: list[int], player: int) -> float:
    return float(np.nan_to_num(found.share(shown[0], player).difference)) if shown else 0.0


@dataclass(frozen=True, slots=True)
class _Block:
    """One outcome: the first scenario's level, a bar a player, the second scenario's level."""

    found: Contributions
    place: int
    order: list[int]
    arms: tuple[int, int]
    top: float

    def drawn(self, figure_layout: dict[str, Any], t: Translate) -> list[dict[str, Any]]:
        """Add words and lines to the layout, and return bars and marks."""
        found, outcome = self.found, self.found.outcomes[self.place]
        total = found.total(self.place)
        shares = [found.share(self.place, player) for player in self.order]
        steps = total.mean_a + np.cumsum([0.0, *(np.nan_to_num(each.difference) for each in shares)])
        halves = [_half(each) for each in shares]
        low = min(*steps, *(step - half for step, half in zip(steps[1:], halves, strict=True)))
        high = max(*steps, *(step + half for step, half in zip(steps[1:], halves, strict=True)))
        width = float(high - low) or 1.0

        def at(x: float) -> float:
            return round(float(x - low) / width, 4)

        rows = [self.top + HEAD + ROW * (n + 0.5) for n in range(len(shares) + 2)]
        self._words(figure_layout, rows, shares, total, t)
        edges = [*steps[:-1], steps[-1], total.mean_b]
        figure_layout["shapes"] += [
            _line((at(x), at(x)), (rows[n], rows[n + 1]), ZERO, "x", "dot") for n, x in enumerate(edges[:-1])
        ]
        texts = [safe(_said(player_label(found.players[player], t), each, outcome, t), 90)
                 for player, each in zip(self.order, shares, strict=True)]  # fmt: skip
        ends = [at(step) for step in steps[1:]]
        bars = {
            "type": "bar", "orientation": "h", "y": rows[1:-1], "base": [at(step) for step in steps[:-1]],
            "x": [round(end - at(step), 4) for end, step in zip(ends, steps[:-1], strict=True)],
            "width": [BAR] * len(shares), "text": texts, "textposition": "none", "hovertemplate": "%{text}<extra></extra>",
            "marker": {"color": [MORE[1] if each.difference > 0 else LESS[1] for each in shares], "line": {"width": 0}},
        }  # fmt: skip
        whiskers = {
            "type": "scatter", "mode": "markers", "x": ends, "y": rows[1:-1], "text": texts, "hovertemplate": "%{text}<extra></extra>",
            "marker": {"symbol": "line-ns", "size": BAR, "color": INK, "line": {"color": INK, "width": THIN}},
            "error_x": {"type": "data", "array": [round(half / width, 4) for half in halves], "color": INK, "thickness": THIN, "width": CAP},
        }  # fmt: skip
        looks = [look(arm) for arm in self.arms]
        marks = {
            "type": "scatter", "mode": "markers", "x": [at(total.mean_a), at(total.mean_b)], "y": [rows[0], rows[-1]],
            "text": [safe(f"{t(title)}: {level(x, outcome.unit, t)}", 90) for title, x in zip(found.titles, (total.mean_a, total.mean_b), strict=True)],
            "hovertemplate": "%{text}<extra></extra>",
            "marker": {"symbol": [each.symbol for each in looks], "size": MARKS["plain"], "color": [each.color for each in looks],
                       "opacity": 1, "line": {"color": [each.color for each in looks], "width": LINE}},
        }  # fmt: skip
        return [bars, whiskers, marks]

    def _words(
        self,
        figure_layout: dict[str, Any],
        rows: list[float],
        shares: list[PairedDifference],
        total: PairedDifference,
        t: Translate,
    ) -> None:
        """Write the outcome above, and name and number beside every row."""
        found, outcome = self.found, self.found.outcomes[self.place]
        unit = f" ({safe(unit_of(outcome.unit, t), 20)})" if outcome.unit else ""
        notes, refs = figure_layout["annotations"], ("paper", "y")
        heading = f"<b>{safe(t(outcome.label), 44)}</b>{unit}"
        notes.append(note(heading, x=0, y=self.top + HEAD - 6, size=TEXT, color=INK, refs=refs))
        names = [player_label(found.players[player], t) for player in self.order]
        values = [difference(each.difference, each.low, each.high, outcome.unit, t)[0] for each in shares]
        lines = [
            (f"{look(self.arms[0]).letter}  {t(found.titles[0])}", level(total.mean_a, outcome.unit, t), INK),
            *((name, value, QUIET) for name, value in zip(names, values, strict=True)),
            (f"{look(self.arms[1]).letter}  {t(found.titles[1])}", level(total.mean_b, outcome.unit, t), INK),
        ]
        for (name, value, color), y in zip(lines, rows, strict=True):
            notes.append(
                note(
                    safe(name, WIDEST),
                    x=0,
                    y=y,
                    size=SMALL,
                    color=color,
                    anchor=("left", "middle"),
                    refs=refs,
                )
            )
            right = note(
                value, x=PLOT - 0.02, y=y, size=SMALL, color=color, anchor=("right", "middle"), refs=refs
            )
            notes.append(right)


def _half(share: PairedDifference) -> float:
    half = (share.high - share.low) / 2
    return float(half) if np.isfinite(half) else 0.0


def _said(name: str, share: PairedDifference, outcome: Outcome, t: Translate) -> str:
    return t("{label}: {level}", label=name, level=written(share, outcome, t))


def written(share: PairedDifference, outcome: Outcome, t: Translate) -> str:
    """Write what something adds, with its interval."""
    middle, ends = difference(share.difference, share.low, share.high, outcome.unit, t)
    return t("{difference} ({interval})", difference=middle, interval=ends) if ends else middle


def _line(
    x: tuple[float, float], y: tuple[float, float], color: str, xref: str, dash: str = "solid"
) -> dict[str, Any]:
    return {
        "type": "line", "xref": xref, "yref": "y", "x0": x[0], "x1": x[1], "y0": y[0], "y1": y[1], "layer": "below",
        "line": {"color": color, "width": HAIR, "dash": dash},
    }  # fmt: skip


def _caption(found: Contributions, shown: list[int], t: Translate) -> str:
    if not shown:
        return t("None of these outcomes is anything but zero.")
    total = found.total(shown[0])
    place = max(
        range(len(found.players)), key=lambda i: abs(np.nan_to_num(found.share(shown[0], i).difference))
    )
    outcome = found.outcomes[shown[0]]
    return t.sentences([
        t("{outcome}: {total} in all, {size} of it by {name}.", outcome=t(outcome.label), total=written(total, outcome, t),
          size=written(found.share(shown[0], place), outcome, t), name=player_label(found.players[place], t)),
        t("Read each block from the top: every bar begins where the one above ends, and the last mark is where they lead. "
          "Lines are 95% intervals of means over {n} worlds; each outcome has its own scale.", n=t.number(found.worlds, 0)),
    ])  # fmt: skip


def contributions_table(found: Contributions, shown: list[int], order: list[int], t: Translate) -> Table:
    """Return levels and contributions as a table, a row an outcome."""
    names = [player_label(found.players[player], t) for player in order]
    headers = (t("Outcome"), t(found.titles[0]), *names, t(found.titles[1]))
    rows = []
    for place in shown:
        outcome, total = found.outcomes[place], found.total(place)
        label = (
            t("{outcome} ({unit})", outcome=t(outcome.label), unit=unit_of(outcome.unit, t))
            if outcome.unit
            else t(outcome.label)
        )
        shares = (written(found.share(place, player), outcome, t) for player in order)
        first, last = (level(x, outcome.unit, t) for x in (total.mean_a, total.mean_b))
        rows.append((label, first, *shares, last))
    return Table(headers, tuple(rows))
