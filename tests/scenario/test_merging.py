"""What a scenario takes from those it extends, and where each value came from."""

from __future__ import annotations

import pytest

from sim.scenario import ScenarioError, explain_resolved, load_scenario, loads
from sim.scenario.resolver import Resolver


def only_group(scenario):
    (group,) = scenario.groups
    return group


PARENT = """
title: Parent
horizon: 90d
members: {initial: 50, spread: 0.9}
channels:
  street: {per_day: 3}
  friends: {per_day: 1, imitation: 0.2}
strategies:
  selling: {pushes_per_day: 2, price: 5}
  content: [{posts: 1, until: 5d}, {posts: 2, from: 5d}]
mechanisms:
  fatigue: {weight: 0.5}
  novelty: false
"""


@pytest.fixture
def child(folder):
    def child(text):
        return load_scenario(folder(parent=PARENT, child="extends: ./parent\n" + text) / "child.yaml")

    return child


def test_a_child_that_says_nothing_is_its_parent_under_another_name(child, folder):
    scenario = child("")
    assert scenario == load_scenario(folder() / "parent.yaml")
    assert (scenario.name, scenario.title) == ("child", "child")


def test_mappings_merge_key_by_key(child):
    group = only_group(child("members: {initial: 60}\nstrategies: {selling: {price: 7}}"))
    assert (group.members.initial, group.members.spread) == (60, 0.9)
    (selling,) = (spell for spell in group.spells if spell.strategy == "selling")
    assert (selling.values.pushes_per_day, selling.values.price) == (2.0, 7.0)


def test_lists_replace(child):
    group = only_group(child("strategies: {content: [{posts: 9}]}"))
    (content,) = (spell for spell in group.spells if spell.strategy == "content")
    assert (content.first_day, content.end_day, content.values.posts) == (0, 90, 9)


@pytest.mark.parametrize("nothing", ["null", "~"])
def test_null_removes_a_strategy_a_channel_and_what_is_said_about_a_mechanism(child, nothing):
    group = only_group(
        child(
            f"strategies:\n  selling: {nothing}\nchannels:\n  street: {nothing}\n"
            f"mechanisms:\n  fatigue: {nothing}\n  novelty: {nothing}\n"
        )
    )
    assert {spell.strategy for spell in group.spells} == {"content"}
    assert [name for name, _ in group.channels] == ["friends"]
    assert group.mechanisms["fatigue"].weight == 1.0
    assert not group.disabled


def test_a_section_with_nothing_below_it_changes_nothing(child, folder):
    scenario = child("members:\nchannels:\nstrategies:\nmechanisms:\ngroup:\n")
    assert scenario == load_scenario(folder() / "parent.yaml")


@pytest.mark.parametrize(
    "what", ["strategies:\n  selling:", "channels:\n  street:", "mechanisms:\n  fatigue:"]
)
def test_a_key_with_nothing_behind_it_is_refused(child, what):
    """It could mean to keep the parent's, to take its defaults, or to do without."""
    with pytest.raises(ScenarioError, match="nothing stands behind"):
        child(f"{what}\n")


def test_null_hides_no_misspelt_name(child):
    with pytest.raises(ScenarioError, match="no key 'seling'"):
        child("strategies: {seling: null}")


def test_false_switches_off_and_true_means_all_defaults(child):
    assert not any(s.strategy == "selling" for s in only_group(child("strategies: {selling: false}")).spells)
    (selling,) = (
        s for s in only_group(child("strategies: {selling: true}")).spells if s.strategy == "selling"
    )
    assert selling.values.price == 9.9


def test_enabled_switches_off_and_keeps_the_values(child, folder):
    child("strategies: {selling: {enabled: false}}")
    root = folder(grandchild="extends: ./child\nstrategies: {selling: {enabled: true}}")
    assert load_scenario(root / "grandchild") == load_scenario(root / "parent")


def test_relative_parents_are_found_from_the_file_not_from_the_current_folder(folder, tmp_path, monkeypatch):
    folder(parent=PARENT)
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    (deep / "child.yaml").write_text("extends: ../../parent.yaml")
    monkeypatch.chdir("/")
    assert load_scenario(deep / "child.yaml").horizon_days == 90
    assert loads("extends: ../parent", folder=tmp_path / "a").horizon_days == 90


def test_shipped_parents_are_found_by_name():
    assert loads("extends: types/interest_group", shipped_only=True) == load_scenario("types/interest_group")


