"""Part 5: who knows whom on day 0: own generators against networkx; ``python -m experiments.benchmarks.graphs``."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable

import networkx as nx
import numpy as np

from experiments.benchmarks.sampling import Samples, in_turn, peak_bytes, program, seconds
from experiments.benchmarks.table import Part, number
from sim.engine.plan import make_plan
from sim.engine.stepper import found
from sim.engine.world import World
from sim.graphs import fill_ties
from sim.scenario import load_scenario

KINDS = ("small_world", "scale_free", "communities")
TIES = 6
SMALL = 500
LIMIT_SECONDS, LIMIT_BYTES = 30.0, 2 * 2**30
"""For 10^6 members."""

NETWORKX: dict[str, tuple[str, Callable[[int], object]]] = {
    "small_world": (
        "watts_strogatz_graph",
        lambda seed: nx.watts_strogatz_graph(SMALL, TIES, 0.1, seed=seed),
    ),
    "scale_free": (
        "barabasi_albert_graph",
        lambda seed: nx.barabasi_albert_graph(SMALL, TIES // 2, seed=seed),
    ),
    "communities": (
        "gaussian_random_partition_graph",
        lambda seed: nx.gaussian_random_partition_graph(
            SMALL, 25, 5, TIES * 0.8 / 25, TIES * 0.2 / SMALL, seed=seed
        ),
    ),
}
"""The nearest that networkx has; its communities know no likeness of members."""


def filler(kind: str, n: int) -> Callable[[int], int]:
    """Return a function that draws the graph of a group of ``n`` members anew under a seed."""
    # Members with traits come from a founding without a graph; only the graph is then timed.
    bare = make_plan(
        load_scenario("types/interest_group", (f"members.initial={n}", "graph.kind=none", "horizon=1d"))
    )
    world = World(bare)
    world.clear(0, 0)
    found(world)
    settings = (f"members.initial={n}", f"graph.kind={kind}", f"graph.mean_ties={TIES}", "horizon=1d")
    graph = load_scenario("types/interest_group", settings).groups[0].graph
    arrays = world.arrays
    keys, interests = arrays["keys"][0, :n].copy(), arrays["interests"][0, :n].copy()
    count, to = np.zeros(n, np.int16), np.zeros((n, int(graph.max_ties)), np.uint32)
    return lambda seed: fill_ties(graph, np.uint64(seed + 1), keys, interests, count, to)


def large(kind: str, n: int) -> dict[str, float]:
    """Draw one large graph in this process."""
    filler(kind, SMALL)(0)  # loads the compiled code
    fill = filler(kind, n)
    took = seconds(lambda: fill(0))
    return {"seconds": took, "peak": peak_bytes()}


def measure(quick: bool) -> Part:
    """Measure every kind at both sizes."""
    n, repetitions = (20_000, 1) if quick else (1_000_000, 3)
    part = Part(f"5. Who knows whom on day 0: graphs of {SMALL} and {n:,} members, {TIES} ties each")
    rows: list[list[str]] = []
    for kind in KINDS:
        fill = filler(kind, SMALL)
        fill(0)
        name, build = NETWORKX[kind]
        small = in_turn(
            {
                "own": lambda r, fill=fill: 1e6 * seconds(lambda: [fill(20 * r + k) for k in range(20)]) / 20,  # type: ignore[misc]
                "networkx": lambda r, build=build: 1e6 * seconds(lambda: build(r)),  # type: ignore[misc]
            },
            5,
        )
        own, other = small["own"].middle, small["networkx"].middle
        rows.append([kind, number(own), f"{number(other)} ({name})", number(other / own)])
        command = [sys.executable, "-m", "experiments.benchmarks.graphs", kind, str(n)]
        runs = [json.loads(program(command).out) for _ in range(repetitions)]
        part.add(f"{kind}, {n:,} members", "s", Samples(tuple(run["seconds"] for run in runs)), LIMIT_SECONDS)
        peaks = Samples(tuple(run["peak"] / 2**20 for run in runs))
        part.add(f"{kind}, peak memory of the process", "MiB", peaks, LIMIT_BYTES / 2**20)
    head = [f"kind, {SMALL} members", "own, microseconds", "networkx, microseconds", "ratio"]
    part.tables.append((head, rows))
    part.remarks.append(
        "Drawing the graph into the group's tie table; the members and their arrays are there before, and count in the peak."
    )
    return part


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("kind", choices=KINDS)
    arguments.add_argument("members", type=int)
    given = arguments.parse_args()
    print(json.dumps(large(given.kind, given.members)))
