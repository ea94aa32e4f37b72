"""``sim graph``: who knows whom on the evening of a day, as a file for other programs."""

from __future__ import annotations

from pathlib import Path

import rich_click as click

from sim.cli.options import MOST_SEED, MOST_WORLDS, Decorator, one_of, overriding, speaking, together, whole
from sim.cli.output import Output
from sim.i18n import Translate

KINDS = ("graphml", "gexf", "edges")
"""As in ``sim.graphs.export.KINDS``, which a test holds it to: help imports nothing heavy."""
MOST_DAYS = 100_000


def command(t: Translate) -> click.Command:
    """Build the command in the language of ``t``."""

    @click.command(
        "graph",
        help=t(
            "Write the network of one world on the evening of a day, with what is known of members and ties. A world of "
            "a folder of results is run again and checked against what was recorded."
        ),
    )
    @click.argument(
        "source",
        metavar="RESULT|SCENARIO",
        help=t("A folder of results, or a scenario: a file or a shipped name."),
    )
    @_options(t)
    @speaking(t)
    def graph(
        source: str,
        day: int,
        world: int,
        scenario: str | None,
        group: str | None,
        everyone: bool,
        kind: str | None,
        out: Path | None,
        force: bool,
        seed: int | None,
        overrides: tuple[str, ...],
        as_json: bool,
        quiet: bool,
    ) -> int:
        from sim.cli.graphing import Wanted, write_network

        wanted = Wanted(
            source, day, world, scenario, group, everyone, kind, out, force, seed, overrides
        )  # fmt: skip
        write_network(wanted, Output(t, quiet, as_json))
        return 0

    return graph


def _options(t: Translate) -> Decorator:
    """Options of this command alone."""
    return together(
        click.option(
            "--day",
            metavar="N",
            required=True,
            callback=whole(t, 0, MOST_DAYS),
            help=t("Evening of which day; days count from 0."),
        ),
        click.option(
            "--world",
            metavar="N",
            type=click.UNPROCESSED,
            callback=whole(t, 0, MOST_WORLDS - 1),
            default=0,
            show_default=True,
            help=t("Which world; worlds count from 0."),
        ),
        click.option("--scenario", metavar="NAME", help=t("Which scenario of a folder that holds several.")),
        click.option("--group", metavar="ID", help=t("Which group of a scenario that has several.")),
        click.option("--everyone", is_flag=True, help=t("Also those who have left or were removed.")),
        click.option(
            "--to",
            "kind",
            metavar="|".join(KINDS),
            callback=one_of(t, KINDS),
            help=t("Kind of file; by default as the name of --out ends, else graphml."),
        ),
        click.option(
            "--out",
            metavar="FILE",
            type=click.Path(path_type=Path),
            help=t("Where it goes; by default a name made of scenario, world and day."),
        ),
        click.option("--force", is_flag=True, help=t("Write over what exists already.")),
        click.option(
            "--seed",
            metavar="N",
            callback=whole(t, 0, MOST_SEED),
            help=t("Of a scenario: names the family of worlds, 0 by default. Results have theirs."),
        ),
        overriding(t),
    )
