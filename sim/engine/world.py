"""The arrays of one world: made, cleared, grown."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numba import config
from numpy.typing import NDArray

from sim.engine.linking import Context
from sim.engine.plan import Plan, day_measures, record_columns, step_index
from sim.engine.room import HUGE, Room
from sim.engine.step_text import FIELD_NAMES, context_names, mechanism_names
from sim.graphs import fill_ties
from sim.rng import group_key
from sim.state.fields import DIMENSION_OF, Short
from sim.state.group import N_KINDS, RING
from sim.state.people import INTEREST_DIMS, N_POST_TRACES, N_TRACES, VISIT_NAMES, Source
from sim.state.record import RECORD
from sim.state.ties import all_shortened

Arguments = tuple[Any, ...]
"""The driver's arguments from the context on."""

_ADMITTED = 0.4
"""Share of the people at the door for whom there is a row from the beginning; what is lacking is made on the way."""


def first_sizes(plan: Plan, keep_events: bool) -> dict[str, int]:
    """Rooms to begin with, by dimension; what turns out too small grows on the way."""
    days = plan.scenario.horizon_days
    rows = 0.0
    for g in range(plan.channels.shape[0]):
        initial = plan.channels[g, Source.FOUNDERS]["initial"]
        daily = plan.channels[g, Source.NAMED :]["per_day"].sum() + plan.levers[g]["pulled_per_day"].mean()
        daily += plan.given[g].clip(0).sum() / days
        ahead = _ADMITTED * daily * days if initial < HUGE else daily  # of the first day
        rows = max(rows, initial + ahead + 4.0 * math.sqrt(daily * days) + 8.0)
    top = int(max(group.graph.max_ties for group in plan.scenario.groups))
    initial = int(plan.channels[:, Source.FOUNDERS]["initial"].max())
    return {
        "rows": int(rows),
        "ties": top,
        "interests": INTEREST_DIMS,
        "traces": N_TRACES,
        "post_traces": N_POST_TRACES,
        "days": days,
        "ages": days + 1,
        "weeks": -(-days // 7),
        "kinds": N_KINDS,
        "ring": RING,
        "channels": plan.channels.shape[1],
        "event": 5,
        "counts": 4096,
        "messages": 256 + initial // 8,
        "visitors": 64 + initial // 6,
        "sends": 1024 + initial // 2,
        "invited": 64 + initial // 64,
        "events": 4096 if keep_events else 0,
    }


def _readable(value: object) -> object:
    """Give records attributes where there is no compiler to do so."""
    if config.DISABLE_JIT and isinstance(value, np.ndarray) and value.dtype.names:
        return value.view(np.recarray)
    return value


class World:
    """One replicate of a portfolio of groups: its arrays, and the driver's arguments over them.

    A world can be used again and again; :meth:`clear` makes it a new one.
    """

    def __init__(
        self, plan: Plan, *, keep_events: bool = False, levers: NDArray[np.void] | None = None
    ) -> None:
        self.plan = plan
        self.keep_events = keep_events
        self.levers = plan.levers if levers is None else levers
        self.off = plan.off | plan.idle if levers is None else plan.off.copy()
        self.off[step_index("log_events")] = not keep_events
        self.n_groups = len(plan.scenario.groups)
        self.room = Room(self.n_groups, first_sizes(plan, keep_events))
        self.arrays, self.sizes = self.room.arrays, self.room.sizes
        self.groups = np.zeros(self.n_groups, RECORD)
        self._bytes, self._beginning = self.groups.view(np.uint8), self._records().view(np.uint8)
        self._numbers = [self.groups.view(kind).reshape(self.n_groups, -1) for kind in (np.float64, np.int64)]
        self.group_keys = np.zeros(self.n_groups, np.uint64)
        self.out = np.zeros((self.n_groups, plan.scenario.horizon_days, len(day_measures())))
        self.progress = np.zeros(4, np.int64)
        self._context: Context | None = None

    def _records(self) -> NDArray[np.void]:
        """Return the groups' records as they are before anything happens."""
        records = np.zeros(self.n_groups, RECORD)
        for record, group, channels in zip(
            records, self.plan.scenario.groups, self.plan.channels, strict=True
        ):
            record["need"] = group.group.need
            record["need_spread"] = group.group.need_spread
            record["contact_pace"] = 1.0 / group.mechanisms["tie"].half_life
            record["contact"] = 1.0
            record["gratitude_pace"] = 1.0 / group.mechanisms["reciprocate"].gratitude_half_life
            record["effort_pace"] = 1.0 / group.mechanisms["reciprocate"].effort_half_life
            record["due_pushes"] = record["due_contents"] = -1.0
            record["expected"] = channels[Source.NAMED :]["per_day"].sum()
            record["novelty"] = 1.0
            record["topic_breadth"] = group.group.topic_breadth
            record["alive_speakers"] = group.group.alive_speakers
            record["top20_share"] = record["gini"] = math.nan
        return records

    def clear(self, seed: int, world: int, out: NDArray[np.float64] | None = None) -> None:
        """Make this world number ``world`` under ``seed``: empty groups, with their keys and purposes."""
        self.room.clear()
        self.arrays["given"][...] = self.plan.given
        self._bytes[...] = self._beginning  # field by field it would take 60 microseconds
        self.progress[...] = 0
        if out is not None:
            self.out = out
        for g, group in enumerate(self.plan.scenario.groups):
            self.group_keys[g] = group_key(seed, world, group.id)

    def acquaint_founders(self) -> None:
        """Draw who knows whom among the members of day 0."""
        for g, graph in enumerate(self.plan.graphs):
            n = int(self.groups[g]["n_rows"])
            # one contact, on day 0; a used world has others there
            self.arrays["tie_strength"][g, :n] = all_shortened(1.0)
            self.groups[g]["ties_dropped"] = fill_ties(
                graph,
                self.group_keys[g],
                self.arrays["keys"][g, :n],
                self.arrays["interests"][g, :n],
                self.arrays["tie_count"][g, :n],
                self.arrays["tie_to"][g, :n],
                self.arrays["tie_strength"][g, :n],
            )

    def context(self) -> Context:
        """What kernels are given of this world."""
        if self._context is None:
            plan = self.plan
            named: dict[str, object] = {
                "groups": self.groups,
                "levers": self.levers,
                "rules": plan.rules,
                "channels": plan.channels,
                "products": plan.products,
                "operators": plan.operators,
                "group_keys": self.group_keys,
                "off": self.off,
                **{f"p_{name}": plan.parameters[name] for name in mechanism_names()},
                **{name: self.arrays[name] for name in FIELD_NAMES},
            }
            self._context = Context({name: _readable(named[name]) for name in context_names()})
        return self._context

    def arguments(self) -> Arguments:
        """The driver's arguments from the context on, in its order."""
        day_table = (*self._numbers, record_columns(), self.out)
        return (self.context(), self.off, _readable(self.groups), self.plan.weekday, *day_table)

    def grow(self, short: Short) -> None:
        """Make room in the dimension that a kernel ran out of; what is there stays as it is."""
        self.room.grow(DIMENSION_OF[short])
        self._context = None

    def by_row(self, field: str, g: int) -> NDArray[np.generic]:
        """A field of ``sim.state.people`` for all rows of a group; of the last day's visits a copy, 0 for who did not come.

        Raises
        ------
        KeyError
            If there is no such field.
        """
        values: NDArray[np.generic] = self.arrays[field][g]
        if field not in VISIT_NAMES:
            return values
        n = int(self.groups[g]["visiting"])
        spread: NDArray[np.generic] = np.zeros(self.sizes["rows"], values.dtype)
        spread[self.arrays["touched"][g, :n]] = values[:n]
        spread.flags.writeable = False
        return spread

    def bytes_per_member(self) -> float:
        """Bytes that a membership takes, ties and a typical share of messages included."""
        return self.room.nbytes() / max(1, int(self.groups["n_rows"].sum()))
