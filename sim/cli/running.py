"""What ``run``, ``compare`` and ``interact`` do alike: load, check, run what is missing, write, say where it is."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sim.cli.errors import INTERRUPTED, Refused
from sim.cli.files import made_ready
from sim.cli.interrupts import heeded
from sim.cli.memory import available, needed
from sim.cli.output import Output
from sim.cli.progress import Bar

if TYPE_CHECKING:
    from sim.results import Block, ResultFolder
    from sim.scenario import Scenario

GIB = 2**30
LOG_ENDINGS = (".csv", ".parquet")
REPORT = "report.html"
"""Name of a report in a folder of results."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Options of a command that runs scenarios; see :func:`sim.cli.options.running`."""

    output: Output
    worlds: int
    jobs: int | None
    seed: int
    overrides: tuple[str, ...]
    out: Path | None
    events: Path | None


@dataclass(frozen=True, slots=True)
class Done:
    """What came of it: the same worlds of every scenario, no block if none is complete."""

    blocks: list[Block]
    interrupted: bool
    logs: list[Path]
    """Event logs that were written, one a scenario."""

    @property
    def worlds(self) -> int:
        """How many worlds are complete in every scenario."""
        return int(self.blocks[0].worlds.size) if self.blocks else 0


def loaded(names: Sequence[str], overrides: Sequence[str]) -> list[Scenario]:
    """Load scenarios; what is wrong with any of them is told together.

    Raises
    ------
    ScenarioError
        With the problems of all.
    """
    from sim.scenario import Problem, ScenarioError, load_scenario

    scenarios: list[Scenario] = []
    problems: list[Problem] = []
    left_out = 0
    for name in names:
        try:
            scenarios.append(load_scenario(name, overrides))
        except ScenarioError as error:
            problems += [problem for problem in error.problems if problem not in problems]
            left_out += error.left_out
    if problems:
        raise ScenarioError(problems, left_out)
    return scenarios


def log_files(asked: Asked, scenarios: Sequence[Scenario]) -> list[Path]:
    """Return where the event log of each scenario goes; one file, or one with each scenario's name."""
    file = asked.events
    if file is None:
        return []
    if file.suffix.lower() not in LOG_ENDINGS:
        raise Refused(asked.output.t("--events {file}: the name has to end in .csv or .parquet.", file=file))
    if len(scenarios) == 1:
        return [file]
    return [file.with_name(f"{file.stem}.{s.name.replace('/', '-')}{file.suffix}") for s in scenarios]


def carried_out(scenarios: Sequence[Scenario], asked: Asked) -> Done:
    """Run what is missing of the study, and write its event logs.

    Raises
    ------
    ResultError, StudyError, PlanError, GraphError
        If folder, study or scenario refuse.
    """
    from sim.cli.remarks import say_remarks
    from sim.engine.simulate import default_jobs
    from sim.study import run_study

    output = asked.output
    logs = log_files(asked, scenarios)
    made_ready(logs, output.t)
    refuse_huge(scenarios, asked, asked.jobs or default_jobs())
    with ExitStack() as stack:
        folder = stack.enter_context(_folder(scenarios, asked)) if asked.out is not None else None
        say_remarks(output, scenarios)
        say_that_it_compiles(output, scenarios)
        bar = stack.enter_context(Bar(asked.worlds * len(scenarios), output))
        stack.enter_context(heeded(bar, output))
        runs = run_study(
            scenarios,
            worlds=asked.worlds,
            seed=asked.seed,
            jobs=asked.jobs,
            folder=folder,
            progress=bar.advance,
            events=bool(logs),
        )
    return Done(runs.blocks, runs.interrupted, _written(logs, runs.blocks))


def interruption(done: Done, asked: Asked) -> str:
    """Say what an interrupted study has."""
    t = asked.output.t
    said = t("Interrupted: {k} of {n} worlds are complete.", k=done.worlds, n=asked.worlds)
    if asked.out is None:
        return said
    return t.sentences((said, t("They are in {folder}; the same command completes them.", folder=asked.out)))


def report_place(report: Path | None, asked: Asked) -> Path | None:
    """Where the report goes: the file asked for, made ready, or ``report.html`` in the folder of results."""
    if report is not None:
        made_ready([report], asked.output.t)
        return report
    return asked.out / REPORT if asked.out is not None else None


def ended(done: Done, asked: Asked, report: Path | None = None) -> int:
    """Say where everything is, or what an interrupted study has; return the exit code."""
    output, t = asked.output, asked.output.t
    if not done.interrupted:
        if asked.out is not None:
            output.say(t("Results: {place}", place=asked.out))
        for log in done.logs:
            output.say(t("Event log: {place}", place=log))
    if done.blocks and report is not None:
        output.say(t("Report: {place}", place=report))
    if done.interrupted:
        output.remark(interruption(done, asked))
        return INTERRUPTED
    return 0


def _folder(scenarios: Sequence[Scenario], asked: Asked) -> ResultFolder:
    from sim.engine.plan import day_measures, run_outcomes
    from sim.kernel.cache import code_digest
    from sim.results import ResultFolder
    from sim.study import study_of

    assert asked.out is not None
    study = study_of(scenarios, seed=asked.seed, code=code_digest())
    return ResultFolder(asked.out).open_or_create(study, measures=day_measures(), outcomes=run_outcomes())


def refuse_huge(scenarios: Sequence[Scenario], asked: Asked, jobs: int) -> None:
    """Refuse a study that does not fit into memory."""
    takes, there = needed(scenarios, asked.worlds, jobs), available()
    if there is not None and takes > there:
        raise Refused(
            asked.output.t(
                "This needs about {takes} GB of memory, and {there} GB are free; "
                "ask for fewer worlds, members or days.",
                takes=asked.output.t.number(takes / GIB, 1),
                there=asked.output.t.number(there / GIB, 1),
            )
        )


def say_that_it_compiles(output: Output, scenarios: Sequence[Scenario]) -> None:
    """Say so before the first run on a machine that needs some part of the model, which takes long."""
    from sim.engine.plan import make_plan, planned_steps
    from sim.kernel import cache

    used = {planned_steps()[index].name for each in scenarios for index in make_plan(each).steps_used()}
    if not cache.is_warm(used):
        output.remark(output.t("Compiling the model, once on this machine: half a minute or so."))


def _written(logs: Sequence[Path], blocks: Sequence[Block]) -> list[Path]:
    from sim.results import write_events

    written = []
    for file, block in zip(logs, blocks, strict=False):
        if block.events is not None:
            write_events(file, block.events)
            written.append(file)
    return written
