"""Part 2: one huge group, each repetition in a process of its own: ``python -m experiments.benchmarks.huge``."""

from __future__ import annotations

import argparse
import json
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from experiments.benchmarks.engine import FOUR, FOUR_LIMIT, SCENARIO
from experiments.benchmarks.engine import LIMIT as SMALL_LIMIT
from experiments.benchmarks.sampling import Samples, peak_bytes, program, seconds
from experiments.benchmarks.table import Part
from sim.engine.huge import found_on_threads, run_day_in_blocks
from sim.engine.plan import day_measures, make_plan
from sim.engine.room import HUGE
from sim.engine.simulate import default_jobs, simulate
from sim.engine.stepper import found, run_days
from sim.engine.world import World
from sim.scenario import load_scenario
from sim.scenario.model import Scenario

LIMIT_BYTES = 250.0
BASE = 500
"""Members of the scenario as written; arrivals and hours grow with the members."""


@dataclass(frozen=True)
class Case:
    """How much is run."""

    members: int = 1_000_000
    days: int = 30
    repetitions: int = 3


FULL = Case()
QUICK = Case(members=20_000, days=10, repetitions=1)


def scaled(members: int, days: int, *, four: bool = False) -> Scenario:
    """Everything on or four strategies, with arrivals, seats and operators' hours in proportion to the members."""
    k = members / BASE
    settings = {
        "horizon": f"{days}d",
        "strategies.closing.from": f"{days - 1}d",
        "members.initial": members,
        "channels.search.per_day": 7 * k,
        "channels.campaign.per_day": 3 * k,
        "channels.word_of_mouth.pool": int(5000 * k),
        "operators.hours_per_day": min(10_000.0, (4 if four else 8) * k),
        "operators.answering_hours": 0.25 * k,
        "strategies.entry_gate.pull_in_per_day": k,
        "strategies.moderation.hours_per_day": min(1000.0, 0.5 * k),
        "strategies.moderation.removals_per_day": int(5 * k),
    }
    if not four:
        settings["strategies.capacity.seats"] = int(2000 * k)
    return load_scenario(
        FOUR if four else SCENARIO, tuple(f"{path}={value}" for path, value in settings.items())
    )


def run_once(members: int, days: int, threads: int, *, four: bool) -> dict[str, object]:
    """Found the group, run its days, and return what that took."""
    simulate(scaled(1000, 2, four=four), worlds=1, jobs=1)  # loads the compiled code
    before = peak_bytes()
    world: list[World] = []
    helpers = threads - 1 if members >= HUGE else 0  # as simulate decides

    def build() -> None:
        world.append(World(make_plan(scaled(members, days, four=four))))
        world[0].clear(0, 0)
        if helpers:
            found_on_threads(world[0], pool, helpers)
        else:
            found(world[0])

    def run() -> None:
        if not helpers:
            run_days(world[0], days)
            return
        for _ in range(days):
            run_day_in_blocks(world[0], pool, helpers)

    with ThreadPoolExecutor(max(1, helpers)) as pool:
        founding = seconds(build)
        running = seconds(run)
    made = world[0]
    column = {measure.name: m for m, measure in enumerate(day_measures())}
    rows = int(made.groups[0]["n_rows"])
    member_days = float(made.out[0, :, column["members"]].sum())
    return {
        "founding": founding,
        "running": running,
        "member_days": member_days,
        "visit_share": float(made.out[0, :, column["visiting"]].sum()) / member_days,
        "messages": float(made.out[0, :, column["messages"]].sum()) / member_days,
        "rows": rows,
        "room": made.sizes["rows"],
        "bytes_per_member": made.bytes_per_member(),
        "peak": peak_bytes(),
        "before": before,
        "arrays": {name: array.nbytes / rows for name, array in made.arrays.items()},
    }


def measure(quick: bool) -> Part:
    """Run on all cores and on one thread in turn, each time in a fresh process."""
    case = QUICK if quick else FULL
    jobs = default_jobs()
    runs: dict[int, list[dict[str, object]]] = {jobs: [], 1: []}
    of_four: list[dict[str, object]] = []
    command = [sys.executable, "-m", "experiments.benchmarks.huge", str(case.members), str(case.days)]
    for _ in range(case.repetitions):
        for threads, results in runs.items():
            results.append(json.loads(program([*command, str(threads)]).out))
        of_four.append(json.loads(program([*command, str(jobs), "--four"]).out))
    part = Part(f"2. One huge group, everything on: {case.members:,} members x {case.days} days")
    for threads, results in runs.items():
        words = f"{threads} thread{'s' if threads > 1 else ''}"
        whole, days = _times(results)
        part.add(
            f"member-day, founding included, {words}",
            "ns",
            whole,
            2 * SMALL_LIMIT if threads == jobs else None,
        )
        part.add(f"member-day, days only, {words}", "ns", days)
    whole, days = _times(of_four)
    words = f"four strategies only, {jobs} threads"
    part.add(f"member-day, founding included, {words}", "ns", whole, 2 * FOUR_LIMIT)
    part.add(f"member-day, days only, {words}", "ns", days)
    both = runs[jobs]
    part.add("founding: arrays, members, who knows whom", "s", _samples(both, lambda r: r["founding"]))
    part.add(
        "memory of all arrays by membership ever",
        "bytes",
        _samples(both, lambda r: r["bytes_per_member"]),
        LIMIT_BYTES,
    )
    part.add("peak memory of the process", "MiB", _samples(both, lambda r: r["peak"] / 2**20))
    part.add("the same before the group was made", "MiB", _samples(both, lambda r: r["before"] / 2**20))
    part.add("room made by membership ever", "rows", _samples(both, lambda r: r["room"] / r["rows"]))
    part.add("share of present members visiting on a day", "", _samples(both, lambda r: r["visit_share"]))
    part.add("messages of members per member-day", "", _samples(both, lambda r: r["messages"]))
    largest = sorted(both[0]["arrays"].items(), key=lambda item: -item[1])[:12]  # type: ignore[attr-defined]
    part.tables.append(
        (["largest arrays", "bytes by membership ever"], [[n, f"{b:.1f}"] for n, b in largest])
    )
    part.remarks.append(
        "The scenario of part 1 with arrivals, seats and operators' hours in proportion to the members. The limit on time is "
        f"two times that of part 1 ({SMALL_LIMIT:.0f} ns, {FOUR_LIMIT:.0f} ns). A process of its own for each repetition. "
        "Rows are handed out of larger arrays, of which the system provides only what is touched; the peak has that in it."
    )
    return part


def _times(results: list[dict[str, object]]) -> tuple[Samples, Samples]:
    """Nanoseconds per member-day, with the founding and without."""
    return (
        _samples(results, lambda r: 1e9 * (r["founding"] + r["running"]) / r["member_days"]),
        _samples(results, lambda r: 1e9 * r["running"] / r["member_days"]),
    )


def _samples(results: list[dict[str, object]], value) -> Samples:  # type: ignore[no-untyped-def]  # noqa: ANN001
    """Pick a number out of each result."""
    return Samples(tuple(float(value(result)) for result in results))


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    for word in ("members", "days", "threads"):
        arguments.add_argument(word, type=int)
    arguments.add_argument("--four", action="store_true")
    given = arguments.parse_args()
    print(json.dumps(run_once(given.members, given.days, given.threads, four=given.four)))
