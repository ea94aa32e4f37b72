"""Reading a chat, writing its table and saying what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from sim.chats import Options, Report, read_chat
from sim.cli.output import Output
from sim.cli.progress import Bar
from sim.i18n import Translate, mark
from sim.results.events import write_events

_MEGABYTE = 1_000_000
_SURE = {
    "given": mark("as told"),
    "certain": mark("certain: some dates are possible in this order only"),
    "likely": mark("likely: dates run forwards or are possible more often in this order"),
    "guessed": mark("guessed: nothing in the chat decides it; --day-order does"),
}
_ORDERS = {"dmy": mark("day, month, year"), "mdy": mark("month, day, year"), "ymd": mark("year, month, day")}


def import_chat(chat: Path, out: Path, options: Options, output: Output) -> None:
    """Read ``chat``, write ``out`` and say what was read and what not."""
    t = output.t
    megabytes = max(1, _size(chat) // _MEGABYTE)
    with Bar(megabytes, output, t("Reading, in megabytes")) as bar:
        read = 0

        def progress(n: int) -> None:
            nonlocal read
            before, read = read // _MEGABYTE, read + n
            if read // _MEGABYTE > before:
                bar.advance(read // _MEGABYTE - before)

        log, report = read_chat(chat, options, progress)
        write_events(out, log)
    for line in _lines(report, t):
        output.say(line)
    output.say(t("Event log: {place}", place=out))
    output.data({**report.as_data(t), "out": out})


def _size(chat: Path) -> int:
    if chat.is_dir():
        return sum(file.stat().st_size for file in chat.rglob("*.json"))
    return chat.stat().st_size if chat.exists() else 0


def _lines(report: Report, t: Translate) -> Iterator[str]:
    """Say everything of a report, a line each."""
    encoding = f" ({report.encoding})" if report.encoding else ""
    yield t("Read as: {format}{encoding}", format=report.format, encoding=encoding)
    events = report.events
    yield t(
        "Events: {rows} ({msg} messages, {push} pushes, {join} joined, {leave} left) of {people} people",
        rows=t.number(sum(events.values()), 0),
        people=t.number(report.people, 0),
        **{kind: t.number(n, 0) for kind, n in events.items()},
    )
    if report.first is not None and report.last is not None:
        yield t("From {first} to {last} (UTC)", first=_date(report.first), last=_date(report.last))
    yield from _assumed(report, t)
    if report.conversations:
        yield t("Conversations: {n}", n=t.number(report.conversations, 0))
    if report.notices:
        yield t("Notices of the app about other things, passed over: {n}", n=t.number(report.notices, 0))
    if report.out_of_order:
        yield t("Rows that stood after a later one, and were sorted: {n}", n=t.number(report.out_of_order, 0))
    for place in report.missing_operators:
        yield t("Nobody in the chat has the name given by --operator no. {n}.", n=place)
    for remark in report.remarks:
        yield t(remark)
    yield from _broken(report, t)


def _assumed(report: Report, t: Translate) -> Iterator[str]:
    if report.local_times:
        yield t("Times name no zone and were read as {zone}; --timezone changes that.", zone=report.timezone)
    if report.day_order and report.sure:
        yield t(
            "Dates were read as {order} ({sure})",
            order=t(_ORDERS[report.day_order]),
            sure=t(_SURE[report.sure]),
        )


def _broken(report: Report, t: Translate) -> Iterator[str]:
    if not report.broken:
        return
    yield t("Could not be read and were left out: {n}", n=t.number(report.broken, 0))
    for reason, n in report.reasons.most_common():
        yield f"  {t.number(n, 0)} × {t(reason)}"
    for part, line, reason in report.places:
        where = t("line {line}", line=line)
        yield "  " + (f"{part}, {where}: {t(reason)}" if part else f"{where}: {t(reason)}")
    if report.broken > len(report.places):
        yield "  " + t("and {n} more", n=t.number(report.broken - len(report.places), 0))


def _date(t: int) -> str:
    try:
        return datetime.fromtimestamp(t, UTC).strftime("%Y-%m-%d %H:%M")
    except (ValueError, OverflowError, OSError):
        return str(t)
