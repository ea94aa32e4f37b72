"""Many worlds of one scenario: threads over worlds, the same numbers for any number of threads."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass, replace
from queue import SimpleQueue
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from sim.contracts import RunTables
from sim.engine.events import event_log
from sim.engine.hooks import Hook, HookView
from sim.engine.huge import found_on_threads, run_day_in_blocks
from sim.engine.plan import Plan, day_measures, make_plan, run_outcomes
from sim.engine.precompile import start_helper
from sim.engine.room import HUGE
from sim.engine.stepper import found, run_days
from sim.engine.world import World
from sim.kernel.options import without_collecting
from sim.results.block import Array, Block, EventLog
from sim.scenario.model import Scenario
from sim.state.people import Source
from sim.statistics import lorenz

LORENZ_POINTS = 20
"""Points of the Lorenz curve of messages over the last 30 days of a run."""

Progress = Callable[[int], None]


def default_jobs() -> int:
    """Threads to use when nobody says: the processors this process may run on."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def simulate(
    scenario: Scenario,
    *,
    worlds: Sequence[int] | range | int = 16,
    seed: int = 0,
    jobs: int | None = None,
    hook: Hook | None = None,
    events: bool = False,
    progress: Progress | None = None,
) -> Block:
    """Run a scenario in some worlds.

    Parameters
    ----------
    scenario
        What to run.
    worlds
        Numbers of the worlds, or how many from 0 on. World w is the same world whatever others run.
    seed
        Names the family of worlds.
    jobs
        Threads; by default one for each processor. Does not change any number.
    hook
        Called between days with read-only views; writes tomorrow's levers (see ``engine.hooks``).
    events
        Keep the event log of the first world in ``worlds``.
    progress
        Called with the number of worlds just finished, from the threads that run them.

    Returns
    -------
    Block
        Day tables, outcomes and ages at leaving of every world, in the order of ``worlds``.
    """
    plan = make_plan(scenario)
    helper = start_helper(plan.steps_used(every_lever=hook is not None))
    try:
        # a hundredth of the time of many small worlds, which leave no garbage; what a hook leaves nobody knows
        with without_collecting() if hook is None else nullcontext():
            return _simulate(plan, worlds, seed, jobs, hook, events, progress)
    finally:
        if helper is not None:
            helper.kill()
            helper.wait()


