"""The report on patterns: what it holds, and what a reader sees of it."""

import html
import re

import pytest

from sim.charts.likeness import LIKENESS_CHARTS, charts_of_patterns
from sim.i18n import translator
from sim.patterns import MEMBER_PATTERNS
from sim.report import render_patterns_report, write_patterns_report
from sim.study.likeness import Likeness, side_of_log
from tests.report.conftest import Opened
from tests.report.looking import faults
from tests.report.made_reports import log, worlds

IDS = ["overview", "retention", "lifetimes", "ladder", "lorenz", "written", "weekly", "weekdays"]


@pytest.fixture(scope="module")
def cases():
    real = side_of_log("real_chat", log(1))
    return {
        "alone": Likeness((real,)),
        "worlds": Likeness((real, worlds(6))),
        "short": Likeness(
            (side_of_log("short", log(2, days=20, members=30)), worlds(3, days=40, members=40))
        ),
        "long": Likeness((side_of_log("long", log(4, days=2000)), worlds(2))),
    }


CASES = ("alone", "worlds", "short", "long")


@pytest.mark.parametrize("lang", ["en", "zh-CN"])
@pytest.mark.parametrize("case", CASES)
def test_every_chart_has_words_and_numbers(cases, case, lang):
    t = translator(lang)
    charts, omitted = charts_of_patterns(cases[case], t)
    assert [chart.id for chart in charts] == [each for each in IDS if each not in {o.id for o in omitted}]
    assert bool(omitted) == (case == "short")
    for chart in charts:
        assert chart.title
        assert "{" not in chart.caption
        assert chart.table.rows
        assert {len(row) for row in chart.table.rows} == {len(chart.table.headers)}


def test_figures_without_anything_to_see_are_left_out_by_name():
    """A log of a few days has no retention by week and nobody who came back after weeks."""
    likeness = Likeness((side_of_log("tiny", log(5, days=3, members=6)),))
    for lang, word in (("en", "Left out: "), ("zh-CN", "略去的图：")):
        shown, omitted = charts_of_patterns(likeness, translator(lang))
        assert "retention" in {each.id for each in omitted}
        page = render_patterns_report(likeness, lang)
        assert "chart-retention" not in page
        assert all(each.reason in html.unescape(page) for each in omitted)
        assert word in page
        assert all(f"chart-{each.id}" in page for each in shown)


def test_a_band_for_worlds_and_none_for_a_log(cases):
    for chart in LIKENESS_CHARTS[1:]:
        fills = [
            sum("fill" in trace for trace in chart(cases[case], translator("en")).figure["data"])
            for case in ("alone", "worlds")
        ]
        assert fills == [0, 1]


def test_the_overview_counts_what_is_inside(cases):
    likeness = cases["worlds"]
    chart = LIKENESS_CHARTS[0](likeness, translator("en"))
    for arm, side in enumerate(likeness.sides):
        verdicts = [side.spread(pattern).inside for pattern in MEMBER_PATTERNS]
        known = [each for each in verdicts if each is not None]
        assert f"{'AB'[arm]} {sum(known)} of {len(known)}" in chart.caption
    assert len(chart.table.rows) == 18


def test_reasons_stand_where_there_is_no_number(cases):
    page = render_patterns_report(cases["short"])
    assert "none: nobody new writes after the burn-in" in page
    assert not re.search(r">\s*nan\b", page)


def test_the_page_is_closed_and_escaped_and_the_same_each_time(cases):
    page = render_patterns_report(cases["worlds"])
    assert page == render_patterns_report(cases["worlds"])
    assert "default-src 'none'" in html.unescape(page)
    assert "Simulated &lt;b&gt;group&lt;/b&gt;" in page
    assert "Simulated <b>group" not in page


@pytest.mark.browser
@pytest.mark.parametrize("width", [1366, 390])
@pytest.mark.parametrize(
    ("case", "lang"), [("worlds", "en"), ("worlds", "zh-CN"), ("short", "en"), ("long", "en")]
)
def test_it_can_be_read_at_any_width(cases, case, lang, width, tmp_path, chromium):
    page = chromium.new_page(viewport={"width": width, "height": 900})
    opened = Opened(page, write_patterns_report(cases[case], tmp_path / "report.html", lang))
    opened.draw_all()
    assert opened.said == []
    assert opened.asked == []
    found = faults(page)
    assert found == {}
    page.close()
