"""The wheel, installed into an empty environment and used from an empty folder, compiler on.

By default with the Python that runs the tests, whose packages it shares. ``PACKAGING_PYTHONS="3.11 3.12 3.13"``
(`make packages`) installs everything from the lock into environments that share nothing.
"""

from __future__ import annotations

import os
import sys
import sysconfig
from pathlib import Path

import pytest

from tests.packaging.conftest import ROOT, RUNNING, interpreter, run

pytestmark = pytest.mark.slow
ASKED = os.environ.get("PACKAGING_PYTHONS", "").split()
SCENARIO = """\
title: Mine
extends: types/interest_group
horizon: 20d
members: {initial: 40}
"""


def environment(folder: Path, version: str, wheel: Path) -> Path:
    """Make an environment with the wheel in it; return the folder of its programs."""
    run(interpreter(version), "-m", "venv", "--without-pip", folder)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    pip = (
        sys.executable,
        "-m",
        "pip",
        "--disable-pip-version-check",
        "--python",
        programs / "python",
        "install",
        "-q",
    )
    if version in ASKED:
        run(*pip, "-c", ROOT / "requirements" / "demo.txt", wheel)
        return programs
    run(*pip, "--no-deps", "--no-index", wheel)
    purelib = run(
        programs / "python", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"
    ).stdout.strip()
    (Path(purelib) / "shared.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return programs


@pytest.mark.parametrize("version", ASKED or [RUNNING])
def test_used_from_an_empty_folder(version: str, wheel: Path, tmp_path: Path) -> None:
    programs = environment(tmp_path / "env", version, wheel)
    empty = tmp_path / "empty"
    empty.mkdir()
    spare = {
        key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "NUMBA", "SIM_"))
    }
    spare |= {"SIM_CACHE_DIR": str(tmp_path / "cache"), "COLUMNS": "120"}

    def sim(*words: str) -> str:
        return run(programs / "sim", *words, cwd=empty, env=spare).stdout

    where = run(programs / "python", "-c", "import sim; print(sim.__file__)", cwd=empty, env=spare).stdout
    assert Path(where.strip()).is_relative_to(tmp_path / "env")

    assert "types/interest_group" in sim("list", "scenarios")
    assert "sweeps/push_frequency" in sim("list", "studies")
    assert "先暖群后卖" in sim("list", "scenarios", "--lang", "zh-CN")
    (empty / "mine.yaml").write_text(SCENARIO, encoding="utf-8")
    assert "mine.yaml" in sim("check", "mine.yaml")
    sim("run", "mine.yaml", "--worlds", "4", "--out", "kept")
    assert (empty / "kept").is_dir()
    sim("compare", "mine.yaml", "types/interest_group", "--set", "horizon=20d", "--worlds", "4", "--lang", "zh-CN",
        "--report", "report.html")  # fmt: skip
    report = (empty / "report.html").read_text(encoding="utf-8")
    assert 'lang="zh-CN"' in report
    assert "Content-Security-Policy" in report
    compiled = list((tmp_path / "cache").rglob("*.nbc"))
    assert len(compiled) > 20, "the compiler was off"
