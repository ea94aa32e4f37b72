"""The report on two strategies: what each does, and what they do together beyond that."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sim.charts.interaction import interaction, verdict
from sim.charts.words import difference, unit_of
from sim.i18n import Translate, translator
from sim.report.frame import figure, framed, without_script
from sim.report.html import Markup, el, join, table
from sim.statistics import PairedDifference
from sim.study.interact import Effects, effects
from sim.study.interaction import Factorial

MOST_POINTS = 4
"""Interactions that the headline names."""


def write_interaction_report(factorial: Factorial, path: str | Path, lang: str = "en") -> Path:
    """Write the report as one HTML file that works offline, and return where it is.

    Parameters
    ----------
    factorial
        One scenario with neither, either and both of two strategies.
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
    factorial = replace(
        factorial, names=(t(factorial.names[0]), t(factorial.names[1])), title=t(factorial.title)
    )
    chart = interaction(factorial, t)
    rows = effects(factorial)
    title = t(
        "{a} and {b} in {scenario}", a=factorial.names[0], b=factorial.names[1], scenario=factorial.title
    )
    facts = t(
        "{days} days · {n} worlds · same luck with neither, either and both",
        days=t.number(factorial.horizon_days, 0), n=t.number(factorial.worlds, 0),
    )  # fmt: skip
    points = _points(rows, t)
    body = join(
        el("header", el("h1", title), el("p", facts, class_="facts")),
        el("p", _headline(factorial, rows, t), class_="headline"),
        el("ul", *(el("li", point) for point in points), class_="points") if points else None,
        el("section", el("h2", t("Alone and together")), without_script(t), figure(chart, t), id="figures"),
        _effects_table(factorial, rows, t),
        _methods(factorial, t),
    )
    return framed(title, body, [chart], t)


def _headline(factorial: Factorial, rows: tuple[Effects, ...], t: Translate) -> str:
    if factorial.worlds < 2:
        return t("With one world there is no telling luck from effect: run more worlds.")
    told = [row for row in rows if row.interaction.n > 1]
    clear = [row for row in told if _is_clear(row.interaction)]
    values = {"a": factorial.names[0], "b": factorial.names[1], "k": len(clear), "n": len(told)}
    if not clear:
        return t(
            "{a} and {b} add up: in none of {n} outcomes is what they do together clearly different from the sum.",
            **values,
        )
    return t(
        "{a} and {b} do not simply add up: in {k} of {n} outcomes they do clearly more or less together than the sum.",
        **values,
    )


def _points(rows: tuple[Effects, ...], t: Translate) -> list[str]:
    """The interactions that stand out most from their own uncertainty."""
    clear = [row for row in rows if row.interaction.n > 1 and _is_clear(row.interaction)]
    clear.sort(key=lambda row: -_sureness(row.interaction))
    return [
        t("{outcome}: {size} beyond the sum ({verdict}; above it in {k} of {n} worlds).",
          outcome=t(row.outcome.label), size=_size(row, row.interaction, t), verdict=verdict(row.interaction, t),
          k=row.interaction.larger, n=row.interaction.n)
        for row in clear[:MOST_POINTS]
    ]  # fmt: skip


def _is_clear(found: PairedDifference) -> bool:
    return bool(found.low > 0 or found.high < 0)


def _sureness(found: PairedDifference) -> float:
    """How many half-widths of its interval an effect is from zero; least where the interval is a point."""
    half = (found.high - found.low) / 2
    return abs(found.difference) / half if half > 0 else 0.0


def _effects_table(factorial: Factorial, rows: tuple[Effects, ...], t: Translate) -> Markup:
    names = factorial.names
    headers = (t("Outcome"), *names, t("Interaction"), t("Better with {name}", name=names[0]),
               t("Better with {name}", name=names[1]), t("Above the sum"))  # fmt: skip
    written = tuple(
        (
            _named(row, t),
            *(_size(row, each, t, ends=True) for each in (row.first, row.second, row.interaction)),
            *(t("{k} of {n}", k=row.ahead(each), n=each.n) for each in (row.first, row.second)),
            t("{k} of {n}", k=row.interaction.larger, n=row.interaction.n),
        )
        for row in rows
        if row.interaction.n
    )
    heading = t("What each does, and the two together beyond that")
    said = t(
        "Main effects: what a strategy changes, averaged over the other being off and on; 95% intervals in brackets. "
        "Interaction: both minus what the two would give if their effects added up."
    )
    return el("section", el("h2", heading), el("p", said), table(headers, written, heading), id="effects")


def _named(row: Effects, t: Translate) -> str:
    label, unit = t(row.outcome.label), row.outcome.unit
    return t("{outcome} ({unit})", outcome=label, unit=unit_of(unit, t)) if unit else label


def _size(row: Effects, found: PairedDifference, t: Translate, *, ends: bool = False) -> str:
    middle, interval = difference(found.difference, found.low, found.high, row.outcome.unit, t)
    if ends:
        return t("{difference} ({interval})", difference=middle, interval=interval) if interval else middle
    return f"{middle} {unit_of(row.outcome.unit, t)}".strip()


def _methods(factorial: Factorial, t: Translate) -> Markup:
    from sim import __version__  # noqa: PLC0415 - sim imports its reports lazily, and so do they

    facts = [
        t("The scenario was run four times in the same {n} worlds over {days} days, from seed {seed}: with neither strategy, with each alone, with both. Everything else is as the scenario has it.",
          n=t.number(factorial.worlds, 0), days=t.number(factorial.horizon_days, 0), seed=factorial.seed),
        t("World by world the four have the same luck: the same people arrive with the same traits and the same chances, so effects are taken within worlds."),
        t("Intervals are 95% intervals of the mean over worlds (Student's t). With many outcomes, one in twenty intervals leaves out zero by luck alone."),
        t("Operators' hours are one budget: two strategies that ask for more than there is take hours from each other, and that is part of the interaction."),
        t("A simulation shows what follows from its assumptions. It is a way to think before trying something out, not a forecast."),
    ]  # fmt: skip
    made = t("Made with community-sim {version}.", version=__version__)
    return el("section", el("h2", t("How this was done")), el("ul", *(el("li", fact) for fact in facts)),
              el("p", made, class_="made"), class_="methods", id="methods")  # fmt: skip
