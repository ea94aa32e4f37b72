"""A network with what is known of its members and ties, as it goes into files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import networkx as nx

Value = int | float | str | bool
"""What graph formats have types for."""
Attributes = Mapping[str, Sequence[Value | None]]
"""By name, one value a node; None where it does not exist."""

_LEAST = 1e-9
"""Ties are at least this strong for finding communities, so that sums of faded ones stay above 0."""


@dataclass(frozen=True, slots=True)
class Network:
    """An undirected network.

    Parameters
    ----------
    ids
        int64 (n,), names of the nodes.
    pairs
        int64 (ties, 2), each tie once, as positions in ``ids``.
    strength
        float64 (ties,), above 0.
    attributes
        What is known of each node.
    about
        What is known of the network: scenario, world, day and the like.
    """

    ids: NDArray[np.int64]
    pairs: NDArray[np.int64]
    strength: NDArray[np.float64]
    attributes: Attributes = field(default_factory=dict)
    about: Mapping[str, Value] = field(default_factory=dict)

    def to_networkx(self) -> nx.Graph[int]:
        """Return a graph whose nodes carry what exists of their attributes, and whose ties carry ``weight``."""
        import networkx as nx

        graph: nx.Graph[int] = nx.Graph(**self.about)
        names = list(self.attributes)
        rows = zip(*self.attributes.values(), strict=True) if names else ((),) * self.ids.size
        for node, values in zip(self.ids.tolist(), rows, strict=True):
            known = {name: v for name, v in zip(names, values, strict=True) if v is not None}
            graph.add_node(node, **known)
        ends = self.ids[self.pairs].tolist()
        graph.add_weighted_edges_from(
            (a, b, w) for (a, b), w in zip(ends, self.strength.tolist(), strict=True)
        )
        return graph


def ties_of(
    tie_count: NDArray[Any], tie_to: NDArray[Any]
) -> tuple[NDArray[np.int64], NDArray[np.intp], NDArray[np.intp]]:
    """Return the ties of a table, each once: pairs of rows (ties, 2), and row and slot where each stands."""
    row, slot = np.nonzero(np.arange(tie_to.shape[1]) < tie_count[:, None])
    other = tie_to[row, slot].astype(np.int64)
    once = row < other
    return np.stack((row[once], other[once]), axis=1).astype(np.int64), row[once], slot[once]


def network_of_table(tie_count: NDArray[Any], tie_to: NDArray[Any]) -> Network:
    """Return a tie table as a network whose nodes are its rows, all ties being of strength 1."""
    pairs, _, _ = ties_of(tie_count, tie_to)
    return Network(np.arange(len(tie_count)), pairs, np.ones(len(pairs)))


def communities_of(network: Network) -> list[int | None]:
    """Number the communities of a network, the largest first; None for who is alone.

    Found by modularity with strengths as weights: Blondel, Guillaume, Lambiotte and Lefebvre, "Fast
    unfolding of communities in large networks", Journal of Statistical Mechanics (2008) P10008,
    doi:10.1088/1742-5468/2008/10/P10008. The same network gives the same numbers.
    """
    import networkx as nx

    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(network.ids.size))
    weights = np.maximum(network.strength, _LEAST).tolist()
    graph.add_weighted_edges_from(
        (a, b, w) for (a, b), w in zip(network.pairs.tolist(), weights, strict=True)
    )
    found = nx.community.louvain_communities(graph, weight="weight", seed=0) if len(graph) else []
    several = sorted((sorted(each) for each in found if len(each) > 1), key=lambda each: (-len(each), each))
    number: list[int | None] = [None] * len(graph)
    for n, each in enumerate(several):
        for node in each:
            number[node] = n
    return number
