"""Make the pictures of the README from the real report: ``python -m docs.screenshots [FOLDER]``.

Runs the four demo scenarios in 100 worlds, writes the report in both languages, opens it in Chromium at 1366 pixels
and keeps the headline with its table and the first chart. Needs Playwright, Pillow and a Chromium (SIM_CHROMIUM, else that
of the system).
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

import sim

IMAGES = Path(__file__).resolve().parent / "images"
DEMO = ("demo/pushed_hard", "demo/fewer_pushes", "demo/sells_later", "demo/warmed_up")
NAMES = {"en": "report.png", "zh-CN": "report.zh-CN.png"}
WIDTH, MARGIN, GAP = 1366, 40, 24


def main(folder: Path) -> None:
    """Write both pictures to a folder."""
    comparison = sim.compare(list(DEMO), worlds=100)
    chromium = os.environ.get("SIM_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        flags = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=chromium, args=flags)
        for lang, name in NAMES.items():
            report = sim.write_report(comparison, Path(place) / f"{lang}.html", lang)
            page = browser.new_page(viewport={"width": WIDTH, "height": 900})
            page.goto(report.as_uri())
            page.evaluate("() => { document.querySelector('.contents').style.visibility = 'hidden' }")
            figure = page.locator("figure").first
            figure.scroll_into_view_if_needed()
            page.wait_for_selector("figure .main-svg")
            page.wait_for_timeout(500)
            whole = Image.open(BytesIO(page.screenshot(full_page=True))).convert("RGB")
            body, first = page.locator("section").first.bounding_box(), figure.bounding_box()
            scroll = page.evaluate("window.scrollY")
            assert body is not None
            assert first is not None
            left, right = int(body["x"]) - MARGIN, int(body["x"] + body["width"]) + MARGIN
            head = whole.crop((left, 0, right, int(body["y"] + scroll) - GAP))
            top = int(first["y"] + scroll)
            chart = whole.crop((left, top - GAP, right, top + int(first["height"])))
            picture = Image.new("RGB", (right - left, head.height + chart.height), "white")
            picture.paste(head, (0, 0))
            picture.paste(chart, (0, head.height))
            picture.save(folder / name, optimize=True)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else IMAGES)
