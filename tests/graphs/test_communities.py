"""Graphs of circles: sizes, likeness, ties inside, and networkx's planted partitions."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from graph_helpers import assert_same_mean, build, people
from numpy.typing import NDArray

from sim.graphs.circles import cut_circles, order_by_interests
from sim.rng import group_key

SEEDS = range(16)
N = 600


def _circles(n: int, world: int, size: float) -> NDArray[np.int64]:
    """Number of the circle of each person, as the builder forms them."""
    keys, interests = people(n)
    order = order_by_interests(interests)  # type: ignore[no-untyped-call]
    assert np.array_equal(np.sort(order), np.arange(n))
    border = cut_circles(group_key(1, world, "main"), keys, order, size)  # type: ignore[no-untyped-call]
    circle = np.empty(n, np.int64)
    circle[order] = np.repeat(np.arange(len(border) - 1), np.diff(border))
    return circle


def _share_inside(edges: NDArray[np.int64], circle: NDArray[np.int64]) -> float:
    return float(np.mean(circle[edges[:, 0]] == circle[edges[:, 1]]))


@pytest.mark.parametrize("size", [5.0, 25.0, 100.0])
def test_sizes_of_circles(size: float) -> None:
    """Circles have the mean size, differ, and are within half and one and a half times it."""
    sizes = np.bincount(_circles(10_000, 0, size))
    assert sizes.mean() == pytest.approx(size, rel=0.01)
    assert sizes.min() >= int(0.5 * size)
    assert sizes.max() <= 1.5 * size + 1
    assert sizes.std() == pytest.approx(size * 0.5 / np.sqrt(6), rel=0.25)


def test_circles_are_of_like_minded_people() -> None:
    """Within circles interests vary by a small part of what they vary overall."""
    _, interests = people(2000)
    circle = _circles(2000, 0, 25.0)
    inside = (
        sum(interests[circle == c].var(axis=0).sum() * np.sum(circle == c) for c in range(circle.max() + 1))
        / 2000
    )
    assert inside < 0.06 * interests.var(axis=0).sum()


def test_odd_interests_are_harmless() -> None:
    """Interests that are all the same, far out, or not numbers still give a permutation."""
    odd = np.array([[np.nan, 0.0], [np.inf, 1.0], [1e30, -1e30], [0.0, 0.0]], np.float32)
    for interests in (odd, np.ones((50, 2), np.float32), np.zeros((0, 2), np.float32)):
        order = order_by_interests(interests)  # type: ignore[no-untyped-call]
        assert np.array_equal(np.sort(order), np.arange(len(interests)))


@pytest.mark.parametrize("homophily", [0.0, 0.4, 0.8, 1.0])
def test_share_inside(homophily: float) -> None:
    """The share of ties inside the own circle is homophily plus what chance adds."""
    shares, chances = [], []
    for world in SEEDS:
        circle = _circles(N, world, 30.0)
        graph = build(
            N, kind="communities", mean_ties=4.0, circle_size=30.0, homophily=homophily, world=world
        ).graph
        shares.append(_share_inside(np.array(graph.edges()), circle))
        chances.append(float(np.mean(np.bincount(circle)[circle] - 1)) / (N - 1))
    expected = homophily + (1.0 - homophily) * np.mean(chances)
    error = np.std(shares, ddof=1) / np.sqrt(len(shares))
    assert np.mean(shares) == pytest.approx(expected, abs=4.5 * error + 0.003)


@pytest.mark.parametrize("mean_ties", [0.7, 3.0, 8.0])
def test_degrees_are_close_to_poisson(mean_ties: float) -> None:
    """Mean and variance of the number of ties, over worlds, are the mean asked for."""
    degrees = [
        build(N, kind="communities", mean_ties=mean_ties, circle_size=60.0, world=w).tie_count for w in SEEDS
    ]
    means = [float(d.mean()) for d in degrees]
    error = np.std(means, ddof=1) / np.sqrt(len(means))
    assert np.mean(means) == pytest.approx(mean_ties, abs=4.5 * error)
    assert np.mean([d.var() for d in degrees]) == pytest.approx(mean_ties, rel=0.08)


def test_modularity_and_clustering_of_a_planted_partition() -> None:
    """Modularity and transitivity are those of networkx's random graphs with the same circles and shares."""
    mean_ties, homophily = 5.0, 0.7
    ours: dict[str, list[float]] = {"modularity": [], "transitivity": []}
    theirs: dict[str, list[float]] = {"modularity": [], "transitivity": []}
    for world in SEEDS:
        circle = _circles(N, world, 30.0)
        members = [set(np.flatnonzero(circle == c).tolist()) for c in range(circle.max() + 1)]
        graph = build(
            N, kind="communities", mean_ties=mean_ties, circle_size=30.0, homophily=homophily, world=world
        ).graph
        p_out = (1.0 - homophily) * mean_ties / N
        sizes = [len(group) for group in members]
        p = np.full((len(sizes), len(sizes)), p_out)
        np.fill_diagonal(p, [p_out + homophily * mean_ties / (size - 1) for size in sizes])
        planted = nx.stochastic_block_model(sizes, p.tolist(), seed=world)
        blocks = [set(block) for block in planted.graph["partition"]]
        for found, g, parts in ((ours, graph, members), (theirs, planted, blocks)):
            found["modularity"].append(nx.community.modularity(g, parts))
            found["transitivity"].append(nx.transitivity(g))
    assert_same_mean(ours["modularity"], theirs["modularity"], slack=0.005)
    assert_same_mean(ours["transitivity"], theirs["transitivity"], slack=0.005)


def test_small_circles_fill_up_and_the_rest_leads_out() -> None:
    """Circles of about 4 cannot hold 10 ties each; the mean is kept all the same."""
    table = build(N, kind="communities", mean_ties=10.0, circle_size=4.0, homophily=1.0, slots=40)
    assert table.tie_count.mean() == pytest.approx(10.0, abs=0.5)
    edges = np.array(table.graph.edges())
    assert 0.15 < _share_inside(edges, _circles(N, 0, 4.0)) < 0.4


def test_ties_are_between_like_minded_people() -> None:
    """With homophily friends are nearer in interests than strangers; without they are not."""
    _, interests = people(N)
    distances = {}
    for homophily in (0.0, 0.9):
        edges = np.array(build(N, kind="communities", mean_ties=6.0, homophily=homophily).graph.edges())
        distances[homophily] = np.linalg.norm(interests[edges[:, 0]] - interests[edges[:, 1]], axis=1).mean()
    assert distances[0.9] < 0.5 * distances[0.0]
