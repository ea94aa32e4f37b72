"""The network of a group on the evening of a day: who is there, how they stand, who knows whom how well."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from sim.engine.engine import Engine
from sim.graphs import Network, communities_of, ties_of
from sim.scenario.model import Scenario
from sim.state.group import RING
from sim.state.people import Role, Source, Status
from sim.state.ties import all_lengthened

_LEAST = 1e-300
"""Strength of ties that have faded beyond what numbers can hold."""

_CHANNELS = {Source.FOUNDERS: "founders", Source.PULLED: "pulled", Source.REFERRED: "referred", Source.TEAM: "team"}  # fmt: skip


class Evenings:
    """One world of a scenario, run day by day while messages are counted member by member.

    Parameters
    ----------
    scenario, world, seed
        As for :class:`~sim.engine.engine.Engine`.
    """

    def __init__(self, scenario: Scenario, *, world: int = 0, seed: int = 0) -> None:
        self.engine = Engine(scenario, world=world, seed=seed)
        self._scenario = scenario
        self._about: dict[str, int | float | str | bool] = {
            "scenario": scenario.name,
            "world": world,
            "seed": seed,
        }
        self._messages = [np.zeros(0, np.int64) for _ in scenario.groups]

    def until(self, day: int) -> Iterator[int]:
        """Run up to the evening of ``day``, yielding each day that is over.

        Raises
        ------
        ValueError
            If ``day`` is over already, or beyond the horizon.
        """
        if not self.engine.day <= day < self._scenario.horizon_days:
            raise ValueError(f"day {day} is not between {self.engine.day} and the horizon")
        while self.engine.day < day:
            self.engine.step()
            for g in range(len(self._messages)):
                self._count(g)
            yield self.engine.day

    def network(self, group: str = "main", *, everyone: bool = False) -> Network:
        """Return the network of a group as it is now.

        Nodes are numbered in order of joining, from 0. Their attributes: ``state`` (member, muted, left,
        removed), ``role``, ``join_day``, ``leave_day``, ``channel``, ``inviter`` (a node), ``messages``
        written so far, ``last_visit`` and ``last_post`` (days), ``purchases``, ``belonging``, ``trust`` and
        ``fatigue``, and ``community`` (see :func:`~sim.graphs.communities_of`). What does not exist, such as the
        last message of somebody who never wrote, is None. The strength of a tie is its number of contacts,
        fading by half every ``half_life`` days. Ties end with the membership.

        Parameters
        ----------
        group
            Id of the group.
        everyone
            Also those who have left or were removed.

        Raises
        ------
        KeyError
            If there is no such group.
        """
        g = self.engine.group_number(group)
        world = self.engine.world
        n = int(world.groups[g]["n_rows"])
        status = world.arrays["status"][g, :n]
        rows = np.flatnonzero(
            np.ones(n, bool) if everyone else np.isin(status, (Status.MEMBER, Status.MUTED))
        )
        place = np.full(n, -1, np.int64)
        place[rows] = np.arange(rows.size)
        pairs, at, slot = ties_of(world.arrays["tie_count"][g, :n], world.arrays["tie_to"][g, :n])
        record = world.groups[g]
        contact = 2.0 ** (self.engine.day * float(record["contact_pace"]) - float(record["contact_shift"]))
        strength = np.maximum(
            all_lengthened(world.arrays["tie_strength"][g, at, slot]).astype(np.float64) / contact, _LEAST
        )
        known = (place[pairs] >= 0).all(axis=1)
        about = {**self._about, "group": group, "day": self.engine.day}
        bare = Network(rows.astype(np.int64), place[pairs[known]], strength[known])
        attributes = self._attributes(g, rows) | {"community": communities_of(bare)}
        return Network(bare.ids, bare.pairs, bare.strength, attributes, about)

    def _attributes(self, g: int, rows: NDArray[np.intp]) -> dict[str, list[int | float | str | None]]:
        arrays = self.engine.world.arrays

        def numbers(name: str, least: int | None = None) -> list[int | float | str | None]:
            values = arrays[name][g, rows].tolist()
            return [None if least is not None and value < least else value for value in values]

        def words(name: str, known: dict[int, str]) -> list[int | float | str | None]:
            return [known[code] for code in arrays[name][g, rows].tolist()]

        channels = dict(_CHANNELS) | {
            Source.NAMED + c: name for c, (name, _) in enumerate(self._scenario.groups[g].channels)
        }
        self._count(g, only_room=True)
        return {
            "state": words("status", {each: each.name.lower() for each in Status}),
            "role": words("role", {each: each.name.lower() for each in Role}),
            "join_day": numbers("join_day"),
            "leave_day": numbers("leave_day", 0),
            "channel": words("channel", {int(code): name for code, name in channels.items()}),
            "inviter": numbers("inviter", 0),
            "messages": self._messages[g][rows].tolist(),
            "last_visit": numbers("last_visit", 0),
            "last_post": numbers("last_post", 0),
            "purchases": numbers("purchases"),
            "belonging": numbers("belonging"),
            "trust": numbers("trust"),
            "fatigue": numbers("fatigue"),
        }

    def _count(self, g: int, *, only_room: bool = False) -> None:
        """Add the messages of the day that is over, after making room for those who joined."""
        world = self.engine.world
        n = int(world.groups[g]["n_rows"])
        if self._messages[g].size < n:
            self._messages[g] = np.pad(self._messages[g], (0, n - self._messages[g].size))
        if not only_room:
            first = int(world.arrays["send_start"][g, self.engine.day & (RING - 1)])
            today = slice(first, int(world.groups[g]["sends_tail"]))
            sent = world.arrays["send_count"][g, today].astype(np.int64)
            np.add.at(self._messages[g], world.arrays["send_row"][g, today].astype(np.int64), sent)
