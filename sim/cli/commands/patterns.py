"""``sim patterns``: what a log of messages shows, held against real groups, another log or a scenario."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import rich_click as click

from sim.cli.options import (
    MOST_JOBS,
    MOST_SEED,
    MOST_WORLDS,
    Decorator,
    overriding,
    speaking,
    together,
    whole,
)
from sim.cli.output import Output
from sim.i18n import Translate

WORLDS = 16
MOST_BURN_IN = 36_500


def command(t: Translate) -> click.Command:
    """Build the command in the language of ``t``."""

    @click.command(
        "patterns",
        help=t(
            "Measure what a log of messages shows, and hold it against real groups, another log or a scenario."
        ),
    )
    @click.argument(
        "log", metavar="LOG", type=click.Path(path_type=Path),
        help=t("An event log, .csv or .parquet, with the columns t, user and kind, and target and conv if known."),
    )  # fmt: skip
    @_measuring(t)
    @_writing(t)
    @speaking(t)
    def patterns(log: Path, as_json: bool, quiet: bool, **options: Any) -> int:  # noqa: ANN401 - see Asked
        from sim.cli.likeness import Asked, carried_out

        return carried_out(Asked(output=Output(t, quiet, as_json), log=log, **options))

    return patterns


def _measuring(t: Translate) -> Decorator:
    """Options that change numbers."""
    days = whole(t, 0, MOST_BURN_IN)
    return together(
        click.option(
            "--against", metavar="LOG|SCENARIO",
            help=t("Another log, or a scenario: a file, or the name of a shipped one; its worlds are simulated and measured."),
        ),
        click.option(
            "--burn-in", "burn_in", metavar="DAYS", type=click.UNPROCESSED, callback=days, default=60, show_default=True,
            help=t("Days at the start of a log in which whoever writes first is not new; 0 if the log begins with the group."),
        ),
        click.option(
            "--burn-in-against", "burn_in_against", metavar="DAYS", callback=days,
            help=t("The same for --against; by default that of --burn-in for a log, and 60 for a scenario."),
        ),
        click.option(
            "--worlds", metavar="N", type=click.UNPROCESSED, callback=whole(t, 1, MOST_WORLDS), default=WORLDS, show_default=True,
            help=t("How many worlds of the scenario to simulate."),
        ),
        click.option(
            "--jobs", metavar="N", callback=whole(t, 1, MOST_JOBS),
            help=t("Threads; by default one for each processor. Changes no number."),
        ),
        click.option(
            "--seed", metavar="N", type=click.UNPROCESSED, callback=whole(t, 0, MOST_SEED), default=0, show_default=True,
            help=t("Names the family of worlds; the same seed gives the same numbers."),
        ),
        overriding(t),
    )  # fmt: skip


def _writing(t: Translate) -> Decorator:
    """Options that name files."""
    file = click.Path(path_type=Path)
    return together(
        click.option(
            "--report", metavar="FILE", type=file, help=t("Write the report, one HTML file, to FILE.")
        ),
        click.option("--csv", "table", metavar="FILE", type=file, help=t("Write the table to FILE as CSV.")),
    )
