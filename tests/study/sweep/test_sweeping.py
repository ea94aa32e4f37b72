"""Sweeps: the same rows however they are made, and what is told of them."""

from __future__ import annotations

import numpy as np
import pytest

from sim.results import ResultError, ResultFolder, SweepFolder
from sim.scenario import load_scenario
from sim.statistics import t_quantile
from sim.study import study_of
from sim.study.errors import StudyError
from sim.study.sweep import Sweep, entering, executor, forecast, head_of, load_study, notes_of
from sim.study.sweep.cutting import Cutter, missing
from sim.study.sweep.declared import Precision
from sim.study.sweep.findings import curve, ranking, shares
from sim.study.sweep.points import Points
from sim.study.sweep.precision import is_reached
from sim.study.sweep.table import load_table
from sim.study.sweep.work import Rows
from sim.study.verifying import verify_runs, verify_sweep
from tests.study.sweep.conftest import STUDY, rows


def swept(study, path, kind="threads", jobs=2, **options):
    with (
        SweepFolder(path).open_or_create(head_of(study), notes_of(study)) as folder,
        executor(kind, jobs) as (pool, n),
    ):
        return Sweep(study, folder, pool, n, **options).run()


@pytest.fixture
def study(study_file):
    return load_study(study_file)


@pytest.fixture
def done(study, tmp_path):
    swept(study, tmp_path / "done")
    return SweepFolder(tmp_path / "done").open()


def test_runs_are_those_of_sim_run(study, done):
    from sim import simulate

    block = simulate(load_scenario("types/interest_group", ["members.initial=30", "horizon=20d", "strategies.selling.pushes_per_day=2"]), worlds=8)  # fmt: skip
    table = done.table("runs")
    own = table["point"] == 2
    order = np.argsort(table["world"][own])
    for name in study.outcomes:
        assert np.array_equal(table[name][own][order], block.runs[name], equal_nan=True)


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "jobs"), [("threads", 1), ("threads", 3), ("processes", 2)])
def test_the_same_rows_whoever_runs_them(study, tmp_path, done, kind, jobs):
    swept(study, tmp_path / "other", kind, jobs)
    assert rows(tmp_path / "other") == rows(done.path)


def test_only_what_is_missing_is_run(study, tmp_path, done, study_file):
    told: list[int] = []
    assert (again := swept(study, done.path, progress=told.append)).done == 0
    assert again.there == 24 and told == [24]
    study_file.write_text(STUDY.replace("worlds: 8", "worlds: 11"))
    more = swept(load_study(study_file), done.path)
    assert (more.there, more.done) == (24, 9)
    assert len(rows(done.path)) == len(set(rows(done.path))) == 33


def test_days_are_kept_where_asked_for(study_file, tmp_path):
    study_file.write_text(STUDY + "days: [visiting, members]\n")
    swept(load_study(study_file), tmp_path / "out")
    days = SweepFolder(tmp_path / "out").open().table("days")
    assert len(days["day"]) == 24 * 20
    last = days["members"][days["day"] == 19]
    runs = SweepFolder(tmp_path / "out").open().table("runs")
    assert sorted(last) == sorted(runs["members_end"])


def test_a_precision_adds_worlds_until_it_is_reached(study_file, tmp_path):
    precise = STUDY.replace(
        "worlds: 8", "worlds: 4\nprecision: {outcome: members_end, half_width: WIDTH, most_worlds: 32}"
    )
    study_file.write_text(precise.replace("WIDTH", "0.9"))
    wide = swept(load_study(study_file), tmp_path / "wide")
    assert (wide.worlds, wide.is_precise) == (4, True)
    study_file.write_text(precise.replace("WIDTH", "0.00001"))
    narrow = swept(load_study(study_file), tmp_path / "narrow")
    assert (narrow.worlds, narrow.is_precise) == (32, False)
    assert len(rows(tmp_path / "narrow")) == 3 * 32


def test_shards_share_the_points(study, tmp_path, done):
    points = Points(study)
    numbers = np.arange(3)
    nothing = np.zeros((0, 2), np.int64)
    parts = [
        {(p.point, int(w)) for p in missing(points, numbers, 8, nothing, (k, 2)) for w in p.worlds}
        for k in range(2)
    ]
    assert not parts[0] & parts[1]
    assert len(parts[0] | parts[1]) == 24


