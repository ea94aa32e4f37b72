"""What can go wrong with a sweep, done for real: afterwards its rows are those of an undisturbed one, or it says why not.

The table of these promises is ``docs/reliability.md``.
"""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sim.results import ResultError, SweepFolder, arrow
from sim.study.sweep import Sweep, executor, head_of, load_study, notes_of
from tests.study.sweep.conftest import STUDY, rows

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="signals and mounts of POSIX"),
]
PATIENCE = 120
LONG = STUDY.replace("worlds: 8", "worlds: 1500")


@pytest.fixture
def undisturbed(program, study_file, tmp_path):
    """Rows of the small study as they come out when nothing happens."""
    code, _, stderr = program("sweep", study_file, "--out", tmp_path / "undisturbed")
    assert code == 0, stderr
    return rows(tmp_path / "undisturbed")


def parts(folder: Path) -> int:
    return len(list((folder / "runs").glob("*.parquet"))) if folder.exists() else 0


def snapshot(folder: Path) -> dict[str, bytes]:
    """Everything that a folder holds, but its locks, which say who had it last."""
    paths = [path for path in sorted(folder.rglob("*")) if not path.name.startswith(".lock")]
    return {str(path.relative_to(folder)): path.read_bytes() if path.is_file() else b"" for path in paths}


def test_killed_at_random_moments(start, program, study_file, tmp_path):
    """``kill -9`` twenty times, then once to the end."""
    study_file.write_text(LONG)
    assert program("sweep", study_file, "--out", tmp_path / "whole")[0] == 0
    out, moments, progress = tmp_path / "killed", random.Random(1), []
    for _ in range(20):
        process = start("sweep", study_file, "--out", out, "--quiet", SIM_PART_SECONDS="0.05")
        before, until = parts(out), time.monotonic() + PATIENCE
        while parts(out) == before and process.poll() is None and time.monotonic() < until:
            time.sleep(0.01)
        time.sleep(moments.uniform(0.0, 0.2))
        process.kill()
        process.wait()
        progress.append(parts(out))
    assert progress[-1] > progress[0]
    assert program("sweep", study_file, "--out", out)[0] == 0
    assert rows(out) == rows(tmp_path / "whole")
    assert not list(out.rglob("*.tmp"))


DYING = """\
import os, pathlib, runpy, sys
number, moment, out = int(sys.argv[1]), sys.argv[2], sys.argv[3]
real, calls = os.replace, 0
def replace(source, target):
    global calls
    calls += out in str(target)
    if calls == number and moment == "before":
        os._exit(9)
    real(source, target)
    if calls == number:
        os._exit(9)
os.replace = replace
sys.argv = ["sim", *sys.argv[4:]]
runpy.run_module("sim.cli", run_name="__main__")
"""
DAYS = STUDY + "days: [visiting]\n"


@pytest.mark.parametrize("moment", ["before", "after"])
def test_killed_at_every_file_that_is_written(environment, study_file, tmp_path, moment):
    """Before and after the manifest, the session, the points, the days, the runs, the session's end and the report get their names."""
    study_file.write_text(DAYS)
    study = load_study(study_file)

    def swept(path):
        with (
            SweepFolder(path).open_or_create(head_of(study), notes_of(study)) as folder,
            executor("threads", 2) as (pool, n),
        ):
            Sweep(study, folder, pool, n).run()
        return [rows(path, table) for table in ("runs", "days", "points")]

    whole, written = swept(tmp_path / "whole"), []
    for number in range(1, 30):
        out = tmp_path / f"{moment}{number}"
        command = [
            sys.executable,
            "-c",
            DYING,
            number,
            moment,
            out,
            "sweep",
            study_file,
            "--out",
            out,
            "--quiet",
        ]
        done = subprocess.run(list(map(str, command)), cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)  # fmt: skip
        written.append(
            {path.parent.name for path in out.rglob("*") if path.is_file() and path.suffix != ".tmp"}
        )
        if done.returncode == 0:
            break
        assert done.returncode == 9, done.stderr
        assert swept(out) == whole
        assert not list(out.rglob("*.tmp"))
    assert number > 7
    assert {"sessions", "points", "days", "runs"} <= written[-1]
    assert any("days" in at and "runs" not in at for at in written), "between the days and the runs"
    assert any("sessions" in at and "points" not in at for at in written), "before the points"


