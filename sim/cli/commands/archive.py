"""``sim archive``: describe the folder of a sweep for machines."""

from __future__ import annotations

from pathlib import Path

import rich_click as click

from sim.cli.options import speaking
from sim.cli.output import Output
from sim.i18n import Translate


def command(t: Translate) -> click.Command:
    """Build the command in the language of ``t``."""

    @click.command(
        "archive",
        help=t(
            "Write a description for machines (a Process Run Crate) beside the tables of a sweep, for an archive."
        ),
    )
    @click.argument(
        "result", metavar="RESULT", type=click.Path(path_type=Path), help=t("A folder of results.")
    )
    @click.option(
        "--licence", "--license", metavar="TEXT|URL", default="",
        help=t("Licence of the results, as text or as an address; none is stated unless you give one."),
    )  # fmt: skip
    @speaking(t)
    def archive(result: Path, licence: str, as_json: bool, quiet: bool) -> int:
        from sim import __version__
        from sim.results import SweepFolder
        from sim.results.crate import write_crate

        output = Output(t, quiet, as_json)
        target = write_crate(SweepFolder(result).open(), __version__, licence)
        output.say(t("Description: {place}", place=target))
        output.data({"file": str(target)})
        return 0

    return archive
