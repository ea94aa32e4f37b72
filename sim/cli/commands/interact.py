"""``sim interact``: two strategies alone and together, under the same luck."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import rich_click as click

from sim.cli.commands.compare import WORLDS
from sim.cli.errors import Refused
from sim.cli.options import Decorator, reporting, running, scenario_argument, speaking, together
from sim.cli.output import Output
from sim.i18n import Translate


def command(t: Translate) -> click.Command:
    """Build the command in the language of ``t``."""

    @click.command(
        "interact",
        help=t(
            "Run a scenario with neither, either and both of two strategies under the same luck: what each does, "
            "and what they do together beyond that."
        ),
    )
    @scenario_argument(t)
    @_strategies(t)
    @running(t, WORLDS)
    @reporting(t)
    @speaking(t)
    def interact(
        scenario: str,
        first: str,
        second: str,
        as_json: bool,
        quiet: bool,
        report: Path | None,
        **options: Any,  # noqa: ANN401 - see Asked
    ) -> int:
        from sim.cli.running import Asked, carried_out, ended, loaded, report_place
        from sim.study.interact import check_names, factorial_of, four_scenarios

        asked = Asked(output=Output(t, quiet, as_json), **options)
        output = asked.output
        names = first.split(":", 1)[0], second.split(":", 1)[0]
        check_names(*names)
        values = [override for text in (first, second) for override in _overrides(text, t)]
        (base,) = loaded([scenario], (*asked.overrides, *values))
        arms = four_scenarios(base, *names)
        target = report_place(report, asked)
        done = carried_out(arms, asked)
        if done.blocks:
            from sim.cli.interact_table import as_data, as_tables
            from sim.engine.plan import run_outcomes

            found = factorial_of(base, names, done.blocks, run_outcomes(), asked.seed)
            if target is not None:  # before anything is printed, which may end in a broken pipe
                from sim.report import write_interaction_report

                write_interaction_report(found, target, t.lang)
            for table in as_tables(found, asked):
                output.show(table)
            output.data(as_data(base, names, found, done, asked, target))
        return ended(done, asked, target)

    return interact


def _strategies(t: Translate) -> Decorator:
    """Both strategies, each with values if need be."""
    how = t(
        "A strategy, as in content or content:posts_per_day=2,quality=0.8; values that are not given are those of "
        "the scenario, or the defaults if it does not have the strategy."
    )
    return together(
        click.argument("first", metavar="STRATEGY", help=how),
        click.argument("second", metavar="STRATEGY", help=t("Another one.")),
    )


def _overrides(text: str, t: Translate) -> Iterator[str]:
    """Yield what ``name:parameter=value,...`` puts over the scenario."""
    name, colon, values = text.partition(":")
    for part in values.split(",") if colon else ():
        parameter, equals, value = part.partition("=")
        if not (parameter.strip() and equals and value.strip()):
            raise Refused(t("{text}: write it as {name}:PARAMETER=VALUE.", text=text, name=name))
        yield f"strategies.{name}.{parameter.strip()}={value.strip()}"
