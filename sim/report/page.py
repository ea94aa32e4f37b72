"""The page: words, tables and figures of a comparison in one file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sim.charts import Chart, Omitted, charts_of
from sim.i18n import Translate, translator
from sim.report.frame import figure, framed, left_out, without_script
from sim.report.headline import headline
from sim.report.html import Markup, el, join
from sim.report.keys import named
from sim.report.network import network, network_part
from sim.report.scenarios import compared, glance, left_undone, why
from sim.report.story import story_chart, story_section
from sim.report.words import glossary, how_to_read, methods
from sim.study.comparison import Comparison
from sim.study.story import Story


def write_report(
    comparison: Comparison, path: str | Path, lang: str = "en", story: Story | None = None
) -> Path:
    """Write the report of a comparison as one HTML file that works offline, and return where it is.

    Parameters
    ----------
    comparison
        Two arms or more under the same luck.
    path
        File to write; its folder must exist.
    lang
        ``en`` or ``zh-CN`` (also ``zh``, ``zh_CN``, ``zh-Hans``).
    story
        What is told after the headline, if it was looked for.
    """
    target = Path(path)
    target.write_text(render_report(comparison, lang, story), encoding="utf-8", newline="\n")
    return target


def render_report(comparison: Comparison, lang: str = "en", story: Story | None = None) -> str:
    """Return the report as text; the same comparison and story always give the same text.

    Raises
    ------
    ValueError
        If there are fewer than two arms, or the language is not one of those spoken.
    """
    if len(comparison.arms) < 2:
        raise ValueError(f"a report compares two scenarios or more, not {len(comparison.arms)}")
    t = translator(lang)
    comparison = _titled(comparison, t)
    charts, omitted = charts_of(comparison, t)
    told = story_chart(story, t) if story is not None else None
    result = headline(comparison, t)
    film = comparison.film
    title = _title(comparison, t)
    body = join(
        _header(title, comparison, t),
        el("p", result.sentence, class_="headline"),
        el("ul", *(el("li", point) for point in result.points), class_="points") if result.points else None,
        *(el("p", sentence, class_="warning") for sentence in left_undone(comparison, t)),
        glance(comparison, t),
        story_section(story, told, t, comparison) if story is not None and told is not None else None,
        compared(comparison, t),
        why(comparison, t),
        network(comparison, film, t) if film else None,
        _figures(comparison, charts, omitted, t),
        methods(comparison, t),
        glossary(t),
    )
    parts = [network_part(comparison, film, t)] if film else []
    return framed(title, body, [told, *charts] if told is not None else charts, t, parts)


def _titled(comparison: Comparison, t: Translate) -> Comparison:
    """Translate the titles of scenarios that are shipped; those of others are in no catalogue."""
    arms = tuple(replace(arm, title=t(arm.title)) for arm in comparison.arms)
    return replace(comparison, arms=arms)


def _title(comparison: Comparison, t: Translate) -> str:
    if len(comparison.arms) == 2:
        return t("{a} against {b}", a=comparison.arms[0].title, b=comparison.arms[1].title)
    return t("{n} scenarios compared, starting from {a}", n=len(comparison.arms), a=comparison.arms[0].title)


def _header(title: str, comparison: Comparison, t: Translate) -> Markup:
    facts = t(
        "{days} days · {n} worlds · same luck for every scenario",
        days=t.number(comparison.horizon_days, 0), n=t.number(comparison.worlds, 0),
    )  # fmt: skip
    return el("header", el("h1", title), el("p", facts, class_="facts"))


def _figures(comparison: Comparison, charts: list[Chart], omitted: list[Omitted], t: Translate) -> Markup:
    arms = el(
        "ul",
        *(el("li", named(number, arm.title)) for number, arm in enumerate(comparison.arms)),
        class_="who",
    )
    return el(
        "section",
        el("h2", t("What happened")),
        el("p", how_to_read(comparison, t)),
        arms,
        without_script(t),
        *(figure(chart, t) for chart in charts),
        left_out(omitted, t),
        id="figures",
    )
