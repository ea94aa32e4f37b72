"""What a worker does, and what it refuses."""

from __future__ import annotations

import io
import json
import logging
import pickle
import shutil
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import Executor, Future
from pathlib import Path

import numpy as np
import pytest

from sim.results import SweepFolder
from sim.study import StudyError
from sim.study.sweep import Points, Sweep, executor, head_of, load_study, notes_of, running, work
from sim.study.sweep.executors import in_sentences
from sim.study.sweep.work import Piece, Task, WrongCode, perform


@pytest.fixture
def task(study_file):
    study = load_study(study_file)
    point = Points(study)[1]
    piece = Piece(1, point.base, Points(study).overrides(point), np.arange(3))
    return Task(study.bases, (piece,), study.seed, study.outcomes, ("visiting",), head_of(study).code)


def test_a_task_can_be_sent_elsewhere(task):
    sent = pickle.loads(pickle.dumps(task))  # noqa: S301 - written just now
    here, there = perform(task), perform(sent)
    for table in ("runs", "days"):
        for name, column in here.table(table).items():
            assert np.array_equal(column, there.table(table)[name], equal_nan=column.dtype.kind == "f")


def test_other_code_is_refused(task, study_file, tmp_path, monkeypatch):
    from dataclasses import replace

    with pytest.raises(WrongCode):
        perform(replace(task, code="0" * 16))
    study = load_study(study_file)
    monkeypatch.setattr("sim.study.sweep.work.code_digest", lambda: "f" * 16)
    with (
        SweepFolder(tmp_path / "out").open_or_create(head_of(study), notes_of(study)) as folder,
        executor("threads", 1) as (pool, n),
    ):
        with pytest.raises(StudyError, match="A worker has other code"):
            Sweep(study, folder, pool, n).run()
        assert not folder.done().size


def test_a_lost_worker_is_tried_again_and_then_told(study_file, tmp_path, monkeypatch):
    study = load_study(study_file)
    calls = []

    def lost(task):
        calls.append(task)
        raise ConnectionError("nobody there")

    monkeypatch.setattr(running, "perform", lost)
    with (
        SweepFolder(tmp_path / "out").open_or_create(head_of(study), notes_of(study)) as folder,
        executor("threads", 1) as (pool, n),
        pytest.raises(StudyError, match="The workers are gone"),
    ):
        Sweep(study, folder, pool, n).run()
    assert len(calls) >= running.MOST_TRIES
    (session,) = (json.loads(path.read_text()) for path in (tmp_path / "out" / "sessions").iterdir())
    assert session["state"] == "failed"


def test_ctrl_c_keeps_what_was_at_work(study_file, tmp_path, monkeypatch):
    """Tasks at work finish, and their rows are kept; those that had not begun are not waited for."""
    study_file.write_text(study_file.read_text().replace("worlds: 8", "worlds: 300"))
    study, real = load_study(study_file), running.perform
    finished, told = [], []

    def slow(task):
        rows = real(task)
        time.sleep(0.3)
        finished.append(task.runs)
        return rows

    def interrupt(runs):
        told.append(runs)
        if len(told) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(running, "perform", slow)
    with (
        SweepFolder(tmp_path / "out").open_or_create(head_of(study), notes_of(study)) as folder,
        executor("threads", 2) as (pool, n),
    ):
        swept = Sweep(study, folder, pool, n, progress=interrupt).run()
        assert swept.interrupted
        assert len(finished) > 2, "something was at work"
        assert len(folder.done()) == swept.done == sum(finished) < 900
    (session,) = (json.loads(path.read_text()) for path in (tmp_path / "out" / "sessions").iterdir())
    assert (session["state"], session["runs"]) == ("interrupted", swept.done)
    assert session["ended"] >= session["started"]


