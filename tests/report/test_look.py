"""Every report, measured as a reader would see it; and that each measure finds what is planted for it."""

from __future__ import annotations

import pytest

from sim.i18n import translator
from tests.report.conftest import Opened
from tests.report.looking import TO_BE_TOUCHED, faults, resized, shaded
from tests.report.made_reports import REPORTS

pytestmark = pytest.mark.browser

WIDTHS, SCHEMES, LANGS = (1366, 390), ("light", "dark"), ("en", "zh-CN")


@pytest.fixture(scope="module")
def look_at(chromium, tmp_path_factory):
    """Open a report of a kind with all figures drawn; each is written and opened once."""
    folder = tmp_path_factory.mktemp("look")
    pages: dict[tuple[str, str, str], Opened] = {}

    def opener(kind: str, lang: str, use: str = "read") -> Opened:
        if (kind, lang, use) not in pages:
            write = REPORTS[kind]()
            page = chromium.new_page(viewport={"width": 1366, "height": 900}, reduced_motion="reduce")
            pages[kind, lang, use] = Opened(page, write(folder / f"{kind}-{lang}.html", lang))
            pages[kind, lang, use].draw_all()
        return pages[kind, lang, use]

    yield opener
    for opened in pages.values():
        opened.page.close()


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", REPORTS)
def test_a_report_has_no_fault_at_any_width_by_day_and_by_night(look_at, kind, lang):
    opened = look_at(kind, lang)
    found = {}
    for width in WIDTHS:
        resized(opened.page, width)
        for scheme in SCHEMES:
            shaded(opened.page, scheme)
            choice = opened.page.locator(".contents summary")
            if width < TO_BE_TOUCHED:
                choice.click()  # what is behind a choice is looked at as well
            if wrong := faults(opened.page):
                found[width, scheme] = wrong
            if width < TO_BE_TOUCHED:
                choice.click()
    resized(opened.page, WIDTHS[0])
    shaded(opened.page, "light")
    assert found == {}
    assert opened.said == []
    assert opened.asked == []


TEXT = "document.querySelector('#chart-interaction .annotation text')"
MARK = "document.querySelector('#chart-interaction .points path')"
AT_A_MARK = f"""const mark = {MARK}.getBoundingClientRect(), text = {TEXT}, at = text.getBoundingClientRect();
    text.style.transform = `translate(${{mark.left - at.left - at.width / 2 + 4}}px, ${{mark.top - at.top - at.height / 2 + 5}}px)`;"""

