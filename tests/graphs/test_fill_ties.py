"""What holds for every kind of graph."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from graph_helpers import build, check_table, people
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sim.graphs import GraphError, fill_ties
from sim.parameters import Values
from sim.rng import group_key
from sim.state.sections import GRAPH

KINDS = ("small_world", "scale_free", "communities")


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=150, deadline=None)
@given(
    n=st.integers(0, 90),
    slots=st.integers(1, 20),
    mean_ties=st.floats(0.0, 30.0, width=32),
    rewiring=st.floats(0.0, 1.0),
    circle_size=st.floats(2.0, 120.0),
    homophily=st.floats(0.0, 1.0),
    world=st.integers(0, 1000),
)
@example(n=1, slots=1, mean_ties=6.0, rewiring=1.0, circle_size=2.0, homophily=1.0, world=0)
@example(n=40, slots=1, mean_ties=20.0, rewiring=1.0, circle_size=2.0, homophily=1.0, world=0)
def test_symmetric_simple_and_within_slots(kind: str, **given: float) -> None:
    """Whatever the parameters, the table is a simple graph, and no tie is lost without being counted."""
    n, slots, world = int(given.pop("n")), int(given.pop("slots")), int(given.pop("world"))
    table = build(n, kind=kind, slots=slots, world=world, **given)  # type: ignore[arg-type]
    check_table(table)
    assert table.dropped >= 0
    if kind == "small_world" and given["mean_ties"] % 2 == 0:
        assert int(table.tie_count.sum()) // 2 + table.dropped == n * int(given["mean_ties"]) // 2


@pytest.mark.parametrize("kind", KINDS)
def test_same_arguments_same_graph_and_other_worlds_and_seeds_others(kind: str) -> None:
    """A graph is a function of its arguments, and each world and seed has its own."""
    first = build(300, kind=kind, mean_ties=6.0, rewiring=0.3)
    again = build(300, kind=kind, mean_ties=6.0, rewiring=0.3)
    assert first.rows() == again.rows()
    others = [
        build(300, kind=kind, mean_ties=6.0, rewiring=0.3, world=w, seed=s)
        for w, s in ((1, 1), (0, 2), (2, 1))
    ]
    ties = [set(table.graph.edges()) for table in (first, *others)]
    for i, mine in enumerate(ties):
        for theirs in ties[:i]:
            assert len(mine & theirs) < 0.9 * len(mine)


@pytest.mark.parametrize("kind", KINDS)
def test_draws_belong_to_persons(kind: str) -> None:
    """Other people in the same rows get another graph."""
    values = Values.of(GRAPH.parameters, kind=kind, rewiring=0.5)
    tables = []
    for seed in (0, 1):
        keys, _ = people(200, seed)
        _, interests = people(200)
        count, to = np.zeros(200, np.uint16), np.zeros((200, 12), np.int32)
        fill_ties(values, group_key(1, 0, "main"), keys, interests, count, to)
        tables.append(to.copy())
    assert not np.array_equal(tables[0], tables[1])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_counts_of_either_width(kind: str, dtype: type) -> None:
    """The width of the counts changes nothing."""
    narrow = build(120, kind=kind, dtype=dtype, slots=12)
    check_table(narrow)
    assert narrow.rows() == build(120, kind=kind, slots=12).rows()


@pytest.mark.parametrize("kind", KINDS)
def test_no_ties_asked_for(kind: str) -> None:
    """A mean of 0 is no graph."""
    assert build(50, kind=kind, mean_ties=0.0).tie_count.sum() == 0


def test_none_empties_the_table() -> None:
    """Nobody knows anybody, whatever stood there."""
    table = build(50, kind="none")
    assert table.tie_count.sum() == 0
    assert table.dropped == 0


def test_unknown_kind_is_refused() -> None:
    """A kind nobody wrote is named."""
    with pytest.raises(GraphError, match="moon"):
        build(5, kind="moon")


@pytest.mark.parametrize("kind", KINDS)
def test_full_slots_are_counted(kind: str) -> None:
    """Asking for more than the slots hold fills nearly all of them and says what was dropped."""
    n, slots = 400, 6
    table = build(n, kind=kind, mean_ties=20.0, slots=slots)
    check_table(table)
    made = int(table.tie_count.sum()) // 2
    assert made > 0.85 * n * slots / 2
    assert table.dropped == pytest.approx(10 * n - made, rel=0.1)


@pytest.mark.parametrize("kind", KINDS)
def test_usual_slots_cost_few_ties(kind: str) -> None:
    """With a mean of 6 and 12 slots the mean stays, and less than 1 % is dropped."""
    tables = [build(500, kind=kind, mean_ties=6.0, slots=12, world=w) for w in range(20)]
    means = np.array([table.tie_count.mean() for table in tables])
    assert means.mean() == pytest.approx(6.0, abs=0.08)
    assert sum(table.dropped for table in tables) < 0.01 * 20 * 1500


@pytest.mark.parametrize("kind", KINDS)
def test_large(kind: str) -> None:
    """A graph of 10^5 people holds what every graph holds."""
    table = build(100_000, kind=kind, mean_ties=6.0, slots=12)
    check_table(table)
    assert table.tie_count.mean() == pytest.approx(6.0, abs=0.05)


_MEMORY = """
import resource, numpy as np
from sim.graphs import fill_ties
from sim.parameters import Values
from sim.state.sections import GRAPH
n = 100_000
keys = np.arange(1, n + 1, dtype=np.uint64)
interests = np.random.default_rng(0).normal(size=(n, 2)).astype(np.float32)
count, to = np.zeros(n, np.uint16), np.zeros((n, 12), np.int32)
def fill(m):
    values = Values.of(GRAPH.parameters, kind={kind!r}, mean_ties=6.0)
    fill_ties(values, np.uint64(1), keys[:m], interests[:m], count[:m], to[:m])
fill(1000)
to[:] = 0
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
fill(n)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.skipif(
    sys.platform != "linux", reason="peak memory is read from the system's accounts in kilobytes"
)
def test_scratch_memory(kind: str) -> None:
    """Beside the table 10^5 people take less than 16 MB, the tables of 10^6 then less than 160."""
    done = subprocess.run(
        [sys.executable, "-c", _MEMORY.format(kind=kind)], capture_output=True, text=True, check=True
    )
    assert int(done.stdout) < 16_000


def test_importing_compiles_nothing() -> None:
    """Neither numba nor networkx is needed before a graph is built."""
    code = "import sys, sim.graphs; print('networkx' in sys.modules, 'sim.graphs.slots' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
