"""A folder of results: extended, reloaded, and refused where it must be."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.contracts import Measure, Outcome
from sim.results import ResultError, ResultFolder, run_address
from sim.results.arrow import notes_of


def assert_same(one, other) -> None:
    np.testing.assert_array_equal(one.worlds, other.worlds)
    assert one.groups == other.groups
    assert list(one.days) == list(other.days)
    for name in one.days:
        np.testing.assert_array_equal(one.days[name], other.days[name])
    for name in one.runs:
        np.testing.assert_array_equal(one.runs[name], other.runs[name])
    np.testing.assert_array_equal(one.ended, other.ended)
    np.testing.assert_array_equal(one.at_risk, other.at_risk)
    np.testing.assert_array_equal(one.cohorts, other.cohorts)
    np.testing.assert_array_equal(one.lorenz, other.lorenz)


def test_what_goes_in_comes_out_bit_for_bit(tmp_path, block, study) -> None:
    with ResultFolder(tmp_path / "out").open_or_create(study()) as folder:
        folder.append("a", block([3, 0, 1]))
        assert folder.done_worlds("a") == {0, 1, 3}
    assert_same(ResultFolder(tmp_path / "out").open().load("a"), block([0, 1, 3]))
    assert_same(folder.load("a", [3, 1]), block([3, 1]))


def test_16_then_100_equals_100(tmp_path, block, study) -> None:
    with ResultFolder(tmp_path / "grown").open_or_create(study()) as folder:
        folder.append("a", block(range(16)))
    with ResultFolder(tmp_path / "grown").open_or_create(study()) as folder:
        assert folder.done_worlds("a") == set(range(16))
        folder.append("a", block(range(16, 100)))
    with ResultFolder(tmp_path / "once").open_or_create(study()) as folder:
        folder.append("a", block(range(100)))
    for kind in ("runs", "days", "survival", "cohorts", "lorenz"):
        one, other = (pd.read_parquet(tmp_path / name / kind) for name in ("grown", "once"))
        keys = [
            key for key in ("run", "group", "day", "age", "week", "weeks_later", "twentieth") if key in one
        ]
        pd.testing.assert_frame_equal(
            one.sort_values(keys, ignore_index=True), other.sort_values(keys, ignore_index=True)
        )


def test_parts_hold_at_most_256_runs(tmp_path, block, study) -> None:
    with ResultFolder(tmp_path).open_or_create(study()) as folder:
        folder.append("a", block(range(600)))
    sizes = sorted(len(pd.read_parquet(path)) for path in (tmp_path / "runs").iterdir())
    assert sizes == [88, 256, 256]
    assert_same(folder.load("a"), block(range(600)))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(12)), cuts=st.sets(st.integers(1, 11)))
def test_any_cut_and_order_gives_the_same_tables(tmp_path_factory, block, study, order, cuts) -> None:
    path = tmp_path_factory.mktemp("cut")
    edges = [0, *sorted(cuts), 12]
    with ResultFolder(path).open_or_create(study()) as folder:
        for start, end in pairwise(edges):
            folder.append("a", block(order[start:end]))
        assert_same(folder.load("a"), block(range(12)))


def test_tables_in_order(tmp_path, block, study) -> None:
    with ResultFolder(tmp_path).open_or_create(study(("b", "a"))) as folder:
        folder.append("a", block([1]))
        folder.append("b", block([2, 0], shift=0.5))
    tables = {name: pd.DataFrame(columns) for name, columns in folder.tables().items()}
    runs, days, survival = tables["runs"], tables["days"], tables["survival"]
    assert list(runs.columns) == ["run", "scenario", "point", "world", "seed", "alive", "profit"]
    assert list(days.columns) == ["run", "world", "group", "day", "members", "p_visit"]
    assert list(survival.columns) == ["run", "world", "group", "age", "at_risk", "ended"]
    assert runs["scenario"].tolist() == ["b", "b", "a"]
    assert runs["world"].tolist() == [0, 2, 1]
    assert len(days) == 3 * 2 * 5
    assert len(survival) == 3 * 2 * 6
    assert days["run"].iloc[::10].tolist() == runs["run"].tolist()
    assert days["day"].tolist() == list(range(5)) * 6


def test_an_address_is_stable_and_knows_nothing_of_other_runs() -> None:
    assert (
        run_address("d", 1, 0, "c") == run_address("d", np.int64(1), np.int64(0), "c") == "feb685b2a40e6e0f"
    )
    others = {run_address("d", 1, 1, "c"), run_address("d", 2, 0, "c"), run_address("e", 1, 0, "c")}
    assert len({*others, run_address("d", 1, 0, "c"), run_address("d", 1, 0, "x")}) == 5


def test_columns_say_their_unit_and_label(tmp_path, block, study) -> None:
    measures = [Measure(name="members", label="Members", doc="", unit="people")]
    outcomes = [
        Outcome(name="profit", label="Profit", doc="", unit="yuan", compute=lambda tables: tables.ended)
    ]
    with ResultFolder(tmp_path).open_or_create(study(), measures=measures, outcomes=outcomes) as folder:
        folder.append("a", block([0]))
    (part,) = (tmp_path / "days").iterdir()
    assert notes_of(part)["members"] == {"label": "Members", "unit": "people"}
    assert notes_of(part)["day"]["unit"] == "days"
    assert notes_of(tmp_path / "runs" / part.name)["profit"] == {"label": "Profit", "unit": "yuan"}


def test_manifest(tmp_path, block, study) -> None:
    with ResultFolder(tmp_path).open_or_create(study(("a", "b"))) as folder:
        folder.append("a", block([0, 1, 2, 7]))
    manifest = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["format_version"] == 1
    assert (manifest["kind"], manifest["seed"], manifest["code"]) == ("compare", 1, "c0de")
    first, second = manifest["scenarios"]
    assert first["worlds"] == [[0, 2], [7, 7]] and second["worlds"] == []
    assert first["resolved"] == {"members": {"initial": 200}, "strategies": {}}
    (session,) = manifest["sessions"]
    assert {"command", "host", "machine", "python", "packages", "started", "updated", "seconds"} <= set(
        session
    )
    assert "numpy" in session["packages"]


def test_tables_tell_nothing_of_host_time_or_path(tmp_path, block, study) -> None:
    for name in ("one", "two"):
        with ResultFolder(tmp_path / name).open_or_create(study()) as folder:
            folder.append("a", block([0, 1]))
    for one in (tmp_path / "one").glob("*/*.parquet"):
        assert one.read_bytes() == (tmp_path / "two" / one.relative_to(tmp_path / "one")).read_bytes()


def test_sessions_are_kept_and_one_without_new_runs_leaves_none(tmp_path, block, study) -> None:
    for worlds in ([0], [], [1]):
        with ResultFolder(tmp_path).open_or_create(study()) as folder:
            if worlds:
                folder.append("a", block(worlds))
    assert len(json.loads((tmp_path / "manifest.json").read_text())["sessions"]) == 2


def test_a_new_title_is_the_same_study(tmp_path, block, study) -> None:
    ResultFolder(tmp_path).open_or_create(study()).close()
    renamed = study()
    renamed = replace(renamed, scenarios=(replace(renamed.scenarios[0], title="Better"),))
    ResultFolder(tmp_path).open_or_create(renamed).close()
    assert ResultFolder(tmp_path).open().study.scenarios[0].title == "Better"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"seed": 2}, "seed 1, and this is seed 2"),
        ({"code": "0ther"}, "other code"),
        ({"a": "changed"}, "scenario 'a' has changed"),
        ({"names": ("a", "b")}, "holds a, and this is a, b"),
    ],
)
def test_another_study_is_refused_in_words(tmp_path, block, study, change, words) -> None:
    with ResultFolder(tmp_path).open_or_create(study()) as folder:
        folder.append("a", block([0]))
    with pytest.raises(ResultError, match=words):
        ResultFolder(tmp_path).open_or_create(study(**change))
    assert ResultFolder(tmp_path).open().done_worlds("a") == {0}
    ResultFolder(tmp_path).open_or_create(study()).close()  # the refusal let go of the lock


def test_a_hook_makes_other_runs(tmp_path, study) -> None:
    hooked = replace(study(), hook="beef")
    ResultFolder(tmp_path).open_or_create(study()).close()
    with pytest.raises(ResultError, match="no hook, and this is with the hook beef"):
        ResultFolder(tmp_path).open_or_create(hooked)
    assert hooked.address(hooked.scenarios[0], 0) != study().address(study().scenarios[0], 0)


def test_scenarios_must_be_distinct(tmp_path, study) -> None:
    with pytest.raises(ResultError, match="same but for their titles"):
        ResultFolder(tmp_path / "x").open_or_create(study(("a", "b"), a="same", b="same"))
    with pytest.raises(ResultError, match="Two scenarios are called"):
        ResultFolder(tmp_path / "x").open_or_create(study(("a", "a")))
    assert not (tmp_path / "x").exists()


def test_a_folder_with_something_else_is_refused_and_left_alone(tmp_path, study) -> None:
    (tmp_path / "thesis.docx").write_text("years of work")
    with pytest.raises(ResultError, match="not empty and holds no results"):
        ResultFolder(tmp_path).open_or_create(study())
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]


def test_a_file_is_refused(tmp_path, study) -> None:
    (tmp_path / "out").write_text("")
    with pytest.raises(ResultError, match="is a file"):
        ResultFolder(tmp_path / "out").open_or_create(study())
    with pytest.raises(ResultError, match="cannot be written"):
        ResultFolder(tmp_path / "out" / "deeper").open_or_create(study())


def test_no_right_to_write_is_said_in_a_sentence(tmp_path, study, monkeypatch) -> None:
    def denied(*_: object, **__: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", denied)
    with pytest.raises(ResultError, match=r"cannot be written to .*: Permission denied"):
        ResultFolder(tmp_path).open_or_create(study())


def test_reading_needs_results(tmp_path, study) -> None:
    with pytest.raises(ResultError, match="no folder of results"):
        ResultFolder(tmp_path / "no").open()
    with pytest.raises(ResultError, match="holds no results"):
        ResultFolder(tmp_path).open()
    with ResultFolder(tmp_path).open_or_create(study()) as folder:
        with pytest.raises(ResultError, match="no complete run of 'a'"):
            folder.load("a")
        with pytest.raises(ResultError, match="no complete run yet"):
            folder.tables()
        with pytest.raises(ResultError, match="no scenario 'b'; they hold a"):
            folder.load("b")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "cannot be read"),
        ("[]", "not written by this program"),
        (
            '{"format": "community-sim results", "format_version": 9}',
            "version 9, and this program reads version 1",
        ),
        ('{"format": "community-sim results", "format_version": 1}', "garbled"),
    ],
)
def test_a_bad_manifest_is_refused(tmp_path, study, text, words) -> None:
    (tmp_path / "manifest.json").write_text(text)
    for attempt in (lambda f: f.open(), lambda f: f.open_or_create(study())):
        with pytest.raises(ResultError, match=words):
            attempt(ResultFolder(tmp_path))


def test_a_run_is_added_once(tmp_path, block, study) -> None:
    with ResultFolder(tmp_path).open_or_create(study()) as folder:
        folder.append("a", block([0, 1]))
        with pytest.raises(ResultError, match="already holds 'a' in world 1"):
            folder.append("a", block([1, 2]))
        with pytest.raises(ResultError, match="no run of 'a' in world 5"):
            folder.load("a", [0, 5])
    assert folder.done_worlds("a") == {0, 1}
    with pytest.raises(RuntimeError, match="for writing"):
        folder.append("a", block([2]))


def test_a_block_that_does_not_fit_is_refused(tmp_path, block, study) -> None:
    good = block([0, 1])
    bad = [
        replace(good, groups=("main", "other")),
        replace(good, ended=good.ended[:, :, :-1]),
        replace(good, at_risk=good.at_risk + 0.5),
        replace(good, days={**good.days, "day": good.days["members"]}),
        replace(good, days={"members": good.days["members"][:, :, 1:]}),
        replace(good, runs={"profit": np.zeros(3)}),
        replace(good, worlds=np.array([1, 1])),
    ]
    with ResultFolder(tmp_path).open_or_create(study()) as folder:
        for wrong in bad:
            with pytest.raises(ValueError):
                folder.append("a", wrong)
        assert folder.done_worlds("a") == set()
    assert not list(tmp_path.glob("*/*.parquet"))


def test_one_writer_at_a_time(tmp_path, block, study) -> None:
    with ResultFolder(tmp_path).open_or_create(study()) as folder:
        with pytest.raises(ResultError, match=f"written to by process {os.getpid()}"):
            ResultFolder(tmp_path).open_or_create(study())
        folder.append("a", block([0]))
        assert ResultFolder(tmp_path).open().done_worlds("a") == {0}
    ResultFolder(tmp_path).open_or_create(study()).close()


def test_the_lock_of_a_killed_process_is_free(tmp_path, study) -> None:
    ResultFolder(tmp_path).open_or_create(study()).close()
    program = (
        "import sys, os, pathlib; from sim.results.lock import Lock\n"
        "lock = Lock(pathlib.Path(sys.argv[1])); print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == b"held"
        with pytest.raises(ResultError, match=f"process {process.pid}"):
            ResultFolder(tmp_path).open_or_create(study())
        process.kill()
        process.wait()
        ResultFolder(tmp_path).open_or_create(study()).close()