PLANTED = {
    "a text over another": (
        "overlaps",
        f"const text = {TEXT}; text.parentElement.append(text.cloneNode(true))",
    ),
    "a text beyond its figure": ("clipped", f"{TEXT}.style.transform = 'translate(-90px, 0)'"),
    "a page wider than its window": ("clipped", "document.querySelector('h1').style.width = '3000px'"),
    "words that are cut off": (
        "clipped",
        "Object.assign(document.querySelector('.headline').style, {overflow: 'hidden', whiteSpace: 'nowrap', width: '100px'})",
    ),
    "a figure without marks": (
        "empty",
        "document.querySelectorAll('#chart-interaction .scatterlayer, #chart-interaction .hoverlayer').forEach(layer => layer.remove())",
    ),
    "marks that cannot be seen": (
        "empty",
        "document.querySelectorAll('#chart-interaction .points path, .js-line').forEach(mark => { mark.style.opacity = 0 })",
    ),
    "a text over a mark": ("overData", AT_A_MARK),
    "a legend over the figure": (
        "overData",
        "const keys = document.querySelector('.keys'); keys.style.position = 'relative'; keys.style.top = '-90px'",
    ),
    "words too faint to read": ("faint", "document.querySelector('.facts').style.color = '#999999'"),
    "letters in a figure too faint": ("faint", f"{TEXT}.style.fill = '#b0b0b0'"),
    "marks too faint": (
        "faint",
        "document.querySelectorAll('#chart-interaction .points path').forEach(mark => { mark.style.fill = mark.style.stroke = '#dddddd' })",
    ),
    "a button too small for a finger": (
        "small",
        "const button = document.querySelector('.theme button'); button.style.minHeight = 0; button.style.height = '20px'",
    ),
    "a figure without a name": (
        "unnamed",
        "document.querySelector('[data-chart]').removeAttribute('aria-labelledby')",
    ),
    "a figure whose description is gone": ("unnamed", "document.querySelector('figcaption').remove()"),
    "a picture without words": ("unnamed", "document.querySelector('main').append(new Image())"),
    "a canvas without a name": (
        "unnamed",
        "document.querySelector('main').append(document.createElement('canvas'))",
    ),
    "a button without a name": (
        "unnamed",
        "document.querySelector('main').append(document.createElement('button'))",
    ),
    "a link that leads nowhere": ("unnamed", "document.querySelector('nav a').setAttribute('href', '#gone')"),
    "a heading that skips a rank": ("unnamed", "document.querySelector('h2').outerHTML = '<h4>x</h4>'"),
}


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_found(look_at, fault):
    check, plant = PLANTED[fault]
    page = look_at("interaction", "en", "planted").page
    page.set_viewport_size({"width": 390 if check == "small" else 1366, "height": 900})
    before = page.evaluate("() => document.documentElement.outerHTML.length")
    assert check not in faults(page, check)
    body = page.evaluate_handle("() => document.body.cloneNode(true)")
    page.evaluate(f"() => {{ {plant} }}")
    assert check in faults(page, check)
    page.evaluate("(body) => document.body.replaceWith(body)", body)
    assert abs(page.evaluate("() => document.documentElement.outerHTML.length") - before) < 500


def test_a_reader_chooses_a_dark_page_and_the_figures_follow(look_at):
    page = look_at("comparison", "zh-CN").page
    fill = "() => [getComputedStyle(document.body).backgroundColor, getComputedStyle(document.querySelector('.main-svg')).backgroundColor]"
    day = page.evaluate(fill)
    page.evaluate(
        "() => { addEventListener('themechange', () => {}); document.addEventListener('themechange', () => { window.told = true }) }"
    )
    t = translator("zh-CN")
    for name, word in (("dark", t("Dark")), ("light", t("Light")), ("", t("Auto"))):
        button = page.locator(f".theme button[data-theme='{name}']")
        assert button.inner_text() == word
        button.click()
        page.wait_for_function(
            f"() => {{ const [body, figure] = ({fill})(); return body === figure && (body === '{day[0]}') === {'false' if name == 'dark' else 'true'} }}"
        )
        assert button.get_attribute("aria-pressed") == "true"
        assert page.locator(".theme [aria-pressed=true]").count() == 1
    assert page.evaluate("() => window.told") is True
    assert page.evaluate("() => document.cookie") == ""


def test_the_contents_lead_to_every_section_and_figure(look_at):
    page = look_at("comparison", "en").page
    linked = page.eval_on_selector_all("nav a", "links => links.map(link => link.textContent)")
    shown = page.eval_on_selector_all("h2, figure h3", "all => all.map(each => each.textContent)")
    assert linked == ["In short", *shown]
    page.click("nav a >> text=Where the money")
    page.wait_for_function(
        "() => document.querySelector('nav [aria-current]')?.textContent.startsWith('Where the money')"
    )


def test_contents_on_a_phone_close_behind_a_choice(look_at):
    page = look_at("comparison", "en").page
    resized(page, 390)
    listed = page.locator(".contents details")
    assert listed.get_attribute("open") is None
    page.click(".contents summary")
    page.click("nav a >> text=How long memberships")
    assert listed.get_attribute("open") is None
    heading = page.locator("#chart-survival-title").bounding_box()
    assert heading["y"] >= page.locator(".contents").bounding_box()["height"]
    resized(page, 1366)
