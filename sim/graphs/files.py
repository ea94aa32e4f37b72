"""Graphs from files: edge list, GraphML or GEXF, read with networkx."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import ParseError

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import networkx as nx

EDGE_LISTS = (".edgelist", ".edges", ".txt", ".csv", ".tsv")
FORMATS = (*EDGE_LISTS, ".graphml", ".gexf")


class GraphError(ValueError):
    """A graph that cannot be used, with the reason in words for the person who wrote the scenario."""


@dataclass(frozen=True, slots=True)
class GraphFile:
    """A simple undirected graph read from a file.

    Parameters
    ----------
    labels
        Names of the nodes. Their order is that of the members: by number where all names are
        whole numbers, else the order of the file.
    pairs
        int32 (ties, 2), each tie once, as positions in ``labels``, in the order of the file.
    notes
        What was changed in reading: directions ignored, self loops and duplicates dropped.
    """

    labels: tuple[str, ...]
    pairs: NDArray[np.int32]
    notes: tuple[str, ...]

    @property
    def n(self) -> int:
        """Number of nodes."""
        return len(self.labels)

    @property
    def degrees(self) -> NDArray[np.int64]:
        """Number of ties of each node."""
        return np.bincount(self.pairs.ravel(), minlength=self.n).astype(np.int64)


def read_graph(path: str | Path) -> GraphFile:
    """Read a graph; the same unchanged file is read once.

    The ending tells the format: ``.graphml``, ``.gexf``, or one of :data:`EDGE_LISTS`: one tie a
    line, two names apart by blanks, a tab or a comma, anything after them ignored, ``#`` begins a
    comment, and a name alone on its line is a node without ties.

    Raises
    ------
    GraphError
        If the file is missing, of another format, or malformed.
    """
    path = Path(path)
    if not path.name:
        raise GraphError("graph: kind is 'file' but no file is given")
    if path.suffix.lower() not in FORMATS:
        raise GraphError(f"{path}: unknown ending {path.suffix!r}; there are {', '.join(FORMATS)}")
    try:
        stat = path.stat()
    except OSError as error:
        raise GraphError(f"{path}: cannot be read: {error.strerror}") from error
    return _read(path.resolve(), stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=16)
def _read(path: Path, _modified: int, _size: int) -> GraphFile:
    """Read a file of a known ending; the other arguments tell versions of it apart."""
    import networkx as nx

    try:
        if path.suffix.lower() == ".graphml":
            graph = nx.read_graphml(path)
        elif path.suffix.lower() == ".gexf":
            graph = nx.read_gexf(path)
        else:
            graph = _edge_list(path)
    except OSError as error:
        raise GraphError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise GraphError(f"{path}: is not text in UTF-8") from error
    except (ParseError, nx.NetworkXException, ValueError, KeyError, TypeError, AttributeError) as error:
        if isinstance(error, GraphError):
            raise
        raise GraphError(
            f"{path}: is not a {path.suffix[1:]} file that networkx can read: {error}"
        ) from error
    return _simple(graph)


def _edge_list(path: Path) -> nx.MultiGraph[str]:
    """Read an edge list, with refusals that name the line."""
    import networkx as nx

    text = path.read_text(encoding="utf-8-sig")
    lines = [line.split("#", 1)[0].strip() for line in text.splitlines()]
    comma = "," if any("," in line for line in lines) else None
    graph: nx.MultiGraph[str] = nx.MultiGraph()
    for number, line in enumerate(lines, 1):
        names = [name.strip() for name in line.split(comma)[:2]] if line else []
        if not all(name and name.isprintable() for name in names):
            raise GraphError(f"{path}, line {number}: two names expected, found {line!r}")
        graph.add_nodes_from(names)
    ties = (line for line in lines if len(line.split(comma)) > 1)
    delimiter = comma or None
    parsed = nx.parse_edgelist(ties, delimiter=delimiter, create_using=nx.MultiGraph, data=False)
    graph.add_edges_from((a.strip(), b.strip()) for a, b in parsed.edges())
    return graph


def _simple(graph: Any) -> GraphFile:  # noqa: ANN401 - any of networkx's four classes
    """Undirected, without self loops and duplicates, nodes in the order of members."""
    names = list(graph.nodes())
    try:
        names.sort(key=int)
    except ValueError:
        pass
    position = {name: at for at, name in enumerate(names)}
    seen: dict[tuple[int, int], None] = {}
    loops = 0
    for a, b in graph.edges():
        x, y = position[a], position[b]
        if x == y:
            loops += 1
        else:
            seen[min(x, y), max(x, y)] = None
    notes = []
    if graph.is_directed():
        notes.append("directions of ties are ignored")
    if loops:
        notes.append(f"{loops} ties of a node with itself dropped")
    if duplicates := graph.number_of_edges() - loops - len(seen):
        notes.append(f"{duplicates} duplicate or reverse ties dropped")
    pairs = np.array(list(seen), np.int32).reshape(-1, 2)
    pairs.setflags(write=False)
    return GraphFile(tuple(str(name) for name in names), pairs, tuple(notes))
