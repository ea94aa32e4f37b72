"""Who writes how much, and when: concentration, messages a member, weekly actives, weekdays."""

from __future__ import annotations

import numpy as np

from sim.charts.chart import Chart, Omitted
from sim.charts.likeness.lasting import SHARES
from sim.charts.likeness.overlay import Array, Axis, Overlay, drawn
from sim.charts.likeness.words import each_side
from sim.charts.theme import look
from sim.i18n import Translate, mark
from sim.patterns.portrait import MESSAGES, PARTS
from sim.statistics import Bands, quantile_bands
from sim.study.likeness import Likeness, Side

WEEKDAYS = (mark("Mon"), mark("Tue"), mark("Wed"), mark("Thu"), mark("Fri"), mark("Sat"), mark("Sun"))
LONG_WEEKS = 104
BLOCK_WEEKS = 4
"""Of a log that lasts longer, points are means over so many weeks."""
QUARTERS = tuple((q / 4, f"{25 * q}%") for q in range(5))


def concentration(likeness: Likeness, t: Translate) -> Chart | Omitted:
    """Lorenz curves."""
    listed = each_side(likeness, ("top_1_share", "top_20_share"), t, share=True)
    caption = t("Share of all messages by the most active 1% and 20% of senders: {listed}. The nearer a curve runs to the corner, the fewer do the talking.", listed=listed)  # fmt: skip
    return drawn(Overlay(
        id="lorenz", title=t("How few do the talking"), caption=caption,
        x=np.linspace(0.0, 1.0, PARTS), bands=lambda side: side.bands("lorenz"),
        x_axis=Axis(title=t("Senders, the least active first"), low=0.0, high=1.04, ticks=QUARTERS),
        y_axis=Axis(title=t("Messages that they write"), low=0.0, high=1.03, ticks=QUARTERS),
        shown=(50, 60, 70, 80, 90, 95, 99, 100), names=tuple(f"{k}%" for k in range(PARTS)),
    ), likeness, t)  # fmt: skip


def messages(likeness: Likeness, t: Translate) -> Chart | Omitted:
    """Share of senders with at least so many messages, both axes logarithmic."""
    listed = each_side(likeness, ("one_message",), t, share=True)
    caption = t("Share of senders who wrote a single message: {listed}. Read a curve as: so many wrote at least that often.", listed=listed)  # fmt: skip
    return drawn(Overlay(
        id="written", title=t("Messages a member"), caption=caption,
        x=MESSAGES, bands=lambda side: side.bands("at_least"),
        x_axis=Axis(title=t("Messages written"), low=0.9, high=150_000.0, is_log=True,
                    ticks=((1, "1"), (10, "10"), (100, "100"), (1000, "1,000"), (10_000, "10,000"))),
        y_axis=Axis(title=t("Senders with at least as many"), low=0.0008, high=1.1, is_log=True, ticks=SHARES),
        shown=tuple(range(0, MESSAGES.size, 5)),
    ), likeness, t)  # fmt: skip


def weekly(likeness: Likeness, t: Translate) -> Chart | Omitted:
    """Weekly actives over time as a share of each log's own peak, since groups differ in size."""
    weeks = max(each.weekly.size for side in likeness.sides for each in side.portraits)
    size = BLOCK_WEEKS if weeks > LONG_WEEKS else 1
    peaks = [
        float(np.median([each.weekly.max(initial=0.0) for each in side.portraits])) for side in likeness.sides
    ]
    listed = t.join(f"{look(arm).letter} {t.number(peak)}" for arm, peak in enumerate(peaks))
    caption = t("Members who write in a week, as a share of the busiest week, which had {listed} of them: so groups of different size can be compared.", listed=listed)  # fmt: skip
    if size > 1:
        caption = t.sentences((caption, t("Each point is the mean of {n} weeks.", n=size)))
    x: Array = (np.arange(-(-weeks // size), dtype=np.float64) + 0.5) * size + 0.5
    step = next((step for step in (4, 13, 26, 52, 104) if weeks <= 7 * step), 208)
    return drawn(Overlay(
        id="weekly", title=t("Weekly actives over time"), caption=caption,
        x=x, bands=lambda side: _of_peak(side, size),
        x_axis=Axis(title=t("Week"), low=0.0, high=1.04 * weeks + 1, ticks=tuple((float(w), f"{w:,}") for w in range(0, weeks + 1, step))),
        y_axis=Axis(title=t("Members who write, % of the busiest week"), low=0.0, high=1.05, ticks=QUARTERS),
        shown=tuple(range(0, x.size, max(1, x.size // 24))),
    ), likeness, t)  # fmt: skip


def _of_peak(side: Side, block: int) -> Bands:
    """Weekly actives over those of the busiest week, means of ``block`` weeks."""
    size = max(-(-each.weekly.size // block) for each in side.portraits)
    table = np.full((side.worlds, size), np.nan)
    for row, each in zip(table, side.portraits, strict=True):
        if each.weekly.any():
            starts = np.arange(0, each.weekly.size, block)
            weeks = np.diff(np.append(starts, each.weekly.size))
            row[: starts.size] = np.add.reduceat(each.weekly, starts) / weeks / each.weekly.max()
    return quantile_bands(table)


def rhythm(likeness: Likeness, t: Translate) -> Chart | Omitted:
    """Share of messages by weekday."""
    listed = each_side(likeness, ("weekend_weekday",), t)
    caption = t("Messages on a day of the weekend over messages on another day: {listed}. Days are in UTC.", listed=listed)  # fmt: skip
    names = tuple(t(name) for name in WEEKDAYS)
    highest = max(float(np.nanmax(side.bands("weekdays").high)) for side in likeness.sides)
    top = max(0.3, 1.1 * highest)
    step = 0.1 if top < 0.6 else 0.25
    return drawn(Overlay(
        id="weekdays", title=t("Rhythm of the week"), caption=caption,
        x=np.arange(7, dtype=np.float64), bands=lambda side: side.bands("weekdays"),
        x_axis=Axis(title=t("Weekday"), low=-0.2, high=6.5, ticks=tuple((float(day), name) for day, name in enumerate(names))),
        y_axis=Axis(title=t("Share of messages"), low=0.0, high=top,
                    ticks=tuple((k * step, f"{100 * k * step:.0f}%") for k in range(int(top / step + 1e-9) + 1))),
        shown=tuple(range(7)), names=names,
    ), likeness, t)  # fmt: skip
