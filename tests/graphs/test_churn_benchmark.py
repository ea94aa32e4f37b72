"""The models of the benchmark of speed follow the same rules."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from graph_helpers import assert_same_mean

from experiments.benchmarks.churn import numpy_model, rules

mesa_model = pytest.importorskip("experiments.benchmarks.churn.mesa_model")


def test_mesa_and_numpy_agree() -> None:
    """Members at the end, visits and member-days have the same means over seeds, and the same spread."""
    seeds = range(24)
    theirs = [mesa_model.run(200, 60, seed) for seed in seeds]
    ours = [numpy_model.run(200, 60, 1000 + seed) for seed in seeds]
    for name in ("members_end", "visits_total", "member_days"):
        x, y = [run[name] for run in ours], [run[name] for run in theirs]
        assert_same_mean(x, y, within=4.0)
        assert 0.4 < np.std(x) / np.std(y) < 2.5


def test_the_benchmark_is_about_churn() -> None:
    """Some leave and some stay, and a tenth to a third visit on a day, as in real groups."""
    run = numpy_model.run(2000, 180, 1)
    assert 0.1 * 2000 < run["members_end"] < 0.9 * 2000
    assert 0.1 < run["visits_total"] / run["member_days"] < 0.4


def test_friends_are_those_of_the_graph() -> None:
    """The padded table holds the graph."""
    graph = nx.watts_strogatz_graph(50, rules.TIES, rules.REWIRING, seed=3)
    table = numpy_model.friends_table(50, 3)
    assert [sorted(row[row < 50].tolist()) for row in table] == [sorted(graph[node]) for node in range(50)]


def test_mesa_collects_members_and_active() -> None:
    """The collector has one row a day and one for the start."""
    model = mesa_model.ChurnModel(50, 10, 1)
    model.run()
    table = model.datacollector.get_model_vars_dataframe()
    assert table.shape == (11, 2)
    assert table["members"].is_monotonic_decreasing
    assert table["members"].iloc[-1] == len(model.agents)
