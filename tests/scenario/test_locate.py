"""Scenarios are found by path or by shipped name, from any folder."""

from __future__ import annotations

import pytest

from sim.scenario import find_scenario, load_scenario, shipped_root, shipped_scenarios
from sim.scenario.locate import near_names

SHIPPED = [scenario.name for scenario in shipped_scenarios()]


def test_types_are_shipped():
    assert {"types/free_group", "types/interest_group"} <= set(SHIPPED)
    assert sorted(SHIPPED) == SHIPPED


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_names_work_from_any_folder(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = find_scenario(name)
    assert path == shipped_root() / f"{name}.yaml"
    assert find_scenario(f"{name}.yaml", shipped_only=True) == path


def test_shipped_scenarios_have_titles():
    for scenario in shipped_scenarios():
        assert scenario.title
        assert scenario.title != scenario.name
        assert scenario.file.is_file()


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_scenarios_load(name):
    scenario = load_scenario(name, shipped_only=True)
    assert scenario.name == name
    assert scenario.digest()


@pytest.mark.parametrize("ending", ["", ".yaml"])
def test_paths_work_with_and_without_ending(folder, ending):
    path = folder(mine="title: Mine") / "mine.yaml"
    assert find_scenario(path.with_suffix(ending)) == path
    assert find_scenario(str(path.with_suffix(ending))) == path


def test_a_name_with_a_dot_keeps_it(folder, tmp_path):
    folder()
    (tmp_path / "v1.2.yaml").write_text("title: x")
    assert find_scenario(tmp_path / "v1.2").name == "v1.2.yaml"


def test_an_existing_file_comes_before_a_shipped_name(folder, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "types").mkdir()
    (tmp_path / "types" / "free_group.yaml").write_text("title: Mine")
    assert load_scenario("types/free_group").title == "Mine"
    assert load_scenario("types/free_group", shipped_only=True).title != "Mine"


def test_a_folder_of_the_same_name_hides_nothing(folder, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "types" / "free_group").mkdir(parents=True)
    assert find_scenario("types/free_group") == shipped_root() / "types" / "free_group.yaml"


def test_near_names_are_found_by_their_last_part():
    assert near_names("pushed_hrd", ["demo/pushed_hard", "types/x"]) == ["demo/pushed_hard"]
    assert near_names("", ["a"]) == []
