"""``sim schema``: the JSON Schema of scenario files, for editors."""

from __future__ import annotations

from pathlib import Path

import rich_click as click

from sim.cli.options import speaking
from sim.cli.output import Output
from sim.i18n import Translate


def command(t: Translate) -> click.Command:
    """Build the command in the language of ``t``."""

    @click.command("schema", help=t("Print the JSON Schema of scenario files, for editors."))
    @click.option(
        "--out", metavar="FILE", type=click.Path(path_type=Path), help=t("Write it to FILE instead.")
    )
    @speaking(t)
    def schema(out: Path | None, as_json: bool, quiet: bool) -> int:
        from sim.scenario.schema import schema_text, write_schema

        output = Output(t, quiet, as_json)
        if out is not None:
            from sim.cli.files import made_ready

            made_ready([out], t)
            write_schema(out)
            output.say(t("Schema: {place}", place=out))
            output.data({"schema": out})
        elif as_json or not quiet:
            print(schema_text(), end="")
        return 0

    return schema
