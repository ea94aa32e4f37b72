"""Part 1: many small worlds with everything on."""

from __future__ import annotations

from dataclasses import dataclass

from experiments.benchmarks.sampling import HERE, in_turn, seconds
from experiments.benchmarks.table import Part
from sim.engine.simulate import default_jobs, simulate
from sim.scenario import load_scenario
from sim.scenario.model import Scenario

SCENARIO, FOUR = HERE / "everything_on.yaml", HERE / "four_strategies.yaml"
LIMIT, FOUR_LIMIT = 60.0, 40.0
"""ns per member-day on two cores: everything on; the four strategies of the first benchmarks."""


@dataclass(frozen=True)
class Case:
    """How much is run."""

    worlds: int = 1000
    days: int = 180
    repetitions: int = 9


FULL = Case()
QUICK = Case(worlds=8, days=60, repetitions=3)


def everything_on(days: int) -> Scenario:
    """Load the benchmark's scenario with another horizon; the group closes on the last day."""
    return load_scenario(SCENARIO, (f"horizon={days}d", f"strategies.closing.from={days - 1}d"))


def four_strategies(days: int) -> Scenario:
    """Load the case of the first benchmarks with another horizon."""
    return load_scenario(FOUR, (f"horizon={days}d",))


def measure(quick: bool) -> Part:
    """Run all worlds on all cores and on one thread, in turn."""
    case = QUICK if quick else FULL
    scenario, four = everything_on(case.days), four_strategies(case.days)
    jobs = default_jobs()
    block = simulate(scenario, worlds=case.worlds, jobs=jobs)  # compiles, and warms up
    member_days = float(block.days["members"].sum())
    of_four = simulate(four, worlds=case.worlds, jobs=jobs).days

    def run(what: Scenario, threads: int, days: float) -> float:
        return 1e9 / days * seconds(lambda: simulate(what, worlds=case.worlds, jobs=threads))

    found = in_turn(
        {
            "all": lambda _: run(scenario, jobs, member_days),
            "one": lambda _: run(scenario, 1, member_days),
            "four": lambda _: run(four, jobs, float(of_four["members"].sum())),
        },
        case.repetitions,
    )
    part = Part(
        f"1. Many small worlds, everything on: {case.worlds:,} worlds x 500 members x {case.days} days"
    )
    part.add(f"member-day, {jobs} threads", "ns", found["all"], LIMIT)
    part.add("member-day, 1 thread", "ns", found["one"])
    part.add(f"all worlds, {jobs} threads", "s", found["all"] / (1e9 / member_days))
    part.add("present members, mean over days and worlds", "", float(block.days["members"].mean()))
    part.add("share of them visiting on a day", "", float(block.days["visiting"].sum()) / member_days)
    part.add("messages of members per member-day", "", float(block.days["messages"].sum()) / member_days)
    part.add(f"four strategies only, member-day, {jobs} threads", "ns", found["four"], FOUR_LIMIT)
    talk = float(of_four["messages"].sum() / of_four["members"].sum())
    part.add("four strategies only, messages of members per member-day", "", talk)
    part.remarks.append(
        "Wall time of `simulate` over the sum of present members over days and worlds. Making, founding and "
        "acquainting the worlds and summing up the runs is in it; compiling is not (part 4). Every mechanism and "
        "every strategy of `sim list` is on, and a product is sold: `experiments/benchmarks/everything_on.yaml`. "
        "Members then write about twice as much as with content, moderation, selling and an entry gate only, which is "
        "`four_strategies.yaml`, the case of the first benchmarks."
    )
    return part
