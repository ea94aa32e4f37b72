"""Graphs from files: edge list, GraphML or GEXF."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from sim.graphs.edge_list import read_edge_list
from sim.graphs.errors import GraphError
from sim.graphs.listed import GraphFile, simple
from sim.graphs.xml_files import ROOTS, read_xml_graph
from sim.i18n import mark

EDGE_LISTS = (".edgelist", ".edges", ".txt", ".csv", ".tsv")
FORMATS = (*EDGE_LISTS, *ROOTS)
MOST_MEGABYTES = 100
"""A GraphML file of a million ties has about 80; networkx takes some ten times that in memory."""


def read_graph(path: str | Path, *, weights: bool = False, simplify: bool = False) -> GraphFile:
    """Read a graph; the same unchanged file is read once.

    The ending tells the format: ``.graphml``, ``.gexf``, or one of :data:`EDGE_LISTS`, see
    :func:`~sim.graphs.edge_list.read_edge_list`.

    Parameters
    ----------
    path
        The file, text in UTF-8 or XML in any encoding that it declares.
    weights
        Read the weight of each tie, a number above 0; otherwise all count 1.
    simplify
        Ignore directions, drop ties of a node with itself, and put ties that are listed several
        times together, adding their weights. Otherwise each of these is refused.

    Raises
    ------
    GraphError
        If the file is missing, of another format, malformed or too large; with the line.
    """
    path = Path(path)
    if not path.name:
        raise GraphError(mark("graph.kind is 'file' but graph.file names none."))
    check_ending(path)
    try:
        stat = path.stat()
    except OSError as error:
        raise _unreadable(path, error) from error
    if stat.st_size > MOST_MEGABYTES * 1_000_000:
        raise GraphError(
            mark("{file}: {size} MB are too many; there is room for {most}."),
            file=path,
            size=round(stat.st_size / 1e6),
            most=MOST_MEGABYTES,
        )
    return _read(path.resolve(), stat.st_mtime_ns, stat.st_size, weights, simplify)


def check_ending(path: Path) -> None:
    """Refuse a file whose ending tells no format."""
    if path.suffix.lower() not in FORMATS:
        raise GraphError(
            mark("{file}: unknown ending {ending!r}; there are {known}."),
            file=path,
            ending=path.suffix,
            known=", ".join(FORMATS),
        )


@lru_cache(maxsize=16)
def _read(path: Path, _modified: int, _size: int, weights: bool, simplify: bool) -> GraphFile:
    """Read a file of a known ending; time and size tell versions of it apart."""
    read = read_xml_graph if path.suffix.lower() in ROOTS else read_edge_list
    try:
        return simple(read(path), weights=weights, simplify=simplify)
    except OSError as error:
        raise _unreadable(path, error) from error
    except UnicodeDecodeError as error:
        raise GraphError(
            mark(
                "{file}, line {line}: is not text in UTF-8; save it as UTF-8 (in Excel: CSV UTF-8) and try again."
            ),
            file=path,
            line=error.object[: error.start].count(b"\n") + 1,
        ) from error


def _unreadable(path: Path, error: OSError) -> GraphError:
    return GraphError(mark("{file}: cannot be read: {reason}."), file=path, reason=error.strerror or error)
