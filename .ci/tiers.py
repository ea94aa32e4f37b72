"""Run the tiers of `make test`: each prints its name and the time it took against its budget.

``.venv/bin/python .ci/tiers.py [lint] [compiled] [interpreted] [browser]``; all of them by default. A tier that
fails does not stop the next; the exit code says whether all passed. A budget is a promise to whoever waits;
exceeding it is printed, and is no failure, since machines differ.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
REPORTS = ROOT / "out" / "tests"
NO_TESTS = 5  # pytest's exit code when nothing was collected
WARM_SCENARIO = "demo/pushed_hard"

TWO = ("-n", "auto", "--maxprocesses", "2", "--dist")
"""Two processes, and how tests are shared between them."""

Counts = dict[str, int]


@dataclass
class Result:
    """What a tier did."""

    name: str
    ok: bool = True
    counts: Counts = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def call(*command: str, **environment: str) -> int:
    """Run a program of the environment at the root of the repository; show what it says."""
    print(f"$ {' '.join([*(f'{k}={v}' for k, v in environment.items()), *command])}", flush=True)
    program = [str(BIN / command[0]), *command[1:]]
    return subprocess.run(program, cwd=ROOT, env={**os.environ, **environment}, check=False).returncode


def pytest(result: Result, *command: str, may_be_empty: bool = False, **environment: str) -> None:
    """Run pytest by ``command`` and count what it counted."""
    report = REPORTS / f"{result.name}.xml"
    report.unlink(missing_ok=True)
    code = call(*command, f"--junitxml={report.relative_to(ROOT).as_posix()}", **environment)
    if report.exists():
        for suite in ElementTree.parse(report).iter("testsuite"):  # noqa: S314 - written by pytest just now
            numbers = {key: int(suite.get(key, 0)) for key in ("tests", "failures", "errors", "skipped")}
            failed = numbers["failures"] + numbers["errors"]
            result.counts = {
                "passed": max(0, numbers["tests"] - failed - numbers["skipped"]),
                "failed": failed,
                "skipped": numbers["skipped"],
            }
    if code == NO_TESTS and may_be_empty:
        result.notes.append("no such tests yet")
    elif code:
        result.ok = False


def lint(result: Result) -> None:
    """Style, types, layers."""
    commands = (
        ("ruff", "check", "."),
        ("ruff", "format", "--check", "--quiet", "."),
        ("mypy", "--strict", "sim"),
        ("lint-imports", "--no-logo"),
    )
    broken = [" ".join(command) for command in commands if call(*command)]
    result.notes += [f"failed: {command}" for command in broken]
    result.ok = not broken


def warm() -> None:
    """Compile the kernels once, so that not every worker of pytest does it at the same time."""
    started = time.monotonic()
    if call("sim", "run", WARM_SCENARIO, "--worlds", "1", "--quiet") == 0:
        print(f"compiled in {time.monotonic() - started:.0f} s", flush=True)


def compiled(result: Result) -> None:
    """Every test but those in a browser, with compiled kernels."""
    warm()
    pytest(result, "pytest", "-m", "not browser", "-n", "auto", "--maxprocesses", "4", "--dist", "worksteal")


def interpreted(result: Result) -> None:
    """Tests that are quick enough without the compiler, and the lines that they reach."""
    call("coverage", "erase")
    command = ("coverage", "run", "-m", "pytest", "-m", "nojit", *TWO, "worksteal")
    pytest(result, *command, may_be_empty=True, NUMBA_DISABLE_JIT="1")
    if result.counts.get("passed"):
        call("coverage", "combine", "--quiet")
        call("coverage", "report")


def browser(result: Result) -> None:
    """What a person sees, in a real Chromium."""
    pytest(result, "pytest", "-m", "browser", *TWO, "loadfile", may_be_empty=True)


TIERS: dict[str, tuple[Callable[[Result], None], int]] = {
    "lint": (lint, 60),
    "compiled": (compiled, 600),
    "interpreted": (interpreted, 300),
    "browser": (browser, 180),
}
"""Each tier and its budget in seconds on two cores."""


def run(name: str, number: int) -> tuple[Result, str]:
    """Run one tier; return what it did and a line that says so."""
    tier, budget = TIERS[name]
    print(f"\n=== tier {number}: {name} - {tier.__doc__} (budget {budget} s)", flush=True)
    result, started = Result(name), time.monotonic()
    tier(result)
    took = time.monotonic() - started
    words = ["passed" if result.ok else "FAILED", f"{took:.0f} s of {budget} s"]
    if took > budget:
        words.append("OVER BUDGET")
    words += [f"{count} {word}" for word, count in result.counts.items() if count]
    line = f"tier {number} {name}: {', '.join(words + result.notes)}"
    print(f"=== {line}", flush=True)
    return result, line


def main(names: list[str]) -> int:
    """Run the tiers named, in the order of the table; say at the end how each went."""
    if unknown := set(names) - set(TIERS):
        sys.exit(f"no tier {', '.join(sorted(unknown))}; there are {', '.join(TIERS)}")
    REPORTS.mkdir(parents=True, exist_ok=True)
    done = [run(name, n) for n, name in enumerate(TIERS, start=1) if not names or name in names]
    print("\n" + "\n".join(line for _, line in done))
    total = {
        word: sum(result.counts.get(word, 0) for result, _ in done)
        for word in ("passed", "failed", "skipped")
    }
    if any(total.values()):
        print(f"tests: {total['passed']} passed, {total['failed']} failed, {total['skipped']} skipped")
    return 0 if all(result.ok for result, _ in done) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
