"""What was measured on what: machine, versions, code."""

from __future__ import annotations

import datetime
import os
import platform
import subprocess
from importlib.metadata import version
from pathlib import Path

from experiments.benchmarks.sampling import ROOT
from sim.engine.simulate import default_jobs
from sim.kernel.cache import code_digest

PACKAGES = ("numpy", "numba", "llvmlite", "mesa", "networkx", "pandas", "pyarrow")


def _processor() -> str:
    """Name of the processor."""
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def _memory() -> str:
    """Size of the machine's memory."""
    try:
        return f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB"
    except (ValueError, OSError):
        return "unknown"


def _commit() -> str:
    """Commit that is checked out, and whether sources differ from it."""

    def git(*words: str) -> str:
        done = subprocess.run(  # noqa: S603
            ["git", *words],  # noqa: S607
            cwd=ROOT, capture_output=True, text=True, check=True,
        )  # fmt: skip
        return done.stdout.strip()

    try:
        changed = git("status", "--porcelain", "--", "sim", "experiments/benchmarks")
        return git("rev-parse", "--short=12", "HEAD") + (" with uncommitted changes" if changed else "")
    except (OSError, subprocess.CalledProcessError):
        return "no git here"


def load() -> float:
    """Load average of the last minute: programs that wanted a core."""
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")


def description(load_at_start: float) -> list[tuple[str, str]]:
    """Return what a reader has to know about the circumstances, as name and value."""
    now = datetime.datetime.now(datetime.UTC)
    return [
        ("date", f"{now:%Y-%m-%d %H:%M} UTC"),
        ("code", f"commit {_commit()}, digest of what decides results {code_digest()}"),
        ("processor", f"{_processor()}, {default_jobs()} cores used of {os.cpu_count()}, {_memory()} memory"),
        ("system", f"{platform.system()} {platform.release()}, Python {platform.python_version()}"),
        ("packages", ", ".join(f"{name} {version(name)}" for name in PACKAGES)),
        ("load average at the start", f"{load_at_start:.2f} (0 would be a machine all for this)"),
    ]
