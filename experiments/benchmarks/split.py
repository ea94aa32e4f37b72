"""Where the time of a comparison goes: ``sim compare`` in this process, with a clock around its parts.

``python -m experiments.benchmarks.split FILE compare A B ...`` writes seconds by part into FILE, as JSON.
"""

from __future__ import annotations

import time

BEGAN = time.perf_counter()

import functools  # noqa: E402 - the clock runs before anything is loaded
import json  # noqa: E402
import pkgutil  # noqa: E402
import sys  # noqa: E402
from collections.abc import Callable  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import Any  # noqa: E402

CLOCKS = {
    "reading scenarios": ("sim.cli.running", "loaded"),
    "running worlds": ("sim.engine", "simulate"),
    "writing results": ("sim.results:ResultFolder", "append"),
    "comparing": ("sim.api", "comparison_of"),
    "charts and page": ("sim.api", "write_report"),
}
"""Where each part's function is looked up by who calls it."""

LOADING, REST = "loading the program", "the rest"
PARTS = (LOADING, *CLOCKS, REST)


def _timed(function: Callable[..., Any], spent: dict[str, float], part: str) -> Callable[..., Any]:
    """Add the seconds of each call to a part."""

    @functools.wraps(function)
    def clocked(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - passed on
        began = time.perf_counter()
        try:
            return function(*arguments, **named)
        finally:
            spent[part] += time.perf_counter() - began

    return clocked


def main(target: Path, command: list[str]) -> None:
    """Run the command with clocks in place; what is not within one of them is the rest."""
    run = pkgutil.resolve_name("sim.cli.entry:main")
    spent = dict.fromkeys(PARTS, 0.0)
    holders = {part: pkgutil.resolve_name(place) for part, (place, _) in CLOCKS.items()}
    spent[LOADING] = time.perf_counter() - BEGAN
    for part, (_, name) in CLOCKS.items():
        setattr(holders[part], name, _timed(getattr(holders[part], name), spent, part))
    sys.argv = ["sim", *command]
    try:
        run()
    finally:
        spent[REST] = time.perf_counter() - BEGAN - sum(spent.values())
        target.write_text(json.dumps(spent), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
