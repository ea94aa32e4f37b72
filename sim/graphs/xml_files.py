"""GraphML and GEXF: looked through before networkx reads them, so that nothing in them can do harm.

The first look is Expat's, without building anything: no document type (hence no entities to expand), the right
root, nothing too deep or too long, and the line of every tie, which networkx does not tell.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError
from xml.parsers import expat

from sim.graphs.errors import GraphError
from sim.graphs.listed import Listed, ListedTie, check_size
from sim.i18n import mark

ROOTS = {".graphml": "graphml", ".gexf": "gexf"}
DIRECTED_BY = {".graphml": "edgedefault", ".gexf": "defaultedgetype"}
_DEEPEST = 64
_CHECK_EVERY = 100_000


@dataclass
class _Seen:
    """What a look through a file found: nodes and ties with their lines, and where directions are declared."""

    nodes: dict[str, int] = field(default_factory=dict)
    ties: list[tuple[str, str, int]] = field(default_factory=list)
    directed: int = 0
    graphs: int = 0
    depth: int = 0
    again: str = ""
    root: str = ""


def read_xml_graph(path: Path) -> Listed:
    """Read a GraphML or GEXF file, nodes in its order.

    Raises
    ------
    GraphError
        With file and line: no XML, another root, a document type, several graphs, ties of nodes
        that are not listed, nodes listed twice, or what networkx refuses.
    """
    seen = _looked_through(path)
    _check_nodes(path, seen)
    graph = _by_networkx(path)
    weight: dict[tuple[str, str], list[object]] = {}
    for a, b, data in graph.edges(data=True):
        weight.setdefault((str(a), str(b)), []).append(data.get("weight"))
    ties = [ListedTie(a, b, line, _next_weight(weight, a, b)) for a, b, line in seen.ties]
    return Listed(str(path), tuple(seen.nodes), ties, seen.directed)


def _next_weight(weight: dict[tuple[str, str], list[object]], a: str, b: str) -> object:
    """Weight of the next tie of two nodes; ends of undirected ties may come in either order."""
    known = weight.get((a, b)) or weight.get((b, a))
    return known.pop(0) if known and len(known) > 1 else known[0] if known else None


def _looked_through(path: Path) -> _Seen:
    """Look at every element of a file once."""
    parser = expat.ParserCreate()
    suffix = path.suffix.lower()
    seen = _Seen()

    def refuse(template: str, **arguments: object) -> GraphError:
        return GraphError(template, file=path, line=parser.CurrentLineNumber, **arguments)

    def doctype(*_: object) -> None:
        raise refuse(
            mark(
                "{file}, line {line}: a DOCTYPE may define entities that grow without end; remove it and save again."
            )
        )

    def start(tag: str, attributes: dict[str, str]) -> None:
        name = tag.rsplit(":", 1)[-1]
        first = not seen.root
        _take(seen, name, attributes, parser.CurrentLineNumber, suffix)
        if first and name != ROOTS[suffix]:
            raise refuse(
                mark(
                    "{file}, line {line}: the file begins with <{found}>, and a {kind} file with <{expected}>; is its "
                    "ending right?"
                ),
                found=name[:40],
                kind=suffix[1:],
                expected=ROOTS[suffix],
            )
        if seen.depth > _DEEPEST:
            raise refuse(
                mark("{file}, line {line}: elements are nested more than {most} deep."), most=_DEEPEST
            )
        if seen.graphs > 1:
            raise refuse(mark("{file}, line {line}: a second graph begins here; a file holds one."))
        if name == "hyperedge":
            raise refuse(mark("{file}, line {line}: a tie joins two members, not more (hyperedge)."))
        if seen.again:
            raise refuse(
                mark("{file}, line {line}: the node {name!r} is listed already, in line {first}."),
                name=seen.again[:60],
                first=seen.nodes[seen.again],
            )
        if len(seen.ties) % _CHECK_EVERY == 0:
            check_size(str(path), len(seen.nodes), len(seen.ties))

    def end(_tag: str) -> None:
        seen.depth -= 1

    parser.StartDoctypeDeclHandler = doctype
    parser.EntityDeclHandler = doctype
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    try:
        with path.open("rb") as file:
            parser.ParseFile(file)
    except expat.ExpatError as error:
        raise GraphError(
            mark("{file}, line {line}: is not well-formed XML: {reason}."),
            file=path,
            line=error.lineno,
            reason=expat.ErrorString(error.code),
        ) from error
    return seen


def _take(seen: _Seen, name: str, attributes: dict[str, str], line: int, suffix: str) -> None:
    """Note an element, and what it is: a graph, a node or a tie."""
    seen.root = seen.root or name
    seen.depth += 1
    if name == "graph":
        seen.graphs += 1
        if attributes.get(DIRECTED_BY[suffix]) == "directed":
            seen.directed = line
    elif name == "node":
        node = attributes.get("id", "")
        if node in seen.nodes:
            seen.again = node
        seen.nodes.setdefault(node, line)
    elif name == "edge":
        seen.ties.append((attributes.get("source", ""), attributes.get("target", ""), line))
        if not seen.directed and (
            attributes.get("directed") == "true" or attributes.get("type") == "directed"
        ):
            seen.directed = line


def _check_nodes(path: Path, seen: _Seen) -> None:
    """Refuse ties of nodes that are not there, which networkx would make up, and nodes without a name."""
    if "" in seen.nodes:
        raise GraphError(mark("{file}, line {line}: a node without id."), file=path, line=seen.nodes[""])
    for a, b, line in seen.ties:
        for name in (a, b):
            if name not in seen.nodes:
                raise GraphError(
                    mark("{file}, line {line}: a tie names the node {name!r}, which is not in the file."),
                    file=path, line=line, name=name[:60],
                )  # fmt: skip


def _by_networkx(path: Path) -> Any:  # noqa: ANN401 - any of networkx's four classes
    import networkx as nx

    read = {".graphml": nx.read_graphml, ".gexf": nx.read_gexf}[path.suffix.lower()]
    try:
        return read(path)
    except (ParseError, nx.NetworkXException, ValueError, LookupError, TypeError, AttributeError, RuntimeError) as error:  # fmt: skip
        raise GraphError(
            mark("{file}: is not a {kind} file that networkx can read: {reason}."),
            file=path,
            kind=path.suffix[1:].lower(),
            reason=" ".join(str(error).split())[:200] or type(error).__name__,
        ) from error
