"""What a reader sees, in a real Chromium that may ask nothing of anyone."""

from __future__ import annotations

import pytest

from sim.charts import CHARTS
from tests.report.looking import faults

pytestmark = pytest.mark.browser

IDS = [chart.__name__ for chart in CHARTS]


@pytest.mark.parametrize(
    ("case", "lang", "width"),
    [
        ("two", "en", 1366), ("two", "en", 390), ("two", "zh-CN", 1366), ("two", "zh-CN", 390), ("four", "en", 390),
        ("four", "zh-CN", 1366), ("sold", "en", 390), ("sold", "zh-CN", 1366), ("eight", "en", 390), ("eight", "zh-CN", 1366),
    ],
)  # fmt: skip
def test_a_report_is_whole_and_asks_for_nothing(open_report, case, lang, width):
    opened = open_report(case, lang, width)
    opened.draw_all()
    page = opened.page
    assert [box.get_attribute("data-chart") for box in page.query_selector_all("[data-drawn=screen]")] == IDS
    assert opened.said == []
    assert opened.asked == []
    assert faults(page) == {}
    assert page.get_attribute("html", "lang") == lang
    assert len(page.query_selector_all("figure details table")) == len(IDS)


@pytest.mark.parametrize("case", ["hostile", "one_world", "silent"])
def test_awkward_comparisons_are_drawn_too(open_report, case):
    opened = open_report(case, width=390)
    opened.draw_all()
    assert opened.said == []
    assert opened.asked == []
    assert opened.page.query_selector("main img, svg img, svg a, svg :not(.hm) > image") is None
    assert faults(opened.page, "clipped") == {}


def test_tables_open_with_the_keyboard(open_report):
    page = open_report("two").page
    summary = page.query_selector("#chart-activity ~ details summary")
    summary.focus()
    page.keyboard.press("Enter")
    assert page.query_selector("#chart-activity ~ details table").is_visible()


def test_figures_wait_until_they_are_scrolled_to(open_report):
    page = open_report("two").page
    page.evaluate("document.querySelector('#figures').scrollIntoView()")
    page.wait_for_selector("#chart-activity[data-drawn] .main-svg", state="attached")
    assert page.get_attribute("#chart-differences", "data-drawn") is None


def test_printing_draws_everything_on_white(open_report):
    opened = open_report("two", color_scheme="dark")
    opened.page.evaluate("document.querySelector('#figures').scrollIntoView()")
    opened.page.wait_for_selector("#chart-activity[data-drawn] .main-svg", state="attached")
    opened.page.emulate_media(media="print")
    opened.page.wait_for_selector("#chart-differences[data-drawn=paper] .main-svg", state="attached")
    assert len(opened.page.query_selector_all("[data-drawn=paper]")) == len(IDS)
    fill = "() => getComputedStyle(document.querySelector('#chart-activity .main-svg')).backgroundColor"
    assert opened.page.evaluate(fill) == "rgb(255, 255, 255)"
    assert opened.said == []
    opened.page.emulate_media(media="screen")
    opened.page.wait_for_selector("#chart-differences[data-drawn=screen]")


def test_pdf_holds_the_figures(open_report):
    opened = open_report("two", "zh-CN")
    opened.draw_all()
    assert len(opened.page.pdf(format="A4")) > 50_000
    assert opened.said == []


def test_a_dark_page_has_dark_figures(open_report):
    opened = open_report("two", color_scheme="dark")
    opened.draw_all()
    fill = "() => getComputedStyle(document.querySelector('#chart-activity .main-svg')).backgroundColor"
    assert opened.page.evaluate(fill) == opened.page.evaluate(
        "() => getComputedStyle(document.body).backgroundColor"
    )


def test_without_javascript_the_words_and_tables_stand(open_report):
    page = open_report("two", java_script_enabled=False).page
    assert "JavaScript" in page.inner_text("noscript")
    assert "Warmed up keeps" in page.inner_text(".headline")


def test_nothing_injected_can_run(open_report):
    opened = open_report("two")
    page = opened.page
    page.evaluate("""() => {
        const script = document.createElement('script'); script.textContent = 'window.ran = true'; document.body.append(script);
        const image = document.createElement('img'); image.setAttribute('onerror', 'window.ran = true'); image.src = 'data:,';
        document.body.append(image);
    }""")
    page.wait_for_timeout(100)
    assert page.evaluate("() => window.ran") is None
    assert any("Content Security Policy" in line for line in opened.said)


@pytest.mark.parametrize("width", [390, 1366])
def test_a_report_on_two_strategies_is_whole(chromium, tmp_path, width):
    from sim.report import write_interaction_report
    from tests.report import synthetic
    from tests.report.conftest import Opened

    context = chromium.new_context(viewport={"width": width, "height": 900})
    opened = Opened(
        context.new_page(), write_interaction_report(synthetic.factorial(), tmp_path / "two.html")
    )
    opened.draw_all()
    assert opened.said == []
    assert opened.asked == []
    assert faults(opened.page) == {}
    context.close()
