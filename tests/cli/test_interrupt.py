"""Ctrl-C: exit code 130, and a folder that the same command completes."""

from __future__ import annotations

import signal
import subprocess
import sys
import time

import pytest

PATIENCE = 120

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")


@pytest.fixture
def started(program_environment, tmp_path):
    """Start ``sim`` as a program that heeds Ctrl-C even where the tests' shell does not; end it at last."""
    processes = []

    def start(*arguments, **environment):
        process = subprocess.Popen(
            [sys.executable, "-m", "sim.cli", *map(str, arguments)],
            cwd=tmp_path,
            env=program_environment | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509
        )
        processes.append(process)
        return process

    yield start
    for process in processes:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("command", ["run", "compare", "interact"])
def test_interrupted(command, small, calmer, tmp_path, started, sim):
    out = tmp_path / "out"
    scenarios = {"run": [small], "compare": [small, calmer], "interact": [small, "content", "selling"]}[
        command
    ]
    first, n = ("neither", 4) if command == "interact" else ("small", len(scenarios))
    arguments = [command, *scenarios, "--set", "horizon=60d", "--set", "members.initial=400", "--out", out]
    process = started(*arguments, "--worlds", 4000, "--jobs", 2)
    until = time.monotonic() + PATIENCE
    runs = out / "runs"
    while time.monotonic() < until and len(list(runs.glob("*.parquet"))) < 2 * n:
        assert process.poll() is None, process.communicate()
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    stdout, stderr = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130, stderr
    assert "Traceback" not in stderr
    assert "of 4000 worlds are complete" in stderr
    assert "the same command completes them" in stderr
    assert "Members at the end" in stdout

    from sim.results import ResultFolder

    done = len(ResultFolder(out).open().done_worlds(first))
    assert 16 <= done < 4000
    again = sim(*arguments, "--worlds", done + 3)
    assert again.exit_code == 0, again.stderr
    assert len(ResultFolder(out).open().done_worlds(first)) >= done + 3


def test_interrupted_while_compiling_ends_at_once(small, tmp_path, started):
    arguments = ("run", small, "--set", "product.price=9", "--out", tmp_path / "out")
    process = started(*arguments, SIM_CACHE_DIR=str(tmp_path / "cache"))
    assert "ompiling" in process.stderr.readline()
    time.sleep(1)
    began = time.monotonic()
    process.send_signal(signal.SIGINT)
    _, stderr = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert stderr == "Interrupted before any world was complete.\n"
    assert time.monotonic() - began < 10


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
