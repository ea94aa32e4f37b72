"""``sim compare``: tables, reports, JSON, names that tell files apart."""

from __future__ import annotations

import numpy as np
import pytest


def test_two_scenarios(sim, small, calmer):
    result = sim("compare", small, calmer, "--worlds", 8)
    assert result.exit_code == 0, result.stderr
    assert "8 worlds of 20 days" in result.stdout
    assert "Calmer ahead in" in result.stdout
    assert "of 8" in result.stdout


def test_more_scenarios(sim, small, calmer, tmp_path):
    none = tmp_path / "none.yaml"
    none.write_text("title: None at all\nextends: ./small\nstrategies: {selling: null}\n", encoding="utf-8")
    result = sim("compare", small, calmer, none, "--worlds", 4)
    assert result.exit_code == 0, result.stderr
    assert "Difference from Small" in result.stdout
    assert "±" in result.stdout


def test_json(sim_json, small, calmer):
    found = sim_json("compare", small, calmer, "--worlds", 6)
    assert [scenario["name"] for scenario in found["scenarios"]] == ["small", "calmer"]
    assert found["scenarios"][1]["changes"] == ["strategies.selling.pushes_per_day: 1 -> 0.2"]
    outcomes = {outcome["name"]: outcome for outcome in found["outcomes"]}
    members = outcomes["members_end"]
    (difference,) = members["differences"]
    assert (difference["scenario"], difference["against"], difference["worlds"]) == ("calmer", "small", 6)
    expected = members["means"]["calmer"] - members["means"]["small"]
    assert difference["difference"] == pytest.approx(expected)
    assert difference["low"] <= difference["difference"] <= difference["high"]


def test_report_in_the_folder(sim, small, calmer, tmp_path):
    result = sim("compare", small, calmer, "--worlds", 4, "--out", tmp_path / "out")
    assert result.exit_code == 0, result.stderr
    assert "Calmer" in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert str(tmp_path / "out" / "report.html") in result.stdout.replace("\n", "")


def test_report_where_it_is_asked_for(sim, small, calmer, tmp_path):
    target = tmp_path / "new" / "folder" / "r.html"
    out = tmp_path / "out"
    result = sim("compare", small, calmer, "--worlds", 4, "--report", target, "--out", out, "--lang", "zh-CN")
    assert result.exit_code == 0, result.stderr
    assert 'lang="zh-CN"' in target.read_text(encoding="utf-8")
    assert not (out / "report.html").exists()


def test_sixteen_then_a_hundred_is_a_hundred(sim, small, calmer, tmp_path):
    from sim.results import ResultFolder

    for name, worlds in (("grown", 16), ("grown", 100), ("at_once", 100)):
        done = sim("compare", small, calmer, "--worlds", worlds, "--out", tmp_path / name)
        assert done.exit_code == 0, done.stderr
    grown, at_once = (ResultFolder(tmp_path / name).open().tables() for name in ("grown", "at_once"))
    for kind, columns in grown.items():
        for name, values in columns.items():
            np.testing.assert_array_equal(values, at_once[kind][name], err_msg=f"{kind}.{name}")
    reports = [(tmp_path / name / "report.html").read_bytes() for name in ("grown", "at_once")]
    assert reports[0] == reports[1]


def test_events_get_the_names_of_the_scenarios(sim, small, calmer, tmp_path):
    result = sim("compare", small, calmer, "--worlds", 2, "--events", tmp_path / "log.csv")
    assert result.exit_code == 0, result.stderr
    assert sorted(path.name for path in tmp_path.glob("*.csv")) == ["log.calmer.csv", "log.small.csv"]


def test_set_applies_to_every_scenario(sim_json, small, calmer):
    found = sim_json("compare", small, calmer, "--worlds", 1, "--set", "horizon=9d")
    assert found["horizon_days"] == 9


def test_equal_file_names_are_told_apart_by_their_folders(sim_json, small, calmer, tmp_path):
    other = tmp_path / "other" / "small.yaml"
    other.parent.mkdir()
    other.write_text(small.read_text(encoding="utf-8").replace("per_day: 1", "per_day: 2"), encoding="utf-8")
    found = sim_json("compare", small, other, "--worlds", 1)
    names = [scenario["name"] for scenario in found["scenarios"]]
    assert names == [f"{tmp_path.name}/small", "other/small"]