def test_equal_and_other_parts_are_refused(program, study_file, tmp_path):
    """While a part is at work, that part and parts of other numbers are refused by name; the rest is let in."""
    study, out = load_study(study_file), tmp_path / "out"
    with SweepFolder(out, (0, 2)).open_or_create(head_of(study), notes_of(study)) as folder:
        folder.note_session()
        before = snapshot(out)
        for shard in ("0/2", "0/4", "3/4"):
            code, _, stderr = program("sweep", study_file, "--out", out, "--shard", shard)
            assert code == 2
            assert f"is being written to by part 0/2 (process {os.getpid()} on" in stderr
        code, _, stderr = program("sweep", study_file, "--out", out)
        assert code == 2
        assert "is being written to by part 0/2" in stderr
        assert snapshot(out) == before
        assert program("sweep", study_file, "--out", out, "--shard", "1/2")[0] == 0
    points = {point for point, _ in SweepFolder(out).open().done().tolist()}
    assert points == {1}


def test_a_refusal_leaves_no_new_folder(program, study_file, tmp_path):
    study_file.write_text(STUDY + "precision: {half_width: 0.1}\n")
    before = sorted(tmp_path.iterdir())
    code, _, stderr = program("sweep", study_file, "--out", tmp_path / "deep" / "out", "--shard", "0/2")
    assert code == 2
    assert "cannot be run in parts" in stderr
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("damage", ["gone", "cut"])
def test_a_damaged_table_of_points(program, study_file, tmp_path, undisturbed, damage):
    """Nothing makes up new numbers for its points, and nobody says that it is to be deleted."""
    out = tmp_path / "undisturbed"
    part = next((out / "points").iterdir())
    good = part.read_bytes()
    part.unlink()
    if damage == "cut":
        part.write_bytes(good[: len(good) // 2])
    before = snapshot(out)
    study_file.write_text(STUDY.replace("[0, 1, 2]", "[0.5, 0, 1, 2]"))
    for command in (("sweep", study_file, "--out", out), ("plan", study_file, "--out", out), ("results", out), ("results", out, "--table", "runs"), ("verify", out)):  # fmt: skip
        code, _, stderr = program(*command)
        assert code == 2, command
        assert "from a copy" in stderr, command
        assert "delete" not in stderr, command
    assert snapshot(out) == before
    part.write_bytes(good)
    assert program("sweep", study_file, "--out", out)[0] == 0
    assert set(undisturbed) < set(rows(out))


def test_interrupted(start, program, study_file, tmp_path):
    study_file.write_text(LONG)
    out = tmp_path / "out"
    process = start("sweep", study_file, "--out", out, SIM_PART_SECONDS="0.05")
    until = time.monotonic() + PATIENCE
    while not parts(out) and time.monotonic() < until:
        assert process.poll() is None, process.communicate()
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    stdout, stderr = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130, stderr
    assert "the same command goes on" in stderr
    assert "Traceback" not in stderr
    done = len(rows(out))
    assert 0 < done < 4500
    code, stdout, _ = program("sweep", study_file, "--out", out)
    assert code == 0
    assert f"{4500 - done} runs made" in stdout.replace(",", "")
    assert len(rows(out)) == 4500


def test_two_sweeps_on_one_folder(start, program, study_file, tmp_path):
    study_file.write_text(LONG)
    out = tmp_path / "out"
    first = start("sweep", study_file, "--out", out, "--quiet", SIM_PART_SECONDS="0.05")
    until = time.monotonic() + PATIENCE
    while not parts(out) and time.monotonic() < until:
        time.sleep(0.02)
    code, _, stderr = program("sweep", study_file, "--out", out)
    assert code == 2
    assert "is being written to by process" in stderr
    _, said = first.communicate(timeout=PATIENCE)
    assert first.returncode == 0, said
    assert len(rows(out)) == 4500


def test_shards_at_the_same_time(start, study_file, tmp_path, undisturbed):
    out = tmp_path / "out"
    started = [start("sweep", study_file, "--out", out, "--shard", f"{k}/3") for k in range(3)]
    for process in started:
        _, stderr = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0, stderr
    assert rows(out) == undisturbed


@pytest.fixture
def small_disk(tmp_path):
    """A file system of 8 MB: a report takes two."""
    if os.geteuid() != 0:
        pytest.skip("only root can mount a small disk")
    place = tmp_path / "disk"
    place.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "none", place], capture_output=True, text=True, check=False)  # fmt: skip
    if done.returncode:
        pytest.skip(f"no small disk can be mounted here: {done.stderr.strip()}")
    yield place
    subprocess.run(["umount", "-l", place], check=False)


@pytest.mark.parametrize("pages", [1, 3, 5])
def test_a_full_disk(program, study_file, tmp_path, small_disk, undisturbed, pages):
    """Full at the manifest, at the points or at the runs."""
    out, ballast = small_disk / "out", small_disk / "ballast"
    with ballast.open("wb", buffering=0) as file:
        with pytest.raises(OSError, match="No space"):
            while True:
                file.write(bytes(4096))
        file.truncate(file.tell() - 4096 * pages)
    code, _, stderr = program("sweep", study_file, "--out", out)
    assert code == 2
    assert "No space left on device" in stderr
    ballast.unlink()
    code, _, stderr = program("sweep", study_file, "--out", out)
    assert code == 0, stderr
    assert rows(out) == undisturbed