def test_a_link_out_of_the_shipped_scenarios_is_no_way_around(made_up, folder, tmp_path, monkeypatch):
    shipped, outside = tmp_path / "shipped", tmp_path / "outside.yaml"
    shipped.mkdir()
    outside.write_text("title: Secret")
    (shipped / "x.yaml").write_text("extends: ./link")
    (shipped / "link.yaml").symlink_to(outside)
    monkeypatch.setattr("sim.scenario.locate.shipped_root", lambda: shipped)
    monkeypatch.setattr("sim.scenario.resolver.shipped_root", lambda: shipped)
    assert Resolver().find("x").name == "x"
    with pytest.raises(ScenarioError, match="is not a shipped scenario"):
        load_scenario("x", shipped_only=True)
    with pytest.raises(ScenarioError, match="is not a shipped scenario"):
        load_scenario("link", shipped_only=True)


class TestGroups:
    TEXT = """
members: {initial: 50}
strategies: {selling: {price: 5}, content: true}
mechanisms: {fatigue: false}
groups:
  west: {}
  east:
    group: {need: 2}
    members: {initial: 70}
    strategies: {selling: {discount: 0.5}, content: null}
    mechanisms: {fatigue: {weight: 2}}
    channels: {street: {per_day: 2}}
"""

    def test_groups_take_what_is_said_for_all(self, made_up):
        east, west = loads(self.TEXT).groups
        assert (east.id, west.id) == ("east", "west")
        assert (east.members.initial, west.members.initial) == (70, 50)
        assert (east.group.need, west.group.need) == (2.0, 1.0)
        assert [spell.strategy for spell in east.spells] == ["selling"]
        assert [spell.strategy for spell in west.spells] == ["content", "selling"]
        assert (east.spells[0].values.price, east.spells[0].values.discount) == (5.0, 0.5)
        assert (east.disabled, west.disabled) == (frozenset(), frozenset({"fatigue"}))
        assert (len(east.channels), len(west.channels)) == (1, 0)

    def test_a_group_may_be_called_like_a_section(self, made_up):
        (group,) = loads("groups: {channels: {members: {initial: 7}}}").groups
        assert (group.id, group.members.initial) == ("channels", 7)

    def test_one_group_is_called_main(self, made_up):
        assert only_group(loads("group: {need: 2}")).id == "main"
        assert only_group(loads("groups:")).id == "main"
        assert loads("group: {need: 2}") == loads("groups: {main: {group: {need: 2}}}")

    def test_the_order_of_groups_does_not_matter(self, made_up):
        assert loads("groups: {a: {}, b: {}}") == loads("groups: {b: {}, a: {}}")


class TestExplained:
    def test_every_value_says_where_it_came_from(self, child, folder):
        child("members:\n  initial: 60\nstrategies:\n  selling:\n    price: 7\n")
        text = explain_resolved(folder() / "child.yaml", ["members.distance=2", "horizon=60d"])
        lines = dict(line.rsplit("  # ", 1) for line in text.splitlines() if "  # " in line)
        came = {line.strip(): origin.rsplit("/", 1)[-1] for line, origin in lines.items()}
        assert came["horizon: 60"] == "--set horizon=60d"
        assert came["initial: 60"] == "child.yaml:3"
        assert came["spread: 0.9"] == "parent.yaml:4"
        assert came["distance: 2.0"] == "--set members.distance=2"
        assert came["price: 7.0"] == "child.yaml:6"
        assert came["pushes_per_day: 2.0"] == "parent.yaml:9"
        assert came["discount: 0.1"] == "default"
        assert came["weight: 0.5"] == "parent.yaml:12"
        assert came["enabled: false"] == "parent.yaml:13"
        assert came["wage: 40.0"] == "default"

    def test_it_is_a_scenario_itself(self, child, folder):
        scenario = child("start: 2024-03-01\nmembers: {spread: 0.00001}")
        assert loads(explain_resolved(folder() / "child.yaml")) == scenario

    def test_shipped_files_are_named_from_the_gallery(self):
        assert "# types/interest_group.yaml:" in explain_resolved("types/interest_group")

    def test_only_lines_that_hold_values_or_named_things_have_remarks(self, made_up):
        lines = explain_resolved("types/free_group").splitlines()
        assert all(("  # " in line) != line.rstrip().endswith(":") for line in lines)
