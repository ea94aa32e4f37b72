"""Who answers whom: the graph of members who address one another, and how clustered it is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.i18n import mark
from sim.patterns.log import NOBODY, Ints, Log, Unknown, per_log

NO_TARGETS = mark("it does not say who addresses whom")
FEW_TIES = mark("too few members address one another")


@dataclass(frozen=True, slots=True)
class Ties:
    """An undirected graph without loops: ``low[k] < high[k]`` are tied, nodes counted from 0."""

    nodes: int
    low: Ints
    high: Ints


@per_log
def ties(log: Log) -> Ties:
    """Members of whom one addressed the other at least once."""
    pair = (log.target != NOBODY) & (log.target != log.user)
    if not pair.any():
        raise Unknown(NO_TARGETS)
    names, ends = np.unique(np.stack([log.user[pair], log.target[pair]]), return_inverse=True)
    a, b = ends.reshape(2, -1)
    key = np.unique(np.minimum(a, b) * names.size + np.maximum(a, b))
    return Ties(int(names.size), key // names.size, key % names.size)


def average_clustering(graph: Ties) -> float:
    """Mean over nodes of the share of pairs of neighbours that are tied; 0 for nodes with fewer than two.

    Every tie points to the end of higher degree, so that a node with many ties has few that leave
    it; then each triangle is two ties that leave one node and a tie between their ends.

    References
    ----------
    Watts, D. J. and Strogatz, S. H. (1998). Collective dynamics of 'small-world' networks. Nature
    393, 440-442. doi:10.1038/30918
    """
    n = graph.nodes
    degree = np.bincount(np.concatenate([graph.low, graph.high]), minlength=n)
    rank = np.empty(n, np.int64)
    rank[np.argsort(degree, kind="stable")] = np.arange(n)
    a, b = rank[graph.low], rank[graph.high]
    key = np.sort(np.minimum(a, b) * n + np.maximum(a, b))
    source, end = key // n, key % n
    leaving = np.bincount(source, minlength=n)
    after = np.cumsum(leaving)[source] - 1 - np.arange(key.size)  # ties of the same node still to come
    first = np.repeat(np.arange(key.size), after)
    second = first + 1 + np.arange(first.size) - np.repeat(np.cumsum(after) - after, after)
    wanted = end[first] * n + end[second]
    place = np.minimum(np.searchsorted(key, wanted), key.size - 1)
    closed = key[place] == wanted
    corners = np.concatenate([source[first[closed]], end[first[closed]], end[second[closed]]])
    triangles = np.bincount(corners, minlength=n)
    pairs = np.zeros(n)
    pairs[rank] = degree * (degree - 1) / 2.0
    share = np.divide(triangles, pairs, out=np.zeros(n), where=pairs > 0)
    return float(share.mean())


def clustering_over_random(log: Log) -> float:
    """Average clustering over that of a random graph of as many ties, ``2 M / (n (n - 1))``."""
    graph = ties(log)
    if graph.nodes < 3:
        raise Unknown(FEW_TIES)
    return average_clustering(graph) / (2.0 * graph.low.size / (graph.nodes * (graph.nodes - 1.0)))
