"""``sim calibrate``: parameters under which a scenario's logs are like a real one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import rich_click as click

from sim.cli.options import MOST_JOBS, MOST_SEED, Decorator, overriding, speaking, together, whole
from sim.cli.output import Output
from sim.i18n import Translate

MOST_SIMULATIONS = 900_000
MOST_MINUTES = 100_000
MOST_DAYS = 36_500


def command(t: Translate) -> click.Command:
    """Build the command in the language of ``t``."""

    @click.command(
        "calibrate",
        help=t(
            "Find parameters under which simulated logs of a scenario are like a real log, with how sure they are and "
            "which of them this kind of data cannot tell."
        ),
    )
    @click.argument(
        "log", metavar="LOG", type=click.Path(path_type=Path),
        help=t("An event log, .csv or .parquet, of 50 members and 8 weeks at least; sim import makes one from a chat."),
    )  # fmt: skip
    @_what(t)
    @_how_much(t)
    @speaking(t)
    def calibrate(log: Path, as_json: bool, quiet: bool, **options: Any) -> int:  # noqa: ANN401 - see Asked
        from sim.cli.calibrating import Asked, carried_out

        return carried_out(Asked(output=Output(t, quiet, as_json), log=log, **options))

    return calibrate


def _what(t: Translate) -> Decorator:
    """Options that say what is calibrated."""
    return together(
        click.option(
            "--scenario", metavar="FILE", required=True,
            help=t("The scenario, with one group: a file, or the name of a shipped one. Its horizon and arrivals become those of the log."),
        ),
        click.option(
            "--out", metavar="DIR", required=True, type=click.Path(path_type=Path),
            help=t("Folder for all results. Made if missing; the same calibration there is taken up where it was left."),
        ),
        click.option(
            "--parameters", metavar="PATHS",
            help=t("Parameters to calibrate, separated by commas, as in mechanisms.attend.threshold,members.spread; by default fourteen."),
        ),
        click.option(
            "--prior", "priors", metavar="PATH=LOW:HIGH", multiple=True,
            help=t("Range of a parameter beforehand, in place of the declared one; may be repeated."),
        ),
        click.option(
            "--days", metavar="DAYS", callback=whole(t, 1, MOST_DAYS),
            help=t("Take so many days of the log, from its first message on; by default all."),
        ),
        click.option(
            "--burn-in", "burn_in", metavar="DAYS", callback=whole(t, 0, MOST_DAYS),
            help=t("Days at the start in which whoever writes first is not new; by default 60, and at most a quarter of the log."),
        ),
        overriding(t),
    )  # fmt: skip


def _how_much(t: Translate) -> Decorator:
    """Options that say how long it takes."""
    return together(
        click.option(
            "--simulations", metavar="N", callback=whole(t, 1, MOST_SIMULATIONS),
            help=t("How many simulations, checks not counted; by default 2000. A larger number goes on from a smaller one."),
        ),
        click.option(
            "--minutes", metavar="M", callback=whole(t, 1, MOST_MINUTES),
            help=t("About how long it may take instead; turned into a number of simulations by timing the first ones."),
        ),
        click.option(
            "--check-coverage", "only_coverage", is_flag=True,
            help=t("Stop after the simulations from the prior, and tell whether 90% intervals made from them hold what they should."),
        ),
        click.option(
            "--jobs", metavar="N", callback=whole(t, 1, MOST_JOBS),
            help=t("Threads; by default one for each processor. Changes no number."),
        ),
        click.option(
            "--seed", metavar="N", callback=whole(t, 0, MOST_SEED), default=0, show_default=True,
            help=t("Names the family of worlds; the same seed gives the same numbers."),
        ),
    )  # fmt: skip