def test_a_read_only_folder(program, study_file, tmp_path, small_disk):
    out = small_disk / "out"
    assert program("sweep", study_file, "--out", out)[0] == 0
    before = snapshot(out)
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    code, _, stderr = program("sweep", study_file, "--out", out)
    assert code == 2
    assert "Read-only file system" in stderr
    assert snapshot(out) == before
    assert program("results", out)[0] == 0


def flip_that_matters(part: Path) -> int:
    """Flip one byte after another, data, page headers and footer alike: every flip is refused."""
    data, refused = part.read_bytes(), []
    for place in range(0, len(data), 7):
        part.write_bytes(data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :])
        with pytest.raises(ResultError):
            arrow.read(part)
        refused.append(place)
    part.write_bytes(data)
    return refused[len(refused) // 2]


@pytest.mark.parametrize("damage", ["flipped", "cut"])
def test_a_damaged_part(program, study_file, tmp_path, undisturbed, damage):
    out = tmp_path / "undisturbed"
    part = next((out / "runs").glob("*.parquet"))
    data = bytearray(part.read_bytes())
    if damage == "cut":
        del data[len(data) // 2 :]
    else:
        data[flip_that_matters(part)] ^= 0xFF
    part.write_bytes(data)
    for command in (("sweep", study_file, "--out", out), ("results", out), ("verify", out)):
        code, _, stderr = program(*command)
        assert code == 2
        assert "is damaged or was cut short: delete" in stderr
        assert str(part) in stderr
    part.unlink()
    assert program("sweep", study_file, "--out", out)[0] == 0
    assert rows(out) == undisturbed


def test_a_clock_set_back(program, study_file, tmp_path, undisturbed):
    faketime = shutil.which("faketime")
    if not faketime:
        pytest.skip("no faketime here (apt install faketime)")
    study_file.write_text(STUDY.replace("[0, 1, 2]", "[0, 1]"))
    out = tmp_path / "out"
    assert program("sweep", study_file, "--out", out)[0] == 0
    study_file.write_text(STUDY)
    code, _, stderr = program("sweep", study_file, "--out", out, before=(faketime, "-f", "-400d"))
    assert code == 0, stderr
    assert rows(out) == undisturbed
    assert len(list((out / "sessions").iterdir())) == 2


def test_a_study_that_grows(program, study_file, tmp_path, undisturbed):
    out = tmp_path / "out"
    study_file.write_text(STUDY.replace("[0, 1, 2]", "[1]").replace("worlds: 8", "worlds: 3"))
    assert program("sweep", study_file, "--out", out)[0] == 0
    study_file.write_text(STUDY)
    code, stdout, _ = program("sweep", study_file, "--out", out)
    assert code == 0
    assert "21 runs made, 3 were there already" in stdout
    kept = ("world", "visiting_late", "members_end", "run", "scenario", "seed")

    def content(folder: Path) -> list[tuple[object, ...]]:  # the number of a point is its folder's own
        table = SweepFolder(folder).open().table("runs")
        return sorted(zip(*(table[name].tolist() for name in kept), strict=True))

    assert content(out) == content(tmp_path / "undisturbed")


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (("[0, 1, 2]", "[0, 1]"), "points that the study no longer has"),
        (("members.initial: 30", "members.initial: 31"), "one of them has changed since"),
        (("title: Small", "title: Small\nseed: 3"), "it was run with seed 0"),
        (("members_end]", "members_end, messages_total]"), "other outcomes"),
        (("types/interest_group", "types/free_group"), "its scenarios are types/interest_group"),
    ],
)
def test_an_edited_study_or_another_one(program, study_file, tmp_path, undisturbed, edit, said):
    out = tmp_path / "undisturbed"
    before = snapshot(out)
    study_file.write_text(STUDY.replace(*edit))
    code, _, stderr = program("sweep", study_file, "--out", out)
    assert code == 2
    assert said in stderr
    assert snapshot(out) == before


def test_a_folder_of_something_else(program, study_file, tmp_path):
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "mine.txt").write_text("mine")
    code, _, stderr = program("sweep", study_file, "--out", tmp_path / "notes")
    assert code == 2
    assert "is not empty and holds no results" in stderr
    assert (
        program("run", "types/free_group", "--worlds", 2, "--set", "horizon=5d", "--out", tmp_path / "run")[0]
        == 0
    )
    before = snapshot(tmp_path / "run")
    assert program("sweep", study_file, "--out", tmp_path / "run")[0] == 2
    assert snapshot(tmp_path / "run") == before


def free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


