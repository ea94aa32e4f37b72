"""``sim verify``: rerun a sample of archived results and compare."""

from __future__ import annotations

from pathlib import Path

import rich_click as click

from sim.cli.options import MOST_SEED, speaking, whole
from sim.cli.output import Output
from sim.i18n import Translate

SAMPLE = 20
DIFFERENT = 1
"""Exit code where something did not come out again."""
MOST_SHOWN = 10


def command(t: Translate) -> click.Command:
    """Build the command in the language of ``t``."""

    @click.command("verify", help=t("Run a random sample of archived results again, and compare."))
    @click.argument(
        "result", metavar="RESULT", type=click.Path(path_type=Path), help=t("A folder of results.")
    )
    @click.option(
        "--sample", metavar="N", type=click.UNPROCESSED, callback=whole(t, 1, 1_000_000), default=SAMPLE, show_default=True,
        help=t("How many runs to make again."),
    )  # fmt: skip
    @click.option(
        "--seed", metavar="N", type=click.UNPROCESSED, callback=whole(t, 0, MOST_SEED), default=0, show_default=True,
        help=t("Chooses the runs."),
    )  # fmt: skip
    @speaking(t)
    def verify(result: Path, sample: int, seed: int, as_json: bool, quiet: bool) -> int:
        from dataclasses import asdict

        from sim.cli.progress import Bar
        from sim.results import ResultFolder, SweepFolder
        from sim.results.sweep_folder import holds_sweep
        from sim.study.verifying import verify_runs, verify_sweep

        output = Output(t, quiet, as_json)
        with Bar(sample, output) as bar:
            if holds_sweep(result):
                verdict = verify_sweep(SweepFolder(result).open(), sample, seed, bar.advance)
            else:
                verdict = verify_runs(ResultFolder(result).open(), sample, seed, bar.advance)
        if verdict.exact:
            said = t("{runs} runs of {points} points made again by the same code and compared bit for bit in {k} outcomes: {same}.",
                     runs=verdict.runs, points=verdict.points, k=verdict.outcomes,
                     same=t("all the same") if verdict.holds else t("{n} differ", n=len(verdict.suspects)))  # fmt: skip
        else:
            said = t("The results are of code {there}, and this is {here}: {runs} runs of {points} points made again and compared as distributions in {k} outcomes: {same}.",
                     there=verdict.archived_code, here=verdict.code, runs=verdict.runs, points=verdict.points, k=verdict.outcomes,
                     same=t("no difference beyond luck") if verdict.holds else t("{n} differ", n=len(verdict.suspects)))  # fmt: skip
        output.say(said)
        for each in verdict.suspects[:MOST_SHOWN]:
            where = (
                t("point {point}", point=each.point)
                if each.world < 0
                else t("point {point}, world {world}", point=each.point, world=each.world)
            )
            found_by = "" if verdict.exact else f" ({_test(each.test, t)}, p = {each.p:.2g})"
            output.say(f"  {where}: {each.outcome} {each.archived!r} -> {each.rerun!r}{found_by}")
        if verdict.left_out:
            output.remark(
                t("{n} points of the folder are not found in its study by this version, and were not compared.", n=verdict.left_out)
            )  # fmt: skip
        output.data({**asdict(verdict), "holds": verdict.holds})
        return 0 if verdict.holds else DIFFERENT

    return verify


def _test(test: str, t: Translate) -> str:
    """Say what a test is about, and its name."""
    return {
        "welch": t("means; Welch's t test"),
        "kolmogorov-smirnov": t("standard deviations; Kolmogorov-Smirnov test of the whole distribution"),
        "fisher": t("worlds in which it exists; Fisher's exact test"),
    }[test]
