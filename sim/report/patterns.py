"""The report on patterns: a log, and another or the worlds of a scenario over it."""

from __future__ import annotations

from pathlib import Path

from sim.charts.likeness import charts_of_patterns
from sim.charts.theme import look
from sim.i18n import Translate, translator
from sim.patterns import FAMILIES, Pattern
from sim.patterns.pattern import SLACK
from sim.report.frame import figure, framed, left_out, without_script
from sim.report.html import Markup, el, join, table
from sim.report.keys import named
from sim.study.likeness import Likeness, Side, Spread
from sim.study.pattern_text import range_text, spread_text, verdict_text


def write_patterns_report(likeness: Likeness, path: str | Path, lang: str = "en") -> Path:
    """Write the report as one HTML file that works offline, and return where it is.

    Parameters
    ----------
    likeness
        One side or two.
    path
        File to write; its folder must exist.
    lang
        ``en`` or ``zh-CN`` (also ``zh``, ``zh_CN``, ``zh-Hans``).
    """
    target = Path(path)
    target.write_text(render_patterns_report(likeness, lang), encoding="utf-8", newline="\n")
    return target


def render_patterns_report(likeness: Likeness, lang: str = "en") -> str:
    """Return the report as text; the same patterns always give the same text."""
    t = translator(lang)
    charts, omitted = charts_of_patterns(likeness, t)
    title = _title(likeness, t)
    body = join(
        el("header", el("h1", title), el("p", _facts(likeness, t), class_="facts")),
        el("p", _headline(likeness, t), class_="headline"),
        el("section", el("h2", t("Overlaid")), el("p", _how_to_read(likeness, t)), _who(likeness), without_script(t),
           *(figure(chart, t) for chart in charts), left_out(omitted, t), id="figures"),
        _all(likeness, t),
        _methods(likeness, t),
        _meanings(t),
    )  # fmt: skip
    return framed(title, body, charts, t)


def _title(likeness: Likeness, t: Translate) -> str:
    if len(likeness.sides) == 1:
        return t("Patterns of {log}", log=likeness.sides[0].title)
    return t("Patterns of {log} against {other}", log=likeness.sides[0].title, other=likeness.sides[1].title)


def _facts(likeness: Likeness, t: Translate) -> str:
    return " · ".join(_size(arm, side, t) for arm, side in enumerate(likeness.sides))


def _size(arm: int, side: Side, t: Translate) -> str:
    first = side.portraits[0]
    if side.worlds > 1:
        return t("{letter} {n} simulated worlds", letter=look(arm).letter, n=side.worlds)
    return t("{letter} {messages} messages by {members} senders in {days} days", letter=look(arm).letter,
             messages=t.number(first.messages, 0), members=t.number(first.members, 0), days=t.number(first.span_days, 0))  # fmt: skip


def _headline(likeness: Likeness, t: Translate) -> str:
    said = []
    for place, side in enumerate(likeness.sides):
        known = [spreads[place].inside for _, spreads in likeness.rows() if spreads[place].inside is not None]
        said.append(t("{title}: {k} of {n} patterns lie where those of real groups do.", title=side.title,
                      k=sum(map(bool, known)), n=len(known)))  # fmt: skip
    return t.sentences(said)


def _how_to_read(likeness: Likeness, t: Translate) -> str:
    many = [side for side in likeness.sides if side.worlds > 1]
    if not many:
        return t("Each curve is one log.")
    return t("A log is one curve. Of a scenario, the line is the median over {n} worlds, and the band around it holds the middle 80% of them.",
             n=many[0].worlds)  # fmt: skip


def _who(likeness: Likeness) -> Markup:
    return el(
        "ul", *(el("li", named(arm, side.title)) for arm, side in enumerate(likeness.sides)), class_="who"
    )


def _all(likeness: Likeness, t: Translate) -> Markup:
    """Return every pattern with its values, one table a family; columns are headed by letters to fit a phone."""
    rows = {pattern.name: spreads for pattern, spreads in likeness.rows()}
    parts: list[Markup] = []
    for heading, family in FAMILIES:
        has_range = any(pattern.range is not None for pattern in family)
        headers = [t("Pattern"), *([t("Real groups")] if has_range else [])]
        for arm in range(len(likeness.sides)):
            headers += [look(arm).letter, *([""] if has_range else [])]
        written = tuple(_row(pattern, rows[pattern.name], likeness, has_range, t) for pattern in family)
        parts += [el("h3", t(heading)), table(tuple(headers), written, t(heading))]
    return el("section", el("h2", t("All patterns")), _who(likeness), *parts, id="patterns")


def _row(
    pattern: Pattern, spreads: tuple[Spread, ...], likeness: Likeness, has_range: bool, t: Translate
) -> tuple[str, ...]:
    """Return a pattern's cells: its label, its range, and of each side the value and whether it is inside."""
    cells = [t(pattern.label)]
    if has_range:
        cells.append(range_text(pattern, t))
    for spread, side in zip(spreads, likeness.sides, strict=True):
        cells += [spread_text(spread, side.worlds, t), *([verdict_text(spread, t)] if has_range else [])]
    return tuple(cells)


def _methods(likeness: Likeness, t: Translate) -> Markup:
    from sim import __version__  # noqa: PLC0415 - sim imports its reports lazily, and so do they

    facts = [
        t("One code measures real and simulated logs. It counts messages of members; what operators post in a simulation is not among them."),
        *(
            t("{title}: burn-in {days} days; whoever writes first within them is not counted as new.", title=side.title,
              days=t.number(side.burn_in_days, 0))
            for side in likeness.sides
        ),
        t("Ranges are the lowest and the highest of six real group chats; slow patterns are from the four long ones. A value counts as inside up to {slack} of the width beyond them.",
          slack=t.percent(SLACK)),
        t("What a log is too short for, or does not show, is left out with the reason and not guessed."),
        t("What is observed of answers and returns is not what an answer causes: who writes much is answered more."),
    ]  # fmt: skip
    made = t("Made with community-sim {version}.", version=__version__)
    return el("section", el("h2", t("How this was done")), el("ul", *(el("li", fact) for fact in facts)),
              el("p", made, class_="made"), class_="methods", id="methods")  # fmt: skip


def _meanings(t: Translate) -> Markup:
    entries = [
        el("div", el("dt", t(pattern.label)), el("dd", t(pattern.doc)))
        for _, family in FAMILIES
        for pattern in family
        if not pattern.name.startswith("share_")
    ]
    return el(
        "section",
        el("h2", t("What each pattern means")),
        el("dl", *entries),
        class_="glossary",
        id="glossary",
    )
