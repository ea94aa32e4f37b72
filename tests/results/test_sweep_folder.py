"""The folder of a sweep: who may write, what counts, and what a refusal leaves behind."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from sim.results import ResultError, SweepFolder, SweepHead, lock
from sim.results.atomic import is_temporary, publish
from sim.results.lock import Lock

HEAD = SweepHead("small", 0, "c" * 16, {"a": "d" * 64}, ("x",), ("m",), {"worlds": 4})
DAYS = 3


def runs(*pairs: tuple[int, int], add: float = 0.0) -> dict[str, np.ndarray]:
    point, world = (np.array(column, np.int64) for column in zip(*pairs, strict=True))
    return {
        "run": np.array([f"r{p}-{w}" for p, w in pairs]),
        "scenario": np.full(len(pairs), "a"),
        "point": point,
        "world": world,
        "seed": np.zeros(len(pairs), np.int64),
        "x": 10.0 * point + world + add,
    }


def days(*pairs: tuple[int, int]) -> dict[str, np.ndarray]:
    many = [pair for pair in pairs for _ in range(DAYS)]
    table = runs(*many)
    return {
        **{name: table[name] for name in ("run", "point", "world")},
        "group": np.full(len(many), "main"),
        "day": np.tile(np.arange(DAYS), len(pairs)),
        "m": table["x"],
    }


def failures(*pairs: tuple[int, int], error: str) -> dict[str, np.ndarray]:
    table = runs(*pairs)
    texts = {name: np.full(len(pairs), error) for name in ("stage", "error", "traceback")}
    return {name: table[name] for name in ("point", "world", "seed", "scenario")} | texts


def points(*numbers: int) -> dict[str, np.ndarray]:
    return {"point": np.array(numbers, np.int64), "key": np.array([f"k{n:015d}" for n in numbers])}


def opened(path: Path, shard: tuple[int, int] = (0, 1), head: SweepHead = HEAD) -> SweepFolder:
    return SweepFolder(path, shard).open_or_create(head)


def tree(folder: Path) -> dict[str, bytes | None]:
    """All files with their contents, and all folders; but the locks, which say who was there last."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
        if not path.name.startswith(".lock")
    }


@pytest.fixture
def done(tmp_path):
    """Two points in two worlds, of four asked for."""
    with opened(tmp_path / "out") as folder:
        folder.append_points(points(0, 1))
        pairs = [(0, 0), (0, 1), (1, 0), (1, 1)]
        folder.append_runs(runs(*pairs), days(*pairs), {})
        folder.end_session("completed")
    return tmp_path / "out"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no shared locks")
