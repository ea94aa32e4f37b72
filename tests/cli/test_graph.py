"""``sim graph``: networks of results and of scenarios."""

from __future__ import annotations

import csv

import networkx as nx
import pytest

RUN = ("--worlds", 3, "--quiet")


@pytest.fixture
def results(sim, small, calmer, tmp_path):
    """Two scenarios in three worlds."""
    assert sim("compare", small, calmer, *RUN, "--seed", 7, "--out", tmp_path / "two").exit_code == 0
    return tmp_path / "two"


def test_kinds_are_those_that_can_be_written():
    from sim.cli.commands.graph import KINDS
    from sim.graphs.export import KINDS as WRITTEN

    assert tuple(WRITTEN) == KINDS


def test_a_recorded_world_is_run_again_and_checked(sim, sim_json, results, tmp_path):
    out = tmp_path / "there.graphml"
    told = sim_json("graph", results, "--scenario", "small", "--world", 2, "--day", 9, "--out", out)
    graph = nx.read_graphml(out)
    assert told["checked"]
    assert (len(graph), graph.number_of_edges()) == (told["members"], told["ties"])
    about = {"scenario": "small", "world": 2, "seed": 7, "group": "main", "day": 9}
    assert {name: graph.graph[name] for name in about} == about
    import pandas as pd

    days = pd.read_parquet(results / "days")
    runs = pd.read_parquet(results / "runs")
    run = runs[(runs["scenario"] == "small") & (runs["world"] == 2)]["run"].item()
    assert days[(days["run"] == run) & (days["day"] == 9)]["members"].item() == len(graph)


def test_an_edge_list_comes_with_a_table_of_members_and_loads_again(sim, sim_json, results, tmp_path):
    out = tmp_path / "ties.csv"
    told = sim_json("graph", results, "--scenario", "small", "--day", 5, "--to", "edges", "--out", out)
    assert told["files"] == [str(out), str(tmp_path / "ties.members.csv")]
    rows = list(csv.DictReader((tmp_path / "ties.members.csv").open(encoding="utf-8")))
    assert len(rows) == told["members"]
    assert {row["state"] for row in rows} <= {"member", "muted"}
    again = tmp_path / "again.yaml"
    again.write_text(
        f"horizon: 3d\nmembers: {{initial: {told['members']}}}\ngraph: {{kind: file, file: ties.csv, weights: true}}\n"
    )
    assert sim("check", again).exit_code == 0
    assert sim("run", again, "--worlds", 1, "--quiet").exit_code == 0


def test_a_scenario_needs_no_results(assert_refused, sim, sim_json, small, tmp_path, monkeypatch):
    """Its name tells the world and the day; --set and --seed are heeded; nothing is written over unless forced."""
    monkeypatch.chdir(tmp_path)
    call = ("graph", small, "--day", 0, "--set", "members.initial=12", "--seed", 3)
    told = sim_json(*call)
    assert told["files"] == ["small-world0-day0.graphml"]
    assert (told["checked"], told["seed"]) == (False, 3)
    assert_refused(sim(*call), "exists already; name another, or add --force")
    everyone = sim_json(*call, "--force", "--everyone")
    assert everyone["members"] >= max(12, told["members"])
    assert sim("graph", small, "--day", 0, "--out", "x.gexf", "--lang", "zh-CN").exit_code == 0


def test_results_that_cannot_be_repeated_are_refused(assert_refused, sim, results, tmp_path):
    """Other code would show here as other numbers: somebody else's days are not this world's."""
    from sim.results import arrow

    for path in (results / "days").iterdir():
        columns = arrow.read(path)
        arrow.write(path, {**columns, "visiting": columns["visiting"] + 1.0}, {}, {})
    result = sim("graph", results, "--scenario", "small", "--day", 9, "--out", tmp_path / "x.gexf")
    assert_refused(result, "World 0 did not run as recorded: visiting of day 0 was", "sim graph SCENARIO")
    assert not (tmp_path / "x.gexf").exists()


def test_results_with_a_hook_are_refused(assert_refused, sim, small, tmp_path):
    """A hook is code of somebody's own, and is not kept."""
    from sim.engine import simulate
    from sim.results import ResultFolder
    from sim.scenario import load_scenario
    from sim.study import study_of

    scenario = load_scenario(small)
    study = study_of([scenario], seed=0, code="c0de", hook="abc")
    with ResultFolder(tmp_path / "hooked").open_or_create(study) as folder:
        folder.append("small", simulate(scenario, worlds=[0]))
    result = sim("graph", tmp_path / "hooked", "--day", 9, "--out", tmp_path / "x.gexf")
    assert_refused(result, "were run with a hook, which is not kept")


