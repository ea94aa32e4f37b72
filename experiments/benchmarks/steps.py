"""Part 6: where the time goes: nanoseconds per member-day of every step of the day."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from experiments.benchmarks.huge import scaled
from experiments.benchmarks.table import Part, number
from sim.engine.driver import driver
from sim.engine.plan import day_measures, make_plan, planned_steps
from sim.engine.stepper import ALL, found, run_days
from sim.engine.world import World
from sim.state.fields import Short

FULL = ((5_000, 180, 5), (1_000_000, 30, 3))
QUICK = ((500, 20, 3),)
"""Members, days, repetitions."""


@dataclass(frozen=True)
class Profile:
    """Nanoseconds per member-day: by step, of whole days in one call, microseconds that a call itself costs."""

    members: int
    days: int
    steps: NDArray[np.float64]
    whole: float
    call: float


def _advance(world: World, end_day: int, end_step: int) -> float:
    """Run the driver to a step, making room where it asks; return seconds, without those of making room."""
    run, spent = driver(), 0.0
    while True:
        arguments = world.arguments()
        began = time.perf_counter()
        run(world.progress, 0, end_day, end_step, 0, ALL, *arguments)
        spent += time.perf_counter() - began
        short = Short(int(world.progress[3]))
        if short is Short.NOTHING:
            return spent
        world.grow(short)
        world.progress[3] = 0


def profile(members: int, days: int, repetitions: int) -> Profile:
    """Run a day step by step; the driver's call, 30 microseconds or so, is measured in place and subtracted.

    A call that runs no step costs the same, so one is made before each step. The same world runs again and
    again, and of each call the shortest time counts: what disturbs only ever adds.
    """
    world = World(make_plan(scaled(members, days)))
    n = len(planned_steps())
    spent, empty = np.full((2, days, n), np.inf)
    column = next(m for m, measure in enumerate(day_measures()) if measure.name == "members")
    whole = float("inf")
    for _ in range(repetitions):
        world.clear(0, 0)
        found(world)
        began = time.perf_counter()
        run_days(world, days)
        whole = min(whole, time.perf_counter() - began)
        world.clear(0, 0)
        found(world)
        for day in range(days):
            for step in range(n):
                empty[day, step] = min(empty[day, step], _advance(world, day + 1, step))
                world.progress[:] = (day, step, 0, 0)
                spent[day, step] = min(spent[day, step], _advance(world, day + 1, step + 1))
    scale = 1e9 / float(world.out[0, :, column].sum())
    return Profile(
        members, days, (spent - empty).sum(axis=0) * scale, whole * scale, float(empty.mean()) * 1e6
    )


def measure(quick: bool) -> Part:
    """Profile every size on one thread."""
    part = Part("6. Where the time goes: one thread, everything on, by step of the day")
    profiles = [profile(*size) for size in (QUICK if quick else FULL)]
    head = ["step", *(f"{p.members:,} members x {p.days} days" for p in profiles)]
    order = np.argsort(-profiles[0].steps)
    names = [planned.name for planned in planned_steps()]
    rows = [[f"`{names[s]}`", *(_cell(p.steps[s], p) for p in profiles)] for s in order]
    rows.append(["all steps", *(_cell(float(p.steps.sum()), p) for p in profiles)])
    rows.append(["whole days in one call", *(number(p.whole) for p in profiles)])
    part.tables.append((head, rows))
    calls = ", ".join(f"{number(p.call)} at {p.members:,} members" for p in profiles)
    part.remarks.append(
        "ns per member-day and share of the sum. The driver is called for one step at a time, and what a call without "
        f"any step takes is subtracted (microseconds: {calls}). Of several runs of the same world, the shortest time of "
        "each call. Founding is not in it. Between two calls some data leave the processor's caches."
    )
    return part


def _cell(value: float, of: Profile) -> str:
    """Write a time and its share."""
    return f"{number(value)} ({value / of.steps.sum():.0%})"
