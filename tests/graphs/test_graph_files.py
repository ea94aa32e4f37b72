"""Graphs from and to files: round trips, what is changed in reading, refusals."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from graph_helpers import Table, build, check_table

from sim.graphs import (
    GraphError,
    Network,
    communities_of,
    fill_ties,
    network_of_table,
    read_graph,
    write_graph,
    write_nodes,
)
from sim.graphs.listed import MOST_TIES
from sim.parameters import Values
from sim.state.sections import GRAPH
from sim.state.ties import all_lengthened, all_shortened

KINDS = {".csv": "edges", ".graphml": "graphml", ".gexf": "gexf"}


def _load(path: Path, n: int, **graph: int | bool) -> Table:
    slots = int(graph.pop("slots", 12))
    return build(n, slots=slots, kind="file", file=str(path), **graph)


@pytest.mark.parametrize("ending", KINDS)
def test_round_trip(tmp_path: Path, ending: str) -> None:
    """What is written reads back as the same graph, people without ties included."""
    table = build(80, kind="communities", mean_ties=3.0, slots=12)
    assert (table.tie_count == 0).any()
    path = tmp_path / f"graph{ending}"
    write_graph(path, network_of_table(table.tie_count, table.tie_to), KINDS[ending])
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
    if ending not in KINDS:
        return
    write_graph(path, network_of_table(ours.tie_count, ours.tie_to), KINDS[ending])
    read = {".graphml": nx.read_graphml, ".gexf": nx.read_gexf}[ending]
    back = nx.relabel_nodes(read(path), int)
    assert nx.utils.graphs_equal(nx.Graph(back.edges()), nx.Graph(theirs.edges()))


def test_names_in_the_order_of_the_file_and_comments(tmp_path: Path) -> None:
    """Names that are not numbers keep their order; comments, empty lines and further columns are skipped."""
    path = tmp_path / "names.txt"
    path.write_text("# who knows whom\nli wang 0.5\n\nzhang\nwang chen 2  # old friends\n", encoding="utf-8")
    loaded = read_graph(path)
    assert loaded.labels == ("li", "wang", "zhang", "chen")
    assert loaded.pairs.tolist() == [[0, 1], [1, 3]]


DIRECTED = "ties have directions, which are ignored"
LOOPS = "ties of a node with itself, dropped: {n}"
REPEATED = "ties that were listed before, put together: {n}"


def test_directions_loops_and_repeated_ties_go_if_asked_for(tmp_path: Path) -> None:
    """With ``simplify`` directions, self loops and duplicates go, and the notes say how many."""
    graph = nx.DiGraph([(0, 1), (1, 0), (1, 2), (2, 2)])
    path = tmp_path / "directed.graphml"
    nx.write_graphml(graph, path)
    loaded = read_graph(path, simplify=True)
    assert loaded.pairs.tolist() == [[0, 1], [1, 2]]
    assert loaded.notes == ((DIRECTED, 0), (LOOPS, 1), (REPEATED, 1))
    edges = tmp_path / "twice.csv"
    edges.write_text("1,2,0.5\n2,1,2\n3,3,1\n")
    loaded = read_graph(edges, simplify=True, weights=True)
    assert loaded.notes == ((LOOPS, 1), (REPEATED, 1))
    assert (loaded.n, loaded.weights.tolist()) == (3, [2.5])


def test_what_simplify_would_change_is_refused_with_its_line(tmp_path: Path) -> None:
    """Without ``simplify``, the first thing that is not simple is named."""
    edges = tmp_path / "twice.csv"
    edges.write_text("1,2\n# a remark\n2,1\n")
    with pytest.raises(
        GraphError, match=r"line 3: '2' and '1' are tied already, in line 1; .*graph.simplify"
    ):
        read_graph(edges)
    edges.write_text("1,2\n3,3\n")
    with pytest.raises(GraphError, match=r"line 2: '3' is tied with itself; .*graph.simplify"):
        read_graph(edges)
    for suffix, write in ((".graphml", nx.write_graphml), (".gexf", nx.write_gexf)):
        path = tmp_path / f"directed{suffix}"
        write(nx.DiGraph([(0, 1)]), path)
        with pytest.raises(GraphError, match=r"line \d+: ties have directions here"):
            read_graph(path)


def test_one_directed_tie_of_an_undirected_graph_is_found(tmp_path: Path) -> None:
    """Formats let single ties have a direction; Gephi's tables do so in a column."""
    table = tmp_path / "gephi.csv"
    table.write_text("Source,Target,Type,Id,Weight\n1,2,Undirected,0,3\n2,3,Directed,1,4\n")
    with pytest.raises(GraphError, match="line 3: ties have directions"):
        read_graph(table)
    loaded = read_graph(table, simplify=True, weights=True)
    assert loaded.weights.tolist() == [3.0, 4.0]


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
        GraphError,
        match=r"node 'hub' has 9 ties, more than the 5 .* set graph.max_ties to 9, or graph.truncate",
    ):
        _load(path, 10, slots=5)
    table = _load(path, 10, slots=5, truncate=True)
    check_table(table)
    assert table.dropped == 4
    assert table.rows()[0] == [1, 2, 3, 4, 5]
    assert _load(path, 10, slots=9).dropped == 0


