"""Commands as people call them: in this process, or as a program of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

SMALL = """\
title: Small
horizon: 20d
members:
  initial: 30
channels:
  walk_in:
    per_day: 1
strategies:
  selling:
    pushes_per_day: 1
"""


@pytest.fixture(autouse=True)
def plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SIM_LANG", raising=False)
    monkeypatch.delenv("SIM_DEBUG", raising=False)
    monkeypatch.setenv("COLUMNS", "160")
    monkeypatch.setenv("TERMINAL_WIDTH", "160")


@pytest.fixture
def sim() -> Callable[..., Result]:
    """Run a command in this process; its result has ``exit_code``, ``stdout`` and ``stderr``."""
    from sim.cli.entry import program
    from sim.cli.language import spoken

    def run(*arguments: object, **environment: str) -> Result:
        given = [str(argument) for argument in arguments]
        t = spoken(given, {**os.environ, **environment})
        return CliRunner(env=environment).invoke(program(t), given, prog_name="sim")

    return run


@pytest.fixture
def sim_json(sim) -> Callable[..., object]:
    """Run a command with ``--json`` and return what it says."""

    def run(*arguments: object, code: int = 0) -> object:
        result = sim(*arguments, "--json")
        assert result.exit_code == code, result.stderr
        return json.loads(result.stdout)

    return run


@pytest.fixture
def assert_refused() -> Callable[..., None]:
    """Assert that a command was refused in a sentence with some words, and nothing else came of it."""
    from sim.cli.errors import REFUSED

    def check(result: Result, *words: str) -> None:
        assert result.exit_code == REFUSED, result.stdout + result.stderr
        assert result.stderr.strip()
        assert "Traceback" not in result.stderr
        assert result.stdout == ""
        for word in words:
            assert word in result.stderr

    return check


@pytest.fixture
def program_environment() -> dict[str, str]:
    """Environment in which ``python -m sim.cli`` is the code under test, from any folder."""
    import sim

    here = str(Path(sim.__file__).parents[1])
    known = os.environ.get("PYTHONPATH", "")
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (here, known)))}


@pytest.fixture
def program(program_environment, tmp_path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run ``sim`` as a program, in an empty folder."""

    def run(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "sim.cli", *map(str, arguments)],
            cwd=tmp_path,
            env=program_environment | environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=300,
            check=False,
        )

    return run


@pytest.fixture
def small(tmp_path) -> Path:
    """A scenario that runs in milliseconds."""
    return written(tmp_path / "small.yaml", SMALL)


@pytest.fixture
def calmer(tmp_path, small) -> Path:
    """The same with fewer pushes."""
    return written(
        tmp_path / "calmer.yaml",
        "title: Calmer\nextends: ./small\nstrategies: {selling: {pushes_per_day: 0.2}}\n",
    )


def written(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
