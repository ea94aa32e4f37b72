"""What a reader would object to in a page, found by measuring it in a browser; used by tests of all reports."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sim.charts.design import TOUCH

SCRIPT = Path(__file__).with_name("looking.js").read_text(encoding="utf-8")
CHECKS = ("overlaps", "clipped", "empty", "overData", "faint", "unnamed")
TO_BE_TOUCHED = 600
"""Width in pixels below which a page is taken for a phone's."""


def faults(page: Any, *checks: str) -> dict[str, list[str]]:
    """Return what is wrong by the name of each check, only those that found something.

    Figures that are to be looked at have been drawn. Narrow windows are phones, whose buttons are touched.
    """
    if not page.evaluate("() => 'looking' in window"):
        page.evaluate(SCRIPT)
    found = {check: page.evaluate(f"() => looking.{check}()") for check in checks or CHECKS}
    if (not checks or "small" in checks) and page.viewport_size["width"] < TO_BE_TOUCHED:
        found["small"] = page.evaluate(f"() => looking.small({TOUCH})")
    return {check: said for check, said in found.items() if said}


def resized(page: Any, width: int) -> None:
    """Give the window another width and wait until the figures fit it."""
    page.set_viewport_size({"width": width, "height": 900})
    page.wait_for_function("""() => [...document.querySelectorAll('[data-drawn]')].every(box =>
        Math.abs(box.querySelector('.main-svg').getBoundingClientRect().width - box.getBoundingClientRect().width) < 1)""")


def shaded(page: Any, scheme: str) -> None:
    """Have the page light or dark, as its reader's system asks."""
    page.emulate_media(color_scheme=scheme)
    page.wait_for_function("""() => { const body = getComputedStyle(document.body).backgroundColor;
        return [...document.querySelectorAll('[data-drawn] .main-svg:first-child')].every(svg => getComputedStyle(svg).backgroundColor === body); }""")
