"""The table of what two strategies do, each by itself and together."""

from __future__ import annotations

from sim.charts.words import difference, unit_of
from sim.i18n import Translate
from sim.report.html import Markup, el, table
from sim.statistics import PairedDifference
from sim.study.interact import Effects, effects
from sim.study.interaction import Factorial


def effects_table(factorial: Factorial, t: Translate) -> Markup:
    """Return main effects and interaction of every outcome that some world has in all four cells."""
    names = factorial.names
    headers = (t("Outcome"), *names, t("Interaction"), t("Better with {name}", name=names[0]),
               t("Better with {name}", name=names[1]), t("Above the sum"))  # fmt: skip
    rows = tuple(
        (
            _named(row, t),
            *(_size(row, each, t) for each in (row.first, row.second, row.interaction)),
            *(t("{k} of {n}", k=row.ahead(each), n=each.n) for each in (row.first, row.second)),
            t("{k} of {n}", k=row.interaction.larger, n=row.interaction.n),
        )
        for row in effects(factorial)
        if row.interaction.n
    )
    heading = t("What each does, and the two together beyond that")
    said = t(
        "Main effects: what a strategy changes, averaged over the other being off and on; 95% intervals in brackets. "
        "Interaction: both minus what the two would give if their effects added up. Counts are of worlds under the same luck."
    )
    return el("section", el("h2", heading), el("p", said), table(headers, rows, heading), id="effects")


def _named(row: Effects, t: Translate) -> str:
    label, unit = t(row.outcome.label), row.outcome.unit
    return t("{outcome} ({unit})", outcome=label, unit=unit_of(unit, t)) if unit else label


def _size(row: Effects, found: PairedDifference, t: Translate) -> str:
    middle, interval = difference(found.difference, found.low, found.high, row.outcome.unit, t)
    return t("{difference} ({interval})", difference=middle, interval=interval) if interval else middle
