"""``sim list``: what there is."""

from __future__ import annotations

import rich_click as click

from sim.cli.options import one_of, speaking
from sim.cli.output import Output
from sim.i18n import Translate

KINDS = ("types", "strategies", "mechanisms", "measures", "scenarios")


def command(t: Translate) -> click.Command:
    """Build the command in the language of ``t``."""

    @click.command("list", help=t("List what there is; everything if no kind is given."))
    @click.argument(
        "kind",
        required=False,
        metavar="[KIND]",
        callback=one_of(t, KINDS),
        help=t("One of {kinds}.", kinds=t.join(KINDS)),
    )
    @speaking(t)
    def list_(kind: str | None, as_json: bool, quiet: bool) -> int:
        from rich import box
        from rich.table import Table

        from sim.cli.entries import KINDS as TITLES
        from sim.cli.entries import TYPES, entries

        output = Output(t, quiet, as_json)
        asked = [kind] if kind else list(KINDS)
        listed = []
        for each in asked:
            found = entries(each, t)
            if kind is None and each == "scenarios":  # types stand under their own heading
                found = [entry for entry in found if not entry.name.startswith(TYPES)]
            listed += found
            table = Table(
                title=t(TITLES[each]),
                title_justify="left",
                title_style="bold",
                box=box.SIMPLE,
                show_header=False,
            )
            table.add_column(no_wrap=True)
            table.add_column()
            for entry in found:
                table.add_row(entry.name, entry.title)
            output.show(table)
        output.say(t("More about any of them: sim explain NAME."))
        output.data([entry.as_data() for entry in listed])
        return 0

    return list_
