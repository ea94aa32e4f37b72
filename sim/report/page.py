"""The page: words, tables and figures of a comparison in one file."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from string import Template

from sim.charts import CHARTS, Chart
from sim.charts.theme import dark
from sim.i18n import Translate, translator
from sim.report.headline import headline
from sim.report.html import Markup, el, join, table
from sim.report.keys import color_css, key_list, named, pattern_defs
from sim.report.packed import csp_hash, pack_json, plotly_js
from sim.report.scenarios import compared, glance, why
from sim.report.words import glossary, how_to_read, methods
from sim.study.comparison import Comparison


def write_report(comparison: Comparison, path: str | Path, lang: str = "en") -> Path:
    """Write the report of a comparison as one HTML file that works offline, and return where it is.

    Parameters
    ----------
    comparison
        Two arms or more under the same luck.
    path
        File to write; its folder must exist.
    lang
        ``en`` or ``zh-CN`` (also ``zh``, ``zh_CN``, ``zh-Hans``).
    """
    target = Path(path)
    target.write_text(render_report(comparison, lang), encoding="utf-8", newline="\n")
    return target


def render_report(comparison: Comparison, lang: str = "en") -> str:
    """Return the report as text; the same comparison always gives the same text.

    Raises
    ------
    ValueError
        If there are fewer than two arms, or the language is not one of those spoken.
    """
    if len(comparison.arms) < 2:
        raise ValueError(f"a report compares two scenarios or more, not {len(comparison.arms)}")
    t = translator(lang)
    comparison = _titled(comparison, t)
    charts = [chart(comparison, t) for chart in CHARTS]
    script, style = _asset("report.js"), _asset("report.css") + color_css()
    plotly, plotly_hash = plotly_js()
    result = headline(comparison, t)
    title = _title(comparison, t)
    body = join(
        _header(title, comparison, t),
        el("p", result.sentence, class_="headline"),
        el("ul", *(el("li", point) for point in result.points), class_="points") if result.points else None,
        glance(comparison, t),
        compared(comparison, t),
        why(comparison, t),
        _figures(comparison, charts, t),
        methods(comparison, t),
        glossary(t),
    )
    return Template(_asset("page.html")).substitute(
        lang=t.lang,
        title=join(title),
        policy=join(_policy(csp_hash(script), plotly_hash, csp_hash(style))),
        style=style,
        patterns=pattern_defs(),
        body=body,
        plotly=plotly,
        figures=pack_json(_payload(charts, t)),
        script=script,
    )


def _titled(comparison: Comparison, t: Translate) -> Comparison:
    """Translate the titles of scenarios that are shipped; those of others are in no catalogue."""
    arms = tuple(replace(arm, title=t(arm.title)) for arm in comparison.arms)
    return replace(comparison, arms=arms)


def _policy(script: str, plotly: str, style: str) -> str:
    """Return a policy under which nothing is asked of anyone and nothing else than our own code runs.

    plotly.js makes empty style elements and fills them with rules: hence the hash of nothing.
    """
    return (
        f"default-src 'none'; script-src {script} {plotly}; style-src {style} {csp_hash('')}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _payload(charts: list[Chart], t: Translate) -> dict[str, object]:
    words = {
        "old": t("This browser cannot draw the figures. All their numbers are in the tables below them."),
        "locale": t.lang,
    }
    return {"figures": {chart.id: chart.figure for chart in charts}, "dark": dark(), "words": words}


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


def _figures(comparison: Comparison, charts: list[Chart], t: Translate) -> Markup:
    arms = el(
        "ul",
        *(el("li", named(number, arm.title)) for number, arm in enumerate(comparison.arms)),
        class_="who",
    )
    note = el(
        "noscript",
        el(
            "p",
            t("The figures need JavaScript; all their numbers are in the tables below them."),
            class_="warning",
        ),
    )
    return el(
        "section",
        el("h2", t("What happened")),
        el("p", how_to_read(comparison, t)),
        arms,
        note,
        *(_figure(chart, t) for chart in charts),
        id="figures",
    )


def _figure(chart: Chart, t: Translate) -> Markup:
    name = f"chart-{chart.id}"
    numbers = el(
        "details",
        el("summary", t("The numbers as a table")),
        table(chart.table.headers, chart.table.rows, chart.title, chart.table.heads),
    )
    return el(
        "figure",
        el("h3", chart.title, id=f"{name}-title"),
        el("figcaption", chart.caption, id=f"{name}-caption"),
        el(
            "div",
            id=name,
            class_="chart",
            role="img",
            aria_labelledby=f"{name}-title",
            aria_describedby=f"{name}-caption",
            data_chart=chart.id,
        ),
        key_list(chart.keys, t("Legend")),
        numbers,
    )


@cache
def _asset(name: str) -> str:
    return files("sim.report").joinpath("assets", name).read_text(encoding="utf-8").replace("\r\n", "\n")