def test_a_graph_file_of_the_scenario_is_found_again(assert_refused, sim, sim_json, tmp_path, monkeypatch):
    """The manifest keeps the name of the file; it is looked for where the scenario was."""
    home = tmp_path / "home"
    home.mkdir()
    (home / "friends.csv").write_text("".join(f"{n},{n + 1}\n" for n in range(11)))
    (home / "own.yaml").write_text(
        "horizon: 4d\nmembers: {initial: 12}\ngraph: {kind: file, file: friends.csv}\n"
    )
    monkeypatch.chdir(home)
    assert sim("run", "own.yaml", "--worlds", 1, "--quiet", "--out", "res").exit_code == 0
    call = ("graph", home / "res", "--day", 1, "--force")
    assert sim_json(*call)["checked"]
    monkeypatch.chdir(tmp_path)
    assert sim_json(*call)["checked"], "beside the folder of results"
    (home / "friends.csv").rename(home / "gone.csv")
    assert_refused(sim(*call), "reads friends.csv, which is not there", "folder of the scenario")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--day", 9), ("There are several: small, calmer", "--scenario")),
        (("--day", 9, "--scenario", "x"), ("--scenario x", "small")),
        (("--day", 9, "--scenario", "small", "--world", 3), ("'small' in world 3",)),
        (("--day", 20, "--scenario", "small"), ("--day 20", "ends after day 19")),
        (("--day", 9, "--scenario", "small", "--group", "vip"), ("--group vip", "main")),
        (("--day", 9, "--scenario", "small", "--seed", 1), ("--seed is for scenarios",)),
        (("--day", 9, "--scenario", "small", "--set", "a=1"), ("--set is for scenarios",)),
        (("--day", 9, "--scenario", "small", "--out", "x.png"), ("x.png should end in", ".gexf")),
        (("--day", 9, "--scenario", "small", "--to", "gexf", "--out", "x.csv"), ("should end in .gexf",)),
        (("--day", 9, "--to", "dot"), ("--to", "graphml")),
        (("--day", -1), ("--day", "-1")),
        ((), ("--day N is missing",)),
    ],
)
def test_refusals(assert_refused, sim, results, options, words):
    assert_refused(sim("graph", results, *options), *words)


def test_more_refusals(assert_refused, sim, small, tmp_path):
    (tmp_path / "folder").mkdir()
    assert_refused(sim("graph", tmp_path / "folder", "--day", 1), "holds no results")
    assert_refused(
        sim("graph", small, "--day", 1, "--scenario", "small"), "--scenario is for folders of results"
    )
    several = tmp_path / "several.yaml"
    several.write_text("horizon: 3d\ngroups: {a: {members: {initial: 12}}, b: {members: {initial: 12}}}\n")
    assert_refused(sim("graph", several, "--day", 1), "There are several: a, b", "--group")
    (tmp_path / "bad.graphml").write_text("<graphml>\n<graph")
    own = tmp_path / "own.yaml"
    own.write_text("members: {initial: 12}\ngraph: {kind: file, file: bad.graphml}\n")
    for call in (("run", own), ("check", own), ("graph", own, "--day", 1)):
        result = sim(*call)
        assert result.exit_code == 2
        assert "bad.graphml, line 2: is not well-formed XML" in result.stderr
    chinese = sim("check", own, "--lang", "zh-CN")
    assert chinese.exit_code == 2
    assert "bad.graphml" in chinese.stderr


def test_check_says_what_a_graph_file_holds(sim, sim_json, tmp_path):
    (tmp_path / "twice.csv").write_text("1,2\n2,1\n3,3\n")
    own = tmp_path / "own.yaml"
    own.write_text("members: {initial: 3}\ngraph: {kind: file, file: twice.csv, simplify: true}\n")
    (found,) = sim_json("check", own)
    (line,) = found["graphs"]
    assert line.endswith(
        "twice.csv: 3 members, 1 ties; ties of a node with itself, dropped: 1; "
        "ties that were listed before, put together: 1"
    )
    assert line in sim("check", own).stdout
