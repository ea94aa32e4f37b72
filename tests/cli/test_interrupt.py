"""Ctrl-C: exit code 130, and a folder that the same command completes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

PATIENCE = 120


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("command", ["run", "compare"])
def test_interrupted(command, small, calmer, tmp_path, program_environment, sim):
    out = tmp_path / "out"
    scenarios = [small] if command == "run" else [small, calmer]
    arguments = [command, *scenarios, "--set", "horizon=60d", "--set", "members.initial=400", "--out", out]
    process = subprocess.Popen(
        [sys.executable, "-m", "sim.cli", *map(str, arguments), "--worlds", "4000", "--jobs", "2"],
        cwd=tmp_path,
        env=program_environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509
    )
    until = time.monotonic() + PATIENCE
    runs = out / "runs"
    while time.monotonic() < until and len(list(runs.glob("*.parquet"))) < 2 * len(scenarios):
        assert process.poll() is None, process.communicate()
        time.sleep(0.02)
    os.kill(process.pid, signal.SIGINT)
    stdout, stderr = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130, stderr
    assert "Traceback" not in stderr
    assert "of 4000 worlds are complete" in stderr
    assert "the same command completes them" in stderr
    assert "Members at the end" in stdout

    from sim.results import ResultFolder

    done = len(ResultFolder(out).open().done_worlds("small"))
    assert 16 <= done < 4000
    again = sim(*arguments, "--worlds", done + 3)
    assert again.exit_code == 0, again.stderr
    assert len(ResultFolder(out).open().done_worlds("small")) >= done + 3


def test_interrupted_without_a_folder(sim, small, monkeypatch):
    import sim.study.run as study

    block = study.import_module("sim.engine").simulate

    class Once:
        calls = 0

        def __call__(self, *args, **kwargs):
            Once.calls += 1
            if Once.calls > 1:
                raise KeyboardInterrupt
            return block(*args, **kwargs)

    monkeypatch.setattr("sim.engine.simulate", Once())
    result = sim("run", small, "--worlds", "100")
    assert result.exit_code == 130
    assert "16 of 100 worlds are complete" in result.stderr
    assert "16 worlds" in result.stdout
