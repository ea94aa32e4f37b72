"""The report on a sweep: what was found in sentences, its figures, and how it was done."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from sim.charts.sweep import charts_of_sweep
from sim.charts.sweep.scale import choice_words
from sim.charts.words import difference, level, unit_of
from sim.contracts import Better
from sim.i18n import Translate, translator
from sim.report.frame import figure, framed, left_out, without_script
from sim.report.html import Markup, el, join
from sim.study.sweep.findings import Ranking, ranking
from sim.study.sweep.table import SweepTable

SURE = 0.9
"""Share of draws from which on a choice is said to be nearly always the best."""


def write_sweep_report(table: SweepTable, path: str | Path, lang: str = "en") -> Path:
    """Write the report as one HTML file that works offline, and return where it is.

    Parameters
    ----------
    table
        What was found.
    path
        File to write; its folder must exist.
    lang
        ``en`` or ``zh-CN`` (also ``zh``, ``zh_CN``, ``zh-Hans``).
    """
    target = Path(path)
    target.write_text(render_sweep_report(table, lang), encoding="utf-8", newline="\n")
    return target


def render_sweep_report(table: SweepTable, lang: str = "en") -> str:
    """Return the report as text; the same table always gives the same text."""
    t = translator(lang)
    charts, omitted = charts_of_sweep(table, t)
    study = table.study
    points = len(study.bases) * len(table.choices) * len(table.samples)
    facts = [
        t("{n} points", n=t.number(points, 0)),
        t("{n} worlds each", n=t.number(table.worlds.size, 0)),
        t("{days} days", days=t.number(study.bases[0].base.horizon_days, 0)),
        t("same luck for every point"),
    ]
    said = [sentence(table, ranking(table, place), t) for place in range(len(table.outcomes))]
    body = join(
        el("header", el("h1", t(study.title)), el("p", " · ".join(facts), class_="facts")),
        el("p", t(study.question), class_="facts") if study.question else None,
        el("p", said[0], class_="headline"),
        el("ul", *(el("li", each) for each in said[1:]), class_="points") if said[1:] else None,
        el("p", t("{n} runs failed; they are in the table of failures.", n=table.failed), class_="warning") if table.failed else None,
        el("section", el("h2", t("What happened")), without_script(t), *(figure(chart, t) for chart in charts),
           left_out(omitted, t), id="figures"),
        _methods(table, t),
    )  # fmt: skip
    return framed(t(study.title), body, charts, t)


def sentence(table: SweepTable, found: Ranking, t: Translate) -> str:
    """Say which choice does best in an outcome, by how much, and how sure that is."""
    said, draws = _compared(table, found, t), found.best.draws
    if draws == found.draws or not np.isfinite(found.best.mean):
        return said
    if draws:
        known = t(
            "It is known for every choice in {k} of {n} draws, and these are compared.",
            k=t.number(draws, 0),
            n=t.number(found.draws, 0),
        )
    else:
        known = t("There is no draw in which it is known for every choice, so each mean is of other draws.")
    return t.sentences([said, known])


def _compared(table: SweepTable, found: Ranking, t: Translate) -> str:
    outcome = table.outcomes[found.outcome]
    best, label, unit = found.best, t(outcome.label), unit_of(outcome.unit, t)
    if not np.isfinite(best.mean):
        return t("{outcome}: not known in any run.", outcome=label)
    choice = choice_words(table, best.choice, t)
    value = level(best.mean, outcome.unit, t)
    words = {
        "outcome": label,
        "choice": choice,
        "value": value,
        "unit": unit,
        "k": t.number(best.best, 0),
        "n": t.number(best.draws, 0),
    }
    known = [each for each in found.levels if np.isfinite(each.mean)]
    if found.gap is None or len(known) < 2:
        return t("{outcome}: {value} {unit}.", **words)
    gap = found.gap
    worst = known[-1]
    middle, ends = difference(gap.difference, gap.low, gap.high, outcome.unit, t)
    words |= {
        "next": choice_words(table, found.levels[1].choice, t), "gap": middle.lstrip("+-−"), "ends": ends or middle,
        "worst": choice_words(table, worst.choice, t), "low": level(worst.mean, outcome.unit, t),
    }  # fmt: skip
    if not found.is_clear:
        if outcome.better is Better.LOWER:
            return t(
                "{outcome}: lowest at {choice} ({value} {unit}), but not clearly lower than at {next}; highest at {worst} ({low}).",
                **words,
            )
        return t(
            "{outcome}: highest at {choice} ({value} {unit}), but not clearly higher than at {next}; lowest at {worst} ({low}).",
            **words,
        )
    if outcome.better is Better.LOWER:
        return t(
            "{outcome}: lowest at {choice} ({value} {unit}), {gap} less than at {next} (95% interval {ends}); best in {k} of {n} draws. Highest at {worst} ({low}).",
            **words,
        )
    return t(
        "{outcome}: highest at {choice} ({value} {unit}), {gap} more than at {next} (95% interval {ends}); best in {k} of {n} draws. Lowest at {worst} ({low}).",
        **words,
    )


def _methods(table: SweepTable, t: Translate) -> Markup:
    study = table.study
    facts = [
        t("Every point was run in the same worlds: the same people with the same chances, whatever the operator does."),
        t("What the operator chooses is kept apart from what nobody knows: every choice met every set of uncertain parameters."),
        t("Intervals are 95% intervals of means over worlds (Student's t): a world counts once, however many samples and scenarios it was run under. Gaps are taken world by world, under the same luck."),
        t("The best of many choices looks better than it is: part of its lead is luck. How often it is best says more than its mean."),
        t("Runs: {runs}. Seed: {seed}. Scenario: {base}.", runs=t.number(table.runs, 0), seed=study.seed,
          base=t.join(base.base.name for base in study.bases)),
    ]  # fmt: skip
    if study.uncertainties.factors:
        facts.insert(
            3,
            t(
                "They hold for the {n} sets of uncertain parameters that were drawn, averaged; other sets could give other means.",
                n=t.number(len(table.samples), 0),
            ),
        )
    else:
        facts[1] = t(
            "Parameters that nobody knows were left at their defaults; the study says nothing about what other values would change."
        )
    return el("section", el("h2", t("How this was done")), el("ul", *(el("li", fact) for fact in facts)), class_="methods", id="methods")  # fmt: skip
