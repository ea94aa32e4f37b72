"""The network of an evening: what it says agrees with what the engine measures."""

from __future__ import annotations

import numpy as np
import pytest

from sim.engine.network import Evenings
from sim.scenario import load_scenario, loads
from sim.state.people import Status
from sim.state.ties import all_lengthened

LIVELY = """
horizon: 20d
members: {initial: 40}
channels: {walk_in: {per_day: 2}}
mechanisms:
  post: {threshold: 1.0}
  tie: {half_life: 4d}
  traits: {need_hazard: 0.05}
strategies: {referral: {bait_inviter: 30}}
"""


@pytest.fixture(scope="module")
def evening() -> tuple[Evenings, dict[str, float]]:
    """Twelve days of a lively group, and sums of its measures."""
    evenings = Evenings(loads(LIVELY), world=2, seed=5)
    sums: dict[str, float] = {}
    for day in evenings.until(11):
        for name, value in evenings.engine.measures(day).items():
            sums[name] = sums.get(name, 0.0) + value
    return evenings, sums


def test_members_are_those_who_are_present(evening):
    evenings, _ = evening
    network = evenings.network()
    measured = evenings.engine.measures(11)
    assert network.ids.size == measured["members"]
    assert network.ids.tolist() == sorted(
        evenings.engine.world.arrays["present"][0, : network.ids.size].tolist()
    )
    assert network.attributes["state"].count("muted") == measured["muted"]
    assert set(network.attributes["state"]) <= {"member", "muted"}
    assert network.about == {"scenario": "text", "world": 2, "seed": 5, "group": "main", "day": 11}


def test_messages_add_up(evening):
    evenings, sums = evening
    everyone = evenings.network(everyone=True)
    assert sums["messages"] > 0
    assert sum(everyone.attributes["messages"]) == sums["messages"] + sums["talk_removed"]


def test_everyone_includes_those_who_left(evening):
    evenings, _ = evening
    everyone, present = evenings.network(everyone=True), evenings.network()
    gone = [n for n, state in enumerate(everyone.attributes["state"]) if state in ("left", "removed")]
    assert len(gone) == everyone.ids.size - present.ids.size > 0
    for n in gone:
        assert everyone.attributes["join_day"][n] <= everyone.attributes["leave_day"][n] <= 11
        assert everyone.attributes["community"][n] is None, "ties end with the membership"
    assert all(day is None for day in present.attributes["leave_day"])
    assert len(everyone.pairs) == len(present.pairs)


def test_what_is_known_of_members(evening):
    evenings, _ = evening
    known = evenings.network(everyone=True).attributes
    founders = known["channel"].count("founders")
    assert founders == 40
    assert known["join_day"][:40] == [0] * 40
    assert set(known["channel"]) <= {"founders", "walk_in", "referred"}
    for channel, inviter in zip(known["channel"], known["inviter"], strict=True):
        assert (inviter is not None) == (channel == "referred")
    for posted, messages in zip(known["last_post"], known["messages"], strict=True):
        assert (posted is None) == (messages == 0)
    assert set(known["role"]) <= {"member", "advertiser"}


def test_strengths_fade_by_half(evening):
    """A tie of day 0 without further contact has lost half for every half-life."""
    evenings, _ = evening
    strengths = evenings.network().strength
    untouched = 2.0 ** (-11 / 4)
    assert strengths.min() == pytest.approx(untouched)
    assert strengths.max() > 2 * untouched


def test_looking_changes_nothing():
    """Days go on after a look as without one."""
    looked, plain = Evenings(loads(LIVELY)), Evenings(loads(LIVELY))
    for _ in looked.until(5):
        looked.network()
    list(plain.until(5))
    assert looked.engine.measures(5) == pytest.approx(plain.engine.measures(5), nan_ok=True, rel=0, abs=0)
    list(looked.until(9))
    list(plain.until(9))
    a, b = looked.network(), plain.network()
    assert np.array_equal(a.pairs, b.pairs)
    assert np.array_equal(a.strength, b.strength)
    assert a.attributes == b.attributes


def test_several_groups_and_what_is_refused():
    evenings = Evenings(
        loads("horizon: 5d\ngroups: {a: {members: {initial: 10}}, b: {members: {initial: 20}}}")
    )
    list(evenings.until(0))
    assert evenings.network("a", everyone=True).ids.size >= 10
    assert evenings.network("b", everyone=True).ids.size >= 20
    with pytest.raises(KeyError, match="no group 'c'; there are a, b"):
        evenings.network("c")
    with pytest.raises(ValueError, match="horizon"):
        list(evenings.until(5))


def test_an_evening_is_the_first_evening_of_another_scenario(tmp_path):
    """What was written can be loaded: the same ties with the same strengths, on the day before day 0."""
    from sim.graphs import write_graph

    evenings = Evenings(loads(LIVELY))
    list(evenings.until(8))
    network = evenings.network()
    write_graph(tmp_path / "kept.graphml", network, "graphml")
    scenario = tmp_path / "again.yaml"
    scenario.write_text(
        f"horizon: 3d\nmembers: {{initial: {network.ids.size}}}\n"
        "graph: {kind: file, file: kept.graphml, weights: true}\n"
    )
    again = Evenings(load_scenario(scenario))
    world = again.engine.world
    n = network.ids.size
    assert int(world.groups[0]["n_rows"]) == n
    degree = np.bincount(network.pairs.ravel(), minlength=n)
    assert world.arrays["tie_count"][0, :n].tolist() == degree.tolist()
    assert (world.arrays["status"][0, :n] == Status.MEMBER).all()
    found, strengths = {}, all_lengthened(world.arrays["tie_strength"][0])
    for a in range(n):
        for slot in range(int(degree[a])):
            found[a, int(world.arrays["tie_to"][0, a, slot])] = float(strengths[a, slot])
    for (a, b), strength in zip(network.pairs.tolist(), network.strength.tolist(), strict=True):
        assert found[a, b] == found[b, a] == pytest.approx(strength, rel=1e-3)


def test_strengths_stay_above_nothing_however_fast_contacts_fade(tmp_path):
    """What is written can be read again."""
    from sim.graphs import read_graph, write_graph

    evenings = Evenings(loads("horizon: 60d\nmembers: {initial: 40}\nmechanisms: {tie: {half_life: 0.3d}}"))
    list(evenings.until(55))
    network = evenings.network()
    assert network.strength.dtype == np.float64
    assert network.strength.size > 0
    assert (network.strength > 0).all()
    write_graph(tmp_path / "kept.csv", network, "edges")
    assert read_graph(tmp_path / "kept.csv", weights=True).weights.size == network.strength.size
