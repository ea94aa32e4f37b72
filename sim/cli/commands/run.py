"""``sim run``: one scenario in some worlds."""

from __future__ import annotations

from typing import Any

import rich_click as click

from sim.cli.options import running, scenario_argument, speaking
from sim.cli.output import Output
from sim.i18n import Translate

WORLDS = 16


def command(t: Translate) -> click.Command:
    """Build the command in the language of ``t``."""

    @click.command("run", help=t("Run one scenario in some worlds and sum up what came of it."))
    @scenario_argument(t)
    @running(t, WORLDS)
    @speaking(t)
    def run(scenario: str, as_json: bool, quiet: bool, **options: Any) -> int:  # noqa: ANN401 - see Asked
        from sim.cli.running import Asked, carried_out, ended, loaded

        asked = Asked(output=Output(t, quiet, as_json), **options)
        (found,) = loaded([scenario], asked.overrides)
        done = carried_out([found], asked)
        output = asked.output
        if done.blocks:
            from sim.cli.run_table import as_data, as_table

            output.show(as_table(found, done.blocks[0], asked))
            output.data(as_data(found, done, asked))
        return ended(done, asked)

    return run
