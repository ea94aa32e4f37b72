"""``sim explain``: what something is, how it works, what may be set, and where that comes from."""

from __future__ import annotations

import rich_click as click

from sim.cli.errors import Refused
from sim.cli.options import speaking
from sim.cli.output import Output
from sim.i18n import Translate


def command(t: Translate) -> click.Command:
    """Build the command in the language of ``t``."""

    @click.command(
        "explain",
        help=t("Explain a strategy, mechanism, measure, outcome, lever, section, parameter or scenario."),
    )
    @click.argument(
        "name", metavar="NAME", help=t("A name that sim list shows, or as in selling.pushes_per_day.")
    )
    @speaking(t)
    def explain(name: str, as_json: bool, quiet: bool) -> int:
        from sim.cli.declarations import explained, nearest

        output = Output(t, quiet, as_json)
        found = explained(name, t)
        if not found:
            sentences = [t("There is nothing called {name}.", name=name)]
            if near := nearest(name):
                sentences.append(t("Did you mean {names}?", names=t.join(near)))
            else:
                sentences.append(t("sim list shows all names."))
            raise Refused(t.sentences(sentences))
        from sim.cli.explanation import shown

        for data in found:
            for part in shown(data, t):
                output.show(part)
        output.data({**found[0], "also": found[1:]})
        return 0

    return explain
