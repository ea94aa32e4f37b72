"""The documentation as a site: whole, and nothing in it that would be fetched."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest

pytestmark = pytest.mark.slow

REFERENCE = re.compile(r'<(a|link|script|img|source|iframe)\b[^>]*?\s(?:href|src)="([^"]*)"')


def pages(site: Path) -> list[Path]:
    return [path for path in sorted(site.rglob("*.html")) if path.name != "404.html"]


def test_every_link_leads_to_a_file_and_nothing_is_fetched(site):
    wrong = []
    for page in pages(site):
        for tag, written in REFERENCE.findall(page.read_text(encoding="utf-8")):
            address = unquote(unescape(written))
            if re.match(r"(https?:|//)", address):
                wrong += [(page.name, address)] if tag != "a" else []
            elif not address.startswith(("#", "mailto:", "data:")) and "(" not in address:
                target = (page.parent / re.split(r"[?#]", address)[0]).resolve()
                wrong += [] if target.is_file() else [(page.name, address)]
    assert wrong == []
    styles = " ".join(path.read_text(encoding="utf-8") for path in site.rglob("*.css"))
    assert not re.search(r"url\(['\"]?https?:|@import", styles)


def test_both_languages_have_their_pages(site):
    english = {path.relative_to(site).as_posix() for path in pages(site)}
    assert {
        "index.html",
        "five_minutes.html",
        "notebooks/own_strategy.html",
        "zh/notebooks/first_comparison.html",
    } <= english
    for name, word in (
        ("strategies", "入群门槛"),
        ("mechanisms", "推送疲劳"),
        ("measures", "基尼"),
        ("sections", "渠道"),
    ):
        text = (site / "zh" / "reference" / f"{name}.html").read_text(encoding="utf-8")
        assert '<html lang="zh"' in text
        assert word in text, name


@pytest.mark.parametrize("name", ["mechanisms", "measures"])
@pytest.mark.parametrize("lang", ["", "zh/"])
def test_formulas_of_the_reference_are_drawn(site, name, lang):
    text = (site / f"{lang}reference/{name}.html").read_text(encoding="utf-8")
    assert text.count("<math ") > 30
    body = re.sub(r"<math .*?</math>", "", text, flags=re.DOTALL)
    assert not re.search(r"\$`|```|\\(?:frac|sum|log|cdot)|:math:", body)


def test_notebooks_were_executed_and_their_figures_share_one_plotly(site):
    books = sorted((site / "notebooks").glob("*.ipynb"))
    assert {path.stem for path in books} >= {"first_comparison", "own_log", "own_strategy", "sweep_by_hand"}
    for path in [*books, site / "zh" / "notebooks" / "first_comparison.ipynb"]:
        cells = [
            each
            for each in json.loads(path.read_text(encoding="utf-8"))["cells"]
            if each["cell_type"] == "code"
        ]
        assert all(cell["execution_count"] for cell in cells), path.name
        assert any(cell["outputs"] for cell in cells)
        page = path.with_suffix(".html")
        text = page.read_text(encoding="utf-8")
        assert page.stat().st_size < 1_000_000
        assert f'href="{path.name}"' in text
        assert "Traceback" not in text
    assert len(list(site.rglob("plotly*.js"))) == 2  # one for each language


@pytest.mark.browser
@pytest.mark.parametrize("width", [1366, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_open_from_a_folder(page, site, width, scheme):
    said: list[str] = []
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("requestfailed", lambda request: said.append(request.url))
    for name in (
        "index",
        "zh/index",
        "reference/mechanisms",
        "zh/reference/measures",
        "notebooks/first_comparison",
        "odd",
    ):
        page.goto((site / f"{name}.html").as_uri())
        page.wait_for_timeout(300)
        assert (
            page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
        ), name
        assert page.evaluate("document.body.dataset.mdColorScheme") == (
            "default" if scheme == "light" else "slate"
        )
        formulas = page.evaluate(
            "[...document.querySelectorAll('math')].map(each => each.getBoundingClientRect().height)"
        )
        assert all(height > 4 for height in formulas)
        if name.startswith("notebooks/"):
            page.wait_for_selector(".figure .main-svg")
    assert said == []


@pytest.mark.browser
@pytest.mark.parametrize(
    ("start", "asked", "found"),
    [("index.html", "push fatigue", "mechanisms.html"), ("zh/index.html", "推送疲劳", "mechanisms.html")],
)
def test_search_works_without_a_server(page, site, start, asked, found):
    page.set_viewport_size({"width": 1366, "height": 900})
    page.goto((site / start).as_uri())
    page.click(".md-search__input")
    page.keyboard.insert_text(asked)
    page.keyboard.press("End")
    page.wait_for_selector("a.md-search-result__link", timeout=15_000)
    links = [each.get_attribute("href") for each in page.query_selector_all("a.md-search-result__link")]
    assert any(found in link for link in links)


@pytest.mark.browser
def test_the_switch_of_languages_leads_to_the_same_page(page, site):
    page.goto((site / "reference" / "strategies.html").as_uri())
    link = page.locator('.md-select__link[hreflang="zh-CN"]')
    page.goto(link.evaluate("each => each.href"))
    assert page.url.endswith("/zh/reference/strategies.html")
    back = page.locator('.md-select__link[hreflang="en"]').evaluate("each => each.href")
    assert back.endswith("/reference/strategies.html")
    assert "/zh/" not in back
