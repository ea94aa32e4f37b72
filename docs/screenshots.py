"""Make the pictures of the README from the real report: ``python -m docs.screenshots [FOLDER]``.

Compares the four demo scenarios as ``make demo`` does, opens the report in Chromium at 1366 pixels in both languages, and
keeps its head with the story in words, and the network of the group on a day. Needs Playwright, Pillow and a Chromium
(SIM_CHROMIUM, else that of the system).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

IMAGES = Path(__file__).resolve().parent / "images"
DEMO = ("demo/pushed_hard", "demo/fewer_pushes", "demo/sells_later", "demo/warmed_up")
ENDINGS = {"en": ".png", "zh-CN": ".zh-CN.png"}
WIDTH, MARGIN, GAP = 1366, 40, 24
DAY = 40
GO_TO = """day => {
  const range = document.querySelector('#network-player input[type=range]');
  range.value = day;
  range.dispatchEvent(new Event('input'));
}"""


def main(folder: Path) -> None:
    """Write the pictures to a folder."""
    with tempfile.TemporaryDirectory() as place:
        for lang, ending in ENDINGS.items():
            report = Path(place) / f"{lang}.html"
            command = [
                "compare",
                *DEMO,
                "--worlds",
                "100",
                "--report",
                str(report),
                "--lang",
                lang,
                "--quiet",
            ]
            subprocess.run([sys.executable, "-m", "sim.cli", *command], check=True)  # noqa: S603 - our own program
            with opened(report) as page:
                head_with_story(page).quantize(200).save(folder / f"report{ending}", optimize=True)
                network(page).quantize(200).save(folder / f"network{ending}", optimize=True)


@contextmanager
def opened(report: Path) -> Iterator[Page]:
    """Open a report, its contents hidden."""
    chromium = os.environ.get("SIM_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    flags = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=flags)
        page = browser.new_page(viewport={"width": WIDTH, "height": 900}, reduced_motion="reduce")
        page.goto(report.as_uri())
        page.evaluate("() => { document.querySelector('.contents').style.visibility = 'hidden' }")
        yield page
        browser.close()


def head_with_story(page: Page) -> Image.Image:
    """Return the page from its top to the first figure of the story."""
    left, right = _sides(page)
    bottom = page.locator("#story figure").first.bounding_box()
    assert bottom is not None
    whole = Image.open(BytesIO(page.screenshot(full_page=True))).convert("RGB")
    return whole.crop((left, 0, right, int(bottom["y"]) - GAP))


def network(page: Page) -> Image.Image:
    """Return the group on a day, in two scenarios side by side."""
    page.locator("#network-player").scroll_into_view_if_needed()
    page.wait_for_selector("#network-player:not([hidden])")
    page.evaluate(GO_TO, DAY)
    page.wait_for_timeout(800)
    player, hint = page.locator("#network-player"), page.locator("#network-player .net-hint")
    top, bottom = player.bounding_box(), hint.bounding_box()
    assert top is not None
    assert bottom is not None
    whole = Image.open(BytesIO(player.screenshot())).convert("RGB")
    return whole.crop((0, 0, whole.width, int(bottom["y"] - top["y"])))


def _sides(page: Page) -> tuple[int, int]:
    body = page.locator("section").first.bounding_box()
    assert body is not None
    return int(body["x"]) - MARGIN, int(body["x"] + body["width"]) + MARGIN


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else IMAGES)
