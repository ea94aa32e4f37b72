"""Part 7: the network of the report: what it costs, and how fast a browser draws it."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from experiments.benchmarks.sampling import Samples
from experiments.benchmarks.table import Part
from sim.api import comparison_of, distinct, filmed
from sim.report import write_report
from sim.scenario import load_scenario
from sim.study import run_study

CHROMIUM = Path("/usr/bin/chromium")
PAIR = (("types/interest_group", ()), ("types/native_community", ()))
STAYING = ("channels.word_of_mouth.per_day=0", "channels.public_posts.per_day=0", "mechanisms.refer.enabled=false", "mechanisms.leave.enabled=false")  # fmt: skip
"""Nobody comes and nobody goes, so that all people of a film are there at a time."""
STAYING_PAIR = tuple(
    ("types/interest_group", (*STAYING, f"strategies.selling.pushes_per_day={n}")) for n in (0.5, 1)
)
CASES = (
    (500, 180, "", PAIR, 20.0),
    (2000, 180, "", PAIR, 1000 / 30),
    (2000, 60, " who all stay", STAYING_PAIR, 1000 / 30),
)
"""Members, days, more words, arms, and the limit on milliseconds a picture, of both scenarios: 50 and 30 pictures a second."""

LIMIT_COST = 1.0
"""Seconds that filming and packing two scenarios of 500 members may add to a comparison."""

PLAYED = """
(seconds) => new Promise((done) => {
  const player = document.querySelector('#network-player');
  player.scrollIntoView();
  const range = player.querySelector('input[type=range]');
  range.value = 3;
  range.dispatchEvent(new Event('input'));
  player.querySelector('.net-play').click();
  let pictures = -30, began = 0;
  const count = (now) => {
    if (++pictures === 0) began = now;
    if (pictures < 1 || now - began < 1000 * seconds) requestAnimationFrame(count);
    else done((now - began) / pictures);
  };
  requestAnimationFrame(count);
})
"""

T = TypeVar("T")


def measure(quick: bool) -> Part:
    """Measure films of groups of two sizes."""
    part = Part("7. The network in the report, two scenarios side by side")
    repetitions, lasts = (1, 0.5) if quick else (5, 5.0)
    for members, days, words, pair, limit in ((60, 20, "", PAIR, None),) if quick else CASES:
        settings = (f"members.initial={members}", f"horizon={days}d")
        arms = distinct([load_scenario(name, [*settings, *more]) for name, more in pair])
        done = run_study(arms, worlds=5, seed=0)
        found = comparison_of(arms, done.blocks, seed=0)
        with tempfile.TemporaryDirectory() as folder:
            plain, alive = Path(folder) / "plain.html", Path(folder) / "alive.html"
            whole, _ = _timed(partial(filmed, found, arms, done.blocks))  # imports what it needs
            write_report(found, plain)
            films = [_timed(partial(filmed, found, arms, done.blocks))[1] for _ in range(repetitions)]
            without = [_timed(partial(write_report, found, plain))[1] for _ in range(repetitions)]
            within = [_timed(partial(write_report, whole, alive))[1] for _ in range(repetitions)]
            drawn = (
                [_milliseconds_a_picture(alive, lasts) for _ in range(repetitions)]
                if CHROMIUM.exists()
                else []
            )
            size = (alive.stat().st_size - plain.stat().st_size) / 1e3
        assert whole.film is not None
        there = max(int((reel.seen & 1).sum(axis=0).max()) for reel in whole.film.reels)
        extra = Samples(tuple(film + b - a for film, a, b in zip(films, without, within, strict=True)))
        part.add(
            f"{members} at the start{words}, {days} days: filming and packing",
            "s",
            extra,
            LIMIT_COST if members == 500 else None,
        )
        part.add(f"{whole.film.people:,} people in the film: adds to the report", "kB", size)
        if drawn:
            part.add(f"up to {there:,} members at a time: a picture", "ms", Samples(tuple(drawn)), limit)
    part.remarks.append(
        "A picture: mean time from one to the next in headless Chromium, which draws in software here, at 1366 x 900, "
        "played at 5 days a second from day 4 on. Chromium draws 60 pictures a second at most, 16.7 ms each."
        if CHROMIUM.exists()
        else "Pictures were not measured: there is no Chromium."
    )
    return part


def _timed(call: Callable[[], T]) -> tuple[T, float]:
    """Return what a call gives, and its wall time."""
    began = time.perf_counter()
    return call(), time.perf_counter() - began


def _milliseconds_a_picture(report: Path, seconds: float) -> float:
    """Play a report's network for some seconds."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where there is a browser

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": 1366, "height": 900}, reduced_motion="reduce")
        page.goto(report.as_uri())
        page.wait_for_selector("#network-player:not([hidden])")
        found = float(page.evaluate(PLAYED, seconds))
        browser.close()
    return found
