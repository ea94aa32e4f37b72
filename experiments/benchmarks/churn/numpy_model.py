"""Churn on a graph in vectorised NumPy, between plain Mesa and compiled code; the rules are in ``rules.py``.

Friends of the present are rows of a padded table; whoever leaves is taken out of the arrays, so
that a day costs no more than the members who are there.

Run ``python -m experiments.benchmarks.churn.numpy_model N DAYS SEED``.
"""

from __future__ import annotations

import sys
import time

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from experiments.benchmarks.churn import rules


def friends_table(n: int, seed: int) -> NDArray[np.int64]:
    """Rows of everybody's friends (n, most friends), padded with ``n``, a row that is never active."""
    graph = nx.watts_strogatz_graph(n, rules.TIES, rules.REWIRING, seed=seed)
    width = max((degree for _, degree in graph.degree()), default=0)
    table = np.full((n, width), n, np.int64)
    for node, friends in graph.adjacency():
        table[node, : len(friends)] = list(friends)
    return table


class ChurnModel:
    """A group of ``n`` members over ``days`` days."""

    def __init__(self, n: int, days: int, seed: int) -> None:
        self.days = days
        self.random = np.random.default_rng(seed)  # noqa: TID251 - what an ordinary user takes
        self.friends = friends_table(n, seed)
        self.was_active = np.append(np.ones(n, bool), np.False_)
        self.present = np.arange(n)
        self.attachment = self.random.normal(rules.ATTACHMENT_MEAN, rules.ATTACHMENT_SD, n)
        self.trace = np.ones(n)
        self.silence = np.zeros(n, np.int64)
        self.members = [n]
        self.active = [0]

    def step(self) -> None:
        """One day; ``attachment``, ``trace`` and ``silence`` hold the present only."""
        count = len(self.present)
        f = self.was_active[self.friends].sum(axis=1)
        inclination = self.attachment + rules.TRACE_WEIGHT * self.trace + rules.FRIEND_WEIGHT * f
        visits = self.random.random(count) < 1.0 / (1.0 + np.exp(-inclination))
        self.trace = rules.TRACE_KEEP * self.trace + visits
        self.silence = np.where(visits, 0, self.silence + 1)
        self.was_active[self.present] = visits
        p_leave = np.minimum(rules.LEAVE_MAX, rules.LEAVE_PER_DAY * self.silence) / (1 + f)
        stays = visits | (self.random.random(count) >= p_leave)
        if not stays.all():
            self.present, self.friends = self.present[stays], self.friends[stays]
            self.attachment, self.trace, self.silence = (
                self.attachment[stays],
                self.trace[stays],
                self.silence[stays],
            )
        self.members.append(len(self.present))
        self.active.append(int(visits.sum()))

    def run(self) -> None:
        """All days."""
        for _ in range(self.days):
            self.step()


def run(n: int, days: int, seed: int) -> dict[str, float]:
    """Run once; ``seconds`` is the time of the days, without building the model."""
    model = ChurnModel(n, days, seed)
    began = time.perf_counter()
    model.run()
    seconds = time.perf_counter() - began
    return {
        "members_end": model.members[-1],
        "visits_total": sum(model.active),
        "member_days": sum(model.members[:-1]),
        "seconds": seconds,
    }


if __name__ == "__main__":
    result = run(*(int(word) for word in sys.argv[1:4]))
    print(result, f"{1e9 * result['seconds'] / result['member_days']:.0f} ns per member-day")
