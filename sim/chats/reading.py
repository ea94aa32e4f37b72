"""A chat from its file to the table, with a report on what was read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sim.chats.errors import ChatError
from sim.chats.formats import FORMATS, UNKNOWN, found
from sim.chats.log import Log
from sim.chats.report import Report
from sim.chats.source import DAMAGED, Progress
from sim.i18n import mark
from sim.results.block import EventLog

_NOTHING = mark(
    "{file} was read as {format}, and nothing in it is a message, a joining or a leaving ({broken} lines broken)."
)
_FAILED = mark(
    "{file} was read as {format}, and reading failed after {rows} rows ({kind}). Is it a file of that kind?"
)
_CUT_SHORT = mark("{file} is a damaged archive, or was cut short.")


@dataclass(frozen=True, slots=True)
class Options:
    """How a chat is read.

    Parameters
    ----------
    format
        A key of ``FORMATS``; empty to find out.
    timezone
        IANA name, for times that name no zone.
    day_order
        ``dmy``, ``mdy``, ``ymd`` or ``auto``.
    operators
        Names of people whose messages are pushes.
    channel
        The one to read of an export with several.
    """

    format: str = ""
    timezone: str = "UTC"
    day_order: str = "auto"
    operators: Sequence[str] = ()
    channel: str = ""


def read_chat(
    path: Path, options: Options | None = None, progress: Progress = lambda _n: None
) -> tuple[EventLog, Report]:
    """Read a chat; names and words of it are gone when this returns.

    Parameters
    ----------
    path
        File, folder or archive.
    options
        How to read it.
    progress
        Told how many bytes were read.

    Returns
    -------
    EventLog, Report
        Rows sorted by time, and what was read and what not.

    Raises
    ------
    ChatError
        If it cannot be read at all; single records that cannot are in the report.
    OSError
        If the file cannot be opened.
    """
    options = options or Options()
    log = Log(options.operators, options.timezone, options.day_order, options.channel)
    if options.format and options.format not in FORMATS:
        raise ChatError(UNKNOWN, file=path, formats=", ".join(FORMATS))
    name, source = found(path, options.format)
    source.progress = progress
    try:
        FORMATS[name].read(source, log)
        table = log.finish()
    except (ChatError, OSError, MemoryError):
        raise
    except DAMAGED:
        raise ChatError(_CUT_SHORT, file=path) from None
    except Exception as error:  # noqa: BLE001 - its words could be a name out of the chat, so only its kind is told
        raise ChatError(_FAILED, file=path, format=name, rows=len(log), kind=type(error).__name__) from None
    report = log.report
    report.format = name
    report.encoding = (
        "" if path.is_dir() or (name == "slack" and source.path.suffix != ".json") else source.encoding
    )
    if not table.t.size:
        raise ChatError(_NOTHING, file=path, format=name, broken=report.broken)
    return table, report
