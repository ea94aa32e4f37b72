"""Clustering and newcomers against networkx and by hand."""

import networkx as nx
import numpy as np
import pytest

from sim.patterns import Unknown
from sim.patterns.answers import average_clustering, clustering_over_random, ties
from sim.patterns.newcomers import (
    kind_of_answer,
    newcomers,
    return_if_answered,
    return_if_not,
    share_answered,
    stratified_difference,
)


def rows_of(graph):
    return [(k / 1000, int(a), int(b)) for k, (a, b) in enumerate(graph.edges)]


@pytest.mark.parametrize("seed", range(6))
def test_clustering_is_that_of_networkx(made, seed):
    graph = (
        nx.barabasi_albert_graph(80, 3 + seed, seed=seed)
        if seed % 2
        else nx.gnp_random_graph(60, 0.15, seed=seed)
    )
    graph.remove_nodes_from(list(nx.isolates(graph)))
    found = ties(made(rows_of(graph)))
    assert (found.nodes, found.low.size) == (graph.number_of_nodes(), graph.number_of_edges())
    assert average_clustering(found) == pytest.approx(nx.average_clustering(graph))


def test_a_triangle_with_a_tail(made):
    # clustering 1, 1, 1/3, 0; density 4/6; the answer back and the self-addressed message add no tie
    rows = [(0, 0, 1), (1, 1, 2), (2, 2, 0), (3, 2, 3), (4, 3, 2), (5, 3, 3)]
    assert clustering_over_random(made(rows)) == pytest.approx((7 / 3 / 4) / (4 / 6))


def test_a_random_graph_clusters_as_one(made):
    graph = nx.gnm_random_graph(300, 6000, seed=3)
    assert clustering_over_random(made(rows_of(graph))) == pytest.approx(1.0, abs=0.05)


def test_no_targets_no_clustering(made):
    with pytest.raises(Unknown, match="who addresses whom"):
        clustering_over_random(made([(0, 0), (1, 1)]))


def test_what_counts_as_an_answer(made):
    assert kind_of_answer(made([(0, 0, 1), (1, 1)])) == "addressed"
    assert kind_of_answer(made([(0, 0, 1), (1, 1, 0)])) == "partner"
    assert kind_of_answer(made([(0, 0, -1, "msg", 5), (1, 1)])) == "conversation"
    with pytest.raises(Unknown):
        kind_of_answer(made([(0, 0), (1, 1)]))


def test_newcomers_by_hand(made):
    rows = [
        (0, 9), (1, 0), (1.5, 9, 0), (5, 0),  # answered within a day, returns
        (10, 1), (11.5, 9, 1), (30, 1),  # answered too late, returns
        (12, 2), (12.2, 2, 2), (13, 2),  # answers itself; a message after exactly a day is no return
        (14, 3), (14, 9, 3),  # answered within the same second, does not return
        (80, 9), (60, 4),  # too late to be followed for 31 days
    ]  # fmt: skip
    found = newcomers(made(sorted(rows, key=lambda row: row[0]), burn_in=0.5))
    assert found.answered.tolist() == [True, False, False, True]
    assert found.returned.tolist() == [True, True, False, False]
    assert found.first_day.tolist() == [1, 1, 2, 1]
    log = made(sorted(rows, key=lambda row: row[0]), burn_in=0.5)
    assert (share_answered(log), return_if_answered(log), return_if_not(log)) == (0.5, 0.5, 0.5)
    with pytest.raises(Unknown, match="stratum"):
        stratified_difference(log)


def test_a_partner_has_to_answer_himself(made):
    log = made([(0, 9, 8), (1, 0, 9), (1.2, 8, 0), (2, 1, 9), (2.5, 9, 1), (80, 9, 8)], burn_in=0.5)
    # member 8 is new as well and not answered; 0 was answered by 8, but had written to 9
    assert dict(zip(log.names[log.is_new], newcomers(log).answered, strict=True)) == {
        0: False,
        1: True,
        8: False,
    }


def test_a_conversation_is_joined_by_someone_else(made):
    log = made(
        [(0, 9, -1, "msg", 1), (1, 0, -1, "msg", 2), (1.1, 0, -1, "msg", 2), (2, 1, -1, "msg", 3), (2.5, 9, -1, "msg", 3),
         (80, 9, -1, "msg", 4)], burn_in=0.5,
    )  # fmt: skip
    assert newcomers(log).answered.tolist() == [False, True]


def test_strata_keep_the_talkative_apart(made):
    """Answers do nothing here; the talkative are answered more and return more, so the plain difference misleads."""
    rows, who = [(0.0, 0)], 1
    for talkative, n_answered, n_not in ((True, 20, 10), (False, 10, 20)):
        for answered in [True] * n_answered + [False] * n_not:
            rows += [(1, who)] * (4 if talkative else 1) + ([(1.1, 0, who)] if answered else [])
            rows += [(5, who)] if talkative else []
            who += 1
    log = made(sorted([*rows, (90, 0)], key=lambda row: row[0]), burn_in=0.5)
    assert return_if_answered(log) - return_if_not(log) == pytest.approx(1 / 3)
    assert stratified_difference(log) == pytest.approx(0.0)
    assert np.isfinite(stratified_difference(log))
