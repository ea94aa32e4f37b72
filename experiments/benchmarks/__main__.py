"""All measurements: ``python -m experiments.benchmarks [--quick] [--only PART] [--out FILE]``; see RESULTS.md."""

from __future__ import annotations

import sys
import time

from experiments.benchmarks import (
    commands,
    engine,
    graphs,
    huge,
    machine,
    network,
    side_by_side,
    steps,
    sweeps,
)
from experiments.benchmarks.sampling import HERE
from experiments.benchmarks.table import Part, grid
from experiments.options import parser

PARTS = {
    "engine": engine.measure,
    "huge": huge.measure,
    "churn": side_by_side.measure,
    "commands": commands.measure,
    "graphs": graphs.measure,
    "steps": steps.measure,
    "network": network.measure,
    "sweeps": sweeps.measure,
}
RESULTS = HERE / "RESULTS.md"


def document(parts: list[Part], load: float, took: float, quick: bool) -> str:
    """Return the results as Markdown."""
    outside = [
        f"{part.title.split('.')[0]}: {line.what}" for part in parts for line in part.lines if line.outside
    ]
    limited = sum(line.limit is not None for part in parts for line in part.lines)
    blocks = ["# Benchmarks", f"Written by `python -m experiments.benchmarks` in {took / 60:.1f} minutes."]
    if quick:
        blocks.append("**Small sizes (`--quick`): a trial of the program, not results.**")
    blocks.append(
        grid(["circumstance", "value"], [list(row) for row in machine.description(load)]).replace(
            "---:", "---"
        )
    )
    verdict = f"{limited - len(outside)} of {limited} limits are kept."
    if outside:
        verdict += " Outside: " + "; ".join(f"part {name}" for name in outside) + "."
    blocks.append(verdict)
    blocks.append(
        "Each figure is the median of three to nine repetitions, taken in turn where things are compared; "
        "smallest and largest stand beside it. A limit is held against the median."
    )
    return "\n\n".join([*blocks, *(part.markdown() for part in parts)]) + "\n"


def main(words: list[str]) -> None:
    """Measure what is asked for, print it, write it."""
    arguments = parser("benchmarks", __doc__, PARTS)
    given = arguments.parse_args(words)
    load, began = machine.load(), time.perf_counter()
    parts: list[Part] = []
    for name in (name for name in PARTS if not given.only or name in given.only):
        print(f"{name} ...", file=sys.stderr, flush=True)
        parts.append(PARTS[name](given.quick))
    text = document(parts, load, time.perf_counter() - began, given.quick)
    print(text)
    out = given.out or (None if given.quick or given.only else RESULTS)
    if out is not None:
        out.write_text(text, encoding="utf-8")
        print(f"Written: {out}", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1:])