def test_different_horizons_are_refused_before_anything_runs(sim, small, tmp_path):
    longer = tmp_path / "longer.yaml"
    longer.write_text("title: Longer\nextends: ./small\nhorizon: 30d\n", encoding="utf-8")
    result = sim("compare", small, longer, "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert "horizon" in result.stderr
    assert not (tmp_path / "out").exists()


def test_shipped_titles_are_translated_for_people_and_kept_in_data(sim, sim_json):
    asked = ("compare", "demo/pushed_hard", "demo/fewer_pushes", "--worlds", 1, "--set", "horizon=9d")
    said = sim(*asked, "--lang", "zh-CN").stdout
    assert "猛推送" in said
    assert "Pushed hard" not in said
    found = sim_json(*asked, "--lang", "zh-CN")
    assert [scenario["title"] for scenario in found["scenarios"]] == ["Pushed hard", "Fewer pushes"]


def test_one_world_is_one_world(sim, small, calmer):
    said = sim("compare", small, calmer, "--worlds", "1").stdout
    assert "One world of 20 days" in said
    assert "20 days in one world" in sim("run", small, "--worlds", "1").stdout


def test_the_report_is_there_even_if_nobody_reads_the_table(sim, small, calmer, tmp_path, monkeypatch):
    """``sim compare ... | head`` closes the pipe while the table is printed."""
    from sim.cli.output import Output

    def closed(self, what):
        raise BrokenPipeError

    monkeypatch.setattr(Output, "show", closed)
    sim("compare", small, calmer, "--worlds", "2", "--report", str(tmp_path / "there.html"))
    assert (tmp_path / "there.html").stat().st_size > 0


@pytest.mark.parametrize("lang", ["en", "zh-CN"])
def test_six_scenarios(sim, sim_json, small, tmp_path, lang):
    """Wide tables come in parts, so that no cell is broken; the data and the report have all."""
    files = [small]
    for pushes in (0, 2, 3, 4, 5):
        files.append(tmp_path / f"pushes_{pushes}.yaml")
        text = f"title: A title with {pushes} pushes a day\nextends: ./small\nstrategies: {{selling: {{pushes_per_day: {pushes}}}}}\n"
        files[-1].write_text(text, encoding="utf-8")
    report = tmp_path / "r.html"
    result = sim("compare", *files, "--worlds", 3, "--report", report, "--lang", lang, COLUMNS="100")
    assert result.exit_code == 0, result.stderr
    words = result.stdout.split()
    for pushes in (0, 2, 3, 4, 5):
        assert words.count(str(pushes)) >= 2
    assert result.stdout.count("3/3") > 5
    assert all(
        title in report.read_text(encoding="utf-8") for title in ("Small", "A title with 5 pushes a day")
    )
    found = sim_json("compare", *files, "--worlds", 3)
    assert len(found["scenarios"]) == 6
    for outcome in found["outcomes"]:
        assert len(outcome["means"]) == 6
        assert len(outcome["differences"]) == 5


def test_what_is_zero_everywhere_is_left_out_and_counted(sim, sim_json, small, calmer):
    shown = sim("compare", small, calmer, "--worlds", 2).stdout
    every = sim_json("compare", small, calmer, "--worlds", 2)["outcomes"]
    zero = [o for o in every if all(not mean for mean in o["means"].values())]
    assert f"{len(zero)} more are zero" in shown
    assert all(f" {o['title']} " not in shown for o in zero)


def test_the_report_plays_the_network_unless_it_is_left_out(sim, small, calmer, tmp_path):
    alive, still = tmp_path / "alive.html", tmp_path / "still.html"
    sim("compare", small, calmer, "--worlds", "2", "--report", str(alive))
    sim("compare", small, calmer, "--worlds", "2", "--report", str(still), "--no-network")
    assert "packed-network" in alive.read_text("utf-8")
    assert "packed-network" not in still.read_text("utf-8")
