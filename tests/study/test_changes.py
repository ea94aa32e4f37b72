"""What one scenario changes against another, in words of paths."""

from __future__ import annotations

from copy import deepcopy

from hypothesis import given
from hypothesis import strategies as st

from sim.study import changes_between as found


def changes_between(a: dict, b: dict) -> tuple[str, ...]:
    return tuple(str(change) for change in found(a, b))


SELLING = {"from": 0, "until": 60, "pushes_per_day": 3.0, "kind": "soft"}
BASE = {
    "title": "Base",
    "horizon": 60,
    "operators": {"hours_per_day": 4.0},
    "groups": {
        "main": {
            "members": {"initial": 200},
            "channels": {"walk_in": {"per_day": 1.0}},
            "strategies": {"selling": [SELLING]},
            "mechanisms": {"posting": {"enabled": True, "rate": 0.25}},
        }
    },
}


def changed(edit) -> dict:
    other = deepcopy(BASE)
    edit(other, other["groups"]["main"])
    return other


def test_the_same_changes_nothing_and_a_title_is_nothing() -> None:
    assert changes_between(BASE, deepcopy(BASE)) == ()
    assert changes_between(BASE, changed(lambda s, g: s.update(title="Other"))) == ()


def test_values() -> None:
    def edit(scenario, group) -> None:
        scenario["operators"]["hours_per_day"] = 2.5
        group["members"]["initial"] = 500
        group["strategies"]["selling"][0]["pushes_per_day"] = 1.0
        group["mechanisms"]["posting"]["enabled"] = False

    assert changes_between(BASE, changed(edit)) == (
        "operators.hours_per_day: 4 -> 2.5",
        "members.initial: 200 -> 500",
        "strategies.selling.pushes_per_day: 3 -> 1",
        "mechanisms.posting.enabled: true -> false",
    )


def test_a_strategy_more_and_a_strategy_less() -> None:
    def edit(scenario, group) -> None:
        group["strategies"]["content"] = [{"from": 7, "until": 60, "posts_per_day": 1.0}]

    other = changed(edit)
    assert changes_between(BASE, other) == ("+ strategies.content (from: 7, posts_per_day: 1)",)
    assert changes_between(other, BASE) == ("- strategies.content",)


def test_a_strategy_that_runs_throughout_is_shown_without_days() -> None:
    other = changed(lambda s, g: g["strategies"].update(content=[{"from": 0, "until": 60, "posts": 2.0}]))
    assert changes_between(BASE, other) == ("+ strategies.content (posts: 2)",)


def test_switched_on_as_a_whole() -> None:
    off = changed(lambda s, g: g["strategies"].update(content=False))
    on = changed(lambda s, g: g["strategies"].update(content={"posts": 2}))
    assert changes_between(off, on) == ("+ strategies.content (posts: 2)",)
    assert changes_between(on, off) == ("- strategies.content",)


def test_later_start_and_earlier_end() -> None:
    other = changed(lambda s, g: g["strategies"]["selling"][0].update({"from": 30, "until": 50}))
    assert changes_between(BASE, other) == (
        "strategies.selling.from: 0 -> 30",
        "strategies.selling.until: the end -> 50",
    )


def test_a_longer_horizon_is_one_change() -> None:
    def edit(scenario, group) -> None:
        scenario["horizon"] = group["strategies"]["selling"][0]["until"] = 90

    assert changes_between(BASE, changed(edit)) == ("horizon: 60 -> 90",)


def test_spells_are_counted_where_there_are_several() -> None:
    def edit(scenario, group) -> None:
        group["strategies"]["selling"] = [
            SELLING | {"until": 30},
            SELLING | {"from": 30, "pushes_per_day": 1.0},
        ]

    assert changes_between(BASE, changed(edit)) == (
        "strategies.selling.0.until: the end -> 30",
        "+ strategies.selling.1 (from: 30, pushes_per_day: 1, kind: soft)",
    )


def test_groups_are_named_where_there_are_several() -> None:
    def edit(scenario, group) -> None:
        scenario["groups"]["vip"] = deepcopy(group)

    two = changed(edit)
    three = deepcopy(two)
    three["groups"]["vip"]["members"]["initial"] = 30
    assert changes_between(two, three) == ("groups.vip.members.initial: 200 -> 30",)
    assert changes_between(two, BASE) == ("- groups.vip",)


def test_many_values_are_cut_short() -> None:
    values = {f"parameter_{k}": float(k) for k in range(20)}
    (line,) = changes_between(BASE, changed(lambda s, g: g["strategies"].update(content=[values])))
    assert line.startswith("+ strategies.content (parameter_0: 0, parameter_1: 1")
    assert line.endswith(", ...)")
    assert len(line) < 110


def test_a_change_keeps_what_was_there_and_what_is() -> None:
    (change,) = found(BASE, changed(lambda s, g: s["operators"].update(hours_per_day=2.5)))
    assert (change.path, change.old, change.new) == ("operators.hours_per_day", 4.0, 2.5)
    assert not change.is_addition
    assert not change.is_removal


LEAVES = st.one_of(st.integers(), st.booleans(), st.text(max_size=5), st.floats(allow_nan=False))
TREES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
)


@given(st.dictionaries(st.text(max_size=4), TREES, max_size=4))
def test_nothing_differs_from_itself(tree) -> None:
    assert changes_between(tree, deepcopy(tree)) == ()
