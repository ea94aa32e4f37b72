"""``sim results``: what a folder of results holds, as a summary or as rows, filtered and joined."""

from __future__ import annotations

from pathlib import Path

import rich_click as click

from sim.cli.errors import Refused
from sim.cli.options import one_of, speaking
from sim.cli.output import Output
from sim.i18n import Translate

TABLES = ("points", "runs", "days", "failures")
ROWS_SHOWN = 30


def command(t: Translate) -> click.Command:
    """Build the command in the language of ``t``."""

    @click.command(
        "results", help=t("Show what a folder of results holds: a summary, or rows filtered and joined.")
    )
    @click.argument(
        "result", metavar="RESULT", type=click.Path(path_type=Path), help=t("A folder of results.")
    )
    @click.option(
        "--table", metavar="|".join(TABLES), callback=one_of(t, TABLES),
        help=t("Show rows of a table instead of the summary; each row has the settings of its point."),
    )  # fmt: skip
    @click.option(
        "--where", "conditions", metavar="NAME=VALUE", multiple=True,
        help=t("Only rows for which this holds; also with !=, <, <=, > and >=. May be repeated."),
    )  # fmt: skip
    @click.option(
        "--columns", metavar="A,B,...", default="", help=t("Only these columns; by default all."),
    )  # fmt: skip
    @click.option(
        "--to", "target", metavar="FILE", type=click.Path(path_type=Path),
        help=t("Write the rows to FILE, ending in .csv or .parquet, instead of showing the first ones."),
    )  # fmt: skip
    @speaking(t)
    def results(
        result: Path,
        table: str | None,
        conditions: tuple[str, ...],
        columns: str,
        target: Path | None,
        as_json: bool,
        quiet: bool,
    ) -> int:
        from sim.cli.results_table import as_table, columns_of, summary
        from sim.study.selecting import selected, write_rows

        output = Output(t, quiet, as_json)
        if target is not None and target.suffix.lower() not in (".csv", ".parquet"):
            raise Refused(t("--to {file}: the name has to end in .csv or .parquet.", file=target))
        if table is None and not conditions and target is None and not columns:
            shown, data = summary(result, output)
            output.show(shown)
            output.data(data)
            return 0
        rows = selected(result, table or "runs", conditions, [name for name in columns.split(",") if name])
        n = len(next(iter(rows.values()), ()))
        if target is not None:
            write_rows(target, rows)
            output.say(t("{n} rows: {place}", n=n, place=target))
        else:
            output.show(as_table(rows, ROWS_SHOWN, t))
            if n > ROWS_SHOWN:
                output.say(t("... {n} rows in all; --to FILE writes them.", n=n))
        output.data(columns_of(rows, target))
        return 0

    return results
