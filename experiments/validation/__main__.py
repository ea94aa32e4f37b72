"""All of the validation: ``python -m experiments.validation [--quick] [--only PART] [--fresh] [--out FILE]``.

Finished parts are kept in ``out/validation`` under a name of code and data, so an interrupted run goes on where it was.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from experiments.benchmarks import machine
from experiments.options import parser
from experiments.validation import (
    ablation,
    closed,
    ensemble,
    fatigue,
    forecast,
    newcomers,
    patterns,
    purchase,
    referral,
    speed,
    stability,
    structure,
)  # fmt: skip
from experiments.validation.store import Store, digest
from experiments.validation.table import Part, grid, verdict_grid
from experiments.validation.worlds import HERE, ROOT

PARTS = {
    "patterns": patterns.measure,
    "stability": stability.measure,
    "closed": closed.measure,
    "ensemble": ensemble.measure,
    "forecast": forecast.measure,
    "fatigue": fatigue.measure,
    "newcomers": newcomers.measure,
    "ablation": ablation.measure,
    "structure": structure.measure,
    "speed": speed.measure,
    "purchase": purchase.measure,
    "referral": referral.measure,
}
RESULTS = HERE / "RESULTS.md"
LIMIT_MINUTES = 60.0


def document(parts: list[Part], load: float, key: str, *, quick: bool) -> str:
    """Return the results as Markdown."""
    minutes = sum(part.seconds for part in parts) / 60.0
    verdicts = [verdict for part in parts for verdict in part.verdicts]
    judged = [verdict for verdict in verdicts if verdict.holds is not None]
    failed = [verdict for verdict in judged if not verdict.holds]
    blocks = [
        "# Validation",
        f"Written by `python -m experiments.validation` in {minutes:.1f} minutes ({LIMIT_MINUTES:.0f} are allowed on 2 cores).",
    ]
    if quick:
        blocks.append("**Small sizes (`--quick`): a trial of the program, not results.**")
    circumstances = [list(row) for row in machine.description(load)] + [
        ["state of code, program and data", key]
    ]
    blocks.append(grid(["circumstance", "value"], circumstances, numbers=False))
    blocks.append(
        f"**{len(judged) - len(failed)} of {len(judged)} criteria hold.** What holds, what fails, and what is only reported:"
    )
    blocks.append(verdict_grid(sorted(verdicts, key=lambda v: {False: 0, True: 1, None: 2}[v.holds])))
    blocks.append(
        "Everything is measured with the defaults of this state of the code. Ranges and shares are those of the evidence page; where it says 'about linear', 'nothing' or 'exponentially', the number in the criterion is this program's reading."
    )
    return "\n\n".join([*blocks, *(part.markdown() for part in parts)]) + "\n"


def run(names: list[str], store: Store, *, quick: bool) -> list[Part]:
    """Measure the parts that are not there yet."""
    parts = []
    for name in names:
        part = store.load(name)
        if part is None:
            print(f"{name} ...", file=sys.stderr, flush=True)
            began = time.perf_counter()
            part = PARTS[name](quick)
            part.seconds = time.perf_counter() - began
            store.keep(name, part)
        else:
            print(f"{name}: kept from before", file=sys.stderr)
        parts.append(part)
    return parts


def write(out: Path, text: str, parts: list[Part]) -> None:
    """Write the document, and its plots in a folder beside it."""
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(text, encoding="utf-8")
    folder = out.parent / "plots"
    folder.mkdir(exist_ok=True)
    for part in parts:
        for plot in part.plots:
            (folder / f"{plot.name}.svg").write_text(plot.svg, encoding="utf-8")
    print(f"Written: {out}", file=sys.stderr)


def main(words: list[str]) -> None:
    """Measure what is asked for, print it, write it."""
    arguments = parser("validation", __doc__, PARTS)
    arguments.add_argument("--fresh", action="store_true", help="measure again what is kept from before")
    arguments.add_argument(
        "--store", type=Path, default=ROOT / "out" / "validation", help="folder of finished parts"
    )
    given = arguments.parse_args(words)
    load, key = machine.load(), digest()
    names = [name for name in PARTS if not given.only or name in given.only]
    store = Store(given.store, key, quick=given.quick)
    if given.fresh:
        store.forget(names)
    parts = run(names, store, quick=given.quick)
    text = document(parts, load, key, quick=given.quick)
    print(text)
    out = given.out or (None if given.quick or given.only else RESULTS)
    if out is not None:
        write(out, text, parts)


if __name__ == "__main__":
    main(sys.argv[1:])
