"""Networks to files that other programs read, and that scenarios read again."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from numpy.typing import NDArray

from sim.graphs.errors import GraphError
from sim.graphs.network import Network, network_of_table
from sim.i18n import mark

if TYPE_CHECKING:
    import networkx as nx

KINDS = {"graphml": ".graphml", "gexf": ".gexf", "edges": ".csv"}
"""What can be written, and the endings of the files."""


def to_networkx(tie_count: NDArray[Any], tie_to: NDArray[Any]) -> nx.Graph[int]:
    """Undirected graph whose nodes 0 to n - 1 are the rows of the table."""
    return network_of_table(tie_count, tie_to).to_networkx()


def write_graph(path: str | Path, network: Network, kind: str) -> None:
    """Write a network as ``graphml``, ``gexf`` or ``edges``.

    What is written reads back as the same graph with :func:`~sim.graphs.files.read_graph`, given
    the ending of its kind. ``edges`` is a table ``source,target,weight``; people without ties
    stand in a row of their own with blank cells behind them. It has no room for attributes:
    :func:`write_nodes`.

    Raises
    ------
    GraphError
        If the kind is unknown or the file cannot be written.
    """
    if kind not in KINDS:
        raise GraphError(
            mark("No kind of graph file {kind!r}; there are {known}."), kind=kind, known=", ".join(KINDS)
        )
    writers: dict[str, Callable[[Path, Network], None]] = {
        "graphml": _graphml,
        "gexf": _gexf,
        "edges": _edges,
    }
    _written(Path(path), lambda place: writers[kind](place, network))


def write_nodes(path: str | Path, network: Network) -> None:
    """Write the nodes of a network with their attributes as a table; what does not exist is blank.

    Raises
    ------
    GraphError
        If the file cannot be written.
    """
    columns = [network.ids.tolist(), *network.attributes.values()]
    _written(Path(path), lambda place: _table(place, ("id", *network.attributes), zip(*columns, strict=True)))


def _written(path: Path, write: Callable[[Path], None]) -> None:
    try:
        write(path)
    except OSError as error:
        raise GraphError(
            mark("{file}: cannot be written: {reason}."), file=path, reason=error.strerror or error
        ) from error


def _graphml(path: Path, network: Network) -> None:
    import networkx as nx

    nx.write_graphml_xml(network.to_networkx(), path)  # the writer without lxml: the same bytes everywhere


def _gexf(path: Path, network: Network) -> None:
    import networkx as nx

    graph = network.to_networkx()
    for node, known in graph.nodes(data=True):
        known.setdefault("label", str(node))
    nx.write_gexf(graph, path, version="1.2draft")


def _edges(path: Path, network: Network) -> None:
    import numpy as np

    ends = network.ids[network.pairs].tolist()
    alone = np.setdiff1d(network.ids, network.ids[network.pairs.ravel()])
    rows: list[Sequence[object]] = [
        (a, b, w) for (a, b), w in zip(ends, network.strength.tolist(), strict=True)
    ]
    rows += [(node, "", "") for node in alone.tolist()]
    _table(path, ("source", "target", "weight"), rows)


def _table(path: Path, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a table as CSV (RFC 4180)."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(head)
        table.writerows(rows)
