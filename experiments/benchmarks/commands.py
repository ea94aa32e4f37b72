"""Part 4: what a person waits for: whole processes of the command ``sim``, from start to end."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from experiments.benchmarks.engine import SCENARIO
from experiments.benchmarks.sampling import Ended, Samples, program
from experiments.benchmarks.table import Part

SIM = (sys.executable, "-m", "sim.cli")
LIMIT_FIRST, LIMIT_RUN, LIMIT_HELP = 25.0, 3.0, 0.3
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
    ended: dict[str, list[Ended]] = {"help": [], "run": [], "compare": []}
    program(run)  # compiles if need be
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.html"
        compare = (
            *SIM, "compare", "demo/pushed_hard", "demo/warmed_up", "--worlds", str(worlds), "--report", str(report),
            "--lang", "en",
        )  # fmt: skip
        for _ in range(repetitions):
            ended["help"].append(program((*SIM, "--help")))
            ended["run"].append(program(run))
            ended["compare"].append(program(compare))
        size = report.stat().st_size / 1e6
    firsts = [] if quick else [first_run() for _ in range(3)]
    said = bool(firsts) and all(SAYS_SO in e.out + e.err for e in firsts)
    if firsts:
        part.add("first `sim run` ever, compiling, 1 world", "s", _times(firsts), LIMIT_FIRST)
    part.add(
        f"`sim run`, {worlds} worlds x 500 x {days}, everything on", "s", _times(ended["run"]), LIMIT_RUN
    )
    part.add("`sim --help`", "s", _times(ended["help"]), LIMIT_HELP)
    part.add(f"`sim compare` of 2 x {worlds} worlds x 200 x 180, with report", "s", _times(ended["compare"]))
    part.add("peak memory of that run", "MiB", _peaks(ended["run"]))
    part.add("peak memory of that comparison", "MiB", _peaks(ended["compare"]))
    part.add("its report", "MB", size)
    told = f"The first run {'says' if said else '**does not say**'} that it compiles."
    part.remarks.append(told if firsts else "The first run ever was not measured (`--quick`).")
    part.remarks.append("Warm: the code is compiled and the files are in the system's memory.")
    return part


def _times(runs: list[Ended]) -> Samples:
    return Samples(tuple(run.seconds for run in runs))


def _peaks(runs: list[Ended]) -> Samples:
    return Samples(tuple(run.peak_bytes / 2**20 for run in runs))
