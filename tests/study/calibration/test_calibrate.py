"""The whole way: from a simulated log back to the parameters that it was made with."""

import numpy as np
import pytest

from sim.study import StudyError
from sim.study.calibration import CalibrationFolder, Told, calibrate, chosen, settings, task, write_all

pytest.importorskip("pyabc", reason="pyABC is not installed: pip install 'community-sim[calibration]'")

PATHS = ["mechanisms.traits.chattiness_log", "mechanisms.leave.cost", "mechanisms.mute.unmute"]
N = 600


def asked(scenario, log, seed=0):
    return task("chat", log, scenario, chosen(PATHS), seed=seed)


def carried_out(folder, what, *, jobs=1, stop_at=None, n=N):
    done = 0

    def progress(runs):
        nonlocal done
        done += runs
        if stop_at is not None and done >= stop_at:
            raise KeyboardInterrupt

    with CalibrationFolder(folder, what) as opened:
        return calibrate(what, opened.begin(n), n, opened.simulations, jobs=jobs, progress=progress)


@pytest.fixture(scope="module")
def once(scenario, log, tmp_path_factory):
    folder = tmp_path_factory.mktemp("calibration") / "once"
    found = carried_out(folder, asked(scenario, log))
    write_all(found, folder)
    return folder, found


def test_what_the_log_tells_is_found_and_what_it_cannot_is_said(once):
    chattiness, cost, unmute = once[1].posterior.estimates()
    assert chattiness.low <= 1.4 <= chattiness.high
    assert cost.low <= 0.3 <= cost.high
    assert chattiness.told is not Told.NOT
    assert cost.told is not Told.NOT
    assert unmute.told is Told.NOT
    assert unmute.overlap > 0.5


def test_worlds_from_the_posterior_look_like_the_log(once):
    known = [check.inside for check in once[1].checks if check.inside is not None]
    assert len(known) > 10
    assert np.mean(known) > 0.7


def test_the_calibrated_scenario_runs_as_it_is(once):
    from sim.engine.simulate import simulate
    from sim.scenario import load_scenario

    folder, found = once
    scenario = load_scenario(folder / "calibrated.yaml")
    assert scenario.digest() == found.scenario.digest()
    assert "extends" not in (folder / "calibrated.yaml").read_text(encoding="utf-8")
    median = found.posterior.estimates()[1].median
    assert scenario.groups[0].mechanisms["leave"]["cost"] == pytest.approx(median, rel=1e-5)
    assert simulate(scenario, worlds=1, jobs=1).days["messages"].sum() > 0


@pytest.mark.parametrize("stop_at", [30, 450])
def test_an_interrupted_calibration_goes_on_to_the_same_result(scenario, log, tmp_path, once, stop_at):
    with pytest.raises(KeyboardInterrupt):
        carried_out(tmp_path / "c", asked(scenario, log), stop_at=stop_at)
    again = carried_out(tmp_path / "c", asked(scenario, log))
    assert np.array_equal(again.posterior.units, once[1].posterior.units)
    assert np.array_equal(again.posterior.weights, once[1].posterior.weights)


def test_nothing_is_simulated_twice(scenario, log, once, monkeypatch):
    from sim.study.calibration.candidate import Candidate

    monkeypatch.setattr(Candidate, "patterns", lambda *_: pytest.fail("was simulated before"))
    again = carried_out(once[0], asked(scenario, log))
    assert np.array_equal(again.posterior.units, once[1].posterior.units)


def test_threads_change_no_number_and_the_seed_does(scenario, log, tmp_path, once):
    threads = carried_out(tmp_path / "threads", asked(scenario, log), jobs=3)
    assert np.array_equal(threads.posterior.units, once[1].posterior.units)
    other = carried_out(tmp_path / "seed", asked(scenario, log, seed=1))
    assert not np.array_equal(other.units, once[1].units)


def test_more_simulations_go_on_from_fewer(scenario, log, tmp_path, once):
    what = asked(scenario, log)
    carried_out(tmp_path / "c", what, n=300)
    with CalibrationFolder(tmp_path / "c", what) as opened:
        before = len(opened.simulations)
        assert opened.begin(500) == settings(300)
        assert before >= 300


def test_a_row_that_was_cut_short_is_made_again(scenario, log, tmp_path, once):
    from sim.study.calibration.store import NAME

    with pytest.raises(KeyboardInterrupt):
        carried_out(tmp_path / "c", asked(scenario, log), stop_at=30)
    file = tmp_path / "c" / NAME
    file.write_bytes(file.read_bytes()[:-5])
    again = carried_out(tmp_path / "c", asked(scenario, log))
    assert np.array_equal(again.posterior.units, once[1].posterior.units)


def test_a_folder_of_another_log_scenario_or_seed_is_refused(scenario, log, made_log, tmp_path, once):
    from sim.scenario import loads

    other = loads("title: Other\nhorizon: 90d\nmembers: {distance: 2}\n")
    for what, word in (
        (asked(scenario, made_log(60, 90)), "another log"),
        (asked(other, log), "another scenario"),
        (asked(scenario, log, seed=9), "another seed"),
        (task("chat", log, scenario, chosen(PATHS[:2])), "other parameters"),
    ):
        with pytest.raises(StudyError, match=word):
            CalibrationFolder(once[0], what)
    (tmp_path / "mine.txt").write_text("notes")
    with pytest.raises(StudyError, match="something else"):
        CalibrationFolder(tmp_path, asked(scenario, log))


def test_too_few_simulations_are_refused():
    with pytest.raises(StudyError, match="200"):
        settings(100)