class Elsewhere(Executor):
    """Like a cluster's: a task that is at work can be cancelled as well, and its rows are lost then."""

    def submit(self, function, /, *arguments):
        future = Future()

        def work():
            rows = function(*arguments)
            time.sleep(0.3)
            if not future.cancelled():
                future.set_result(rows)

        threading.Thread(target=work).start()
        return future


def test_ctrl_c_keeps_what_was_at_work_elsewhere(study_file, tmp_path):
    study_file.write_text(study_file.read_text().replace("worlds: 8", "worlds: 300"))
    study, told = load_study(study_file), []

    def interrupt(runs):
        told.append(runs)
        if len(told) == 2:
            raise KeyboardInterrupt

    with SweepFolder(tmp_path / "out").open_or_create(head_of(study), notes_of(study)) as folder:
        swept = Sweep(study, folder, Elsewhere(), 2, progress=interrupt).run()
        assert swept.interrupted
        assert sum(told) < swept.done == len(folder.done()) < 900


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_ctrl_c_does_not_wait_for_ever(study_file, tmp_path, monkeypatch):
    study, real, until = load_study(study_file), running.perform, threading.Event()
    began = []

    def stuck(task):
        began.append(task)
        if len(began) > 2:
            signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)
            until.wait(20)
        return real(task)

    monkeypatch.setattr(running, "perform", stuck)
    monkeypatch.setattr(running, "GRACE", 0.2)
    with (
        SweepFolder(tmp_path / "out").open_or_create(head_of(study), notes_of(study)) as folder,
        executor("threads", 1) as (pool, n),
    ):
        try:
            swept = Sweep(study, folder, pool, n).run()
            assert swept.interrupted and not until.is_set()
            assert len(folder.done()) == swept.done == sum(task.runs for task in began[:2])
        finally:
            until.set()


@pytest.mark.parametrize("moment", ["before", "after"])
def test_ctrl_c_while_a_part_is_published(study_file, tmp_path, monkeypatch, moment):
    """What is held is published whole, and once."""
    study, real, calls = load_study(study_file), SweepFolder.append_runs, []

    def interrupted(self, *tables):
        calls.append(tables)
        if len(calls) == 2 and moment == "before":
            raise KeyboardInterrupt
        real(self, *tables)
        if len(calls) == 2 and moment == "after":
            raise KeyboardInterrupt

    monkeypatch.setattr(SweepFolder, "append_runs", interrupted)
    monkeypatch.setattr("sim.study.sweep.keeping.PART_SECONDS", 0.0)
    with (
        SweepFolder(tmp_path / "out").open_or_create(head_of(study), notes_of(study)) as folder,
        executor("threads", 1) as (pool, n),
    ):
        swept = Sweep(study, folder, pool, n).run()
        assert swept.interrupted
        written = sum(part["world"].size for part in folder.parts("runs"))
        assert written == len(folder.done()) > 1
        monkeypatch.undo()
        again = Sweep(study, folder, pool, n).run()
        assert again.there == written and again.there + again.done == 24


def test_a_run_that_failed_is_not_tried_in_every_round(study_file, tmp_path, monkeypatch):
    text = study_file.read_text().replace(
        "worlds: 8", "worlds: 4\nprecision: {outcome: members_end, half_width: 0.00001, most_worlds: 32}"
    )
    study_file.write_text(text)
    study, real, tries = load_study(study_file), work._simulate, []

    def breaks(scenario, worlds, seed):
        if 3 in worlds:
            tries.append(worlds.tolist())
            raise ArithmeticError("no such world")
        return real(scenario, worlds, seed)

    monkeypatch.setattr(work, "_simulate", breaks)
    told: list[int] = []
    with (
        SweepFolder(tmp_path / "out").open_or_create(head_of(study), notes_of(study)) as folder,
        executor("threads", 1) as (pool, n),
    ):
        swept = Sweep(study, folder, pool, n, progress=told.append).run()
        assert tries.count([3]) == 3, "once a point"
        assert (swept.done, swept.failed, swept.worlds, swept.asked) == (3 * 31, 3, 32, 96)
        assert sum(told) == 96
        assert len(folder.failures()["world"]) == 3
        monkeypatch.setattr(work, "_simulate", real)
        swept = Sweep(study, folder, pool, n).run()
        assert (swept.there, swept.done, swept.failed) == (93, 3, 0), "another process tries them again"


