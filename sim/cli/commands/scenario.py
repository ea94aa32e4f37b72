"""``sim scenario``: what a scenario is made of."""

from __future__ import annotations

import rich_click as click

from sim.cli.options import overriding, scenario_argument, speaking
from sim.cli.output import Output
from sim.i18n import Translate


def command(t: Translate) -> click.Command:
    """Build the command in the language of ``t``."""

    @click.command("scenario", help=t("Show what a scenario sets and where that comes from."))
    @scenario_argument(t)
    @click.option("--resolved", is_flag=True, help=t("Show every value, defaults included, as YAML."))
    @overriding(t)
    @speaking(t)
    def scenario(
        scenario: str, resolved: bool, overrides: tuple[str, ...], as_json: bool, quiet: bool
    ) -> int:
        from sim.cli.summary import about, settings
        from sim.scenario import explain_resolved, load_scenario

        output = Output(t, quiet, as_json)
        found = load_scenario(scenario, overrides)
        text = explain_resolved(scenario, overrides)
        if resolved:
            output.say(text.rstrip("\n"))
        else:
            output.say(about(found, t))
            output.say("")
            output.say(settings(text))
        described = {"name": found.name, "title": found.title, "file": found.file}
        output.data({**described, "digest": found.digest(), "resolved": found.resolved()})
        return 0

    return scenario
