"""Fit the defaults: ``python -m experiments.calibration --minutes 40``; changes no file of the model.

Writes the values found, and what they give on worlds that no candidate was judged on, to
``out/calibration.json``. They become defaults by hand, in the declarations, where everybody reads them.
"""

from __future__ import annotations

import argparse
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from experiments.calibration.search import Found, search
from experiments.calibration.space import space
from experiments.calibration.target import loss, medians
from experiments.calibration.world import run
from sim.engine.simulate import default_jobs
from sim.patterns import MEMBER_PATTERNS

OUT = Path("out/calibration.json")
FRESH_SEED = 1_000_000
"""Family of the worlds that the result is judged on."""


def _say(found: Found) -> None:
    if found.generation % 10 == 0:
        print(
            f"{found.seconds:6.0f} s  generation {found.generation}: median loss {found.median_loss:.2f}, "
            f"spread {found.spread:.3f}",
            flush=True,
        )


def main() -> None:
    """Search, judge on fresh worlds, write."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--minutes", type=float, default=40.0)
    arguments.add_argument("--seed", type=int, default=0)
    arguments.add_argument("--spread", type=float, default=0.25, help="of the first candidates, unit cube")
    arguments.add_argument("--worlds", type=int, default=20, help="fresh worlds that judge the result")
    given = arguments.parse_args()
    box = space()
    with ThreadPoolExecutor(default_jobs()) as executor:
        found = search(box, given.minutes, given.seed, executor, _say, given.spread)
        values = box.point(found.unit)
        fresh = [executor.submit(run, values, world, FRESH_SEED) for world in range(given.worlds)]
        outcomes = [future.result() for future in fresh]
    middle = medians(outcomes)
    patterns = {
        pattern.name: {
            "median": float(value),
            "range": [pattern.range.low, pattern.range.high] if pattern.range else None,
            "inside": bool(pattern.range and pattern.range.holds(float(value))),
        }
        for pattern, value in zip(MEMBER_PATTERNS, middle.whole, strict=True)
    }
    OUT.parent.mkdir(exist_ok=True)
    text = {"loss": loss(outcomes), "generations": found.generation, "values": values, "patterns": patterns}
    OUT.write_text(json.dumps(text, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(text, indent=1))


if __name__ == "__main__":
    main()
