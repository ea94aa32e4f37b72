"""A small study, and ``sim`` as a program of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from sim.results import SweepFolder

STUDY = """\
title: Small
base: types/interest_group
set: {members.initial: 30, horizon: 20d}
strategies:
  pushes:
    label: Product pushes a day
    path: strategies.selling.pushes_per_day
    values: [0, 1, 2]
worlds: 8
outcomes: [visiting_late, members_end]
"""


@pytest.fixture
def study_file(tmp_path: Path) -> Path:
    path = tmp_path / "small.yaml"
    path.write_text(STUDY)
    return path


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    import sim

    here = str(Path(sim.__file__).parents[1])
    known = os.environ.get("PYTHONPATH", "")
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (here, known))), "COLUMNS": "200"}


@pytest.fixture
def start(environment, tmp_path):
    """Start ``sim`` as a program; what is left of it is killed at last."""
    started = []

    def run(*arguments, before=(), **extra):
        process = subprocess.Popen(
            [*before, sys.executable, "-m", "sim.cli", *map(str, arguments)],
            cwd=tmp_path, env=environment | extra, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        started.append(process)
        return process

    yield run
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture
def program(start):
    """Run ``sim`` to its end; returns exit code, stdout and stderr."""

    def run(*arguments, **options):
        process = start(*arguments, **options)
        stdout, stderr = process.communicate(timeout=300)
        assert "Traceback" not in stderr, stderr
        return process.returncode, stdout, stderr

    return run


def rows(folder: Path, table: str = "runs") -> list[tuple[object, ...]]:
    """A table as sorted rows, columns by name: what "identical" means."""
    columns = SweepFolder(folder).open().table(table)
    ordered = [columns[name] for name in sorted(columns)]
    return sorted(zip(*(column.tolist() for column in ordered), strict=True), key=repr)


def as_numbers(folder: Path) -> dict[str, np.ndarray]:
    return SweepFolder(folder).open().table("runs")
