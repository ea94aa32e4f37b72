"""Tie tables to networkx and to files that other programs read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from numpy.typing import NDArray

from sim.graphs.files import EDGE_LISTS, FORMATS, GraphError

if TYPE_CHECKING:
    import networkx as nx


def to_networkx(tie_count: NDArray[Any], tie_to: NDArray[Any]) -> nx.Graph[int]:
    """Undirected graph whose nodes 0 to n - 1 are the rows of the table."""
    import networkx as nx

    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(tie_count)))
    rows = zip(tie_count.tolist(), tie_to.tolist(), strict=True)
    graph.add_edges_from((a, b) for a, (count, others) in enumerate(rows) for b in others[:count] if a < b)
    return graph


def write_graph(path: str | Path, tie_count: NDArray[Any], tie_to: NDArray[Any]) -> None:
    """Write a tie table as edge list, GraphML or GEXF, as the ending of ``path`` says.

    What is written reads back as the same graph with :func:`~sim.graphs.files.read_graph`. In an
    edge list people without ties stand alone on a line, which networkx itself skips.

    Raises
    ------
    GraphError
        If the ending is unknown or the file cannot be written.
    """
    import networkx as nx

    path = Path(path)
    suffix = path.suffix.lower()
    if suffix not in FORMATS:
        raise GraphError(f"{path}: unknown ending {path.suffix!r}; there are {', '.join(FORMATS)}")
    graph = to_networkx(tie_count, tie_to)
    try:
        if suffix == ".graphml":
            nx.write_graphml(graph, path)
        elif suffix == ".gexf":
            nx.write_gexf(graph, path)
        else:
            path.write_text(_edge_list(graph, suffix), encoding="utf-8")
    except OSError as error:
        raise GraphError(f"{path}: cannot be written: {error.strerror}") from error


def _edge_list(graph: nx.Graph[int], suffix: str) -> str:
    """One tie a line, and people without ties alone on theirs."""
    import networkx as nx

    apart = {".csv": ",", ".tsv": "\t"}.get(suffix, " ")
    assert suffix in EDGE_LISTS
    lines = [
        *nx.generate_edgelist(graph, delimiter=apart, data=False),
        *(str(node) for node in nx.isolates(graph)),
    ]
    return "".join(f"{line}\n" for line in lines)