def test_tasks_grow_to_about_a_second(study):
    cutter = Cutter(study)
    sizes = []
    pieces = missing(Points(study), np.arange(3), 2000, np.zeros((0, 2), np.int64), (0, 1))
    for task in cutter.tasks(pieces):
        sizes.append(task.runs)
        cutter.learn(Rows(seconds=0.01 * task.runs), task.runs)
    assert sum(sizes) == 6000
    assert sizes[:4] == [1, 4, 16, 64]
    assert max(sizes) == 100


def test_a_forecast_counts_what_is_left(study, done):
    with executor("threads", 2) as (pool, n):
        will = forecast(study, pool, n, there=20, trial_seconds=0.2)
    assert (will.points, will.runs, will.there) == (3, 4, 20)
    assert will.seconds > 0
    size = sum(path.stat().st_size for path in (done.path / "runs").iterdir())
    assert will.bytes_on_disk < 3 * size


def test_a_table_and_what_it_says(study, done):
    table = load_table(done)
    assert table.values[0].shape == (1, 3, 1, 8)
    found = ranking(table, table.place("members_end"))
    assert sum(level.best for level in found.levels) >= found.best.draws == 8
    assert found.best.mean == max(level.mean for level in found.levels)
    along = curve(table, 0, 0)
    assert along.at.size == 3
    assert (along.low <= along.mean).all() and (along.mean <= along.high).all()
    assert shares(table, 0)[0] == pytest.approx(1.0), "one factor explains all there is between points"


def test_archives_are_verified_bit_for_bit(done, tmp_path):
    verdict = verify_sweep(done, 10, 0)
    assert verdict.exact and verdict.holds and verdict.runs == 10
    scenario = load_scenario("types/interest_group", ["members.initial=30", "horizon=20d"])
    from sim.engine.plan import day_measures, run_outcomes
    from sim.kernel.cache import code_digest
    from sim.study import run_study

    study = study_of([scenario], seed=0, code=code_digest())
    with ResultFolder(tmp_path / "run").open_or_create(
        study, measures=day_measures(), outcomes=run_outcomes()
    ) as folder:
        run_study([scenario], worlds=4, seed=0, folder=folder)
    verdict = verify_runs(ResultFolder(tmp_path / "run").open(), 3, 0)
    assert verdict.exact and verdict.holds and verdict.runs == 3


def test_a_changed_result_is_found(done, monkeypatch):
    real = SweepFolder.table

    def changed(self, table, names=None):
        columns = real(self, table, names)
        if table == "runs":
            columns = {**columns, "members_end": columns["members_end"] + (columns["world"] == 3)}
        return columns

    monkeypatch.setattr(SweepFolder, "table", changed)
    verdict = verify_sweep(done, 24, 0)
    assert {each.world for each in verdict.suspects} == {3}
    assert {each.outcome for each in verdict.suspects} == {"members_end"}


def test_results_of_other_code_are_compared_as_distributions(study_file, tmp_path, monkeypatch):
    study_file.write_text(STUDY.replace("worlds: 8", "worlds: 30"))
    swept(load_study(study_file), tmp_path / "out")
    manifest = tmp_path / "out" / "manifest.json"
    code = head_of(load_study(study_file)).code
    manifest.write_text(manifest.read_text().replace(code, "0" * 16))
    folder = SweepFolder(tmp_path / "out").open()
    verdict = verify_sweep(folder, 60, 0)
    assert not verdict.exact and verdict.holds and verdict.runs >= 50
    real = SweepFolder.table

    def changed(self, table, names=None):
        columns = real(self, table, names)
        return {**columns, "members_end": columns["members_end"] * 1.5} if table == "runs" else columns

    monkeypatch.setattr(SweepFolder, "table", changed)
    assert {each.outcome for each in verify_sweep(folder, 60, 0).suspects} == {"members_end"}


def grown(study_file, path, text):
    study_file.write_text(text)
    return swept(load_study(study_file), path)


def tree(path):
    return {p.relative_to(path).as_posix(): p.read_bytes() for p in path.rglob("*") if p.is_file() and ".lock" not in p.name and "sessions" not in p.parts}  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("  pushes:", "  sales:", "has the factors pushes, and the study has sales"),
        ("[0, 1, 2]", "[0, 1, 2]\n  more: {levels: {none: {}, three: {strategies.koc.people: 3}}}", "has the factors pushes"),
        ("[0, 1, 2]", "[0, 1]", "has 1 points that the study no longer has"),
    ],
)  # fmt: skip
def test_a_study_may_grow_by_values_only(done, study_file, old, new, said):
    before = tree(done.path)
    with pytest.raises(StudyError, match=said):
        grown(study_file, done.path, STUDY.replace(old, new))
    assert tree(done.path) == before


