"""Part 1: many small worlds with everything on."""

from __future__ import annotations

from dataclasses import dataclass

from experiments.benchmarks.sampling import HERE, in_turn, seconds
from experiments.benchmarks.table import Part
from sim.engine.simulate import default_jobs, simulate
from sim.scenario import load_scenario
from sim.scenario.model import Scenario

SCENARIO = HERE / "everything_on.yaml"
LIMIT = 60.0
"""ns per member-day on two cores."""


@dataclass(frozen=True)
class Case:
    """How much is run."""

    worlds: int = 1000
    days: int = 180
    repetitions: int = 5


FULL = Case()
QUICK = Case(worlds=8, days=60, repetitions=3)


def everything_on(days: int) -> Scenario:
    """Load the benchmark's scenario with another horizon."""
    return load_scenario(SCENARIO, (f"horizon={days}d",))


def measure(quick: bool) -> Part:
    """Run all worlds on all cores and on one thread, in turn."""
    case = QUICK if quick else FULL
    scenario = everything_on(case.days)
    jobs = default_jobs()
    block = simulate(scenario, worlds=case.worlds, jobs=jobs)  # compiles, and warms up
    member_days = float(block.days["members"].sum())

    def run(threads: int) -> float:
        return 1e9 / member_days * seconds(lambda: simulate(scenario, worlds=case.worlds, jobs=threads))

    found = in_turn({"all": lambda _: run(jobs), "one": lambda _: run(1)}, case.repetitions)
    part = Part(
        f"1. Many small worlds, everything on: {case.worlds:,} worlds x 500 members x {case.days} days"
    )
    part.add(f"member-day, {jobs} threads", "ns", found["all"], LIMIT)
    part.add("member-day, 1 thread", "ns", found["one"])
    part.add(f"all worlds, {jobs} threads", "s", found["all"] / (1e9 / member_days))
    part.add("present members, mean over days and worlds", "", float(block.days["members"].mean()))
    part.add("share of them visiting on a day", "", float(block.days["visiting"].sum()) / member_days)
    part.add("messages of members per member-day", "", float(block.days["messages"].sum()) / member_days)
    part.remarks.append(
        "Wall time of `simulate` over the sum of present members over days and worlds. Making, founding and "
        "acquainting the worlds and summing up the runs is in it; compiling is not (part 4). Every mechanism and "
        "every strategy of `sim list` is on: `experiments/benchmarks/everything_on.yaml`."
    )
    return part
