"""Where compiled kernels are kept: one folder per version of the code that they come from.

Numba looks at the file of the function it caches, not at the files of functions called from it,
and so serves stale code when a helper elsewhere is edited. Here the folder's name is a digest of
every source file of floors 0-4 but for strategies, Numba's version and the processor, so an edited kernel is
always compiled anew and an edited chart invalidates nothing. The code version written into results has the
strategies as well; they are never compiled, so who writes one does not wait for a compiler.
"""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import sys
import threading
import time
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]

FLOORS = (
    "kernel",
    "rng.py",
    "parameters.py",
    "statistics",
    "contracts",
    "state",
    "graphs",
    "strategies",
    "mechanisms",
    "measures",
    "scenario",
    "engine",
)
"""What decides a result; ``results``, ``i18n`` and everything above only carry or show it."""

UNCOMPILED = "strategies"
"""The one of them that only fills tables which kernels read."""

PLUGINS = "SIM_PLUGINS"
"""Environment variable that names folders of further strategies, separated as in PATH."""

KEEP_DAYS = 30

STEPS = "sim_day_steps"
"""Module of the compiled steps."""

COMPILED = "compiled.txt"
"""File of the folder that names the steps whose kernels have been compiled."""


def sources() -> list[Path]:
    """Source files of floors 0-4 in a fixed order; further strategies last."""
    files: list[Path] = []
    for entry in FLOORS:
        path = PACKAGE / entry
        files += sorted(path.rglob("*.py")) if path.is_dir() else [path]
    return files + [file for folder in plugins() for file in sorted(folder.glob("*.py"))]


def plugins() -> list[Path]:
    """Folders of strategies that are not part of the package, from :data:`PLUGINS`."""
    given = os.environ.get(PLUGINS, "").split(os.pathsep)
    return [Path(folder).expanduser().resolve() for folder in given if folder]


@cache
def code_digest() -> str:
    """Sixteen hex digits that name the code that decides results."""
    return _digest(sources())


@cache
def kernel_digest() -> str:
    """Sixteen hex digits that name the code that is compiled."""
    own = PACKAGE / UNCOMPILED
    return _digest(path for path in sources() if PACKAGE in path.parents and own not in path.parents)


def _digest(files: Iterable[Path]) -> str:
    """Sixteen hex digits that name what files hold, and what they are called."""
    digest = hashlib.sha256()
    for path in files:
        inside = PACKAGE in path.parents
        name = path.relative_to(PACKAGE).as_posix() if inside else f"{UNCOMPILED}/{path.name}"
        digest.update(name.encode())
        digest.update(b"\0")
        digest.update(path.read_bytes())
        digest.update(b"\0")
    return digest.hexdigest()[:16]


def _processor() -> str:
    """Name the processor as far as code generation cares."""
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace")
        lines = text.split("\n\n", 1)[0].splitlines()
        return "".join(line for line in lines if line.startswith(("model name", "flags", "Features")))
    except OSError:
        return platform.processor() or platform.machine()


def _base() -> Path:
    """The user's cache folder, by the conventions of the platform."""
    if given := os.environ.get("SIM_CACHE_DIR"):
        return Path(given)
    if sys.platform == "win32":
        root = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        root = Path.home() / "Library" / "Caches"
    else:
        root = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return root / "community-sim"


@cache
def cache_dir() -> Path:
    """Folder for this code, this Numba and this processor; made if missing."""
    parts = (kernel_digest(), version("numba"), platform.python_version(), _processor())
    name = hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]
    folder = _base() / "kernels" / name
    folder.mkdir(parents=True, exist_ok=True)
    os.utime(folder)
    return folder


def prune() -> None:
    """Remove compiled code that nobody has used for :data:`KEEP_DAYS` days."""
    oldest = time.time() - KEEP_DAYS * 86_400
    for folder in cache_dir().parent.iterdir():
        if folder != cache_dir() and folder.is_dir() and folder.stat().st_mtime < oldest:
            shutil.rmtree(folder, ignore_errors=True)


def is_warm(steps: Iterable[str] = ()) -> bool:
    """Whether the driver and the kernels of these steps have been compiled on this machine before."""
    there = _compiled()
    return bool(there) and there.issuperset(steps)


def note_compiled(steps: Iterable[str]) -> None:
    """Note that the driver and the kernels of these steps are in the cache."""
    write_atomically(cache_dir() / COMPILED, "\n".join(sorted(_compiled().union(steps))))


def _compiled() -> set[str]:
    """Names of steps whose kernels are known to be in the cache."""
    try:
        return set((cache_dir() / COMPILED).read_text(encoding="utf-8").split())
    except OSError:
        return set()


def write_atomically(path: Path, text: str) -> None:
    """Write a file so that another process sees either nothing or all of it."""
    part = path.with_name(f"{path.name}.{os.getpid()}.{threading.get_ident()}.part")
    part.write_text(text, encoding="utf-8")
    part.replace(path)
