"""``sim export``: results as files of other programs."""

from __future__ import annotations

from pathlib import Path

import rich_click as click

from sim.cli.errors import Refused
from sim.cli.options import one_of, speaking
from sim.cli.output import Output
from sim.i18n import Translate

FORMATS = ("csv", "xlsx", "stata", "xarray")
TABLES = ("runs", "days", "survival", "cohorts", "lorenz")
"""As in ``sim.results.export``, which a test holds both to: help imports nothing heavy."""


def command(t: Translate) -> click.Command:
    """Build the command in the language of ``t``."""

    @click.command(
        "export",
        help=t(
            "Write results for other programs: CSV, an Excel workbook, Stata, or a NetCDF file for xarray. Labels and "
            "meanings are in the language asked for. Programs that read Parquet open the results as they are."
        ),
    )
    @click.argument(
        "result",
        metavar="RESULT",
        type=click.Path(path_type=Path),
        help=t("A folder of results, as --out of sim run made it."),
    )
    @click.option(
        "--to",
        "to",
        metavar="|".join(FORMATS),
        required=True,
        callback=one_of(t, FORMATS),
        help=t("csv and stata: a folder with a file a table; xlsx: one workbook; xarray: one NetCDF file."),
    )
    @click.option(
        "--tables",
        metavar="NAME,...",
        help=t("Which tables, of {tables}; by default all.", tables=t.join(TABLES)),
    )
    @click.option(
        "--out",
        metavar="PATH",
        type=click.Path(path_type=Path),
        help=t("Where it goes; by default a name made of that of the results, in the working folder."),
    )
    @click.option(
        "--bom", is_flag=True, help=t("csv: begin with the mark by which Excel knows that it is UTF-8.")
    )
    @click.option("--force", is_flag=True, help=t("Write over what exists already."))
    @speaking(t)
    def export(
        result: Path,
        to: str,
        tables: str | None,
        out: Path | None,
        bom: bool,
        force: bool,
        as_json: bool,
        quiet: bool,
    ) -> int:
        from sim.cli.exporting import export_results

        wanted = _wanted(tables, t)
        if bom and to != "csv":
            raise Refused(t("--bom is for csv; {to} files say themselves how they are written.", to=to))
        export_results(result, to, wanted, out, force=force, bom=bom, output=Output(t, quiet, as_json))
        return 0

    return export


def _wanted(tables: str | None, t: Translate) -> list[str]:
    """Names of tables out of a list with commas."""
    if tables is None:
        return []
    names = [name.strip() for name in tables.split(",")]
    for name in names:
        if name not in TABLES:
            raise Refused(
                t("--tables: {name!r} is no table; there are {known}.", name=name, known=t.join(TABLES))
            )
    return names
