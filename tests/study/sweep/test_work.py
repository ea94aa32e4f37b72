"""What a worker does, and what it refuses."""

from __future__ import annotations

import pickle
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest

from sim.results import SweepFolder
from sim.study import StudyError
from sim.study.sweep import Points, Sweep, executor, head_of, load_study, notes_of, running
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
    assert [each.id for each in actions[0]["instrument"]] == ["#community-sim"]
    assert {each.id for each in actions[0]["result"]} == {"points/", "runs/"}
    assert [each.id for each in crate.root_dataset["mentions"]] == [actions[0].id] or crate.root_dataset[
        "mentions"
    ].id == actions[0].id
    for entity in crate.data_entities:
        assert (tmp_path / "out" / entity.id).exists()
