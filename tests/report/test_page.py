"""The file itself: whole, small, closed, escaped."""

from __future__ import annotations

import base64
import gzip
import json
import re
from html.parser import HTMLParser

import pytest

from sim.charts import CHARTS
from sim.report import render_report, write_report
from sim.report.packed import csp_hash
from tests.report import synthetic as s


class Outline(HTMLParser):
    """Elements and text of a page, and the numbers of cells in its tables."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.words: list[str] = []
        self._raw = ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs
        self._raw = tag if tag in ("script", "style") else ""

    def handle_endtag(self, tag):
        self._raw = ""

    def handle_data(self, data):
        if not self._raw:
            self.words.append(data)


@pytest.fixture(scope="module")
def page():
    return render_report(s.comparison(worlds=10))


def test_the_file_is_small_and_always_the_same(tmp_path):
    base = s.comparison((s.WARM, s.PUSHED, s.CHEAP, s.GATED), days=365, worlds=10)
    path = write_report(base, tmp_path / "report.html", "zh")
    assert path.stat().st_size < 2_500_000
    assert path.read_text("utf-8") == render_report(base, "zh-CN")


def test_nothing_is_linked_and_no_handler_written(page):
    outline = Outline(page)
    assert not [
        value
        for name, value in outline.attributes
        if name in ("src", "action") or name.startswith("on") or name == "style"
    ]
    links = {value for name, value in outline.attributes if name == "href"}
    assert {link for link in links if not link.startswith("#")} == {"data:,"}


def test_the_policy_names_exactly_what_runs(page):
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)[1].replace("&#x27;", "'")
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert csp_hash(re.findall(r"<script>(.*?)</script>", page, re.DOTALL)[0]) in policy
    assert csp_hash(re.findall(r"<style>(.*?)</style>", page, re.DOTALL)[0]) in policy
    assert csp_hash(_unpacked(page, "packed-plotly")) in policy


def test_figures_are_packed_as_json(page):
    payload = json.loads(_unpacked(page, "packed-figures"))
    assert list(payload["figures"]) == [chart.__name__ for chart in CHARTS]


def test_words_and_tables_are_plain_text(page):
    outline = Outline(page)
    text = " ".join(outline.words)
    assert outline.tags.count("table") == len(CHARTS) + 1
    assert outline.tags.count("figure") == len(CHARTS)
    assert [tag for tag in outline.tags if tag in ("h1", "h2")].count("h1") == 1
    for words in (
        "Warmed up keeps",
        "same luck",
        "seed 1",
        "0.1.0",
        "3f9a1c7e52b04d68",
        "strategies.selling.pushes_per_day",
        "Student's t",
    ):
        assert words in text


def test_steps_are_explained_from_three_arms_on(page):
    assert "Why? Step by step" not in page
    assert "Why? Step by step" in render_report(s.comparison((s.WARM, s.PUSHED, s.CHEAP), worlds=5))


def test_figures_with_nothing_to_show_are_left_out_with_a_sentence(page):
    assert "Left out:" not in page
    silent = render_report(s.silent())
    assert "Left out: The funnel, as nobody came to the door." in " ".join(Outline(silent).words)
    assert 'data-chart="funnel"' not in silent


def test_hostile_titles_stay_text(page):
    kinds = (s.Kind(s.HOSTILE, 60, 0.3, 60), s.Kind(s.HOSTILE * 2, 26, 3, 45))
    outline = Outline(render_report(s.comparison(kinds, worlds=5)))
    assert "img" not in outline.tags
    assert outline.tags.count("script") == page.count("<script")
    assert s.HOSTILE in "".join(outline.words)


def test_chinese_pages_say_so():
    page = render_report(s.comparison(worlds=5), "zh_CN")
    assert '<html lang="zh-CN">' in page
    assert "同样的运气" in page


def test_one_arm_is_no_comparison():
    with pytest.raises(ValueError, match="two scenarios or more"):
        render_report(s.comparison((s.WARM,), worlds=3))


def test_unknown_languages_are_refused():
    with pytest.raises(ValueError, match="no language 'fr'"):
        render_report(s.comparison(worlds=3), "fr")


def _unpacked(page, name):
    packed = re.search(rf'id="{name}">([^<]*)<', page)[1]
    return gzip.decompress(base64.b64decode(packed)).decode("utf-8")
