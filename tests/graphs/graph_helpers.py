"""What the tests of graphs share: a way to build one and to see it through networkx."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from sim.graphs import fill_ties, to_networkx
from sim.parameters import Scalar, Values
from sim.rng import group_key
from sim.state.sections import GRAPH


def people(n: int, seed: int = 0) -> tuple[NDArray[np.uint64], NDArray[np.float32]]:
    """Keys and interests of ``n`` people."""
    random = np.random.default_rng(seed)
    keys = random.integers(1, 2**63, n).astype(np.uint64)
    return keys, random.normal(0.0, 0.6, (n, 2)).astype(np.float32)


@dataclass(frozen=True)
class Table:
    """A tie table and what the builder said was dropped."""

    tie_count: NDArray[Any]
    tie_to: NDArray[np.int32]
    dropped: int

    @property
    def graph(self) -> nx.Graph[int]:
        """The table as a networkx graph."""
        return to_networkx(self.tie_count, self.tie_to)

    def rows(self) -> list[list[int]]:
        """The slots in use, row by row."""
        return [self.tie_to[i, :count].tolist() for i, count in enumerate(self.tie_count.tolist())]


def build(
    n: int, *, slots: int = 100, world: int = 0, seed: int = 1, dtype: Any = np.uint16, **graph: Scalar
) -> Table:
    """Build a graph over ``n`` people who are the same in every world."""
    keys, interests = people(n)
    tie_count = np.full(n, 3, dtype)  # what was there before must not matter
    tie_to = np.full((n, slots), -7, np.int32)
    values = Values.of(GRAPH.parameters, **graph)
    dropped = fill_ties(values, group_key(seed, world, "main"), keys, interests, tie_count, tie_to)
    return Table(tie_count, tie_to, dropped)


def check_table(table: Table) -> None:
    """Assert that a table is symmetric, simple and within its slots."""
    n, slots = table.tie_to.shape
    assert int(table.tie_count.max(initial=0)) <= slots
    used = np.arange(slots) < table.tie_count[:, None]
    a = np.broadcast_to(np.arange(n)[:, None], used.shape)[used]
    b = table.tie_to[used]
    assert np.all((b >= 0) & (b < n)), "a tie leads outside"
    assert np.all(a != b), "a tie of somebody with themselves"
    forth = np.sort(a.astype(np.int64) * n + b)
    assert np.all(np.diff(forth) > 0), "a tie twice"
    assert np.array_equal(forth, np.sort(b.astype(np.int64) * n + a)), "a tie on one side only"


def mean_and_error(values: list[float]) -> tuple[float, float]:
    """Mean and its standard error."""
    sample = np.array(values)
    return float(sample.mean()), float(sample.std(ddof=1) / np.sqrt(len(sample)))


def assert_same_mean(
    ours: list[float], theirs: list[float], *, within: float = 4.5, slack: float = 0.0
) -> None:
    """Assert that two samples have the same mean, within standard errors of the difference plus ``slack``."""
    (x, x_error), (y, y_error) = mean_and_error(ours), mean_and_error(theirs)
    limit = within * float(np.hypot(x_error, y_error)) + slack + 1e-12
    assert abs(x - y) <= limit, f"means {x:.5g} and {y:.5g} differ by more than {limit:.3g}"
