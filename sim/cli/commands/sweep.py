"""``sim sweep``: a study of many points, run into a folder that can be interrupted and extended."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from sim.cli.errors import INTERRUPTED, REFUSED, Refused, explained, tell
from sim.cli.files import made_ready
from sim.cli.options import MOST_JOBS, one_of, overriding, speaking, whole
from sim.cli.output import Output
from sim.i18n import Translate

if TYPE_CHECKING:
    from sim.study.sweep import SweepStudy
    from sim.study.sweep.running import Swept

MOST_PARTS = 100_000
MOST_REPORTED = 5_000
"""Points that a report has room for; beyond it, the tables are for other programs."""
EXECUTORS = ("threads", "processes", "dask", "mpi")


def command(t: Translate) -> click.Command:
    """Build the command in the language of ``t``."""

    @click.command(
        "sweep",
        help=t(
            "Run every point of a study in every world, into a folder; what is there already is not run again."
        ),
    )
    @click.argument("study", metavar="STUDY", help=t("A study file, or the name of a shipped study."))
    @click.option(
        "--out",
        metavar="DIR",
        type=click.Path(path_type=Path),
        required=True,
        help=t("Folder for the results."),
    )
    @click.option(
        "--jobs",
        metavar="N",
        callback=whole(t, 1, MOST_JOBS),
        help=t("Workers; by default one for each processor. Changes no number."),
    )
    @click.option(
        "--executor",
        "kind",
        metavar="|".join(EXECUTORS),
        default="threads",
        callback=one_of(t, EXECUTORS),
        help=t("Where the work is done."),
    )
    @click.option(
        "--scheduler",
        metavar="ADDRESS",
        default="",
        help=t("Address of a Dask scheduler, such as tcp://head:8786."),
    )
    @click.option(
        "--shard",
        metavar="I/N",
        default="",
        help=t("Do the I-th of N parts of the study only, for job arrays; I counts from 0."),
    )
    @click.option(
        "--report", metavar="FILE", type=click.Path(path_type=Path),
        help=t("Write the report, one HTML file, to FILE; by default report.html in the folder."),
    )  # fmt: skip
    @overriding(t)
    @speaking(t)
    def sweep(
        study: str, out: Path, jobs: int | None, kind: str, scheduler: str, shard: str, report: Path | None,
        overrides: tuple[str, ...], as_json: bool, quiet: bool,
    ) -> int:  # fmt: skip
        from dataclasses import asdict

        from sim.cli.interrupts import heeded
        from sim.cli.progress import Bar
        from sim.cli.running import say_that_it_compiles
        from sim.results import SweepFolder
        from sim.study.sweep import Points, Sweep, executor, head_of, load_study, notes_of

        output = Output(t, quiet, as_json)
        part = _shard(shard, t)
        is_part = part[1] > 1
        _check(jobs, kind, scheduler, is_part and report is not None, t)
        found = load_study(study, overrides)
        if report is not None:
            made_ready([report], t)
        points = len(Points(found))
        with SweepFolder(out, part).open_or_create(head_of(found), notes_of(found)) as folder:
            say_that_it_compiles(output, [base.base for base in found.bases])
            with (
                executor(kind, jobs, scheduler) as (pool, workers),
                Bar(points * found.worlds, output) as bar,
                heeded(bar, output),
            ):
                swept = Sweep(found, folder, pool, workers, part, bar.advance).run()
        output.say(
            t(
                "{points} points in {worlds} worlds: {done} runs made, {there} were there already, {failed} failed; {seconds} s.",
                points=points, worlds=swept.worlds, done=swept.done, there=swept.there, failed=swept.failed,
                seconds=t.number(swept.seconds, 1),
            )
        )  # fmt: skip
        if swept.is_precise is not None and not swept.interrupted:
            output.say(_precision(found, swept, t))
        output.say(t("Results: {place}", place=out))
        target, trouble = None, None
        if is_part:
            output.say(
                t("A part writes no report: when all have ended, the same command without --shard does.")
            )
        elif points > MOST_REPORTED:
            output.say(
                t(
                    "A study of more than {n} points has no report; sim results --to FILE gives its rows.",
                    n=MOST_REPORTED,
                )
            )
        else:
            target, trouble = _reported(out, report or out / "report.html", t)
        if target is not None:
            output.say(t("Report: {place}", place=target))
        output.data(
            {"study": found.name, "points": points, **asdict(swept), "out": str(out),
             "report": None if target is None else str(target)}
        )  # fmt: skip
        if trouble is not None:
            tell([t("The runs are in {folder}, but the report could not be written: {reason}", folder=out, reason=trouble),
                  t("The same command writes it without running anything again.")])  # fmt: skip
        if swept.interrupted:
            output.remark(t("Interrupted; the same command goes on where it stopped."))
            return INTERRUPTED
        if swept.failed and not swept.done + swept.there:
            error = str(SweepFolder(out).open().failures()["error"][0])
            tell([t("Every run failed, the first with: {error}", error=error)])
            return REFUSED
        return REFUSED if trouble is not None and report is not None else 0

    return sweep


def _shard(text: str, t: Translate) -> tuple[int, int]:
    """Read ``--shard I/N``."""
    if not text:
        return 0, 1
    found = re.fullmatch(r"([0-9]+)/([0-9]+)", text.strip())
    number, count = (min(int(digits[:9]), 10**8) for digits in found.groups()) if found else (0, 0)
    if not number < count:
        raise Refused(t("--shard {text}: write it as I/N with I from 0 to N - 1, as in 0/8.", text=text[:40]))
    if count > MOST_PARTS:
        raise Refused(t("--shard {text}: there are at most {most} parts.", text=text[:40], most=MOST_PARTS))
    return number, count


def _check(jobs: int | None, kind: str, scheduler: str, part_reports: bool, t: Translate) -> None:
    """Refuse options that do not go together."""
    if scheduler and kind != "dask":
        raise Refused(t("--scheduler goes with --executor dask: add it, or leave --scheduler out."))
    if scheduler and jobs is not None:
        raise Refused(
            t("--jobs is for workers on this machine, and with --scheduler the cluster has its own: leave one of them out.")
        )  # fmt: skip
    if part_reports:
        raise Refused(
            t("A part writes no report: leave --report out, and write it with the same command without --shard.")
        )  # fmt: skip


def _precision(study: SweepStudy, swept: Swept, t: Translate) -> str:
    """Say whether the precision that a study asks for was reached."""
    assert study.precision is not None
    return t("The precision asked for was reached.") if swept.is_precise else t(
        "The precision asked for was not reached with {worlds} worlds, the most that the study allows: raise most_worlds, or ask for less.",
        worlds=swept.worlds,
    )  # fmt: skip


def _reported(out: Path, target: Path, t: Translate) -> tuple[Path | None, str | None]:
    """Write the report; returns where it is, or None where no world is complete yet, and what went wrong."""
    from sim.report.sweep import write_sweep_report
    from sim.results import SweepFolder
    from sim.results.atomic import publish
    from sim.study import StudyError
    from sim.study.sweep.table import load_table

    try:
        table = load_table(SweepFolder(out).open())
        publish(target, lambda temporary: write_sweep_report(table, temporary, t.lang))
    except StudyError:
        return None, None
    except Exception as error:  # noqa: BLE001 - whatever it is, the runs are there and that is said
        return None, t.sentences(explained(error, t)[1])
    return target, None
