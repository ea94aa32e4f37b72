"""Leaving through ties alone: with the noise off, those who stay are exactly a k-core."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from engine_helpers import evenings, made, scenario

from sim.engine.stepper import run_days

TEXT = """
horizon: 60d
members: {initial: 300, advertisers: 0}
channels: {}
strategies: {}
operators: {answering_hours: 0}
graph: {max_ties: 299}
mechanisms:
  traits: {need_hazard: 0}
  attend: {threshold: -100}
  tie: {enabled: false}
  mute: {enabled: false}
  leave: {review: 1, noise: 0, ties: 1, share: 0, value: 0, belonging: 0, fatigue: 0, noise_weight: 0, overload: 0}
"""


def initial_graph(what, world: int) -> nx.Graph:
    """Ties of day 0 as networkx sees them."""
    founded = made(what, world=world)
    count, to = founded.arrays["tie_count"][0], founded.arrays["tie_to"][0]
    graph = nx.empty_graph(int(founded.groups[0]["n_rows"]))
    graph.add_edges_from((i, int(j)) for i in graph for j in to[i, : count[i]])
    assert max(dict(graph.degree).values()) <= what.groups[0].graph.max_ties
    assert [graph.degree[i] for i in graph] == count[: len(graph)].tolist()
    return graph


def survivors(what, world: int) -> set[int]:
    """Rows of those present on the last day, which must have been the same for a week."""
    running = made(what, world=world)
    run_days(running, what.horizon_days - 7)
    before = running.arrays["present"][0, : int(running.groups[0]["n_present"])].copy()
    run_days(running, what.horizon_days)
    after = running.arrays["present"][0, : int(running.groups[0]["n_present"])]
    assert np.array_equal(before, after), "not settled yet"
    return set(after.tolist())


KINDS = {
    "small_world": {"graph.mean_ties": 6, "graph.rewiring": 0.4},
    "communities": {"graph.mean_ties": 7, "graph.circle_size": 20},
    "scale_free": {"graph.mean_ties": 5},
}


@pytest.mark.parametrize("k", [0, 1, 2, 3, 4, 5, 6, 8])
@pytest.mark.parametrize("n", [40, 300])
@pytest.mark.parametrize("kind", KINDS)
def test_survivors_are_the_k_core(kind: str, n: int, k: int) -> None:
    """Member by member, in three worlds."""
    given = {"graph.kind": kind, "members.initial": n, "mechanisms.leave.cost": k, "graph.max_ties": n}
    what = scenario(TEXT, KINDS[kind] | given)
    for world in range(3):
        graph = initial_graph(what, world)
        assert survivors(what, world) == set(nx.k_core(graph, k).nodes)


@pytest.mark.parametrize("kind", KINDS)
def test_there_is_something_between_all_and_nobody(kind: str) -> None:
    """Some k takes some and leaves some, so that the comparison above can fail."""
    sizes = set()
    for k in range(1, 9):
        given = {"graph.kind": kind, "mechanisms.leave.cost": k}
        sizes.add(len(survivors(scenario(TEXT, KINDS[kind] | given), 0)))
    assert {size for size in sizes if 0 < size < 300}


def test_the_count_matters_and_not_the_share() -> None:
    """A clique of six under k = 3 stays whole; under k = 6 the last tie is missing and all go at once."""
    few = {"members.initial": 6, "graph.kind": "small_world", "graph.mean_ties": 5, "graph.max_ties": 6}
    graph = initial_graph(scenario(TEXT, few), 0)
    degree = min(dict(graph.degree).values())
    for k in (degree, 6):
        what = scenario(TEXT, few | {"mechanisms.leave.cost": k})
        assert survivors(what, 0) == set(nx.k_core(graph, k).nodes)


def test_peeling_takes_one_layer_a_day() -> None:
    """All see the same morning: on day d exactly those go who have fewer than k ties left that morning."""
    k = 4
    what = scenario(
        TEXT, KINDS["communities"] | {"graph.kind": "communities", "mechanisms.leave.cost": k, "horizon": 20}
    )
    graph = initial_graph(what, 0)
    for _day, world in evenings(what):
        graph.remove_nodes_from([node for node, degree in dict(graph.degree).items() if degree < k])
        assert set(world.arrays["present"][0, : int(world.groups[0]["n_present"])].tolist()) == set(graph)
