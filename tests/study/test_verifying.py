"""Archives rerun: by the same code, by other code, and where nothing can be compared."""

from __future__ import annotations

import json

import numpy as np
import pytest

from sim.results import ResultFolder, SweepFolder
from sim.study import StudyError, verifying
from sim.study.sweep import Points, Sweep, executor, head_of, load_study, notes_of
from sim.study.sweep.entering import keys_of
from sim.study.verifying import verify_runs, verify_sweep

STUDY = """\
title: Small
base: types/interest_group
set: {members.initial: 30, horizon: 10d}
seed: 5
strategies:
  pushes: {path: strategies.selling.pushes_per_day, values: [0, 2]}
worlds: WORLDS
outcomes: [visiting_late, members_end]
"""


def swept(tmp_path, worlds: int = 12):
    (tmp_path / "small.yaml").write_text(STUDY.replace("WORLDS", str(worlds)))
    study = load_study(tmp_path / "small.yaml")
    with (
        SweepFolder(tmp_path / "out").open_or_create(head_of(study), notes_of(study)) as folder,
        executor("threads", 2) as (pool, n),
    ):
        Sweep(study, folder, pool, n).run()
    return SweepFolder(tmp_path / "out").open()


def edited(folder: SweepFolder, **changes) -> SweepFolder:
    """The folder as if another version had written it: its code, and what else ``changes`` say of the manifest."""
    file = folder.path / "manifest.json"
    data = json.loads(file.read_text()) | {"code": "0" * 16} | changes
    file.write_text(json.dumps(data))
    return SweepFolder(folder.path).open()


def of_another_version(folder: SweepFolder) -> SweepFolder:
    """As if a default had changed since: every digest, and so every key, is another one."""
    from sim.results import arrow

    digests = ["f" * 64]
    study = verifying.study_of(folder.head.study)
    old, new = (keys_of(points).astype(np.str_) for points in (Points(study), Points(study, digests)))
    for path in (folder.path / "points").iterdir():
        table = arrow.read(path)
        table["key"] = np.array([dict(zip(old, new, strict=True))[key] for key in table["key"]])
        arrow.write(path, table, {}, {})
    return edited(folder, bases=dict.fromkeys(folder.head.bases, digests[0]))


def test_a_changed_default_hides_nothing(tmp_path, monkeypatch):
    """Points are found by the digests that the archive has."""
    folder = of_another_version(swept(tmp_path))
    verdict = verify_sweep(folder, 24, 0)
    assert (verdict.exact, verdict.runs, verdict.points, verdict.left_out) == (False, 24, 2, 0)
    assert verdict.holds
    real = verifying.perform

    def shifted(task):
        rows = real(task)
        rows.runs["members_end"] = [values + 15 for values in rows.runs["members_end"]]
        return rows

    monkeypatch.setattr(verifying, "perform", shifted)
    suspects = verify_sweep(folder, 24, 0).suspects
    assert {each.outcome for each in suspects} == {"members_end"}
    assert {each.test for each in suspects} >= {"welch", "kolmogorov-smirnov"}
    assert {each.world for each in suspects} == {-1}


def test_an_outcome_that_is_lost_in_half_of_the_worlds_is_found(tmp_path, monkeypatch):
    folder, real = edited(swept(tmp_path, 24)), verifying.perform

    def lost(task):
        rows = real(task)
        worlds = np.concatenate(rows.runs["world"])
        rows.runs["members_end"] = [np.where(worlds % 2, np.nan, np.concatenate(rows.runs["members_end"]))]
        return rows

    monkeypatch.setattr(verifying, "perform", lost)
    suspects = verify_sweep(folder, 48, 0).suspects
    assert {(each.outcome, each.test, each.archived) for each in suspects} == {
        ("members_end", "fisher", 24.0)
    }