@pytest.fixture
def dask(environment, tmp_path):
    """Start schedulers and workers of Dask as processes of their own, on this machine's loopback."""
    pytest.importorskip("distributed", reason="needs Dask (pip install '.[dask]')")
    started = []

    def run(*words):
        log = (tmp_path / f"dask{len(started)}.log").open("w")
        process = subprocess.Popen(
            [sys.executable, "-m", "distributed.cli.dask_" + words[0], *map(str, words[1:])],
            cwd=tmp_path, env=environment, stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
        started.append(process)
        return process

    yield run
    for process in started:
        kill_group(process)


def kill_group(process):
    """``kill -9`` of a process and of those that it started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def worker(dask, address):
    return dask("worker", address, "--nthreads", 1, "--nworkers", 1, "--no-dashboard")


def scheduler(dask, port):
    return dask("scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard", "--no-show")


def wait_for_parts(out: Path, process, least: int = 1) -> None:
    until = time.monotonic() + PATIENCE
    while parts(out) < least and time.monotonic() < until:
        assert process.poll() is None, process.communicate()
        time.sleep(0.02)


def test_a_lost_dask_worker(dask, start, program, study_file, tmp_path):
    study_file.write_text(LONG)
    assert program("sweep", study_file, "--out", tmp_path / "whole")[0] == 0
    port = free_port()
    address, out = f"tcp://127.0.0.1:{port}", tmp_path / "out"
    scheduler(dask, port)
    first, _ = worker(dask, address), worker(dask, address)
    process = start("sweep", study_file, "--out", out, "--executor", "dask", "--scheduler", address, SIM_PART_SECONDS="0.05")  # fmt: skip
    wait_for_parts(out, process)
    kill_group(first)
    _, stderr = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, stderr
    assert rows(out) == rows(tmp_path / "whole")


def test_a_restarted_scheduler(dask, start, program, study_file, tmp_path):
    study_file.write_text(LONG)
    assert program("sweep", study_file, "--out", tmp_path / "whole")[0] == 0
    port = free_port()
    address, out = f"tcp://127.0.0.1:{port}", tmp_path / "out"
    command = ("sweep", study_file, "--out", out, "--executor", "dask", "--scheduler", address)
    head = scheduler(dask, port)
    hand = worker(dask, address)
    process = start(*command, SIM_PART_SECONDS="0.05")
    wait_for_parts(out, process)
    kill_group(head)
    kill_group(hand)
    scheduler(dask, port)
    worker(dask, address)
    _, stderr = process.communicate(timeout=PATIENCE)
    assert process.returncode in (0, 2), stderr
    assert "Traceback" not in stderr
    if process.returncode == 2:
        assert "the same command goes on from there" in stderr
        assert program(*command)[0] == 0
    assert rows(out) == rows(tmp_path / "whole")


def test_nobody_at_the_address(program, study_file, tmp_path):
    pytest.importorskip("distributed", reason="needs Dask (pip install '.[dask]')")
    address = f"tcp://127.0.0.1:{free_port()}"
    code, _, stderr = program("sweep", study_file, "--out", tmp_path / "out", "--executor", "dask", "--scheduler", address, SIM_DASK_PATIENCE="1")  # fmt: skip
    assert code == 2
    assert address in stderr


def test_a_run_that_fails_is_a_row(study_file, tmp_path, monkeypatch):
    """A world that breaks is told with stage and traceback; the others go on; the next sweep tries it again."""
    from sim.study.sweep import Sweep, executor, head_of, load_study, notes_of, work

    study, real = load_study(study_file), work._simulate

    def breaks(scenario, worlds, seed):
        if (
            3 in worlds
            and scenario.groups[0].spells
            and scenario.groups[0].spells[-1].values.get("pushes_per_day") == 2
        ):
            raise ArithmeticError("no such world")
        return real(scenario, worlds, seed)

    monkeypatch.setattr(work, "_simulate", breaks)
    with (
        SweepFolder(tmp_path / "out").open_or_create(head_of(study), notes_of(study)) as folder,
        executor("threads", 2) as (pool, n),
    ):
        swept = Sweep(study, folder, pool, n).run()
        assert (swept.done, swept.failed) == (23, 1)
        failed = folder.failures()
        assert failed["world"].tolist() == [3]
        assert failed["stage"].tolist() == ["run"]
        assert "ArithmeticError: no such world" in failed["traceback"][0]
        monkeypatch.setattr(work, "_simulate", real)
        swept = Sweep(study, folder, pool, n).run()
        assert (swept.there, swept.done, swept.failed) == (23, 1, 0)
        assert folder.failures() == {}


def test_a_folder_without_a_manifest(program, study_file, tmp_path, undisturbed):
    out = tmp_path / "undisturbed"
    (out / "manifest.json").write_text("{")
    before = snapshot(out)
    code, _, stderr = program("sweep", study_file, "--out", out)
    assert code == 2
    assert "cannot be read" in stderr
    assert snapshot(out) == before
    with pytest.raises(ResultError):
        SweepFolder(out).open()