def _simulate(
    plan: Plan,
    worlds: Sequence[int] | range | int,
    seed: int,
    jobs: int | None,
    hook: Hook | None,
    events: bool,
    progress: Progress | None,
) -> Block:
    """Run a plan in some worlds; see :func:`simulate`."""
    scenario = plan.scenario
    numbers = np.arange(worlds) if isinstance(worlds, int) else np.asarray(worlds, np.int64)
    days, groups = scenario.horizon_days, len(scenario.groups)
    out = np.zeros((numbers.size, groups, days, len(day_measures())))
    ended = np.zeros((numbers.size, groups, days + 1))
    at_risk = np.zeros_like(ended)
    joined = np.zeros((numbers.size, *plan.channels.shape, days))
    weeks = -(-days // 7)
    cohorts = np.zeros((numbers.size, groups, weeks, weeks))
    curves = np.full((numbers.size, groups, LORENZ_POINTS), np.nan)
    endings: dict[int, list[Ending]] = {}
    logs: dict[int, EventLog] = {}
    spare: SimpleQueue[World] = SimpleQueue()
    processors = jobs or default_jobs()
    threads = max(1, min(processors, numbers.size))
    huge = groups == 1 and int(plan.channels[0, Source.FOUNDERS]["initial"]) >= HUGE

    def one(k: int) -> None:
        keep = events and k == 0
        levers = plan.levers.copy() if hook is not None else None
        if keep or hook is not None or spare.empty():
            world = World(plan, keep_events=keep, levers=levers)
        else:
            world = spare.get()
        world.clear(seed, int(numbers[k]), out[k])
        _run(world, processors if huge else 1, hook)
        ended[k] = world.arrays["ended"]
        cohorts[k] = world.arrays["cohorts"]
        joined[k] = world.arrays["joined"]
        endings[k] = [Ending.of(world, g) for g in range(groups)]
        if keep:
            counts = [int(n) for n in world.groups["n_events"]]
            logs[k] = event_log(world.arrays, counts, plan.start_seconds)
        if hook is None and not keep:
            spare.put(world)
        if progress is not None:
            progress(1)

    if threads == 1 or huge:
        for k in range(numbers.size):
            one(k)
    else:
        with ThreadPoolExecutor(threads) as pool:
            try:
                for future in [pool.submit(one, k) for k in range(numbers.size)]:
                    future.result()
            except BaseException:
                pool.shutdown(wait=True, cancel_futures=True)
                raise
    for k, of_groups in endings.items():
        for g, ending in enumerate(of_groups):
            at_risk[k, g] = ending.at_risk(ended[k, g])
            curves[k, g] = lorenz(ending.sent(), LORENZ_POINTS)
    block = _block(plan, numbers, out, ended, at_risk, cohorts, _by_channel(plan, joined))
    return replace(block, events=logs.get(0), lorenz=curves)


def _run(world: World, threads: int, hook: Hook | None) -> None:
    """Run one world to its horizon."""
    horizon = world.plan.scenario.horizon_days
    if threads > 1 and hook is None:
        with ThreadPoolExecutor(threads - 1) as pool:
            found_on_threads(world, pool, threads - 1)
            for _ in range(horizon):
                run_day_in_blocks(world, pool, threads - 1)
        return
    found(world)
    if hook is not None:
        view = HookView(world)
        for day in range(horizon):
            run_days(world, day + 1)
            if day + 1 < horizon:
                hook(view)
    else:
        run_days(world, horizon)


@dataclass(frozen=True, slots=True)
class Ending:
    """What is copied from a group at its end, to be summed up for all worlds in one go.

    Summing up at once, world by world, took ten times as long: between two worlds the processor forgets Python.
    """

    ages: NDArray[Any]
    rows: NDArray[Any]
    counts: NDArray[Any]

    @classmethod
    def of(cls, world: World, g: int) -> Self:
        """Copy the ages of present memberships, and the 30-day list of who sent how many messages."""
        record, arrays = world.groups[g], world.arrays
        rows = arrays["present"][g, : int(record["n_present"])]
        ages = world.plan.scenario.horizon_days - 1 - arrays["join_day"][g].take(rows)
        sends = slice(int(record["sends_head"]), int(record["sends_tail"]))
        return cls(ages, arrays["send_row"][g, sends].copy(), arrays["send_count"][g, sends].copy())

    def at_risk(self, ended: Array) -> Array:
        """Memberships that reached each age, those still there counted to the last day."""
        gone = ended + np.bincount(self.ages, minlength=ended.size)
        reached: Array = gone[::-1].cumsum()[::-1]
        return reached

    def sent(self) -> NDArray[np.int64]:
        """Messages of each speaker of the last 30 days, shape (speakers,)."""
        if not self.rows.size:
            return np.zeros(0, np.int64)
        first = self.rows.min()
        sent = np.bincount(self.rows - first, weights=self.counts)
        return sent[sent > 0].astype(np.int64)


def _by_channel(plan: Plan, joined: Array) -> dict[str, Array]:
    """Newcomers a day through each named channel, shape (worlds, groups, days) each."""
    columns: dict[str, Array] = {}
    for g, group in enumerate(plan.scenario.groups):
        for c, (name, _) in enumerate(group.channels):
            column = columns.setdefault(f"joins_from_{name}", np.zeros_like(joined[:, :, 0]))
            column[:, g] = joined[:, g, Source.NAMED + c]
    return columns


def _combined(how: str, values: Array) -> Array:
    """Make one number a world of those of its groups, shape (groups, worlds)."""
    if how == "known":
        known = np.isfinite(values)
        total: Array = np.where(known, values, 0.0).sum(axis=0)
        return np.where(known.any(axis=0), total / np.maximum(known.sum(axis=0), 1), np.nan)
    return np.asarray(values.sum(axis=0) if how == "sum" else values.mean(axis=0))


def _block(
    plan: Plan,
    numbers: NDArray[np.int64],
    out: Array,
    ended: Array,
    at_risk: Array,
    cohorts: Array,
    by_channel: dict[str, Array],
) -> Block:
    """Name the columns and sum up the runs."""
    days = {measure.name: out[:, :, :, m] for m, measure in enumerate(day_measures())} | by_channel
    runs: dict[str, Array] = {}
    groups = range(out.shape[1])
    for outcome in run_outcomes():
        values = [
            outcome.compute(
                RunTables(
                    {name: table[:, g] for name, table in days.items()},
                    ended[:, g],
                    at_risk[:, g],
                    cohorts[:, g],
                )
            )
            for g in groups
        ]
        runs[outcome.name] = _combined(outcome.combine, np.array(values))
    ids = tuple(group.id for group in plan.scenario.groups)
    return Block(numbers, ids, days, runs, ended, at_risk, cohorts=cohorts)
