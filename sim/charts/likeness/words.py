"""Values of patterns in a sentence."""

from __future__ import annotations

import math

from sim.charts.theme import look
from sim.i18n import Translate
from sim.patterns import PATTERNS
from sim.study.likeness import Likeness


def each_side(likeness: Likeness, names: tuple[str, ...], t: Translate, *, share: bool = False) -> str:
    """Write patterns of every side: ``"A 9%, 9% and 5%; B 20%, 18% and 16%"``; why, where there is no number."""
    said = []
    for arm, side in enumerate(likeness.sides):
        spreads = [side.spread(pattern) for name in names for pattern in PATTERNS if pattern.name == name]
        values = []
        for spread in spreads:
            if math.isnan(spread.median):
                values.append(t("none ({reason})", reason=spread.reason.text(t)) if spread.reason else "–")
            else:
                values.append(t.percent(spread.median) if share else t.number(spread.median, 2))
        said.append(f"{look(arm).letter} {' / '.join(values)}")
    return t.clauses(said)
