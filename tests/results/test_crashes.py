"""Nothing half-written is ever taken for a result, and a damaged part is named."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import numpy as np
import pytest

from sim.results import ResultError, ResultFolder


class Killed(BaseException):
    """Stands for kill -9: no handler of ours may tidy up after it."""


def die_at_rename(monkeypatch, number: int, *, after: bool = False) -> None:
    """Let the ``number``-th rename from now fail, before or just after it happened."""
    rename, calls = os.replace, [0]

    def replace(source, target) -> None:
        calls[0] += 1
        if calls[0] == number:
            if after:
                rename(source, target)
            raise Killed
        rename(source, target)

    monkeypatch.setattr(os, "replace", replace)


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("tidy", [True, False])
def test_death_before_the_runs_are_named_loses_the_part_only(
    tmp_path, block, study, monkeypatch, number, tidy
) -> None:
    folder = ResultFolder(tmp_path).open_or_create(study())
    folder.append("a", block([0, 1]))
    with monkeypatch.context() as patch:
        die_at_rename(patch, number)
        if not tidy:
            patch.setattr("pathlib.Path.unlink", lambda *_, **__: None)
        with pytest.raises(Killed):
            folder.append("a", block([2, 3]))
    folder.close()

    left = list((tmp_path / "days").glob("*.parquet"))
    assert len(left) == (1 if tidy or number == 1 else 2)
    reader = ResultFolder(tmp_path).open()
    np.testing.assert_array_equal(reader.load("a").worlds, [0, 1])
    assert set(reader.tables()["days"]["world"].tolist()) == {0, 1}

    with ResultFolder(tmp_path).open_or_create(study()) as folder:
        assert folder.done_worlds("a") == {0, 1}
        assert len(list((tmp_path / "days").iterdir())) == 1  # orphans and temporaries are gone
        folder.append("a", block([2, 3]))
        np.testing.assert_array_equal(folder.load("a").days["members"], block(range(4)).days["members"])


def test_death_just_after_the_runs_are_named_keeps_the_part(tmp_path, block, study, monkeypatch) -> None:
    folder = ResultFolder(tmp_path).open_or_create(study())
    with monkeypatch.context() as patch:
        die_at_rename(patch, 5, after=True)
        with pytest.raises(Killed):
            folder.append("a", block([0, 1]))
    folder.close()
    np.testing.assert_array_equal(ResultFolder(tmp_path).open().load("a").worlds, [0, 1])


def test_death_before_the_manifest_keeps_the_part(tmp_path, block, study, monkeypatch) -> None:
    folder = ResultFolder(tmp_path).open_or_create(study())
    with monkeypatch.context() as patch:
        die_at_rename(patch, 6)
        with pytest.raises(Killed):
            folder.append("a", block([0, 1]))
    folder.close()
    assert ResultFolder(tmp_path).open().done_worlds("a") == {0, 1}


def test_death_while_the_folder_is_made_leaves_one_that_counts_as_empty(tmp_path, study, monkeypatch) -> None:
    with monkeypatch.context() as patch:
        die_at_rename(patch, 1)
        patch.setattr("pathlib.Path.unlink", lambda *_, **__: None)
        with pytest.raises(Killed):
            ResultFolder(tmp_path).open_or_create(study())
    assert not (tmp_path / "manifest.json").exists()
    ResultFolder(tmp_path).open_or_create(study()).close()
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        ".lock", "cohorts", "days", "lorenz", "manifest.json", "runs", "survival",
    ]  # fmt: skip


def test_a_full_disk_is_said_in_a_sentence_and_leaves_no_trace(tmp_path, block, study, monkeypatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with ResultFolder(tmp_path).open_or_create(study()) as folder:
        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", full)
            with pytest.raises(ResultError, match="No space left on device"):
                folder.append("a", block([0]))
        assert not [p for kind in ("days", "survival", "runs") for p in (tmp_path / kind).iterdir()]
        folder.append("a", block([0]))


@pytest.fixture
def finished(tmp_path, block, study):
    with ResultFolder(tmp_path).open_or_create(study()) as folder:
        folder.append("a", block([0, 1]))
        folder.append("a", block([2, 3]))
    return tmp_path


@pytest.mark.parametrize("kind", ["runs", "days", "survival"])
def test_a_part_cut_short_is_named_and_the_advice_works(finished, block, study, kind) -> None:
    part = sorted((finished / kind).iterdir())[0]
    part.write_bytes(part.read_bytes()[:-40])
    for attempt in (lambda f: f.open(), lambda f: f.open_or_create(study())):
        with pytest.raises(ResultError, match="damaged or was cut short: delete") as refusal:
            attempt(ResultFolder(finished))
        assert str(part) in str(refusal.value)
    advised = str(refusal.value).split("delete ")[1].split(" and run")[0]
    Path(advised).unlink()
    with ResultFolder(finished).open_or_create(study()) as folder:
        assert folder.done_worlds("a") == {2, 3}
        folder.append("a", block([0, 1]))
        np.testing.assert_array_equal(folder.load("a").runs["profit"], [0, 1, 2, 3])


def test_a_flipped_bit_is_found_when_it_is_read(finished) -> None:
    part = sorted((finished / "days").iterdir())[0]
    data = bytearray(part.read_bytes())
    data[60] ^= 0x10
    part.write_bytes(data)
    with pytest.raises(ResultError, match="damaged"):
        ResultFolder(finished).open().load("a")


def test_a_missing_companion_is_named(finished) -> None:
    part = sorted((finished / "survival").iterdir())[0]
    part.unlink()
    with pytest.raises(ResultError, match="is missing: delete"):
        ResultFolder(finished).open()


def test_a_copied_part_is_named(finished) -> None:
    part = sorted((finished / "runs").iterdir())[0]
    for kind in ("days", "survival", "runs"):
        shutil.copy(finished / kind / part.name, finished / kind / f"copy-{part.name}")
    with pytest.raises(ResultError, match="both hold 'a' in world 0"):
        ResultFolder(finished).open()


def test_a_part_of_another_study_is_named(finished, tmp_path_factory, block, study) -> None:
    other = tmp_path_factory.mktemp("other")
    with ResultFolder(other).open_or_create(study(seed=2)) as folder:
        folder.append("a", block([9]))
    for part in other.glob("*/*.parquet"):
        shutil.copy(part, finished / part.relative_to(other))
    with pytest.raises(ResultError, match="another study"):
        ResultFolder(finished).open()


def test_days_of_another_part_under_this_name_are_refused(finished) -> None:
    first, second = sorted((finished / "days").iterdir())
    shutil.copy(second, first)
    with pytest.raises(ResultError, match="one row a run, group and day"):
        ResultFolder(finished).open().load("a")
