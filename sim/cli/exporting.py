"""Writing results for other programs, and saying what was written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sim.cli.output import Output
from sim.cli.progress import Bar


def export_results(
    result: Path, to: str, tables: Sequence[str], out: Path | None, *, force: bool, bom: bool, output: Output
) -> None:
    """Export the tables of a folder of results; see :mod:`sim.cli.commands.export`."""
    from sim.results import ResultFolder
    from sim.results.export import ENDINGS, Source, export
    from sim.results.export.formats import check_place

    t = output.t
    place = out or Path(result.resolve().name + (ENDINGS[to] or f"-{to}"))
    check_place(to, place, force=force)
    source = Source(ResultFolder(result).open(), tables, t, _meanings())
    with Bar(source.pieces, output, t("Writing, in parts of tables")) as bar:
        renamed = export(source, to, place, force=force, bom=bom, advance=bar.advance)
    rows = {table: source.rows(table) for table in source.tables}
    for table, n in rows.items():
        output.say(
            t("{table}: {rows} rows, {columns} columns", table=table, rows=t.number(n, 0),
              columns=len(source.columns[table]))
        )  # fmt: skip
    for column, name in renamed.items():
        output.say(t("{column} is called {name} there.", column=column, name=name))
    output.say(t("Written: {place}", place=place))
    output.data({"out": place, "to": to, "rows": rows, "renamed": renamed})


def _meanings() -> dict[str, str]:
    """What measures and outcomes mean, in English, by name."""
    from sim.scenario import catalogue

    meanings: dict[str, str] = {}
    for file in catalogue.measures().values():
        meanings |= {measure.name: measure.doc for measure in file.measures}
        meanings |= {outcome.name: outcome.doc for outcome in file.outcomes}
    return meanings
