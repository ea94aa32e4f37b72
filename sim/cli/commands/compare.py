"""``sim compare``: scenarios under the same luck, held against the first."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import rich_click as click

from sim.cli.errors import Refused
from sim.cli.options import MOST_WORLDS, Decorator, reporting, running, speaking, together, whole
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
    @_story(t)
    @speaking(t)
    def compare(
        scenarios: tuple[str, ...],
        as_json: bool,
        quiet: bool,
        report: Path | None,
        network: bool,
        no_story: bool,
        story_worlds: int | None,
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
                from sim.cli.storytelling import story_to_go_with

                if network:
                    found = filmed(found, arms, done.blocks)
                    if found.film is None:
                        output.remark(t("The report comes without the network: a group is too large for it."))
                story = None if no_story else story_to_go_with(found, arms, done, asked, story_worlds)
                write_report(found, target, t.lang, story)
            for table in as_tables(found, asked):
                output.show(table)
            from sim.report.scenarios import left_undone

            for sentence in left_undone(found, t):
                output.remark(sentence)
            output.data(as_data(arms, found, done, asked, target))
        return ended(done, asked, target)

    return compare


def _story(t: Translate) -> Decorator:
    """Whether the report tells the story, and on how many worlds."""
    return together(
        click.option(
            "--no-story",
            is_flag=True,
            help=t(
                "Leave the story out of the report: what each change adds, turning points and their causes."
            ),
        ),
        click.option(
            "--story-worlds",
            metavar="N",
            callback=whole(t, 2, MOST_WORLDS),
            help=t(
                "Worlds that the story is told from, the first N; by default so many that it takes about as many runs "
                "as were compared."
            ),
        ),
    )
