"""``sim contribute``, and the story that goes with ``sim compare``."""

from __future__ import annotations

import csv

import pytest


def test_tables(sim, small, calmer):
    result = sim("contribute", small, calmer, "--worlds", 4)
    assert result.exit_code == 0, result.stderr
    assert "what each change adds" in result.stdout
    assert "4 worlds of 20 days" in result.stdout
    assert "Selling" in result.stdout
    assert "visitors a day at the end" in result.stdout


def test_contributions_add_up(sim_json, small, calmer):
    found = sim_json("contribute", small, calmer, "--worlds", 4)
    assert found["exact"] is True
    assert [player["name"] for player in found["players"]] != []
    for outcome in found["outcomes"]:
        shares = [each["difference"] for each in outcome["contributions"].values()]
        if outcome["total"]["worlds"] == found["worlds"]:
            assert sum(shares) == pytest.approx(outcome["total"]["difference"], abs=1e-6), outcome["name"]


def test_both_ends_are_what_runs_of_their_own_give(sim_json, small):
    found = sim_json("contribute", small, "--worlds", 3)
    alone = sim_json("run", small, "--worlds", 3)
    without = sim_json("run", small, "--worlds", 3, "--set", "strategies.selling=null")
    assert [player["kind"] for player in found["players"]] == ["added"]
    ends = {outcome["name"]: outcome for outcome in found["outcomes"] if outcome["total"]["worlds"] == 3}
    assert {"visiting_late", "members_end", "hours_total"} <= ends.keys()
    for k, outcome in enumerate(alone["outcomes"]):
        if there := ends.get(outcome["name"]):
            assert (there["from"], there["to"]) == (without["outcomes"][k]["mean"], outcome["mean"])


def test_folder(sim, small, calmer, tmp_path):
    out = tmp_path / "out"
    result = sim("contribute", small, calmer, "--worlds", 3, "--out", out, "--lang", "en")
    assert result.exit_code == 0, result.stderr
    assert "The story" in (out / "report.html").read_text(encoding="utf-8")
    with (out / "combinations.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    combinations = {row["changes"] for row in rows}
    assert "none" in combinations
    assert len(rows) == 3 * len(combinations)
    with (out / "contributions.csv").open(encoding="utf-8", newline="") as file:
        shares = [row for row in csv.DictReader(file) if row["outcome"] == "visiting_late"]
    assert sum(float(row["difference"]) for row in shares[:-1]) == pytest.approx(
        float(shares[-1]["difference"])
    )


def test_refusals(sim, assert_refused, small, tmp_path):
    assert_refused(sim("contribute", small, small), "twice")
    bare = tmp_path / "bare.yaml"
    bare.write_text("title: Bare\nhorizon: 20d\n", encoding="utf-8")
    assert_refused(sim("contribute", bare), "bare has no strategy")
    long = tmp_path / "long.yaml"
    long.write_text("title: Long\nhorizon: 30d\nstrategies: {content: {}}\n", encoding="utf-8")
    assert_refused(sim("contribute", small, long), "horizon")


def test_a_comparison_tells_its_story_unless_told_not_to(sim, small, calmer, tmp_path):
    def page(*options):
        target = tmp_path / "r.html"
        result = sim("compare", small, calmer, "--worlds", 6, "--report", target, *options)
        assert result.exit_code == 0, result.stderr
        return target.read_text(encoding="utf-8")

    assert 'id="story"' in page()
    assert 'id="story"' not in page("--no-story")
    assert "stand on the first 3 of them" in page("--story-worlds", 3)


def test_one_world_has_no_story(sim, small, calmer, tmp_path):
    target = tmp_path / "r.html"
    assert sim("compare", small, calmer, "--worlds", 1, "--report", target).exit_code == 0
    assert 'id="story"' not in target.read_text(encoding="utf-8")


def test_story_and_headline_speak_of_the_same_worlds_whatever_the_threads(sim, small, calmer, tmp_path):
    pages = []
    for jobs in (1, 3):
        target = tmp_path / f"{jobs}.html"
        sim("compare", small, calmer, "--worlds", 5, "--jobs", jobs, "--report", target)
        pages.append(target.read_bytes())
    assert pages[0] == pages[1]


def test_from_python(small, calmer, tmp_path):
    import sim as product

    story = product.contribute(small, calmer, worlds=3)
    assert story.worlds == 3
    target = product.write_report(story, tmp_path / "r.html", "zh")
    assert 'lang="zh-CN"' in target.read_text(encoding="utf-8")
    found = product.compare([small, calmer], worlds=3)
    told = product.write_report(found, tmp_path / "c.html", story=story)
    assert 'id="story"' in told.read_text(encoding="utf-8")
