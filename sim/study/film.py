"""Filming one world: it runs once more, and somebody looks on every evening."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.engine.plan import day_measures, make_plan
from sim.engine.stepper import found, run_days, run_until
from sim.engine.world import World
from sim.scenario.model import Scenario
from sim.state.people import Role, Status
from sim.study.reel import MOST_POSTS, Ints, Reel, Seen


def record(scenario: Scenario, *, world: int, seed: int, group: str | None = None) -> Reel:
    """Run one world once more, looking on every evening; the numbers are those of :func:`sim.simulate`.

    Parameters
    ----------
    scenario
        What to run.
    world, seed
        Which world.
    group
        Id of the group that is looked at; by default the first.

    Raises
    ------
    KeyError
        If there is no such group.
    """
    plan = make_plan(scenario)
    ids = [each.id for each in scenario.groups]
    if group is not None and group not in ids:
        raise KeyError(f"no group {group!r}; there are {', '.join(ids)}")
    g = ids.index(group) if group is not None else 0
    run = World(plan)
    run.clear(seed, world)
    found(run)
    camera = _Camera(run, g)
    camera.acquaintances(np.arange(int(run.groups[g]["n_rows"])))
    for day in range(scenario.horizon_days):
        run_until(run, day + 1, "close_day")
        camera.evening(day)
        run_days(run, day + 1)
    channels = tuple(name for name, _ in scenario.groups[g].channels)
    fees = plan.levers[g]["entry_fee"].astype(np.float64)
    return camera.reel(channels, fees)


class _Camera:
    """What is kept of each evening."""

    def __init__(self, run: World, g: int) -> None:
        self._run, self._g = run, g
        self._days: list[NDArray[np.uint8]] = []
        self._links: list[Ints] = []
        self._known: list[Ints] = []
        self._roles = np.zeros(0, np.int64)
        self._joined = np.zeros(0, np.int64)

    def _rows(self, field: str) -> NDArray[Any]:
        values: NDArray[Any] = self._run.arrays[field][self._g, : self._n()]
        return values

    def _n(self) -> int:
        return int(self._run.groups[self._g]["n_rows"])

    def acquaintances(self, rows: Ints) -> None:
        """Keep whom these members know."""
        counts = self._rows("tie_count")[rows].astype(np.int64)
        slots = self._run.arrays["tie_to"][self._g, rows]
        there = np.arange(slots.shape[1]) < counts[:, None]
        self._known.append(np.stack([np.repeat(rows, counts), slots[there].astype(np.int64)], axis=1))

    def evening(self, day: int) -> None:
        """Keep a day, before its marks are cleared."""
        status = self._rows("status")
        muted = status == Status.MUTED
        role = self._rows("role").astype(np.int64)
        posts = np.minimum(self._rows("posts"), MOST_POSTS).astype(np.uint8)
        present = (status == Status.MEMBER) | muted
        seen = present * np.uint8(Seen.PRESENT) + muted * np.uint8(Seen.MUTED) + posts * np.uint8(Seen.POSTS)
        seen += (self._rows("visits") > 0) * np.uint8(Seen.VISITED)
        seen += (self._rows("answers") > 0) * np.uint8(Seen.ANSWERED)
        seen += (self._rows("last_purchase") == day) * np.uint8(Seen.BOUGHT)
        seen += (present & (role >= Role.KOC)) * np.uint8(Seen.LEADS)
        self._days.append(seen)
        before = self._roles.size
        self._roles = np.maximum(np.pad(self._roles, (0, role.size - before)), role)
        self._joined = np.concatenate([self._joined, self._rows("join_day")[before:].astype(np.int64)])
        if role.size > before > 0:
            self.acquaintances(np.arange(before, role.size))
        self._answers(day)

    def _answers(self, day: int) -> None:
        count = int(self._run.groups[self._g]["n_messages"])
        row = self._run.arrays["message_row"][self._g, :count].astype(np.int64)
        to = self._run.arrays["message_to"][self._g, :count].astype(np.int64)
        one = row[to >= 0]
        self._links.append(np.stack([np.full(one.size, day), one, row[to[to >= 0]]], axis=1))

    def reel(self, channels: tuple[str, ...], fees: NDArray[np.float64]) -> Reel:
        """Put the days together."""
        seen = np.zeros((self._n(), len(self._days)), np.uint8)
        for day, there in enumerate(self._days):
            seen[: there.size, day] = there
        whole = {name: self._rows(name).astype(np.int64) for name in ("channel", "inviter", "cause", "spent")}
        out = self._run.out[self._g]
        return Reel(
            keys=self._rows("keys").astype(np.uint64),
            seen=seen,
            role=self._roles,
            joined=self._joined,
            left=self._rows("leave_day").astype(np.int64),
            links=np.concatenate(self._links),
            known=np.concatenate(self._known),
            channels=channels,
            days={measure.name: out[:, m].copy() for m, measure in enumerate(day_measures())},
            fees=fees,
            **whole,
        )
