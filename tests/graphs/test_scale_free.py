"""Scale-free graphs against networkx's and against the exponent of Barabasi and Albert (1999)."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from graph_helpers import assert_same_mean, build, check_table
from numpy.typing import NDArray

SEEDS = range(24)
N = 1000


def _ours(n: int, world: int, m: float = 3.0, slots: int = 900) -> NDArray[np.int64]:
    return build(n, kind="scale_free", mean_ties=2 * m, slots=slots, world=world).tie_count.astype(np.int64)


def _theirs(n: int, seed: int, m: int = 3) -> NDArray[np.int64]:
    return np.array([degree for _, degree in nx.barabasi_albert_graph(n, m, seed=seed).degree()])


@pytest.mark.parametrize("m", [1, 3])
def test_number_of_ties_is_exact(m: int) -> None:
    """A star of m ties and m more for each newcomer."""
    assert _ours(N, 0, m).sum() // 2 == nx.barabasi_albert_graph(N, m, seed=0).number_of_edges()


@pytest.mark.parametrize("m", [1, 3])
def test_hubs_and_tail(m: int) -> None:
    """Largest hub, the share of people with many ties, spread and ties of the first are those of networkx's graphs."""
    ours, theirs = [_ours(N, w, m) for w in SEEDS], [_theirs(N, s, m) for s in SEEDS]
    for measure in (
        np.max,
        np.std,
        lambda d: np.mean(d >= 5 * m),
        lambda d: np.mean(d == m),
        lambda d: d[: 5 * m].mean(),
    ):
        assert_same_mean([float(measure(d)) for d in ours], [float(measure(d)) for d in theirs])


def test_tail_exponent_is_three() -> None:
    """The maximum-likelihood exponent (Clauset, Shalizi and Newman 2009) of the tail is near 3."""
    degrees = np.concatenate([_ours(20_000, w, slots=1000) for w in range(3)])
    tail = degrees[degrees >= 20]
    exponent = 1.0 + len(tail) / np.log(tail / 19.5).sum()
    assert exponent == pytest.approx(3.0, abs=0.25)


def test_clustering_and_paths() -> None:
    """Clustering and average path lengths are those of networkx's graphs."""
    ours = [build(300, kind="scale_free", mean_ties=6.0, slots=300, world=w).graph for w in SEEDS]
    theirs = [nx.barabasi_albert_graph(300, 3, seed=s) for s in SEEDS]
    for measure in (
        nx.average_clustering,
        nx.average_shortest_path_length,
        nx.degree_assortativity_coefficient,
    ):
        assert_same_mean([measure(g) for g in ours], [measure(g) for g in theirs])


@pytest.mark.parametrize("m", [0.4, 1.75])
def test_fractions_of_a_tie(m: float) -> None:
    """A fraction of a tie a newcomer is met on average, below one as well."""
    means = [float(_ours(2000, w, m).mean()) for w in SEEDS]
    error = np.std(means, ddof=1) / np.sqrt(len(means))
    assert np.mean(means) == pytest.approx(2 * m, abs=4.5 * error + 0.01)


def test_slots_cut_the_hubs_and_keep_the_ties() -> None:
    """With 12 slots hubs heap at 12 and the number of ties is what it was."""
    table = build(N, kind="scale_free", mean_ties=6.0, slots=12)
    check_table(table)
    assert table.dropped == 0
    assert table.tie_count.sum() == _ours(N, 0).sum()
    assert np.mean(table.tie_count == 12) > 3 * np.mean(table.tie_count == 11)


@pytest.mark.parametrize("slots", [1, 2, 5, 6])
def test_a_mean_beyond_the_slots_is_cut_to_them(slots: int) -> None:
    """People who would be full as soon as they come leave room for those after them."""
    table = build(20_000, kind="scale_free", mean_ties=12.0, slots=slots)
    check_table(table)
    assert table.tie_count.mean() == pytest.approx(slots, rel=0.05)
    assert table.dropped == pytest.approx(20_000 * (12.0 - table.tie_count.mean()) / 2, rel=0.01)
