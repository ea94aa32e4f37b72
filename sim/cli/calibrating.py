"""What ``sim calibrate`` does: read, simulate, search, check, show and write."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sim.cli.errors import INTERRUPTED, Refused
from sim.cli.interrupts import heeded
from sim.cli.output import Output
from sim.cli.progress import Bar
from sim.cli.running import REPORT, loaded, say_that_it_compiles

if TYPE_CHECKING:
    from sim.study.calibration import Calibration, CalibrationFolder, Task

SIMULATIONS = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Options of the command."""

    output: Output
    log: Path
    scenario: str
    out: Path
    parameters: str | None
    priors: tuple[str, ...]
    days: int | None
    burn_in: int | None
    overrides: tuple[str, ...]
    simulations: int | None
    minutes: int | None
    only_coverage: bool
    jobs: int | None
    seed: int


def carried_out(asked: Asked) -> int:
    """Carry the command out and return its exit code.

    Raises
    ------
    ResultError, ScenarioError, StudyError
        If log, scenario, parameters or folder cannot be used.
    """
    from sim.study.calibration import CalibrationFolder, write_all

    output, t = asked.output, asked.output.t
    if asked.simulations is not None and asked.minutes is not None:
        raise Refused(t("Give --simulations or --minutes, not both."))
    task = _task(asked)
    output.remark(task.seen.truncation.text(t))
    output.remark(task.arrivals.text(t))
    with CalibrationFolder(asked.out, task) as folder:
        found = _calibrated(asked, task, folder)
        if found is None:
            return INTERRUPTED
        files = write_all(found, asked.out)
        _show(asked, found, folder, files)
    return 0


def _task(asked: Asked) -> Task:
    from sim.results import read_events
    from sim.study.calibration import chosen, require_library, task

    if not asked.only_coverage:
        require_library()
    priors = chosen((asked.parameters or "").split(",") if asked.parameters is not None else (), asked.priors)
    events = read_events(asked.log)
    (scenario,) = loaded([asked.scenario], asked.overrides)
    return task(
        asked.log.stem, events, scenario, priors, seed=asked.seed, days=asked.days, burn_in=asked.burn_in
    )


def _calibrated(asked: Asked, task: Task, folder: CalibrationFolder) -> Calibration | None:
    """Return the result, or None if it was interrupted."""
    from sim.engine.simulate import default_jobs
    from sim.study.calibration import calibrate

    output, t = asked.output, asked.output.t
    jobs = asked.jobs or default_jobs()
    say_that_it_compiles(output, [task.candidate.scenario])
    simulations = _planned(asked, task, folder, jobs)
    settings = folder.begin(simulations)
    total = settings.table if asked.only_coverage else settings.total(simulations)
    with ExitStack() as stack:
        bar = stack.enter_context(Bar(total, output, t("Simulating")))
        stack.enter_context(heeded(bar, output))
        try:
            return calibrate(
                task, settings, simulations, folder.simulations, jobs=jobs, progress=bar.advance,
                only_coverage=asked.only_coverage,
            )  # fmt: skip
        except KeyboardInterrupt:
            bar.close()
    output.remark(
        t("Interrupted: {k} of about {n} simulations are kept in {folder}; the same command goes on from there.",
          k=len(folder.simulations), n=total, folder=asked.out)
    )  # fmt: skip
    return None


def _planned(asked: Asked, task: Task, folder: CalibrationFolder, jobs: int) -> int:
    """Return the number of simulations: what is asked for, else what the folder was begun with."""
    from sim.study.calibration import simulations_in

    if asked.simulations is not None:
        return asked.simulations
    if folder.is_begun:
        return folder.planned
    if asked.minutes is None:
        return SIMULATIONS
    found = simulations_in(task, asked.minutes, folder.simulations, jobs)
    t = asked.output.t
    asked.output.remark(t("About {n} simulations fit into {minutes} minutes.", n=t.number(found, 0), minutes=asked.minutes))  # fmt: skip
    return found


def _show(asked: Asked, found: Calibration, folder: CalibrationFolder, files: list[Path]) -> None:
    from sim.cli.calibration_table import as_data, as_tables
    from sim.report import write_calibration_report
    from sim.study.calibration_text import sums

    output, t = asked.output, asked.output.t
    for table in as_tables(found, t):
        output.show(table)
    for sentence in sums(found, t):
        output.say(sentence)
    report = asked.out / REPORT
    write_calibration_report(found, report, t.lang)
    data = as_data(found, t)
    folder.keep(result=data, files=[file.name for file in (*files, report)])
    output.say(t("Results: {place}", place=asked.out))
    output.say(t("Report: {place}", place=report))
    if found.scenario is not None:
        output.say(t("The calibrated scenario: sim run {file}", file=asked.out / "calibrated.yaml"))
    output.data(data)
