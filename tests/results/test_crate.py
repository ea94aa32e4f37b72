"""The description of an archive: whose licence, and how each session ended."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sim.results import SweepFolder
from sim.results.crate import CRATE, write_crate
from tests.results.test_sweep_folder import opened, points, runs

rocrate = pytest.importorskip("rocrate.rocrate", reason="needs rocrate (pip install '.[archive]')")


@pytest.fixture
def done(tmp_path):
    with opened(tmp_path / "out") as folder:
        folder.append_points(points(0))
        folder.append_runs(runs((0, 0)), {}, {})
        folder.end_session("completed", runs=1, failed=0)
    return tmp_path / "out"


def edit(done: Path, **facts: object) -> None:
    """Change the one session; None takes a fact away."""
    (path,) = (done / "sessions").iterdir()
    session = json.loads(path.read_text()) | facts
    path.write_text(json.dumps({name: value for name, value in session.items() if value is not None}))


def described(done: Path, licence: str = "", folder: SweepFolder | None = None):
    write_crate(folder or SweepFolder(done).open(), "1.0", licence)
    crate = rocrate.ROCrate(done)
    (action,) = (each for each in crate.contextual_entities if each.type == "CreateAction")
    return crate, action.as_jsonld()


def test_no_licence_unless_one_is_given(done):
    crate, _ = described(done)
    assert crate.root_dataset.get("license") is None
    assert "licen" not in (done / CRATE).read_text().lower()
    assert (
        described(done, "For members of the project only")[0].root_dataset["license"]
        == "For members of the project only"
    )
    address = "https://creativecommons.org/licenses/by/4.0/"
    stated = described(done, address)[0].root_dataset["license"]
    assert (stated.id, stated.type) == (address, "CreativeWork")


def test_a_session_that_ended_well(done):
    _, action = described(done)
    (session,) = (json.loads(path.read_text()) for path in (done / "sessions").iterdir())
    assert (action["startTime"], action["endTime"]) == (session["started"], session["ended"])
    assert action["actionStatus"] == "http://schema.org/CompletedActionStatus"
    assert "error" not in action


@pytest.mark.parametrize(
    ("state", "said"), [("interrupted", "was interrupted"), ("failed", "ended with an error")]
)
def test_a_session_that_ended_otherwise(done, state, said):
    edit(done, state=state)
    _, action = described(done)
    assert action["actionStatus"] == "http://schema.org/FailedActionStatus"
    assert said in action["error"]
    assert "endTime" in action


def test_a_session_that_was_killed_is_not_complete(done):
    edit(done, ended=None, state=None, runs=None)
    _, action = described(done)
    assert action["actionStatus"] == "http://schema.org/FailedActionStatus"
    assert "did not say that it ended" in action["error"]
    assert "endTime" not in action


def test_a_session_at_work_is_active(tmp_path):
    with opened(tmp_path / "out") as folder:
        folder.append_points(points(0))
        _, action = described(tmp_path / "out", folder=SweepFolder(tmp_path / "out").open())
    assert action["actionStatus"] == "http://schema.org/ActiveActionStatus"
    assert "endTime" not in action


def test_a_session_of_an_earlier_version_ended_where_it_said_what_it_had_done(done):
    edit(done, ended=None, state=None, started="2026-11-22T23:59:50+00:00", seconds=25.4)
    _, action = described(done)
    assert action["endTime"] == "2026-11-23T00:00:15.400000+00:00"
    assert action["actionStatus"] == "http://schema.org/CompletedActionStatus"


def test_a_damaged_session_does_not_stop_an_archive(done):
    (path,) = (done / "sessions").iterdir()
    path.write_text("{")
    _, action = described(done)
    assert action["actionStatus"] == "http://schema.org/FailedActionStatus"
