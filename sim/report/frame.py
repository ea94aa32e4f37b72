"""The frame of every report: one file with its style, script, plotly.js and figures, closed to any network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import Template

from sim.charts import Chart, Omitted
from sim.charts.design import variables
from sim.charts.theme import dark
from sim.i18n import Translate
from sim.report.contents import contents
from sim.report.html import Markup, el, join, table
from sim.report.keys import color_css, key_list, pattern_defs
from sim.report.packed import csp_hash, pack_json, plotly_js, rounded


@dataclass(frozen=True, slots=True)
class Part:
    """What a page carries beside its figures: packed data under an id, and the script and style that show it."""

    id: str
    data: str
    script: str
    style: str


def framed(
    title: str, body: Markup, charts: Sequence[Chart], t: Translate, parts: Sequence[Part] = ()
) -> str:
    """Return the page as text; the same content always gives the same text."""
    script = asset("unpack.js") + asset("report.js")
    style = "".join((variables(), asset("report.css"), color_css(), *(part.style for part in parts)))
    plotly, plotly_hash = plotly_js()
    scripts = " ".join(csp_hash(each) for each in (script, *(part.script for part in parts)))
    return Template(asset("page.html")).substitute(
        lang=t.lang,
        title=join(title),
        policy=join(_policy(scripts, plotly_hash, csp_hash(style))),
        style=style,
        patterns=pattern_defs(),
        contents=contents(body, t),
        body=body,
        plotly=plotly,
        figures=pack_json(_payload(charts, t)),
        script=script,
        parts=join(*(_carried(part) for part in parts)),
    )


def _carried(part: Part) -> Markup:
    """Return a part's data and script; neither can hold what ends a script."""
    return Markup(
        f'<script type="application/octet-stream" id="{part.id}">{part.data}</script>\n<script>{part.script}</script>'
    )


def _policy(scripts: str, plotly: str, style: str) -> str:
    """Return a policy under which nothing is asked of anyone and nothing else than our own code runs.

    plotly.js makes empty style elements and fills them with rules: hence the hash of nothing.
    """
    return (
        f"default-src 'none'; script-src {scripts} {plotly}; style-src {style} {csp_hash('')}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _payload(charts: Sequence[Chart], t: Translate) -> dict[str, object]:
    words = {
        "old": t("This browser cannot draw the figures. All their numbers are in the tables below them."),
        "locale": t.lang,
    }
    return {"figures": {chart.id: rounded(chart.figure) for chart in charts}, "dark": dark(), "words": words}


def without_script(t: Translate) -> Markup:
    """Return what readers without JavaScript are told."""
    return el(
        "noscript",
        el(
            "p",
            t("The figures need JavaScript; all their numbers are in the tables below them."),
            class_="warning",
        ),
    )


def left_out(omitted: Sequence[Omitted], t: Translate) -> Markup | None:
    """Say which figures are not there, and why."""
    if not omitted:
        return None
    reasons = t.sentences(each.reason for each in omitted)
    return el("p", t("Left out: {reasons}", reasons=reasons), class_="facts left-out")


def figure(chart: Chart, t: Translate) -> Markup:
    """Return a figure with its words, its legend and its numbers as a table."""
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
def asset(name: str) -> str:
    """Return a file of the page's own, as text."""
    return files("sim.report").joinpath("assets", name).read_text(encoding="utf-8").replace("\r\n", "\n")