def test_runs_that_are_there_are_counted_once(study_file, tmp_path):
    text, told = study_file.read_text(), []
    with_precision = "worlds: 4\nprecision: {outcome: members_end, half_width: 0.00001, most_worlds: 32}"
    for worlds in ("worlds: 12", with_precision):
        study_file.write_text(text.replace("worlds: 8", worlds))
        study = load_study(study_file)
        told.clear()
        with (
            SweepFolder(tmp_path / "out").open_or_create(head_of(study), notes_of(study)) as folder,
            executor("threads", 1) as (pool, n),
        ):
            swept = Sweep(study, folder, pool, n, progress=told.append).run()
    assert (swept.there, swept.done, swept.asked) == (36, 60, 96)
    assert sum(told) == 96


@pytest.mark.parametrize(
    "address",
    ["nonsense://x:1", "tcp://", "head", "head:port", ":::", "tcp://head:99999", "tcp://head:0", "ucx://head:8786"],
)  # fmt: skip
def test_what_is_no_address_is_told(address):
    pytest.importorskip("distributed", reason="needs Dask (pip install '.[dask]')")
    with pytest.raises(StudyError, match="write it as tcp://HOST:PORT"), executor("dask", None, address):
        pass


def test_the_example_for_slurm_is_a_shell_script():
    script = Path(__file__).parents[3] / "experiments" / "sweeps" / "slurm.sh"
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("no bash here")
    subprocess.run([bash, "-n", script], check=True)
    text = script.read_text()
    assert "--shard" in text and "--out" in text


def test_an_archive_describes_itself(study_file, tmp_path):
    rocrate = pytest.importorskip("rocrate.rocrate", reason="needs rocrate (pip install '.[archive]')")
    from sim.results.crate import PROFILE, write_crate

    study = load_study(study_file)
    with (
        SweepFolder(tmp_path / "out").open_or_create(head_of(study), notes_of(study)) as folder,
        executor("threads", 2) as (pool, n),
    ):
        Sweep(study, folder, pool, n).run()
        write_crate(folder, "1.0")
    crate = rocrate.ROCrate(tmp_path / "out")
    assert crate.root_dataset["conformsTo"].id == PROFILE
    actions = [e for e in crate.contextual_entities if e.type == "CreateAction"]
    assert len(actions) == 1
    assert actions[0]["actionStatus"] == "http://schema.org/CompletedActionStatus"
    assert actions[0]["endTime"] >= actions[0]["startTime"]
    assert [each.id for each in actions[0]["instrument"]] == ["#community-sim"]
    assert {each.id for each in actions[0]["result"]} == {"points/", "runs/"}
    assert [each.id for each in crate.root_dataset["mentions"]] == [actions[0].id] or crate.root_dataset[
        "mentions"
    ].id == actions[0].id
    for entity in crate.data_entities:
        assert (tmp_path / "out" / entity.id).exists()


def test_a_packages_log_is_kept_to_sentences_for_a_while() -> None:
    """Warnings stay, without a traceback; afterwards its log is as before."""
    written = io.StringIO()
    log = logging.getLogger("test_a_package")
    log.addHandler(logging.StreamHandler(written))

    def lose_a_connection() -> str:
        written.seek(0)
        written.truncate()
        log.info("connecting")
        try:
            raise OSError
        except OSError:
            log.exception("connection lost")
        return written.getvalue()

    with in_sentences("test_a_package"):
        assert lose_a_connection() == "connection lost\n"
    assert "Traceback" in lose_a_connection()
