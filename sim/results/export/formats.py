"""Exporting to any of the formats: all of it is there in the end, or nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sim.i18n import mark
from sim.results.atomic import publish, publish_folder
from sim.results.errors import ResultError
from sim.results.export.delimited import write_csv_folder
from sim.results.export.netcdf import write_netcdf
from sim.results.export.source import Source
from sim.results.export.stata import write_stata_folder
from sim.results.export.workbook import write_workbook

FORMATS = ("csv", "xlsx", "stata", "xarray")
ENDINGS = {"csv": "", "xlsx": ".xlsx", "stata": "", "xarray": ".nc"}
"""Of what is written; empty for folders."""
_FILES = {"csv": ".csv", "stata": ".dta"}


def export(
    source: Source,
    to: str,
    out: Path,
    *,
    force: bool = False,
    bom: bool = False,
    advance: Callable[[int], None] = lambda _n: None,
) -> dict[str, str]:
    """Write tables for other programs.

    Parameters
    ----------
    source
        What is written.
    to
        One of :data:`FORMATS`.
    out
        A folder for ``csv`` and ``stata``, else a file.
    force
        Take the place of what an earlier export wrote.
    bom
        Begin CSV files with the mark by which Excel knows UTF-8.
    advance
        Told the number of parts just written.

    Returns
    -------
    dict
        Columns that go by another name in what was written.

    Raises
    ------
    ResultError
        If ``out`` is there already, has another ending than it should, or cannot be written; or as
        the writer of the format says.
    """
    check_place(to, out, force=force)
    renamed: dict[str, str] = {}
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        if to == "csv":
            publish_folder(out, lambda place: write_csv_folder(place, source, bom=bom, advance=advance))
        elif to == "stata":
            publish_folder(out, lambda p: renamed.update(write_stata_folder(p, source, advance=advance)))
        else:
            write = write_workbook if to == "xlsx" else write_netcdf
            publish(out, lambda place: write(place, source, advance=advance))
    except OSError as error:
        raise ResultError(
            mark("{file} cannot be written: {reason}."), file=out, reason=error.strerror or error
        ) from error
    return renamed


def check_place(to: str, out: Path, *, force: bool) -> None:
    """Refuse a place that is taken or of the wrong kind, before anything takes time."""
    ending = ENDINGS[to]
    if out.suffix.lower() != ending and (ending or out.suffix.lower() in (".csv", ".dta", ".xlsx", ".nc")):
        raise ResultError(
            mark("{file} should be the name of a folder: one file a table goes there.")
            if not ending
            else mark("{file} should end in {ending}."),
            file=out,
            ending=ending,
        )
    if not out.exists():
        return
    if not force:
        raise ResultError(mark("{file} exists already; name another, or add --force."), file=out)
    if out.is_dir() == bool(ending):
        raise ResultError(
            mark("{file} is a folder; name a file.") if ending else mark("{file} is a file; name a folder."),
            file=out,
        )
    strangers = [] if ending else [e.name for e in out.iterdir() if e.suffix not in (".csv", _FILES[to])]
    if strangers:
        raise ResultError(
            mark("{file} holds something that no export wrote, such as {name}; name another folder."),
            file=out,
            name=sorted(strangers)[0],
        )
