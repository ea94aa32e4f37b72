"""Small worlds against networkx's and against what Watts and Strogatz (1998) derive."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from graph_helpers import assert_same_mean, build

SEEDS = range(16)
N, K = 400, 6


def test_without_rewiring_it_is_the_ring() -> None:
    """The lattice itself, tie by tie."""
    ours = build(60, kind="small_world", mean_ties=6.0, rewiring=0.0).graph
    assert set(ours.edges()) == {(min(e), max(e)) for e in nx.watts_strogatz_graph(60, 6, 0.0).edges()}


@pytest.mark.parametrize("rewiring", [0.02, 0.1, 0.3, 0.6, 1.0])
def test_clustering_and_spread_of_degrees(rewiring: float) -> None:
    """Clustering, transitivity and the variance of the number of ties are those of networkx's graphs."""
    ours = [build(N, kind="small_world", mean_ties=6.0, rewiring=rewiring, world=w).graph for w in SEEDS]
    theirs = [nx.watts_strogatz_graph(N, K, rewiring, seed=s) for s in SEEDS]
    assert all(graph.number_of_edges() == N * K // 2 for graph in ours)
    for measure in (nx.average_clustering, nx.transitivity, _variance):
        assert_same_mean([measure(g) for g in ours], [measure(g) for g in theirs])


@pytest.mark.parametrize("rewiring", [0.05, 0.5])
def test_paths(rewiring: float) -> None:
    """Average path lengths are those of networkx's graphs."""
    ours = [build(200, kind="small_world", mean_ties=6.0, rewiring=rewiring, world=w).graph for w in SEEDS]
    theirs = [nx.connected_watts_strogatz_graph(200, K, rewiring, seed=s) for s in SEEDS]
    paths = [[nx.average_shortest_path_length(g) for g in graphs] for graphs in (ours, theirs)]
    assert_same_mean(*paths)


def test_share_rewired() -> None:
    """The share of ties off the ring is the rewiring; a new end falls on the ring again once in a while."""
    shares = []
    for world in SEEDS:
        edges = np.array(
            build(1000, kind="small_world", mean_ties=6.0, rewiring=0.25, world=world).graph.edges()
        )
        apart = np.abs(edges[:, 0] - edges[:, 1])
        shares.append(np.mean(np.minimum(apart, 1000 - apart) > 3))
    error = float(np.std(shares, ddof=1)) / 4.0
    assert np.mean(shares) == pytest.approx(0.25, abs=4.5 * error + 0.25 * 6 / 1000)


@pytest.mark.parametrize("mean_ties", [1.0, 3.0, 4.6])
def test_means_between_even_numbers(mean_ties: float) -> None:
    """A mean that no ring has is met on average."""
    means = [
        float(build(2000, kind="small_world", mean_ties=mean_ties, world=w).tie_count.mean()) for w in SEEDS
    ]
    error = float(np.std(means, ddof=1)) / 4.0
    assert np.mean(means) == pytest.approx(mean_ties, abs=4.5 * error)


def _variance(graph: nx.Graph[int]) -> float:
    return float(np.var([degree for _, degree in graph.degree()]))
