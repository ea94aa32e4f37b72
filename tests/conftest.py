"""What every test may use: evidence data, a browser, profiles of hypothesis, frozen runs."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

ROOT = Path(__file__).resolve().parents[1]
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PLAIN = ("charts", "chats", "i18n", "patterns", "results", "scenario", "statistics")
"""Folders of tests that run no world: quick without the compiler, so all of them count for coverage."""
LOCAL_HOSTS = {"127.0.0.1", "localhost", "::1"}
CHROMIUM_FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

# The first example may wait for a kernel to be compiled, so no deadline; in CI, the same examples every time.
settings.register_profile("dev", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile(
    "ci", deadline=None, derandomize=True, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "dev"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="write the frozen runs of tests/golden anew"
    )


def chromium_path() -> str | None:
    """Return the Chromium to drive: SIM_CHROMIUM, else the system's; None if there is none."""
    return os.environ.get("SIM_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)


@pytest.hookimpl(tryfirst=True)  # before -m selects by these markers
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    no_browser = pytest.mark.skip(reason="no Chromium here (apt install chromium, or set SIM_CHROMIUM)")
    chromium = chromium_path()
    for item in items:
        needs_browser = item.get_closest_marker("browser") is not None
        if needs_browser and not chromium:
            item.add_marker(no_browser)
        folder = item.path.relative_to(ROOT / "tests").parts[0]
        if folder in PLAIN and not needs_browser and not item.get_closest_marker("slow"):
            item.add_marker(pytest.mark.nojit)


@pytest.fixture(scope="session")
def root() -> Path:
    """Root of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether frozen runs are to be written rather than compared (``make golden``)."""
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture(scope="session")
def evidence() -> Path:
    """Folder of observed data: SIM_EVIDENCE, by default ../shared/evidence beside the repository."""
    folder = Path(os.environ.get("SIM_EVIDENCE") or ROOT.parent / "shared" / "evidence")
    if not folder.is_dir():
        pytest.skip(f"no evidence data at {folder} (set SIM_EVIDENCE)")
    return folder


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium, headless; only for tests marked ``browser``."""
    from playwright.sync_api import sync_playwright

    flags = list(CHROMIUM_FLAGS)
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        flags.append("--no-sandbox")  # Chromium refuses to sandbox for root, which CI is
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=flags)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page that reaches nothing but this machine; a request elsewhere or an error in it fails the test."""
    complaints: list[str] = []

    def guard(route: Route) -> None:
        address = urlsplit(route.request.url)
        if address.scheme in {"file", "data", "blob", "about"} or address.hostname in LOCAL_HOSTS:
            route.continue_()
        else:
            complaints.append(f"request to {route.request.url}")
            route.abort()

    context: Any = chromium.new_context(viewport={"width": 1280, "height": 800})
    context.route("**/*", guard)
    page = context.new_page()
    page.on("pageerror", lambda error: complaints.append(f"error in the page: {error}"))
    yield page
    context.close()
    assert not complaints, "\n".join(complaints)
