"""``sim plan``: what a study will take, from a short measurement."""

from __future__ import annotations

from pathlib import Path

import rich_click as click

from sim.cli.options import MOST_JOBS, overriding, speaking, whole
from sim.cli.output import Output
from sim.i18n import Translate

MB = 1e6


def command(t: Translate) -> click.Command:
    """Build the command in the language of ``t``."""

    @click.command(
        "plan", help=t("Say what a study will take: runs, time, disk and memory, from a short measurement.")
    )
    @click.argument("study", metavar="STUDY", help=t("A study file, or the name of a shipped study."))
    @click.option(
        "--out",
        metavar="DIR",
        type=click.Path(path_type=Path),
        help=t("Folder whose runs are there already."),
    )
    @click.option(
        "--jobs", metavar="N", callback=whole(t, 1, MOST_JOBS),
        help=t("Workers; by default one for each processor. Changes no number."),
    )  # fmt: skip
    @overriding(t)
    @speaking(t)
    def plan(
        study: str, out: Path | None, jobs: int | None, overrides: tuple[str, ...], as_json: bool, quiet: bool
    ) -> int:
        from dataclasses import asdict

        from sim.cli.running import say_that_it_compiles
        from sim.results import SweepFolder
        from sim.study.sweep import executor, forecast, load_study, runs_there

        output = Output(t, quiet, as_json)
        found = load_study(study, overrides)
        there = 0 if out is None else runs_there(found, SweepFolder(out))
        say_that_it_compiles(output, [base.base for base in found.bases])
        with executor("threads", jobs) as (pool, workers):
            will = forecast(found, pool, workers, there)
        said = [
            t("{points} points in {worlds} worlds: {runs} runs to make, {there} there already.",
              points=will.points, worlds=will.worlds, runs=will.runs, there=will.there),
            t("Time: about {time} with {workers} workers.", time=duration(will.seconds, t), workers=will.workers),
            t("Disk: about {mb} MB in {parts} parts. Memory: about {memory} MB.",
              mb=t.number(will.bytes_on_disk / MB, 1), parts=will.parts, memory=t.number(will.bytes_of_memory / MB, 0)),
        ]  # fmt: skip
        if found.precision is not None:
            said.append(
                t("To reach the precision asked for it may run up to {most} worlds a point: {runs} runs, about {time}.",
                  most=found.precision.most_worlds, runs=will.most_runs, time=duration(will.most_seconds, t))
            )  # fmt: skip
        for sentence in said:
            output.say(sentence)
        output.data({"study": found.name, **asdict(will)})
        return 0

    return plan


def duration(seconds: float, t: Translate) -> str:
    """Write a time as people say it."""
    if seconds < 100:
        return t("{n} s", n=t.number(seconds, 0))
    if seconds < 6000:
        return t("{n} minutes", n=t.number(seconds / 60, 0))
    return t("{n} hours", n=t.number(seconds / 3600, 1))
