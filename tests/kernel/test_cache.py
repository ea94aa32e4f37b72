"""Compiled code is never served stale, and what is above the engine makes nothing stale."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sim.kernel import cache

PROBE = "sim/engine/_probe.py"
HELPER = "sim/mechanisms/_probe.py"
PROBE_SOURCE = """
from sim.kernel.options import entry
from sim.mechanisms._probe import doubled


@entry
def probe(x):
    return doubled(x) + 0.0
"""
HELPER_SOURCE = """
from sim.kernel.options import kernel
from sim.kernel.scalars import clip


@kernel
def doubled(x):
    return FACTOR * clip(x, 0.0, 10.0)
"""
RUN = "from sim.engine._probe import probe; print(probe(3.0))"
RUN_STALE = f"import sim.kernel.cache as c; c.kernel_digest = lambda: 'always'; {RUN}"
DIGEST = "from sim.kernel.cache import code_digest; print(code_digest())"


@pytest.fixture
def copy(tmp_path: Path, root: Path) -> Path:
    """A copy of the package, with a small entry point whose kernel stands in another file."""
    target = tmp_path / "copy"
    shutil.copytree(root / "sim", target / "sim", ignore=shutil.ignore_patterns("__pycache__"))
    (target / PROBE).write_text(PROBE_SOURCE, encoding="utf-8")
    write_helper(target, "2.0")
    return target


def write_helper(copy: Path, factor: str) -> None:
    (copy / HELPER).write_text(HELPER_SOURCE.replace("FACTOR", factor), encoding="utf-8")


def python(copy: Path, code: str, **more: str) -> str:
    """What a fresh interpreter prints, that has this copy and a cache of its own."""
    environment = {**os.environ, "SIM_CACHE_DIR": str(copy.parent / "cache"), "PYTHONPATH": str(copy), **more}
    environment["PYTHONDONTWRITEBYTECODE"] = "1"
    environment.pop("NUMBA_DISABLE_JIT", None)
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=copy, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.slow
def test_an_edited_kernel_in_another_file_is_compiled_anew(copy: Path) -> None:
    """The entry that is kept on disk has not changed; what it calls has."""
    assert python(copy, RUN) == "6.0"
    assert list((copy.parent / "cache").rglob("*.nbc"))
    write_helper(copy, "5.0")
    assert python(copy, RUN) == "15.0"
    scalars = copy / "sim/kernel/scalars.py"
    edit = "\n\n@scalar\ndef clip(x, low, high):\n    return 1.0\n"
    scalars.write_text(scalars.read_text(encoding="utf-8") + edit, encoding="utf-8")
    assert python(copy, RUN) == "5.0"
    write_helper(copy, "2.0")
    assert python(copy, RUN) == "2.0"


@pytest.mark.slow
def test_without_the_digest_it_would_be_stale(copy: Path) -> None:
    """What the folder's name guards against does happen with Numba's cache alone: this test can fail."""
    assert python(copy, RUN_STALE) == "6.0"
    write_helper(copy, "5.0")
    assert python(copy, RUN_STALE) == "6.0"


@pytest.mark.slow
def test_what_changes_the_digest(copy: Path) -> None:
    """Floors 0 to 4 that decide results do; charts, reports, results and translations do not."""
    before = python(copy, DIGEST)
    for path in (
        "charts/theme.py",
        "report/page.py",
        "results/folder.py",
        "i18n/translate.py",
        "study/run.py",
    ):
        file = copy / "sim" / path
        file.write_text(file.read_text(encoding="utf-8") + "\n# edited\n", encoding="utf-8")
        assert python(copy, DIGEST) == before, path
    for path in ("mechanisms/see.py", "kernel/scalars.py", "rng.py", "parameters.py", "state/group.py",
                 "engine/day.py", "measures/activity.py", "strategies/content.py", "statistics/survival.py",
                 "graphs/small_world.py", "scenario/quantities.py", "contracts/outcomes.py"):  # fmt: skip
        file = copy / "sim" / path
        file.write_text(file.read_text(encoding="utf-8") + "\n# edited\n", encoding="utf-8")
        after = python(copy, DIGEST)
        assert after != before, path
        before = after
    (copy / "sim/measures/another.py").write_text("", encoding="utf-8")
    assert python(copy, DIGEST) != before


def test_the_digest_covers_every_source_below_study() -> None:
    """A new folder of the package must be named in one of two lists, on purpose."""
    above = {
        "cli",
        "app",
        "room",
        "report",
        "charts",
        "study",
        "results",
        "i18n",
        "chats",
        "patterns",
        "_shipped",
    }
    there = {path.name for path in cache.PACKAGE.iterdir() if path.name != "__pycache__"}
    known = {*cache.FLOORS, *above, "__init__.py", "api.py", "py.typed", "errors.py"}
    assert there <= known, f"say in kernel/cache.py whether these decide results: {sorted(there - known)}"
    assert len(cache.sources()) == len(set(cache.sources())) > 40
    assert all(path.is_file() for path in cache.sources())


def test_the_folder_can_be_chosen_and_pruned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SIM_CACHE_DIR moves it; what nobody used for a month goes, the present one stays."""
    monkeypatch.setenv("SIM_CACHE_DIR", str(tmp_path))
    cache.cache_dir.cache_clear()
    try:
        folder = cache.cache_dir()
        assert folder.is_dir()
        assert folder.is_relative_to(tmp_path)
        assert not cache.is_warm()
        old, recent = folder.parent / "old", folder.parent / "recent"
        for other in (old, recent):
            other.mkdir()
        month_ago = folder.stat().st_mtime - (cache.KEEP_DAYS + 1) * 86_400
        os.utime(old, (month_ago, month_ago))
        cache.prune()
        assert folder.exists()
        assert recent.exists()
        assert not old.exists()
    finally:
        cache.cache_dir.cache_clear()
