"""Part 4: what a person waits for: whole processes of the command ``sim``, from start to end."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from statistics import median

from experiments.benchmarks.engine import SCENARIO
from experiments.benchmarks.sampling import Ended, Samples, program
from experiments.benchmarks.split import PARTS
from experiments.benchmarks.table import Part

SIM = (sys.executable, "-m", "sim.cli")
LIMIT_FIRST, LIMIT_RUN, LIMIT_HELP, LIMIT_COMPARE = 25.0, 3.0, 0.3, 5.0
SPLIT = (sys.executable, "-m", "experiments.benchmarks.split")
SAYS_SO = "Compiling"
"""A word of what the first run says, in English."""


def first_run() -> Ended:
    """Run ``sim run`` as on a machine that has never run it: no compiled code anywhere."""
    with tempfile.TemporaryDirectory() as empty:
        command = (*SIM, "run", str(SCENARIO), "--worlds", "1", "--lang", "en")
        return program(command, SIM_CACHE_DIR=empty)


def measure(quick: bool) -> Part:
    """Measure the commands in turn; the first run last, since it heats the machine most."""
    worlds, days, repetitions = (4, 30, 1) if quick else (100, 180, 5)
    run = (*SIM, "run", str(SCENARIO), "--worlds", str(worlds), "--set", f"horizon={days}d", "--lang", "en")
    part = Part("4. What a person waits for: whole processes, start to end")
    compare = (
        "compare", "demo/pushed_hard", "demo/warmed_up", "--worlds", str(worlds), "--set", "members.initial=500",
        "--set", f"horizon={days}d", "--lang", "en", "--out",
    )  # fmt: skip
    ended: dict[str, list[Ended]] = {"help": [], "run": [], "compare": []}
    splits: list[dict[str, float]] = []
    program(run)  # compiles if need be
    with tempfile.TemporaryDirectory() as folder:
        program((*SIM, *compare, f"{folder}/first"))
        for repetition in range(repetitions):
            ended["help"].append(program((*SIM, "--help")))
            ended["run"].append(program(run))
            ended["compare"].append(program((*SIM, *compare, f"{folder}/whole-{repetition}")))
            clocks = Path(folder) / "split.json"
            program((*SPLIT, str(clocks), *compare, f"{folder}/split-{repetition}"))
            splits.append(json.loads(clocks.read_text("utf-8")))
        size = (Path(folder) / "first" / "report.html").stat().st_size / 1e6
    firsts = [] if quick else [first_run() for _ in range(3)]
    said = bool(firsts) and all(SAYS_SO in e.out + e.err for e in firsts)
    if firsts:
        part.add("first `sim run` ever, compiling, 1 world", "s", _times(firsts), LIMIT_FIRST)
    part.add(
        f"`sim run`, {worlds} worlds x 500 x {days}, everything on", "s", _times(ended["run"]), LIMIT_RUN
    )
    part.add("`sim --help`", "s", _times(ended["help"]), LIMIT_HELP)
    what = f"`sim compare` of 2 x {worlds} worlds x 500 x {days}, results and report written"
    part.add(what, "s", _times(ended["compare"]), LIMIT_COMPARE)
    part.add("peak memory of that run", "MiB", _peaks(ended["run"]))
    part.add("peak memory of that comparison", "MiB", _peaks(ended["compare"]))
    part.add("its report", "MB", size)
    rows = [[name, f"{median(split[name] for split in splits):.2f} s"] for name in PARTS]
    part.tables.append((["of that comparison, in a run of its own with clocks in it", "median"], rows))
    told = f"The first run {'says' if said else '**does not say**'} that it compiles."
    part.remarks.append(told if firsts else "The first run ever was not measured (`--quick`).")
    part.remarks.append("Warm: the code is compiled and the files are in the system's memory.")
    return part


def _times(runs: list[Ended]) -> Samples:
    return Samples(tuple(run.seconds for run in runs))


def _peaks(runs: list[Ended]) -> Samples:
    return Samples(tuple(run.peak_bytes / 2**20 for run in runs))