def test_points_keep_their_numbers_whatever_is_put_between(done, study_file):
    before = rows(done.path)
    grown(study_file, done.path, STUDY.replace("[0, 1, 2]", "[0.5, 0, 1.5, 1, 2]"))
    points = SweepFolder(done.path).open().points()
    assert points["point"].tolist() == [0, 1, 2, 3, 4]
    assert points["pushes"].tolist() == [0, 1, 2, 0.5, 1.5]
    assert set(before) < set(rows(done.path))


def test_a_lost_table_of_points_is_not_made_up_anew(done, study_file):
    for path in (done.path / "points").iterdir():
        path.unlink()
    with pytest.raises((StudyError, ResultError), match="points"):
        grown(study_file, done.path, STUDY.replace("[0, 1, 2]", "[0.5, 0, 1, 2]"))


def test_samples_keep_their_names_as_uncertainties_grow(study_file, tmp_path):
    text = STUDY.replace("worlds: 8", "worlds: 1") + "uncertainties:\n  a: {path: mechanisms.advertise.weight, values: [0.1, 0.2]}\n"  # fmt: skip
    grown(study_file, tmp_path / "out", text)
    before = SweepFolder(tmp_path / "out").open().points()
    grown(study_file, tmp_path / "out", text.replace("[0.1, 0.2]", "[0.3, 0.1, 0.2]"))
    after = SweepFolder(tmp_path / "out").open().points()
    assert after["sample"][:6].tolist() == before["sample"].tolist()
    assert len(set(after["sample"])) == 3
    assert {(s, a) for s, a in zip(after["sample"], after["a"], strict=True)} == {
        (s, a) for s, a in zip(after["sample"][6:].tolist() + before["sample"].tolist(), after["a"][6:].tolist() + before["a"].tolist(), strict=True)
    }  # fmt: skip


def test_many_points_are_entered_in_blocks(study_file, tmp_path, monkeypatch):
    monkeypatch.setattr(entering, "BLOCK", 5)
    study_file.write_text(STUDY.replace("[0, 1, 2]", str([k / 8 for k in range(13)])))
    study = load_study(study_file)
    for _ in range(2):
        with SweepFolder(tmp_path / "out").open_or_create(head_of(study), notes_of(study)) as folder:
            numbers = entering.enter_points(study, Points(study), folder)
        assert numbers.tolist() == list(range(13))
    assert len(list((tmp_path / "out" / "points").iterdir())) == 3
    assert SweepFolder(tmp_path / "out").open().points()["pushes"].tolist() == [k / 8 for k in range(13)]


def test_a_precision_looks_at_every_point(study_file, tmp_path):
    """A point without a run, or with one, is not precise; half the interval is Student's."""
    study_file.write_text(STUDY)
    study = load_study(study_file)
    swept(study, tmp_path / "out")
    folder = SweepFolder(tmp_path / "out").open()
    runs = folder.table("runs")
    relative = []
    for point in range(3):
        own = runs["members_end"][runs["point"] == point]
        relative.append(t_quantile(0.975, 7) * own.std(ddof=1) / np.sqrt(8) / own.mean())
    widest = max(relative)
    assert is_reached(Precision("members_end", widest * 1.001, 99), folder, np.arange(3), 8)
    assert not is_reached(Precision("members_end", widest * 0.999, 99), folder, np.arange(3), 8)
    assert not is_reached(Precision("members_end", 0.9, 99), folder, np.arange(4), 8)
    assert not is_reached(Precision("members_end", 0.9, 99), folder, np.arange(3), 1)


def test_a_forecast_of_the_disk_is_about_right(study_file, tmp_path):
    study_file.write_text(STUDY.replace("worlds: 8", "worlds: 200"))
    study = load_study(study_file)
    with executor("threads", 2) as (pool, n):
        will = forecast(study, pool, n, trial_seconds=0.5)
    swept(study, tmp_path / "out")
    size = sum(path.stat().st_size for path in (tmp_path / "out").rglob("*") if path.is_file())
    assert 1 / 1.5 < will.bytes_on_disk / size < 1.5
    assert will.most_seconds == will.seconds
