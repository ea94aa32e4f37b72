"""``sim interact``: two strategies alone and together, under the same luck."""

from __future__ import annotations

import numpy as np
import pytest


def test_tables(sim, small):
    result = sim("interact", small, "content", "selling", "--worlds", 4)
    assert result.exit_code == 0, result.stderr
    assert "Small: 4 worlds of 20 days" in result.stdout
    assert "above the sum in" in result.stdout
    for heading in ("Neither", "Content plan", "Selling", "Both", "Interaction"):
        assert heading in result.stdout


def test_json(sim_json, small):
    found = sim_json("interact", small, "content", "selling", "--worlds", 5)
    assert [each["name"] for each in found["strategies"]] == ["content", "selling"]
    assert (found["worlds"], found["scenario"]["name"]) == (5, "small")
    outcomes = {outcome["name"]: outcome for outcome in found["outcomes"]}
    members = outcomes["members_end"]
    means, effect = members["means"], members["interaction"]
    assert list(means) == ["neither", "first", "second", "both"]
    assert effect["difference"] == pytest.approx(
        means["both"] - means["first"] - means["second"] + means["neither"]
    )
    main = members["effects"]["selling"]["difference"]
    assert main == pytest.approx((means["second"] + means["both"] - means["neither"] - means["first"]) / 2)
    assert effect["low"] <= effect["difference"] <= effect["high"]
    assert effect["larger"] + effect["smaller"] <= effect["worlds"] == 5
    hours = outcomes["hours_total"]["interaction"]
    assert (hours["difference"], hours["larger"], hours["smaller"]) == (pytest.approx(0, abs=1e-9), 0, 0)


def test_cells_are_what_runs_of_their_own_give(sim_json, small, calmer):
    """The scenario as it is, and without its strategy, are two of the four cells."""
    both = sim_json("interact", calmer, "selling", "content", "--worlds", 3)
    alone = sim_json("run", calmer, "--worlds", 3)
    without = sim_json("run", calmer, "--worlds", 3, "--set", "strategies.selling=null")
    for k, outcome in enumerate(both["outcomes"]):
        assert outcome["means"]["first"] == alone["outcomes"][k]["mean"]
        assert outcome["means"]["neither"] == without["outcomes"][k]["mean"]


def test_values_are_those_of_the_scenario_or_given(sim_json, small):
    def pushes(*arguments):
        found = sim_json("interact", small, *arguments, "--worlds", 1)
        return found["outcomes"][
            next(k for k, o in enumerate(found["outcomes"]) if o["name"] == "hours_total")
        ]["means"]

    per_push = 10 / 60 * 20
    answers = pushes("selling", "content")["neither"]
    assert pushes("selling", "content")["first"] - answers == pytest.approx(per_push)
    assert pushes("selling:pushes_per_day=3", "content")["first"] - answers == pytest.approx(3 * per_push)
    given = pushes(
        "selling:pushes_per_day=3,minutes_per_push=20", "content", "--set", "operators.hours_per_day=9"
    )
    assert given["first"] - answers == pytest.approx(6 * per_push)
    assert pushes("content", "selling", "--set", "strategies.selling.pushes_per_day=2")[
        "second"
    ] - answers == pytest.approx(2 * per_push)


def test_folder_and_report(sim, small, tmp_path):
    from sim.results import ResultFolder

    out = tmp_path / "out"
    result = sim("interact", small, "content", "selling", "--worlds", 3, "--out", out)
    assert result.exit_code == 0, result.stderr
    page = (out / "report.html").read_text(encoding="utf-8")
    assert "Content plan and Selling, alone and together" in page
    names = [scenario.name for scenario in ResultFolder(out).open().study.scenarios]
    assert names == ["neither", "content", "selling", "both"]
    sim("interact", small, "content", "selling", "--worlds", 5, "--out", out)
    sim("interact", small, "content", "selling", "--worlds", 5, "--out", tmp_path / "at_once")
    grown, at_once = (ResultFolder(folder).open().tables() for folder in (out, tmp_path / "at_once"))
    for name, values in grown["runs"].items():
        np.testing.assert_array_equal(values, at_once["runs"][name], err_msg=name)


def test_report_where_it_is_asked_for_and_in_chinese(sim, small, tmp_path):
    target = tmp_path / "new" / "r.html"
    result = sim(
        "interact", small, "content", "selling", "--worlds", 2, "--report", target, "--lang", "zh-CN"
    )
    assert result.exit_code == 0, result.stderr
    assert 'lang="zh-CN"' in target.read_text(encoding="utf-8")


def test_quiet(sim, small):
    result = sim("interact", small, "content", "selling", "--worlds", 1, "--quiet")
    assert (result.exit_code, result.stdout) == (0, "")


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("sellling", "content", "did you mean selling?"),
        ("zzz", "content", "there are"),
        ("content", "content", "given twice"),
        ("content", "content:posts_per_day=2", "given twice"),
        ("content:posts_per_day", "selling", "write it as content:PARAMETER=VALUE"),
        ("content:posts=2", "selling", "posts_per_day"),
        ("entry_gate:fee=0", "selling", "does nothing"),
        ("selling:pushes_per_day=0", "content", "does nothing with the values"),
    ],
)
def test_refusals(sim, small, tmp_path, first, second, said):
    result = sim("interact", small, first, second, "--worlds", 1, "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert said in result.stderr
    assert "Traceback" not in result.stderr
    assert not (tmp_path / "out").exists()


def test_one_world(sim, small):
    said = sim("interact", small, "content", "selling", "--worlds", 1).stdout
    assert "one world of 20 days" in said
    assert "Interaction" not in said
