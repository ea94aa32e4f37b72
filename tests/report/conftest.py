"""Reports of made-up comparisons, opened in a Chromium that can reach nothing."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sim.report import write_report

sys.path.insert(0, str(Path(__file__).parents[2]))  # tests/ is no package that is installed

from tests.report import films, synthetic


@pytest.fixture(scope="session")
def cases() -> dict[str, Any]:
    kinds = synthetic
    return {
        "two": synthetic.comparison(),
        "sold": synthetic.comparison((kinds.SELLS, kinds.DUMPS), worlds=20),
        "eight": synthetic.comparison((kinds.SELLS, kinds.DUMPS, kinds.CHEAP, kinds.GATED) * 2, worlds=8),
        "four": synthetic.comparison((kinds.WARM, kinds.PUSHED, kinds.CHEAP, kinds.GATED), worlds=20),
        "one_world": synthetic.comparison(worlds=1, days=30),
        "hostile": synthetic.comparison(
            (kinds.Kind(synthetic.HOSTILE, 60, 0.3, 60), kinds.Kind(synthetic.HOSTILE * 3, 26, 3, 45)),
            worlds=10,
        ),
        "silent": synthetic.silent(),
        "alive": replace(synthetic.comparison(worlds=5, days=films.DAYS), film=films.film()),
        "alive_four": replace(
            synthetic.comparison(
                (kinds.WARM, kinds.PUSHED, kinds.CHEAP, kinds.GATED), worlds=5, days=films.DAYS
            ),
            film=films.film(4),
        ),
    }


@pytest.fixture(scope="session")
def report_file(
    tmp_path_factory: pytest.TempPathFactory, cases: dict[str, Any]
) -> Callable[[str, str], Path]:
    folder = tmp_path_factory.mktemp("reports")

    def write(case: str, lang: str) -> Path:
        path = folder / f"{case}-{lang}.html"
        return path if path.exists() else write_report(cases[case], path, lang)

    return write


class Opened:
    """A page with everything it said and asked for."""

    def __init__(self, page: Any, path: Path) -> None:
        self.page = page
        self.said: list[str] = []
        self.asked: list[str] = []
        page.on("console", lambda message: self.said.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.said.append(f"error: {error}"))
        page.route("**/*", self._refuse)
        self._address = path.as_uri()
        page.goto(self._address)

    def _refuse(self, route: Any) -> None:
        if route.request.url == self._address:
            route.continue_()
        else:
            self.asked.append(route.request.url)
            route.abort()

    def draw_all(self) -> None:
        """Scroll from figure to figure, as a reader does."""
        for box in self.page.query_selector_all("[data-chart]"):
            box.scroll_into_view_if_needed()
            self.page.wait_for_selector(
                f"#{box.get_attribute('id')}[data-drawn] .main-svg", state="attached", timeout=15_000
            )


@pytest.fixture
def open_report(
    request: pytest.FixtureRequest, report_file: Callable[[str, str], Path]
) -> Iterator[Callable[..., Opened]]:
    pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    chromium = request.getfixturevalue("chromium")
    contexts = []

    def opener(case: str, lang: str = "en", width: int = 1366, **options: Any) -> Opened:
        context = chromium.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        return Opened(context.new_page(), report_file(case, lang))

    yield opener
    for context in contexts:
        context.close()