class TestParts:
    def test_parts_of_one_number_share_the_folder(self, tmp_path):
        with opened(tmp_path / "out", (0, 2)) as a, opened(tmp_path / "out", (1, 2)) as b:
            a.append_points(points(0, 1))
            a.append_runs(runs((0, 0)), days((0, 0)), {})
            b.append_runs(runs((1, 0)), days((1, 0)), {})
        assert SweepFolder(tmp_path / "out").open().done().tolist() == [[0, 0], [1, 0]]

    def test_a_part_is_written_by_one_process(self, tmp_path):
        with opened(tmp_path / "out", (0, 2)) as a:
            a.append_points(points(0, 1))
            said = rf"written to by part 1/2 \(process {os.getpid()} on"
            with opened(tmp_path / "out", (1, 2)), pytest.raises(ResultError, match=said):
                opened(tmp_path / "out", (1, 2))
            with pytest.raises(ResultError, match=r"written to by part 0/2 \(process"):
                opened(tmp_path / "out", (0, 2))

    def test_parts_of_another_number_are_refused_while_these_are_at_work(self, tmp_path, monkeypatch):
        monkeypatch.setattr(lock, "PATIENCE", 0.1)
        with opened(tmp_path / "out", (0, 2)) as a, opened(tmp_path / "out", (1, 2)):
            a.append_points(points(0))
            before = tree(tmp_path)
            with pytest.raises(
                ResultError,
                match=r"by part 0/2 \(process \d+ on .*\) and others, and this is part 3/4",
            ):
                opened(tmp_path / "out", (3, 4))
            assert tree(tmp_path) == before
        with opened(tmp_path / "out", (3, 4)), pytest.raises(ResultError, match="by part 3/4"):
            opened(tmp_path / "out", (0, 2))
        opened(tmp_path / "out", (0, 2)).close()

    def test_a_whole_sweep_and_parts_name_each_other(self, tmp_path, monkeypatch):
        monkeypatch.setattr(lock, "PATIENCE", 0.1)
        with opened(tmp_path / "out") as whole:
            whole.append_points(points(0))
        with opened(tmp_path / "out", (1, 3)), pytest.raises(ResultError, match=r"written to by part 1/3 \("):
            opened(tmp_path / "out")
        said = f"written to by process {os.getpid()}"
        with opened(tmp_path / "out"), pytest.raises(ResultError, match=said):
            opened(tmp_path / "out", (1, 3))

    def test_many_parts_that_begin_at_once_are_all_let_in(self, tmp_path):
        program = (
            "import sys, pathlib\nfrom sim.results.lock import Lock\n"
            "sys.stdin.readline()\nheld = Lock(pathlib.Path(sys.argv[1]), terms='parts of 6')\n"
            "print('in', flush=True)\nsys.stdin.read()"
        )
        started = [
            subprocess.Popen([sys.executable, "-c", program, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            for _ in range(6)
        ]  # fmt: skip
        try:
            for process in started:
                assert process.stdin is not None
                process.stdin.write("\n")
                process.stdin.flush()
            assert [process.stdout.readline().strip() for process in started if process.stdout] == ["in"] * 6
            with pytest.raises(ResultError):
                Lock(tmp_path)
        finally:
            for process in started:
                process.kill()
                process.communicate()
        Lock(tmp_path).release()

    def test_a_lock_whose_file_was_taken_away_does_not_count(self, tmp_path, monkeypatch):
        """Between opening the file and locking it, another process may take the folder away again."""
        real, calls = lock._acquire, []

        def late(handle, *, shared):
            calls.append(handle)
            if len(calls) == 1:
                (tmp_path / ".lock").unlink()
            real(handle, shared=shared)

        monkeypatch.setattr(lock, "_acquire", late)
        first = Lock(tmp_path)
        with pytest.raises(lock.Held):
            Lock(tmp_path)
        first.release()

    def test_temporaries_of_other_parts_are_left_alone(self, tmp_path):
        with opened(tmp_path / "out", (0, 2)) as a:
            a.append_points(points(0, 1))
        left = {n: tmp_path / "out" / "runs" / f".part{n}of2-abc.parquet.0123.tmp" for n in (0, 1)}
        for path in left.values():
            path.write_text("half")
        with opened(tmp_path / "out", (0, 2)) as a:
            a.append_runs(runs((0, 0)), {}, {})
        assert not left[0].exists() and left[1].exists()
        with opened(tmp_path / "out") as whole:
            whole.note_session()
        assert not left[1].exists()


class TestReading:
    def test_a_run_in_two_parts_counts_once(self, done):
        before = {name: SweepFolder(done).open().table(name) for name in ("runs", "days")}
        with opened(done, (0, 2)) as folder:
            pairs = [(0, 1), (1, 1), (1, 2)]
            folder.append_runs(runs(*pairs), days(*pairs), {})
        folder = SweepFolder(done).open()
        assert folder.done().tolist() == [[0, 0], [0, 1], [1, 0], [1, 1], [1, 2]]
        for table, length in (("runs", 1), ("days", DAYS)):
            now = folder.table(table)
            assert now["x" if table == "runs" else "m"].size == 5 * length
            keys = set(
                zip(
                    *(now[n].tolist() for n in ("point", "world", *(["day"] if length > 1 else []))),
                    strict=True,
                )
            )
            assert len(keys) == 5 * length
            assert set(before[table]["run"]) < set(now["run"])
        assert folder.table("runs", ("x",)).keys() == {"x"}
        assert sorted(folder.table("runs", ("x",))["x"]) == [0, 1, 10, 11, 12]

    @pytest.mark.parametrize("damage", ["cut", "flipped"])
    def test_a_damaged_file_of_points_is_not_to_be_deleted(self, done, damage):
        path = next((done / "points").iterdir())
        data = bytearray(path.read_bytes())
        if damage == "cut":
            del data[len(data) // 2 :]
        else:
            data[30] ^= 0xFF
        path.write_bytes(data)
        for attempt in (
            lambda: SweepFolder(done).open().points(),
            lambda: SweepFolder(done).open().table("runs"),
            lambda: opened(done),
        ):
            with pytest.raises(ResultError, match="restore it from a copy") as refusal:
                attempt()
            assert "delete" not in str(refusal.value)
            assert str(path) in str(refusal.value)

    def test_runs_of_points_that_are_not_there_are_refused(self, done):
        with opened(done) as folder:
            folder.append_points(points(2, 3))
            folder.append_runs(runs((2, 0), (3, 0)), days((2, 0), (3, 0)), failures((3, 1), error="e"))
        sizes = {
            path: SweepFolder(done).open().points()["point"].size for path in (done / "points").iterdir()
        }
        assert set(sizes.values()) == {4}
        lost = sorted((done / "points").iterdir(), key=lambda path: path.stat().st_mtime_ns)[-1]
        lost.unlink()
        before = tree(done)
        folder = SweepFolder(done).open()
        for attempt in (
            folder.done,
            folder.failures,
            folder.check_points,
            lambda: folder.table("runs"),
            lambda: folder.table("days", ("m",)),
            lambda: folder.would_take(HEAD),
            lambda: opened(done),
        ):
            with pytest.raises(ResultError, match=r"table of points lacks \(point [23]"):
                attempt()
        assert tree(done) == before

    def test_two_points_of_one_number_are_refused(self, done):
        with opened(done) as folder:
            folder.append_points({"point": np.array([1]), "key": np.array(["f" * 16])})
        with pytest.raises(ResultError, match="do not fit together"):
            SweepFolder(done).open().points()

    def test_a_point_written_twice_is_one_point(self, done):
        with opened(done) as folder:
            folder.append_points(points(1, 2))
        assert SweepFolder(done).open().points()["point"].tolist() == [0, 1, 2]

    def test_the_last_failure_of_a_run_is_told(self, done):
        """Whatever the files are called by chance or by an earlier version, whoever wrote them, whatever the clock says."""
        with opened(done, (1, 2)) as folder:
            folder.append_runs({}, {}, failures((1, 2), (1, 3), error="of a part"))
        (part,) = (done / "failures").iterdir()
        shutil.copy(part, part.with_name(f"{'f' * 16}.parquet"))  # without a number
        for k in range(12):
            with opened(done) as folder:  # a file's name depends on all runs in it
                folder.append_runs(runs((0, 10 + k)), {}, failures((1, 2), (1, 3), error=f"number {k}"))
        newest = max((done / "failures").iterdir())
        for path in (done / "failures").iterdir():
            os.utime(path, (0, 1e9 if path != newest else 0))
        folder = SweepFolder(done).open()
        assert folder.failures()["error"].tolist() == ["number 11"] * 2
        with opened(done) as again:
            again.append_runs(runs((1, 2)), {}, {})
        assert folder.failures()["world"].tolist() == [3]

    def test_a_damaged_file_of_failures_may_be_deleted(self, done):
        with opened(done) as folder:
            folder.append_runs({}, {}, failures((1, 2), error="e"))
        path = next((done / "failures").iterdir())
        path.write_bytes(path.read_bytes()[:-30])
        with pytest.raises(ResultError, match="delete it and run the same command again"):
            SweepFolder(done).open().failures()
        path.unlink()
        assert SweepFolder(done).open().failures() == {}


class TestRefusals:
    @pytest.mark.parametrize("shard", [(0, 1), (1, 2)])
    def test_a_new_folder_that_gets_nothing_is_taken_away(self, tmp_path, shard):
        with opened(tmp_path / "deep" / "out", shard):
            assert (tmp_path / "deep" / "out" / "manifest.json").exists()
        assert not list(tmp_path.iterdir())
        (tmp_path / "mine").mkdir()
        opened(tmp_path / "mine", shard).close()
        assert not list((tmp_path / "mine").iterdir())

    def test_a_new_folder_that_another_part_uses_stays(self, tmp_path):
        with opened(tmp_path / "out", (1, 2)):
            opened(tmp_path / "out", (0, 2)).close()
            assert (tmp_path / "out" / "manifest.json").exists()
        with opened(tmp_path / "out", (0, 2)) as a:
            with opened(tmp_path / "out", (1, 2)) as b:
                b.append_points(points(0))
            a.note_session()
        assert (tmp_path / "out" / "manifest.json").exists()

    def test_opening_a_folder_changes_nothing(self, done):
        before = tree(done)
        opened(done).close()
        opened(done, (0, 2)).close()
        assert SweepFolder(done).would_take(HEAD)
        assert tree(done) == before

    @pytest.mark.parametrize(
        "change", [{"seed": 1}, {"code": "0" * 16}, {"bases": {"b": ""}}, {"outcomes": ("y",)}]
    )
    def test_another_sweep_is_refused_and_leaves_nothing(self, done, change):
        from dataclasses import replace

        (done / "runs" / ".left.parquet.1.tmp").write_text("what a crash left")
        other, before = replace(HEAD, **change), tree(done)
        for attempt in (lambda: opened(done, head=other), lambda: SweepFolder(done).would_take(other)):
            with pytest.raises(ResultError, match="holds another sweep"):
                attempt()
        assert tree(done) == before

    def test_what_a_folder_would_take(self, tmp_path, done):
        assert not SweepFolder(tmp_path / "none").would_take(HEAD)
        (tmp_path / "strange").mkdir()
        assert not SweepFolder(tmp_path / "strange").would_take(HEAD)
        (tmp_path / "strange" / "mine.txt").write_text("mine")
        with pytest.raises(ResultError, match="is not empty"):
            SweepFolder(tmp_path / "strange").would_take(HEAD)
        with pytest.raises(ResultError, match="is a file"):
            SweepFolder(tmp_path / "strange" / "mine.txt").would_take(HEAD)


def test_temporaries_of_one_name_do_not_meet(tmp_path, monkeypatch):
    """Two processes of one number, on two machines with one disk, writing one file."""
    monkeypatch.setattr(os, "getpid", lambda: 7)
    names = []

    def outer(path: Path) -> None:
        path.write_text("outer")
        publish(tmp_path / "file", inner)

    def inner(path: Path) -> None:
        names.extend(path.parent.iterdir())
        path.write_text("inner")

    publish(tmp_path / "file", outer)
    assert (tmp_path / "file").read_text() == "outer"
    assert len(names) == 1 and is_temporary(names[0])
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_holder_is_named_in_chinese_as_well(tmp_path):
    from sim.i18n import translator

    with opened(tmp_path / "out"), pytest.raises(ResultError) as refusal:
        opened(tmp_path / "out")
    assert str(os.getpid()) in refusal.value.text(translator("zh-CN"))


def test_a_lock_that_is_waited_for_is_given_up(tmp_path, monkeypatch):
    monkeypatch.setattr(lock, "PATIENCE", 0.1)
    held, began = Lock(tmp_path), time.monotonic()
    with pytest.raises(lock.Held):
        Lock(tmp_path, terms="parts of 2")
    assert time.monotonic() - began < 5
    held.release()
