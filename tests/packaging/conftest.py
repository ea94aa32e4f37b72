"""Wheel and source archive, built once; interpreters to install them into."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
RUNNING = "{}.{}".format(*sys.version_info[:2])


def run(*command: object, **options: object) -> subprocess.CompletedProcess[str]:
    """Run a program; show all that it said if it fails."""
    done = subprocess.run(
        [str(word) for word in command], capture_output=True, text=True, check=False, **options
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done


def interpreter(version: str) -> str:
    """Return the program of a version of Python; skips where there is none."""
    if version == RUNNING:
        return sys._base_executable
    if found := shutil.which(f"python{version}"):
        return found
    pyenv = Path(os.environ.get("PYENV_ROOT") or "~/.pyenv").expanduser()
    for folder in sorted(pyenv.glob(f"versions/{version}.*")):
        return str(folder / "bin" / "python")
    return pytest.skip(f"no Python {version} here")


def hatchling(folder: Path, *targets: str, source: Path = ROOT) -> Path:
    """Build into ``folder``; return it."""
    chosen = [word for target in targets for word in ("-t", target)]
    run(sys.executable, "-m", "hatchling", "build", *chosen, "-d", folder, cwd=source)
    return folder


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder with the wheel and the source archive of this checkout."""
    return hatchling(tmp_path_factory.mktemp("built"), "wheel", "sdist")


@pytest.fixture(scope="session")
def wheel(built: Path) -> Path:
    """The wheel of this checkout."""
    (found,) = built.glob("community_sim-*.whl")
    return found


@pytest.fixture(scope="session")
def sdist(built: Path) -> Path:
    """The source archive of this checkout."""
    (found,) = built.glob("community_sim-*.tar.gz")
    return found
