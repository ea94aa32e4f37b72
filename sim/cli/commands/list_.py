"""``sim list``: what there is."""

from __future__ import annotations

import rich_click as click

from sim.cli.errors import Refused
from sim.cli.options import one_of, speaking
from sim.cli.output import Output
from sim.i18n import Translate

KINDS = ("types", "strategies", "mechanisms", "measures", "scenarios", "studies")


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
    @click.option(
        "--rows",
        "works",
        is_flag=True,
        help=t("List the rows of the articles that are covered by something that works, with its files."),
    )
    @click.option("--missing", is_flag=True, help=t("List the rows of the articles that are not."))
    @speaking(t)
    def list_(kind: str | None, works: bool, missing: bool, as_json: bool, quiet: bool) -> int:
        output = Output(t, quiet, as_json)
        if works or missing:
            if kind is not None or (works and missing):
                raise Refused(t("--rows and --missing stand alone: sim list --rows."))
            _rows(works, output)
            return 0
        from rich import box
        from rich.table import Table

        from sim.cli.entries import KINDS as TITLES
        from sim.cli.entries import TYPES, entries

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


def _rows(works: bool, output: Output) -> None:
    """List rows that something covers, id and files, or those that nothing does, id and title."""
    from sim.engine.coverage import coverage

    t = output.t
    rows = [row for row in coverage() if bool(row.files) == works]
    for row in rows:
        output.say(f"{row.id} {'  '.join(row.files)}" if works else f"{row.id} {t(row.label)}")
    for row in rows:
        for file, reason in row.broken:
            output.remark(
                t("{row}: {file} does not count: {reason}", row=row.id, file=file, reason=t(reason))
            )
    output.data(
        [
            {
                "id": row.id,
                "title": t(row.label),
                "files": row.files,
                "broken": [{"file": file, "reason": t(reason)} for file, reason in row.broken],
            }
            for row in rows
        ]
    )
