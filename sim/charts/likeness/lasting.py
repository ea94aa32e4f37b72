"""How long members last: retention by week, survival, and coming back after silence."""

from __future__ import annotations

import numpy as np

from sim.charts.chart import Chart, Omitted
from sim.charts.likeness.overlay import Axis, Overlay, drawn
from sim.charts.likeness.words import each_side
from sim.i18n import Translate
from sim.patterns.portrait import AGES, SILENCES, WEEKS
from sim.study.likeness import Likeness

SHARES = (
    (0.001, "0.1%"),
    (0.003, "0.3%"),
    (0.01, "1%"),
    (0.03, "3%"),
    (0.1, "10%"),
    (0.3, "30%"),
    (1.0, "100%"),
)


def _numbers(*values: float) -> tuple[tuple[float, str], ...]:
    return tuple((value, f"{value:g}") for value in values)


def retention(likeness: Likeness, t: Translate) -> Chart | Omitted:
    """Share of new members who write in week k, both axes logarithmic."""
    listed = each_side(likeness, ("active_week_1", "active_week_4", "active_week_13"), t, share=True)
    caption = t("Share of new members who write in weeks 1, 4 and 13 after their first week: {listed}. On these axes a straight line is a power law.", listed=listed)  # fmt: skip
    return drawn(Overlay(
        id="retention", title=t("Who still writes, week by week"), caption=caption,
        x=np.arange(WEEKS, dtype=np.float64), bands=lambda side: side.bands("retention"),
        x_axis=Axis(title=t("Weeks after the first"), low=0.9, high=34.0, is_log=True, ticks=_numbers(1, 2, 4, 8, 13, 26)),
        y_axis=Axis(title=t("New members who write in that week"), low=0.009, high=1.05, is_log=True, ticks=SHARES[2:]),
        shown=(1, 2, 3, 4, 6, 8, 10, 13, 16, 20, 26),
    ), likeness, t)  # fmt: skip


def survival(likeness: Likeness, t: Translate) -> Chart | Omitted:
    """Share of new members whose messages go on beyond an age."""
    listed = each_side(likeness, ("survival_7d", "survival_30d", "survival_180d"), t, share=True)
    caption = t("Share of new members whose messages go on for more than 7, 30 and 180 days: {listed}. Members who may yet write count for as long as they were seen.", listed=listed)  # fmt: skip
    return drawn(Overlay(
        id="lifetimes", title=t("From first to last message"), caption=caption,
        x=AGES, bands=lambda side: side.bands("survival"),
        x_axis=Axis(title=t("Days from first to last message"), low=0.045, high=1500.0, is_log=True,
                    ticks=_numbers(0.1, 1, 7, 30, 180, 1000)),
        y_axis=Axis(title=t("New members who last longer"), low=0.0, high=1.03, ticks=tuple((q / 4, f"{25 * q}%") for q in range(5))),
        shown=tuple(range(0, AGES.size, 5)),
    ), likeness, t)  # fmt: skip


def ladder(likeness: Likeness, t: Translate) -> Chart | Omitted:
    """Chance to write again after weeks of silence, both axes logarithmic."""
    listed = each_side(likeness, ("reactivation_exponent",), t)
    caption = t("The longer the silence, the smaller the chance to write in the next week; exponent of its fall from 1 to 16 weeks: {listed}. Shown where 50 or more were silent as long.", listed=listed)  # fmt: skip
    return drawn(Overlay(
        id="ladder", title=t("Coming back after silence"), caption=caption,
        x=np.arange(SILENCES, dtype=np.float64) + 1.0, bands=lambda side: side.bands("ladder"),
        x_axis=Axis(title=t("Weeks since the last message (1: wrote last week)"), low=0.9, high=26.0, is_log=True,
                    ticks=_numbers(1, 2, 3, 5, 9, 17)),
        y_axis=Axis(title=t("Members who write in the next week"), low=0.0008, high=1.05, is_log=True, ticks=SHARES),
        shown=(0, 1, 2, 3, 4, 6, 8, 12, 16, 20),
    ), likeness, t)  # fmt: skip
