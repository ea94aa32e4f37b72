"""``sim contribute``: what each change from one scenario to another adds, and what caused the turning points."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import rich_click as click

from sim.cli.options import reporting, simulating, speaking
from sim.cli.output import Output
from sim.i18n import Translate

WORLDS = 32


def command(t: Translate) -> click.Command:
    """Build the command in the language of ``t``."""

    @click.command(
        "contribute",
        help=t(
            "Share out what changes from A to B among the strategies that differ (Shapley values under the same luck), "
            "and find turning points and their causes; with A alone, against A without any strategy."
        ),
    )
    @click.argument("a", metavar="A", help=t("A file, or the name of a shipped scenario."))
    @click.argument("b", metavar="[B]", required=False, help=t("Another one, of the same horizon."))
    @simulating(t, WORLDS)
    @click.option(
        "--out",
        metavar="DIR",
        type=click.Path(path_type=Path),
        help=t("Folder for the report, contributions.csv and combinations.csv; made if missing."),
    )
    @reporting(t)
    @speaking(t)
    def contribute(
        a: str,
        b: str | None,
        as_json: bool,
        quiet: bool,
        report: Path | None,
        **options: Any,  # noqa: ANN401 - see Asked
    ) -> int:
        from sim.api import distinct, write_report
        from sim.cli.contribute_table import as_data, as_tables, write_tables
        from sim.cli.files import made_ready
        from sim.cli.running import Asked, loaded, report_place
        from sim.cli.storytelling import story_alone

        asked = Asked(output=Output(t, quiet, as_json), events=None, **options)
        scenarios = loaded([a] if b is None else [a, b], asked.overrides)
        if b is not None:
            scenarios = distinct(scenarios)
        target = report_place(report, asked)
        if asked.out is not None:
            made_ready([asked.out / name for name in ("report.html", "contributions.csv")], t)
        story = story_alone(scenarios[0], scenarios[1] if b is not None else None, asked)
        if target is not None:  # before anything is printed, which may end in a broken pipe
            write_report(story, target, t.lang)
        if asked.out is not None:
            write_tables(story, asked.out)
        for table in as_tables(story, t):
            asked.output.show(table)
        asked.output.data(as_data(story, scenarios, asked, target))
        if asked.out is not None:
            asked.output.say(t("Results: {place}", place=asked.out))
        if target is not None:
            asked.output.say(t("Report: {place}", place=target))
        return 0

    return contribute