@pytest.mark.parametrize("is_exact", [True, False])
def test_both_sides_have_the_same_luck(tmp_path, monkeypatch, is_exact):
    """On code that changes nothing every single run is the same, also where only distributions are compared."""
    folder, sides = swept(tmp_path), []
    folder = folder if is_exact else edited(folder)
    real = verifying._compared

    def noted(verdict, point, archived, rerun, outcomes):
        sides.append((archived, rerun))
        return real(verdict, point, archived, rerun, outcomes)

    monkeypatch.setattr(verifying, "_compared", noted)
    verdict = verify_sweep(folder, 20, 3)
    assert verdict.exact == is_exact and verdict.holds and sides
    for archived, rerun in sides:
        place = {world: k for k, world in enumerate(rerun["world"].tolist())}
        at = [place[world] for world in archived["world"].tolist()]
        for name in ("visiting_late", "members_end"):
            np.testing.assert_array_equal(archived[name], rerun[name][at])
    different = [len(set(archived["visiting_late"].tolist())) for archived, _ in sides]
    assert max(different) > 2, "worlds differ, or the comparison could not fail"


def test_too_few_worlds_are_not_all_well(tmp_path):
    folder = swept(tmp_path, 5)
    assert verify_sweep(folder, 4, 0).holds
    with pytest.raises(StudyError, match="takes 8 worlds of a point at least; no point has more than 5"):
        verify_sweep(edited(folder), 100, 0)


def test_points_that_are_not_made_any_more_are_not_all_well(tmp_path):
    folder = swept(tmp_path)
    study = json.loads(json.dumps(folder.head.study))
    study["strategies"]["factors"][0]["levels"][0]["overrides"] = {"strategies.selling.pushes_per_day": 7}
    verdict = verify_sweep(edited(folder, study=study), 24, 0)
    assert (verdict.left_out, verdict.points) == (1, 1)
    study["strategies"]["factors"][0]["levels"] = study["strategies"]["factors"][0]["levels"][:1]
    with pytest.raises(
        StudyError, match=r"of the points that this version makes of the study in .* none is in"
    ):
        verify_sweep(edited(folder, study=study), 24, 0)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            {"strategies.selling.shouts_per_day": 3},
            "does not take its scenario types/interest_group any more",
        ),
        ({"members": {"initial": -3}}, "does not take its scenario"),
        (None, "this version cannot read its study: KeyError"),
    ],
)
def test_a_study_that_is_not_understood_any_more_is_told(tmp_path, change, said):
    folder = swept(tmp_path, 2)
    study = json.loads(json.dumps(folder.head.study))
    base = study["bases"]["types/interest_group"]
    if change is None:
        del base["said"]
    else:
        base["said"] |= change
    with pytest.raises(StudyError, match=said):
        verify_sweep(edited(folder, study=study), 24, 0)


def test_an_outcome_that_is_gone_is_named(tmp_path, monkeypatch):
    folder = swept(tmp_path)
    monkeypatch.setattr(verifying, "run_outcomes", lambda: ())
    with pytest.raises(StudyError, match="has no outcome members_end"):
        verify_sweep(edited(folder), 24, 0)


def archived_run(tmp_path, worlds: int) -> ResultFolder:
    from sim.engine.plan import day_measures, run_outcomes
    from sim.kernel.cache import code_digest
    from sim.scenario import load_scenario
    from sim.study import run_study, study_of

    scenario = load_scenario("types/interest_group", ["members.initial=30", "horizon=10d"])
    study = study_of([scenario], seed=5, code=code_digest())
    with ResultFolder(tmp_path / "run").open_or_create(
        study, measures=day_measures(), outcomes=run_outcomes()
    ) as folder:
        run_study([scenario], worlds=worlds, seed=5, folder=folder)
    return ResultFolder(tmp_path / "run").open()


def test_runs_of_other_code(tmp_path, monkeypatch):
    folder = archived_run(tmp_path, 9)
    assert verify_runs(folder, 9, 0).holds
    monkeypatch.setattr(verifying, "code_digest", lambda: "0" * 16)
    monkeypatch.setattr("sim.study.sweep.work.code_digest", lambda: "0" * 16)
    verdict = verify_runs(folder, 9, 0)
    assert not verdict.exact and verdict.holds and verdict.runs == 9


def test_too_few_runs_are_not_all_well(tmp_path, monkeypatch):
    folder = archived_run(tmp_path, 5)
    monkeypatch.setattr(verifying, "code_digest", lambda: "0" * 16)
    monkeypatch.setattr("sim.study.sweep.work.code_digest", lambda: "0" * 16)
    with pytest.raises(StudyError, match="no point has more than 5"):
        verify_runs(folder, 9, 0)