@pytest.mark.parametrize("n", [2, 4])
def test_another_number_of_nodes(tmp_path: Path, n: int) -> None:
    """As many nodes as members, or the two numbers are named."""
    path = tmp_path / "three.txt"
    path.write_text("0 1\n1 2\n")
    with pytest.raises(GraphError, match=f"3 nodes where the group has {n} members .* members.initial to 3"):
        _load(path, n)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("missing.txt", None, "cannot be read: No such file"),
        ("graph.docx", b"x", "unknown ending '.docx'"),
        ("bad.graphml", b"<graphml>\n<node", "line 2: is not well-formed XML: unclosed token"),
        ("empty.graphml", b"", "line 1: is not well-formed XML: no element found"),
        ("other.graphml", b"<html><body/></html>", "line 1: the file begins with <html>, and a graphml file"),
        ("bad.gexf", b"<gexf", "is not well-formed XML"),
        ("other.gexf", b"<graphml/>", "begins with <graphml>, and a gexf file with <gexf>; is its ending right"),
        ("none.gexf", b"<gexf/>", "is not a gexf file that networkx can read"),
        ("odd.csv", b"a,b\n,c\n", "line 2: two names expected"),
        ("binary.txt", b"0 1\n\x00\x01\xff\xfe", "line 2: is not text in UTF-8"),
        ("excel.csv", "张三,李四\n".encode("gbk"), "line 1: is not text in UTF-8; .*CSV UTF-8"),
        ("zeros.txt", b"a b\n\x00\x00\n", "line 2: two names expected"),
        ("quote.csv", b'a,b\n"c,d\n', "line 2: cannot be read as a row of a table"),
        ("head.csv", b"person,friend\n1,2\n", "line 1: this looks like a header, but 'person', 'friend'"),
        ("doctype.graphml", b"<!DOCTYPE graphml>\n<graphml/>", "line 1: a DOCTYPE may define entities"),
        ("two.graphml", b"<graphml><graph/>\n<graph/></graphml>", "line 2: a second graph begins"),
        ("again.graphml", b"<graphml><graph>\n<node id='1'/>\n<node id='1'/></graph></graphml>",
         "line 3: the node '1' is listed already, in line 2"),
        ("nobody.graphml", b"<graphml><graph>\n<node id='1'/>\n<edge source='1' target='2'/></graph></graphml>",
         "line 3: a tie names the node '2'"),
        ("hyper.graphml", b"<graphml><graph>\n<hyperedge/></graph></graphml>", "line 2: .*hyperedge"),
        ("nameless.graphml", b"<graphml><graph>\n<node/></graph></graphml>", "line 2: a node without id"),
        ("deep.gexf", b"<gexf>" + b"<nodes>" * 1000, "nested more than 64 deep"),
    ],
)  # fmt: skip
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
    with pytest.raises(GraphError, match=r"graph\.file names none"):
        build(3, kind="file")
    folder = tmp_path / "folder.txt"
    folder.mkdir()
    with pytest.raises(GraphError, match="cannot be read"):
        read_graph(folder)


BOMB = """<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>
<graphml><graph><node id="&b;&c;"/></graph></graphml>
"""


