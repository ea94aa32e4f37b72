"""Patterns in people's words, for the terminal and for reports."""

from __future__ import annotations

import math

from sim.i18n import Translate
from sim.patterns import Pattern
from sim.study.likeness import Spread
from sim.study.table import number_text


def range_text(pattern: Pattern, t: Translate) -> str:
    """Write what real groups show; nothing if that is not known."""
    if pattern.range is None:
        return ""
    return t("{low} to {high}", low=number_text(pattern.range.low), high=number_text(pattern.range.high))


def spread_text(spread: Spread, worlds: int, t: Translate) -> str:
    """Write a median with its band, and in how many of ``worlds`` it exists; the reason where there is none."""
    if math.isnan(spread.median):
        return t("none: {reason}", reason=spread.reason.text(t)) if spread.reason else "-"
    if worlds == 1:
        return number_text(spread.median)
    between = t("{low} to {high}", low=number_text(spread.low), high=number_text(spread.high))
    text = f"{number_text(spread.median)} ({between})"
    return text if spread.worlds == worlds else t.join((text, t("{k} of {n}", k=spread.worlds, n=worlds)))


def verdict_text(spread: Spread, t: Translate) -> str:
    """Say whether a median lies in the widened range."""
    return "" if spread.inside is None else t("inside") if spread.inside else t("outside")
