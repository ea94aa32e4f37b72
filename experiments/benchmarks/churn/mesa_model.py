"""Churn on a graph in plain Mesa 3.3, as its tutorials teach; the rules are in ``rules.py``.

Rules in short: every day each present member visits with a probability logistic in attachment,
trace of past visits and number of friends active yesterday; who stays away leaves with a
probability that rises with the days of silence and falls with active friends. All react to the
state of the morning, hence the two stages ``look`` and ``act``. Friends are kept as a list of
agents, which is faster than asking a grid for neighbours each day.

Run ``python -m experiments.benchmarks.churn.mesa_model N DAYS SEED``.
"""

from __future__ import annotations

import math
import sys
import time

import mesa
import networkx as nx

from experiments.benchmarks.churn import rules


class Member(mesa.Agent):  # type: ignore[misc] # mesa has no types
    """Somebody in the group."""

    def __init__(self, model: ChurnModel) -> None:
        super().__init__(model)
        self.attachment = self.random.gauss(rules.ATTACHMENT_MEAN, rules.ATTACHMENT_SD)
        self.trace = 1.0
        self.silence = 0
        self.was_active = True
        self.friends: list[Member] = []
        self.active_friends = 0

    def look(self) -> None:
        """See which friends were active yesterday."""
        self.active_friends = sum(friend.was_active for friend in self.friends)

    def act(self) -> None:
        """Visit or not, and perhaps leave."""
        inclination = (
            self.attachment + rules.TRACE_WEIGHT * self.trace + rules.FRIEND_WEIGHT * self.active_friends
        )
        visits = self.random.random() < 1.0 / (1.0 + math.exp(-inclination))
        self.trace = rules.TRACE_KEEP * self.trace + visits
        self.was_active = visits
        if visits:
            self.silence = 0
            self.model.active += 1
            return
        self.silence += 1
        p_leave = min(rules.LEAVE_MAX, rules.LEAVE_PER_DAY * self.silence) / (1 + self.active_friends)
        if self.random.random() < p_leave:
            self.remove()


class ChurnModel(mesa.Model):  # type: ignore[misc]
    """A group of ``n`` members over ``days`` days."""

    def __init__(self, n: int, days: int, seed: int) -> None:
        super().__init__(seed=seed)
        self.days = days
        self.active = 0
        graph = nx.watts_strogatz_graph(n, rules.TIES, rules.REWIRING, seed=seed)
        members = [Member(self) for _ in range(n)]
        for node, member in enumerate(members):
            member.friends = [members[friend] for friend in graph[node]]
        self.datacollector = mesa.DataCollector(
            model_reporters={"members": lambda model: len(model.agents), "active": "active"}
        )
        self.datacollector.collect(self)

    def step(self) -> None:
        """One day."""
        self.active = 0
        self.agents.do("look")
        self.agents.do("act")  # the order does not matter: everybody has looked
        self.datacollector.collect(self)

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
    collected = model.datacollector.model_vars
    return {
        "members_end": len(model.agents),
        "visits_total": sum(collected["active"]),
        "member_days": sum(collected["members"][:-1]),
        "seconds": seconds,
    }


if __name__ == "__main__":
    result = run(*(int(word) for word in sys.argv[1:4]))
    print(result, f"{1e9 * result['seconds'] / result['member_days']:.0f} ns per member-day")
