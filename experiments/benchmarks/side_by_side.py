"""Part 3: churn on a graph: this engine, plain Mesa and NumPy in one run, repetitions in turn."""

from __future__ import annotations

from collections.abc import Callable

from experiments.benchmarks.churn import mesa_model, numpy_model
from experiments.benchmarks.sampling import HERE, Samples, in_turn, seconds
from experiments.benchmarks.table import Part, number
from sim.engine.plan import Plan, day_measures, make_plan
from sim.engine.stepper import found, run_days
from sim.engine.world import World
from sim.scenario import load_scenario

SCENARIO = HERE / "churn_only.yaml"
FULL = ((500, 180, 5), (10_000, 60, 5), (100_000, 20, 3))
QUICK = ((500, 30, 3), (2_000, 10, 3))
"""Members, days, repetitions."""

ENOUGH = 2_000_000
"""Member-days of this engine in one repetition: one small world is over too soon to be timed."""

Shares = dict[str, list[tuple[float, float]]]
"""By model and repetition: share of the present who visit, share of the members still there at the end."""

ON = (
    "In all three: visits that depend on a lasting attachment, on the memory of past visits and on friends active the "
    "day before; leaving that friends hold back; a small-world graph of 6 ties a member. Wall time of the days on one "
    "thread, without building the model, over the sum of present members. On in this engine "
    "(`experiments/benchmarks/churn_only.yaml`): the mechanisms attend, feel (memory of visits alone; its feelings are "
    "off), post (a friend is noticed for speaking, not for reading), tie (its step `signal`: friends noticed; nobody "
    "answers, so no ties are made), leave, and what cannot be switched off: traits, day tables with inequality and "
    "means of feelings. Off: arrivals, admission, onboarding's choices, notices, reading, answers, moderation, muting, "
    "climate, operators. It draws more and measures more than the other two, whose rules are in "
    "`experiments/benchmarks/churn/rules.py`; the numbers of members differ, hence the shares beside the times."
)


def _engine_runner(plan: Plan, days: int, shares: list[tuple[float, float]]) -> Callable[[int], float]:
    """Return a function that runs some worlds and returns nanoseconds per member-day."""
    column = {measure.name: m for m, measure in enumerate(day_measures())}
    initial = int(plan.channels[0, 0]["initial"])
    world = World(plan)
    worlds = max(1, ENOUGH // (initial * days))

    def run(repetition: int) -> float:
        spent = member_days = visits = last = 0.0
        for k in range(worlds):
            world.clear(repetition, k)
            found(world)
            spent += seconds(lambda: run_days(world, days))
            table = world.out[0]
            member_days += float(table[:, column["members"]].sum())
            visits += float(table[:, column["visiting"]].sum())
            last += float(table[-1, column["members"]])
        shares.append((visits / member_days, last / worlds / initial))
        return 1e9 * spent / member_days

    return run


def _model_runner(
    run: Callable[[int, int, int], dict[str, float]], n: int, days: int, shares: list[tuple[float, float]]
) -> Callable[[int], float]:
    """Return a function that runs a model of ``churn/`` and returns nanoseconds per member-day."""

    def once(repetition: int) -> float:
        result = run(n, days, repetition)
        shares.append((result["visits_total"] / result["member_days"], result["members_end"] / n))
        return 1e9 * result["seconds"] / result["member_days"]

    return once


def _one_size(n: int, days: int, repetitions: int) -> tuple[dict[str, Samples], Shares]:
    """Run the three models at one size."""
    shares: Shares = {"engine": [], "mesa": [], "numpy": []}
    plan = make_plan(load_scenario(SCENARIO, (f"horizon={days}d", f"members.initial={n}")))
    runners = {
        "engine": _engine_runner(plan, days, shares["engine"]),
        "mesa": _model_runner(mesa_model.run, n, days, shares["mesa"]),
        "numpy": _model_runner(numpy_model.run, n, days, shares["numpy"]),
    }
    runners["engine"](0)  # loads the compiled code
    shares["engine"].clear()
    return in_turn(runners, repetitions), shares


def measure(quick: bool) -> Part:
    """Compare at every size."""
    part = Part("3. Churn on a graph, side by side, one thread")
    head = [
        "members x days",
        "model",
        "ns per member-day",
        "smallest - largest",
        "times this engine",
        "visit share",
        "at the end",
    ]
    rows: list[list[str]] = []
    for n, days, repetitions in QUICK if quick else FULL:
        found_here, shares = _one_size(n, days, repetitions)
        for name, samples in found_here.items():
            visit, stay = (sum(column) / len(shares[name]) for column in zip(*shares[name], strict=True))
            rows.append(
                [
                    f"{n:,} x {days}",
                    {"engine": "this engine", "mesa": "Mesa", "numpy": "NumPy"}[name],
                    number(samples.middle),
                    f"{number(min(samples.values))} - {number(max(samples.values))}",
                    number(samples.middle / found_here["engine"].middle),
                    number(visit),
                    f"{stay:.0%} still there",
                ]
            )
    part.tables.append((head, rows))
    part.remarks.append(ON)
    return part