@pytest.mark.parametrize("ending", [".graphml", ".gexf"])
def test_entities_are_never_expanded(tmp_path: Path, ending: str) -> None:
    """A document type is refused at its first line, before anything in it is read."""
    path = tmp_path / f"bomb{ending}"
    path.write_text(BOMB)
    with pytest.raises(GraphError, match="line 2: a DOCTYPE"):
        read_graph(path)


def test_sizes_are_limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bytes before reading, nodes and ties while reading."""
    path = tmp_path / "large.txt"
    path.write_text("0 1\n1 2\n2 3\n")
    monkeypatch.setattr("sim.graphs.listed.MOST_TIES", 2)
    with pytest.raises(GraphError, match=f"4 nodes and 3 ties are too many; .* {1_000_000} and 2"):
        read_graph(path)
    assert MOST_TIES > 2
    monkeypatch.setattr("sim.graphs.files.MOST_MEGABYTES", 0)
    with pytest.raises(GraphError, match="0 MB are too many"):
        read_graph(path)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("plain.txt", "1 2 0.5\n3\n2 4 8\n"),
        ("tabs.tsv", "1\t2\t0.5\n3\n2\t4\t8\n"),
        ("commas.csv", "1,2,0.5\n3,,\n2,4,8\n"),
        ("semicolons.csv", "1;2;0.5\n3;;\n2;4;8\n"),
        ("header.csv", "weight,source,target\n0.5,1,2\n,3,\n8,2,4\n"),
        ("chinese.csv", "\ufeff源,目标,权重\r\n1,2,0.5\r\n3,,\r\n2,4,8\r\n"),
        ("quoted.csv", '"1","2",0.5\n"3","",\n"2","4",8\n'),
        ("networkx.edgelist", "1 2 {'weight': 0.5}\n3\n2 4 {'weight': 8}\n"),
        ("header.txt", "from to strength\n1 2 0.5\n3\n2 4 8\n"),
    ],
)
def test_edge_lists_of_every_dress(tmp_path: Path, name: str, text: str) -> None:
    """Separators, headers, quotes, a mark at the beginning: the same graph."""
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    loaded = read_graph(path, weights=True)
    assert (loaded.labels, loaded.pairs.tolist()) == (("1", "2", "3", "4"), [[0, 1], [1, 3]])
    assert loaded.weights.tolist() == [0.5, 8.0]


def test_letters_are_names_and_no_header(tmp_path: Path) -> None:
    """``a b`` is a tie unless a column of weights says that it heads a table."""
    path = tmp_path / "letters.csv"
    path.write_text("a,b\nb,c\n")
    assert read_graph(path).labels == ("a", "b", "c")
    path.write_text("a,b,weight\nb,c,1\n")
    assert read_graph(path).labels == ("b", "c")


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("2,3", "line 2: the tie of '2' and '3' has no weight; .*graph.weights"),
        ("2,3,", "has no weight"),
        ("2,3,much", "line 2: the weight 'much' is no number above 0"),
        ("2,3,0", "the weight '0'"),
        ("2,3,-1", "the weight '-1'"),
        ("2,3,inf", "the weight 'inf'"),
    ],
)
def test_weights_have_to_be_there_where_they_are_asked_for(tmp_path: Path, row: str, words: str) -> None:
    """Each tie has a number above 0; who does not ask for weights need not have any."""
    path = tmp_path / "weights.csv"
    path.write_text(f"1,2,3\n{row}\n")
    with pytest.raises(GraphError, match=words):
        read_graph(path, weights=True)
    assert read_graph(path).weights.tolist() == [1.0, 1.0]


@pytest.mark.parametrize("ending", [".graphml", ".gexf"])
def test_a_missing_weight_in_xml_is_found(tmp_path: Path, ending: str) -> None:
    """The line is that of the tie."""
    graph = nx.Graph([(0, 1, {"weight": 2.0}), (1, 2)])
    path = tmp_path / f"some{ending}"
    {".graphml": nx.write_graphml, ".gexf": nx.write_gexf}[ending](graph, path)
    with pytest.raises(GraphError, match=r"line \d+: the tie of '1' and '2' has no weight"):
        read_graph(path, weights=True)


def test_weights_become_strengths(tmp_path: Path) -> None:
    """On both ends of a tie, in contacts; without ``weights`` nothing is written."""
    path = tmp_path / "weights.csv"
    path.write_text("0,1,8\n1,2,0.5\n0,2,1\n")
    for asked, expected in ((True, {(0, 1): 8, (1, 2): 0.5, (0, 2): 1}), (False, {})):
        count, to, strength = (
            np.zeros(3, np.int16),
            np.zeros((3, 4), np.uint32),
            all_shortened(np.full((3, 4), 9.0)),
        )
        values = Values.of(GRAPH.parameters, kind="file", file=str(path), weights=asked)
        fill_ties(values, np.uint64(1), np.zeros(3, np.uint64), np.zeros((3, 2)), count, to, strength)
        for a in range(3):
            for slot in range(count[a]):
                pair = (min(a, int(to[a, slot])), max(a, int(to[a, slot])))
                assert all_lengthened(strength)[a, slot] == expected.get(pair, 9)


@pytest.mark.parametrize(("ending", "kind"), KINDS.items())
def test_a_network_keeps_numbers_and_strengths(tmp_path: Path, ending: str, kind: str) -> None:
    """Nodes that are not 0 to n - 1, exact strengths, attributes that some lack, words in Chinese."""
    network = Network(
        np.array([3, 8, 11, 40]),
        np.array([[0, 3], [1, 3]]),
        np.array([0.1 + 0.2, 1e-300]),
        {"channel": ["公众号", "a<b", None, "c"], "belonging": [0.5, None, 0.25, 1.0]},
        {"scenario": "试", "day": 3},
    )
    path = tmp_path / f"network{ending}"
    write_graph(path, network, kind)
    loaded = read_graph(path, weights=True)
    assert loaded.labels == ("3", "8", "11", "40")
    assert loaded.pairs.tolist() == [[0, 3], [1, 3]]
    assert loaded.weights.tolist() == network.strength.tolist()
    if kind != "edges":
        read = {"graphml": nx.read_graphml, "gexf": nx.read_gexf}[kind](path)
        assert read.nodes["3"]["channel"] == "公众号"
        assert "channel" not in read.nodes["11"]
        assert read.nodes["40"]["belonging"] == 1.0


def test_nodes_as_a_table(tmp_path: Path) -> None:
    """What does not exist is blank; names with commas are quoted."""
    network = Network(np.array([3, 8]), np.zeros((0, 2), np.int64), np.zeros(0), {"channel": ["a,b", None]})
    write_nodes(tmp_path / "nodes.csv", network)
    assert (tmp_path / "nodes.csv").read_bytes() == b'id,channel\r\n3,"a,b"\r\n8,\r\n'


def test_communities_are_numbered_by_size() -> None:
    """Two circles and somebody alone, who is in none."""
    big, small = nx.complete_graph(5), nx.complete_graph(range(6, 9))
    pairs = np.array([*small.edges(), *big.edges()])
    found = communities_of(Network(np.arange(9), pairs, np.ones(len(pairs))))
    assert found == [0] * 5 + [None] + [1] * 3
    assert communities_of(Network(np.zeros(0, np.int64), np.zeros((0, 2), np.int64), np.zeros(0))) == []


def test_writing_refuses(tmp_path: Path) -> None:
    """Unknown kinds and places that are not there are named."""
    network = network_of_table(np.zeros(2, np.uint16), np.zeros((2, 3), np.int32))
    with pytest.raises(GraphError, match="No kind of graph file 'png'; there are graphml, gexf, edges"):
        write_graph(tmp_path / "graph.png", network, "png")
    with pytest.raises(GraphError, match="cannot be written"):
        write_graph(tmp_path / "nowhere" / "graph.gexf", network, "gexf")


def test_an_empty_edge_list_is_a_graph_of_nobody(tmp_path: Path) -> None:
    """No lines, no nodes; a group of nobody accepts it."""
    path = tmp_path / "empty.txt"
    path.write_text("# nobody\n")
    assert _load(path, 0).dropped == 0
    with pytest.raises(GraphError, match="0 nodes where"):
        _load(path, 5)
