"""The benchmark program runs and writes what it promises; how fast anything is, no test asks."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

CIRCUMSTANCES = ("date", "code", "processor", "system", "packages", "load average at the start")
PARTS = ("1. Many small worlds", "2. One huge group", "3. Churn on a graph", "4. What a person waits for",
         "5. Who knows whom", "6. Where the time goes", "7. The network in the report", "8. Sweeps")  # fmt: skip
LIMITED = {
    "member-day, ": "60.0 ns",
    "member-day, founding included, ": "120 ns",
    "memory of all arrays": "250 bytes",
    "`sim run`": "3.00 s",
    "`sim --help`": "0.300 s",
    "`sim compare`": "5.00 s",
}


def run(root: Path, *words: str) -> str:
    command = [sys.executable, "-m", "experiments.benchmarks", *words]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.slow
def test_quick_run_writes_all_parts(root: Path, tmp_path: Path) -> None:
    from sim.engine.plan import planned_steps
    from sim.kernel.cache import code_digest

    results = root / "experiments" / "benchmarks" / "RESULTS.md"
    before = results.read_bytes() if results.exists() else None
    out = tmp_path / "results.md"
    run(root, "--quick", "--out", str(out))
    text = out.read_text(encoding="utf-8")

    assert text.startswith("# Benchmarks\n")
    assert "`--quick`" in text
    assert code_digest() in text
    assert all(f"\n| {name} | " in text for name in CIRCUMSTANCES)
    sections = re.split(r"\n## ", text)
    assert [
        part for part, section in zip(PARTS, sections[1:], strict=True) if section.startswith(part)
    ] == list(PARTS)
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    for name, limit in LIMITED.items():
        assert any(row.startswith(f"| {name}") and f"| {limit} |" in row for row in rows), name
        assert any(
            row.startswith(f"| {name}") and re.search(r"(inside|\*\*outside\*\*) \|$", row) for row in rows
        ), name
    assert all(text.count(f"| {name} |") >= 2 for name in ("this engine", "Mesa", "NumPy"))
    assert all(f"| `{planned.name}` |" in sections[6] for planned in planned_steps())
    assert not re.search(r"\b(nan|inf)\b", text)
    now = results.read_bytes() if results.exists() else None
    assert now == before


def test_an_unknown_part_is_refused(root: Path) -> None:
    command = [sys.executable, "-m", "experiments.benchmarks", "--only", "nothing"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "engine" in done.stderr


def test_lines_say_whether_a_limit_is_kept(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(root))
    from experiments.benchmarks.sampling import Samples
    from experiments.benchmarks.table import Line, Part

    part = Part("9. Trial")
    part.add("fast", "ns", Samples((1.0, 3.0, 2.0)), 2.5)
    part.add("slow", "ns", Samples((1.0, 3.0, 2.0)), 1.5)
    part.add("as it is", "s", 12_345.6)
    text = part.markdown()
    assert "| fast | 2.00 ns | 1.00 - 3.00 | 2.50 ns | inside |" in text
    assert "| slow | 2.00 ns | 1.00 - 3.00 | 1.50 ns | **outside** |" in text
    assert "| as it is | 12,346 s | once |  |  |" in text
    assert not Line("x", "s", Samples((5.0,))).outside
