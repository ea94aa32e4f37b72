"""Graphs from and to files: round trips, what is changed in reading, refusals."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from graph_helpers import Table, build, check_table

from sim.graphs import GraphError, read_graph, write_graph

ENDINGS = (".edgelist", ".txt", ".csv", ".tsv", ".graphml", ".gexf")


def _load(path: Path, n: int, **graph: int | bool) -> Table:
    slots = int(graph.pop("slots", 12))
    return build(n, slots=slots, kind="file", file=str(path), **graph)


@pytest.mark.parametrize("ending", ENDINGS)
def test_round_trip(tmp_path: Path, ending: str) -> None:
    """What is written reads back as the same graph, people without ties included."""
    table = build(80, kind="communities", mean_ties=3.0, slots=12)
    assert (table.tie_count == 0).any()
    path = tmp_path / f"graph{ending}"
    write_graph(path, table.tie_count, table.tie_to)
    loaded = _load(path, 80)
    check_table(loaded)
    assert loaded.dropped == 0
    assert set(loaded.graph.edges()) == set(table.graph.edges())
    assert read_graph(path).notes == ()


@pytest.mark.parametrize("ending", [".edgelist", ".graphml", ".gexf"])
def test_networkx_writes_and_reads_the_same(tmp_path: Path, ending: str) -> None:
    """Files that networkx writes load, and files written here load in networkx."""
    theirs = nx.karate_club_graph()
    path = tmp_path / f"karate{ending}"
    {".edgelist": nx.write_edgelist, ".graphml": nx.write_graphml, ".gexf": nx.write_gexf}[ending](
        theirs, path
    )
    ours = _load(path, 34, slots=20)
    assert set(ours.graph.edges()) == {(min(e), max(e)) for e in theirs.edges()}
    write_graph(path, ours.tie_count, ours.tie_to)
    read = {".edgelist": nx.read_edgelist, ".graphml": nx.read_graphml, ".gexf": nx.read_gexf}[ending]
    back = nx.relabel_nodes(read(path), int)
    assert nx.utils.graphs_equal(nx.Graph(back.edges()), nx.Graph(theirs.edges()))


def test_names_in_the_order_of_the_file_and_comments(tmp_path: Path) -> None:
    """Names that are not numbers keep their order; comments, empty lines and further columns are skipped."""
    path = tmp_path / "names.txt"
    path.write_text("# who knows whom\nli wang 0.5\n\nzhang\nwang chen 2  # old friends\n", encoding="utf-8")
    loaded = read_graph(path)
    assert loaded.labels == ("li", "wang", "zhang", "chen")
    assert loaded.pairs.tolist() == [[0, 1], [1, 3]]


def test_directed_loops_and_duplicates_are_noted(tmp_path: Path) -> None:
    """Directions, self loops and duplicates go, and the notes say so."""
    graph = nx.DiGraph([(0, 1), (1, 0), (1, 2), (2, 2)])
    path = tmp_path / "directed.graphml"
    nx.write_graphml(graph, path)
    loaded = read_graph(path)
    assert loaded.pairs.tolist() == [[0, 1], [1, 2]]
    assert loaded.notes == (
        "directions of ties are ignored",
        "1 ties of a node with itself dropped",
        "1 duplicate or reverse ties dropped",
    )
    edges = tmp_path / "twice.csv"
    edges.write_text("1,2\n2,1\n3,3\n")
    assert read_graph(edges).notes == (
        "1 ties of a node with itself dropped",
        "1 duplicate or reverse ties dropped",
    )
    assert read_graph(edges).n == 3


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    """The same path with another content is another graph."""
    path = tmp_path / "graph.txt"
    path.write_text("0 1\n")
    assert read_graph(path) is read_graph(path)
    path.write_text("0 1\n1 2\n")
    assert read_graph(path).n == 3


def test_more_ties_than_slots(tmp_path: Path) -> None:
    """The node is named; with truncate its first ties are kept and the rest counted."""
    path = tmp_path / "star.txt"
    path.write_text("".join(f"hub leaf{i}\n" for i in range(9)))
    with pytest.raises(
        GraphError, match=r"node 'hub' has 9 ties, more than the 5 .* raise max_ties or set truncate"
    ):
        _load(path, 10, slots=5)
    table = _load(path, 10, slots=5, truncate=True)
    check_table(table)
    assert table.dropped == 4
    assert table.rows()[0] == [1, 2, 3, 4, 5]
    assert _load(path, 10, slots=9).dropped == 0


@pytest.mark.parametrize(("n", "word"), [(2, "many"), (4, "few")])
def test_another_number_of_nodes(tmp_path: Path, n: int, word: str) -> None:
    """As many nodes as members, or the two numbers are named."""
    path = tmp_path / "three.txt"
    path.write_text("0 1\n1 2\n")
    with pytest.raises(GraphError, match=f"too {word} nodes: 3 where the group has {n} members"):
        _load(path, n)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("missing.txt", None, "cannot be read: No such file"),
        ("graph.docx", b"x", "unknown ending '.docx'"),
        ("bad.graphml", b"<graphml><node", "is not a graphml file"),
        ("empty.graphml", b"", "is not a graphml file"),
        ("other.graphml", b"<html><body/></html>", "is not a graphml file"),
        ("bad.gexf", b"<gexf", "is not a gexf file"),
        ("other.gexf", b"<html/>", "is not a gexf file"),
        ("odd.csv", b"a,b\n,c\n", "line 2: two names expected"),
        ("binary.txt", b"\x00\x01\xff\xfe", "is not text in UTF-8"),
        ("zeros.txt", b"a b\n\x00\x00\n", "line 2: two names expected"),
    ],
)
def test_refusals(tmp_path: Path, name: str, content: bytes | None, words: str) -> None:
    """Files that are not there or not what they seem are refused, with the file named."""
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(GraphError, match=words) as caught:
        read_graph(path)
    assert name in str(caught.value)


def test_no_file_named_and_a_folder(tmp_path: Path) -> None:
    """Nothing, and a folder, are no graph files."""
    with pytest.raises(GraphError, match="no file is given"):
        build(3, kind="file")
    folder = tmp_path / "folder.txt"
    folder.mkdir()
    with pytest.raises(GraphError, match="cannot be read"):
        read_graph(folder)


def test_writing_refuses(tmp_path: Path) -> None:
    """Unknown endings and places that are not there are named."""
    count, to = np.zeros(2, np.uint16), np.zeros((2, 3), np.int32)
    with pytest.raises(GraphError, match="unknown ending"):
        write_graph(tmp_path / "graph.png", count, to)
    with pytest.raises(GraphError, match="cannot be written"):
        write_graph(tmp_path / "nowhere" / "graph.gexf", count, to)


def test_an_empty_edge_list_is_a_graph_of_nobody(tmp_path: Path) -> None:
    """No lines, no nodes; a group of nobody accepts it."""
    path = tmp_path / "empty.txt"
    path.write_text("# nobody\n")
    assert _load(path, 0).dropped == 0
    with pytest.raises(GraphError, match="too few nodes: 0"):
        _load(path, 5)
