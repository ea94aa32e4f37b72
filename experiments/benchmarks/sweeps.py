"""Part 8: sweeps: one and two workers, what a run and a task cost beside the model, Mesa's batch runner in the same run."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import replace
from pathlib import Path

import mesa

from experiments.benchmarks.churn.mesa_model import ChurnModel
from experiments.benchmarks.sampling import HERE, Samples, in_turn
from experiments.benchmarks.table import Part
from sim.results import SweepFolder
from sim.scenario import load_template
from sim.study.sweep import Points, Sweep, SweepStudy, executor, head_of, load_study, notes_of
from sim.study.sweep.declared import Factor, Level, Side

CHURN = HERE / "churn_only.yaml"
POINTS, DAYS, MEMBERS = 8, 180, 500


def churn_study(worlds: int, days: int, members: int) -> SweepStudy:
    """Return churn on a graph at some thresholds: the study that Mesa's batch runner does as well."""
    thresholds = tuple(
        Level(f"{2.6 + 0.1 * k:.1f}", 2.6 + 0.1 * k, {"mechanisms.attend.threshold": 2.6 + 0.1 * k})
        for k in range(POINTS)
    )
    base = load_template(str(CHURN), [f"horizon={days}d", f"members.initial={members}"])
    return SweepStudy(
        name="churn", title="Churn on a graph", question="", bases=(base,),
        strategies=Side((Factor("threshold", "Threshold", "", "mechanisms.attend.threshold", thresholds),)),
        uncertainties=Side(), worlds=worlds, seed=0, outcomes=("members_end", "visiting_late"),
    )  # fmt: skip


class Counting(Executor):
    """An executor that counts the tasks it is given."""

    def __init__(self, inner: Executor) -> None:
        self._inner = inner
        self.tasks = 0

    def submit(self, call: Callable[..., object], /, *arguments: object, **named: object) -> Future[object]:
        """Count and hand on."""
        self.tasks += 1
        return self._inner.submit(call, *arguments, **named)


def swept(study: SweepStudy, kind: str, workers: int) -> tuple[float, int, int]:
    """Run a study into an empty folder; returns seconds, runs and tasks. Starting the workers is not in the time."""
    with tempfile.TemporaryDirectory() as place, executor(kind, workers) as (pool, n):
        warm = replace(study, worlds=1)
        with SweepFolder(Path(place, "warm")).open_or_create(head_of(warm), notes_of(warm)) as folder:
            Sweep(warm, folder, pool, n).run()
        counting = Counting(pool)
        began = time.perf_counter()
        with SweepFolder(Path(place, "out")).open_or_create(head_of(study), notes_of(study)) as folder:
            done = Sweep(study, folder, counting, n).run()
        return time.perf_counter() - began, done.done, counting.tasks


def mesa_batch(iterations: int, days: int, members: int) -> float:
    """Run Mesa's batch runner on its churn model with one process; returns seconds."""
    began = time.perf_counter()
    mesa.batch_run(
        ChurnModel, {"n": members, "days": days, "seed": list(range(POINTS))}, iterations=iterations, max_steps=days,
        number_processes=1, data_collection_period=-1, display_progress=False,
    )  # fmt: skip
    return time.perf_counter() - began


def measure(quick: bool) -> Part:
    """Measure sweeps of the churn model and of a shipped study."""
    worlds, days, members, repetitions = (4, 20, 60, 1) if quick else (100, DAYS, MEMBERS, 3)
    study = churn_study(worlds, days, members)
    kinds = {f"{kind}, {n}": (kind, n) for kind in ("threads", "processes") for n in (1, 2)}
    tasks: dict[str, int] = {}

    def one(name: str) -> Callable[[int], float]:
        def run(_: int) -> float:
            took, runs, tasks[name] = swept(study, *kinds[name])
            return 1e3 * took / runs

        return run

    few = max(1, worlds // 50)
    times = in_turn(
        {
            **{name: one(name) for name in kinds},
            "mesa": lambda _: 1e3 * mesa_batch(few, days, members) / (few * POINTS),
        },
        repetitions,
    )
    part = Part(
        f"8. Sweeps: {POINTS} points x {worlds} worlds of churn on a graph, {members} members x {days} days"
    )
    for name, (kind, n) in kinds.items():
        part.add(f"`sim sweep`, {n} {kind}, wall time a run ({tasks[name]} tasks)", "ms", times[name])
    part.add(f"`mesa.batch_run`, 1 process, wall time a run ({few * POINTS} runs)", "ms", times["mesa"])
    part.add(
        "times faster than `mesa.batch_run` on one thread", "", _ratio(times["mesa"], times["threads, 1"])
    )
    part.add("times faster with 2 threads than with 1", "", _ratio(times["threads, 1"], times["threads, 2"]))
    part.add(
        "times faster with 2 processes than with 1", "", _ratio(times["processes, 1"], times["processes, 2"])
    )
    bare = _bare(study, 3 if quick else 40)
    part.add("beside the model: making a point's scenario", "ms", bare["scenario"])
    part.add("beside the model: a task's way there and back, of 2 threads", "ms", bare["task"])
    shipped = load_study("push_frequency")
    if not quick:
        took, runs, _ = swept(shipped, "threads", 2)
        part.add(f"`experiments/sweeps/push_frequency.yaml`, {runs:,} runs, 2 threads", "s", took)
    part.remarks.append(
        "The churn model is that of part 3; Mesa's plays the same rules. Time a run is wall time over runs, so with two workers it "
        "halves at best. Starting workers and loading compiled code are not in it; scenarios, tables and the folder are."
    )
    return part


def _ratio(a: Samples, b: Samples) -> Samples:
    return Samples(tuple(x / y for x, y in zip(a.values, b.values, strict=True)))


def _bare(study: SweepStudy, n: int) -> dict[str, float]:
    """Milliseconds of what is done beside the runs."""
    points = Points(study)
    began = time.perf_counter()
    for k in range(n):
        points.scenario(points[k % len(points)]).digest()
    scenario = 1e3 * (time.perf_counter() - began) / n
    with executor("threads", 2) as (pool, _):
        began = time.perf_counter()
        list(pool.map(abs, range(100 * n)))
        task = 1e3 * (time.perf_counter() - began) / (100 * n)
    return {"scenario": scenario, "task": task}
