"""``sim compare``: scenarios under the same luck, held against the first."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import rich_click as click

from sim.cli.errors import Refused
from sim.cli.options import reporting, running, speaking
from sim.cli.output import Output
from sim.i18n import Translate

WORLDS = 100


def command(t: Translate) -> click.Command:
    """Build the command in the language of ``t``."""

    @click.command(
        "compare",
        help=t("Run two scenarios or more under the same luck, and hold them against the first."),
    )
    @click.argument(
        "scenarios",
        nargs=-1,
        metavar="A B [C ...]",
        help=t("Files, or names of shipped scenarios; the first is what the others are held against."),
    )
    @running(t, WORLDS)
    @reporting(t)
    @click.option(
        "--network/--no-network",
        default=True,
        help=t("Whether the report plays one world day by day and member by member; it does by default."),
    )
    @speaking(t)
    def compare(
        scenarios: tuple[str, ...],
        as_json: bool,
        quiet: bool,
        report: Path | None,
        network: bool,
        **options: Any,  # noqa: ANN401 - see Asked
    ) -> int:
        from sim.api import comparison_of, distinct, filmed, write_report
        from sim.cli.running import Asked, carried_out, ended, loaded, report_place

        asked = Asked(output=Output(t, quiet, as_json), **options)
        output = asked.output
        if len(scenarios) < 2:
            raise Refused(t("Compare needs two scenarios or more: sim compare A B."))
        arms = distinct(loaded(scenarios, asked.overrides))
        target = report_place(report, asked)
        done = carried_out(arms, asked)
        if done.blocks:
            from sim.cli.compare_table import as_data, as_tables

            found = comparison_of(arms, done.blocks, seed=asked.seed)
            if target is not None:  # before anything is printed, which may end in a broken pipe
                if network:
                    found = filmed(found, arms, done.blocks)
                    if found.film is None:
                        output.remark(t("The report comes without the network: a group is too large for it."))
                write_report(found, target, t.lang)
            for table in as_tables(found, asked):
                output.show(table)
            output.data(as_data(arms, found, done, asked, target))
        return ended(done, asked, target)

    return compare
