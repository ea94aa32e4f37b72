"""The report on two strategies, alone and together."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from sim.charts.interaction import interaction, judge_gap
from sim.charts.words import difference, unit_of
from sim.i18n import Translate, translator
from sim.report.effects import effects_table
from sim.report.frame import figure, framed, without_script
from sim.report.html import Markup, el, join
from sim.report.keys import named
from sim.study.interact import first_look, of_note
from sim.study.interaction import Factorial


def write_interaction_report(factorial: Factorial, path: str | Path, lang: str = "en") -> Path:
    """Write the report as one HTML file that works offline, and return where it is.

    Parameters
    ----------
    factorial
        What was found; the headline speaks of its first outcome.
    path
        File to write; its folder must exist.
    lang
        ``en`` or ``zh-CN`` (also ``zh``, ``zh_CN``, ``zh-Hans``).
    """
    target = Path(path)
    target.write_text(render_interaction_report(factorial, lang), encoding="utf-8", newline="\n")
    return target


def render_interaction_report(factorial: Factorial, lang: str = "en") -> str:
    """Return the report as text; the same study always gives the same text."""
    t = translator(lang)
    factorial = of_note(replace(factorial, names=(t(factorial.names[0]), t(factorial.names[1]))))
    chart = interaction(first_look(factorial), t)
    facts = [t(factorial.title)] if factorial.title else []
    facts += [t("{days} days", days=t.number(factorial.horizon_days, 0))] if factorial.horizon_days else []
    facts += [t("{n} worlds", n=t.number(factorial.worlds, 0)), t("seed {seed}", seed=factorial.seed)]
    who = el("ul", *(el("li", named(arm, name)) for arm, name in enumerate(factorial.names)), class_="who")
    body = join(
        el("header", el("h1", chart.title), el("p", " · ".join(facts), class_="facts")),
        el("p", sentence(factorial, t), class_="headline"),
        el("section", el("h2", t("What happened")), who, without_script(t), figure(chart, t), id="figures"),
        effects_table(factorial, t) if factorial.worlds > 1 else None,
        _methods(t),
    )
    return framed(chart.title, body, [chart], t)


def sentence(factorial: Factorial, t: Translate) -> str:
    """Say of the first outcome that exists whether the two strategies add up."""
    for place, outcome in enumerate(factorial.outcomes):
        gap = factorial.interaction(place)
        if np.isfinite(gap.difference):
            middle, ends = difference(gap.difference, gap.low, gap.high, outcome.unit, t)
            said = judge_gap(gap)
            names = {
                "a": factorial.names[0],
                "b": factorial.names[1],
                "outcome": t(outcome.label),
                "unit": unit_of(outcome.unit, t),
            }
            names["size"] = (
                t("{difference} ({interval})", difference=middle, interval=ends) if ends else middle
            )
            return {
                "more": t("{a} and {b} together give more than the sum of their effects. {outcome}: {size} {unit} beyond it.", **names),
                "less": t("{a} and {b} together give less than the sum of their effects. {outcome}: {size} {unit} against it.", **names),
                "unclear": t("{a} and {b}: no clear interaction. {outcome}: {size} {unit} beyond the sum of their effects.", **names),
                "unknown": t("{a} and {b}: too few worlds to tell whether their effects add up.", **names),
            }[said]  # fmt: skip
    return t("There is nothing to compare: no outcome is known in all four cells.")


def _methods(t: Translate) -> Markup:
    facts = [
        t("The same scenario was run with neither, either and both strategies, in the same worlds: the same people with the same chances."),
        t("The interaction is both − first − second + neither, world by world; 0 means that the effects add up."),
        t("Operators' hours are one budget: two strategies that ask for more than there is take hours from each other, and that is part of the interaction."),
        t("It depends on the scale: effects that multiply do not add up. Outcomes with a ceiling, such as shares, often give less together."),
        t("Intervals are 95% intervals of means over worlds (Student's t)."),
    ]  # fmt: skip
    return el("section", el("h2", t("How this was done")), el("ul", *(el("li", fact) for fact in facts)), class_="methods", id="methods")  # fmt: skip
