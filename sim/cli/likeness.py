"""What ``sim patterns`` does: read, simulate, measure, show and write."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sim.cli.errors import Refused
from sim.cli.files import made_ready
from sim.cli.interrupts import heeded
from sim.cli.output import Output
from sim.cli.progress import Bar
from sim.cli.running import LOG_ENDINGS, loaded, say_that_it_compiles

if TYPE_CHECKING:
    from sim.study.likeness import Side

SCENARIO_BURN_IN = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Options of the command."""

    output: Output
    log: Path
    against: str | None
    burn_in: int
    burn_in_against: int | None
    worlds: int
    jobs: int | None
    seed: int
    overrides: tuple[str, ...]
    report: Path | None
    table: Path | None


def carried_out(asked: Asked) -> int:
    """Carry the command out and return its exit code.

    Raises
    ------
    ResultError, ScenarioError, StudyError
        If a log or scenario cannot be used.
    """
    from sim.cli.likeness_table import as_data, as_table, sums, write_csv
    from sim.study.likeness import Likeness

    output, t = asked.output, asked.output.t
    made_ready([file for file in (asked.report, asked.table) if file is not None], t)
    sides = [_of_log(asked.log, asked.burn_in)]
    if asked.against is not None:
        sides.append(_against(asked, asked.against))
    found = Likeness(tuple(sides))
    if asked.table is not None:  # files before anything is printed, which may end in a broken pipe
        write_csv(found, asked.table)
    if asked.report is not None:
        from sim.report import write_patterns_report

        write_patterns_report(found, asked.report, t.lang)
    output.show(as_table(found, t))
    for sentence in sums(found, t):
        output.say(sentence)
    if asked.table is not None:
        output.say(t("Table: {place}", place=asked.table))
    if asked.report is not None:
        output.say(t("Report: {place}", place=asked.report))
    output.data(as_data(found, t, seed=asked.seed))
    return 0


def _of_log(file: Path, burn_in: int) -> Side:
    from sim.results import read_events
    from sim.study.likeness import side_of_log

    return side_of_log(file.stem, read_events(file), burn_in)


def _against(asked: Asked, against: str) -> Side:
    """Return the other side: a log if its name ends like one, else a scenario."""
    if Path(against).suffix.lower() in LOG_ENDINGS:
        if asked.overrides:
            t = asked.output.t
            raise Refused(t("--set is for scenarios, and {file} is a log.", file=against))
        given = asked.burn_in_against
        return _of_log(Path(against), asked.burn_in if given is None else given)
    return _of_scenario(asked, against)


def _of_scenario(asked: Asked, name: str) -> Side:
    (scenario,) = loaded([name], asked.overrides)
    from sim.engine.simulate import default_jobs
    from sim.study.likeness import side_of_scenario

    output = asked.output
    given = asked.burn_in_against
    with ExitStack() as stack:
        say_that_it_compiles(output, [scenario])
        bar = stack.enter_context(Bar(asked.worlds, output))
        stack.enter_context(heeded(bar, output))
        return side_of_scenario(
            scenario,
            worlds=range(asked.worlds),
            seed=asked.seed,
            burn_in_days=SCENARIO_BURN_IN if given is None else given,
            jobs=asked.jobs or default_jobs(),
            title=output.t(scenario.title),
            progress=bar.advance,
        )
