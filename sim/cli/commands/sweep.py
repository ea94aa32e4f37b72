"""``sim sweep``: a study of many points, run into a folder that can be interrupted and extended."""

from __future__ import annotations

from pathlib import Path

import rich_click as click

from sim.cli.errors import INTERRUPTED, Refused
from sim.cli.options import MOST_JOBS, one_of, overriding, speaking, whole
from sim.cli.output import Output
from sim.i18n import Translate

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
        found = load_study(study, overrides)
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
        output.say(t("Results: {place}", place=out))
        if (target := _reported(out, report, t)) is not None:
            output.say(t("Report: {place}", place=target))
        elif points > MOST_REPORTED:
            output.say(
                t(
                    "A study of more than {n} points has no report; sim results --to FILE gives its rows.",
                    n=MOST_REPORTED,
                )
            )
        output.data({"study": found.name, "points": points, **asdict(swept), "out": str(out)})
        if swept.interrupted:
            output.remark(t("Interrupted; the same command goes on where it stopped."))
            return INTERRUPTED
        return 0

    return sweep


def _shard(text: str, t: Translate) -> tuple[int, int]:
    """Read ``--shard I/N``."""
    if not text:
        return 0, 1
    first, slash, count = text.partition("/")
    if not (slash and first.isdigit() and count.isdigit() and int(first) < int(count)):
        raise Refused(t("--shard {text}: write it as I/N with I from 0 to N - 1, as in 0/8.", text=text))
    return int(first), int(count)


def _reported(out: Path, report: Path | None, t: Translate) -> Path | None:
    """Write the report; None if no world is complete at every point yet."""
    from sim.cli.files import made_ready
    from sim.report.sweep import write_sweep_report
    from sim.results import SweepFolder
    from sim.study import StudyError
    from sim.study.sweep import Points
    from sim.study.sweep.declared import study_of
    from sim.study.sweep.table import load_table

    target = report or out / "report.html"
    if report is not None:
        made_ready([report], t)
    folder = SweepFolder(out).open()
    if len(Points(study_of(folder.head.study))) > MOST_REPORTED:
        return None
    try:
        table = load_table(folder)
    except StudyError:
        return None
    return write_sweep_report(table, target, t.lang)
