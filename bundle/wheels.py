"""Which wheels a computer needs, and fetching them."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from bundle.targets import Target

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements" / "demo.txt"
LOOSENED = ("numba", "llvmlite", "numpy")
"""Where the pinned compiler has no wheels, an older one may have: then these are not pinned."""


class Lacking(Exception):
    """A computer for which not all wheels exist; the text says which."""


@dataclass(frozen=True, slots=True)
class Wheels:
    """The wheels for one Python on one kind of computer."""

    files: tuple[Path, ...]
    unpinned: tuple[str, ...]
    """Pins that differ from those of the lock, with which everything else is tested."""


def build_wheel(folder: Path) -> Path:
    """Build the wheel of this project into ``folder``."""
    _run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder))
    return max(folder.glob("community_sim-*.whl"), key=lambda path: path.stat().st_mtime)


def resolve(uv: str, target: Target, python: str, work: Path) -> tuple[list[str], tuple[str, ...]]:
    """Return pins for one Python on one kind of computer, and those that are not the lock's.

    Raises
    ------
    Lacking
        If a package that is needed has no wheel.
    """
    try:
        return _compile(uv, target, python, LOCK), ()
    except Lacking:
        loose = work / "loosened.txt"
        lines = LOCK.read_text(encoding="utf-8").splitlines()
        loose.write_text(
            "\n".join(line for line in lines if line.split("==")[0] not in LOOSENED), encoding="utf-8"
        )
        pins = _compile(uv, target, python, loose)
    return pins, tuple(pin for pin in pins if pin.split("==")[0] in LOOSENED)


def _compile(uv: str, target: Target, python: str, constraints: Path) -> list[str]:
    command = [
        uv, "pip", "compile", str(ROOT / "pyproject.toml"), "--python-platform", target.resolver,
        "--python-version", python, "--constraint", str(constraints), "--only-binary", ":all:",
        "--no-header", "--no-annotate", "--quiet",
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        if found := re.search(r"Because (\S+) has no (?:usable )?wheels", " ".join(done.stderr.split())):
            raise Lacking(f"{found[1]} has no wheels")
        raise SystemExit(done.stderr)
    return [line for line in done.stdout.splitlines() if line and not line.startswith("#")]


def fetch(uv: str, target: Target, python: str, work: Path) -> Wheels:
    """Download what one Python on one kind of computer needs.

    Raises
    ------
    Lacking
        If a package that is needed has no wheel.
    """
    pins, unpinned = resolve(uv, target, python, work)
    folder = work / target.name / python
    folder.mkdir(parents=True, exist_ok=True)
    wanted = work / f"{target.name}-{python}.txt"
    wanted.write_text("\n".join(pins), encoding="utf-8")
    tags = [word for tag in target.tags for word in ("--platform", tag)]
    _run(
        sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "-q", "--no-deps",
        "--only-binary", ":all:", "--implementation", "cp", "--python-version", python, *tags,
        "-r", str(wanted), "-d", str(folder),
    )  # fmt: skip
    keys = {key(pin.split("==")[0], pin.split("==")[1]) for pin in pins}
    files = [path for path in sorted(folder.glob("*.whl")) if key(*path.name.split("-")[:2]) in keys]
    if len(files) != len(pins):
        raise SystemExit(
            f"{target.name}, Python {python}: {len(pins)} wheels wanted, {len(files)} there: {folder}"
        )
    return Wheels(tuple(files), unpinned)


def key(name: str, version: str) -> str:
    """Name and version of a distribution, as wheels and requirements both write it."""
    return f"{re.sub(r'[-_.]+', '-', name).lower()}=={version}"


def pinned(wheel: Path) -> str:
    """Line of a requirements file that accepts this wheel and no other."""
    return f"{key(*wheel.name.split('-')[:2])} --hash=sha256:{sha256(wheel)}"


def sha256(path: Path) -> str:
    """Return the checksum of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _run(*command: str) -> None:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
