"""``sim import``: a chat that people exported becomes a table of numbers."""

from __future__ import annotations

from pathlib import Path

import rich_click as click

from sim.cli.errors import Refused
from sim.cli.options import Decorator, one_of, speaking, together
from sim.cli.output import Output
from sim.i18n import Translate

FORMATS = ("whatsapp", "telegram", "discord", "discord-csv", "slack", "wechat-csv", "wechat-txt", "csv")
"""As in ``sim.chats.FORMATS``, which a test holds it to: help imports nothing heavy."""
ORDERS = ("auto", "dmy", "mdy", "ymd")
ENDINGS = (".parquet", ".csv")


def command(t: Translate) -> click.Command:
    """Build the command in the language of ``t``."""

    @click.command(
        "import",
        help=t(
            "Turn an exported chat into an event log: who did what when, as numbers. Texts are dropped and names "
            "become integers while it is read; nothing personal is written."
        ),
    )
    @click.argument("chat", metavar="CHAT", type=click.Path(path_type=Path), help=t("File, folder or .zip."))
    @_options(t)
    @speaking(t)
    def import_(
        chat: Path,
        out: Path,
        form: str | None,
        timezone: str,
        day_order: str,
        operators: tuple[str, ...],
        channel: str,
        as_json: bool,
        quiet: bool,
    ) -> int:
        from sim.chats import Options
        from sim.cli.importing import import_chat

        _check(chat, out, t)
        options = Options(form or "", timezone, day_order, operators, channel)
        import_chat(chat, out, options, Output(t, quiet, as_json))
        return 0

    return import_


def _options(t: Translate) -> Decorator:
    """Options of this command alone."""
    return together(
        click.option(
            "--out",
            metavar="FILE",
            required=True,
            type=click.Path(path_type=Path),
            help=t("Where the event log goes; ends in .parquet or .csv."),
        ),
        click.option(
            "--format",
            "form",
            metavar="FORMAT",
            callback=one_of(t, FORMATS),
            help=t("Which export it is, if that is not found out: {formats}.", formats=t.join(FORMATS)),
        ),
        click.option(
            "--timezone",
            metavar="ZONE",
            default="UTC",
            show_default=True,
            help=t("Time zone of times that name none, such as Asia/Shanghai."),
        ),
        click.option(
            "--day-order",
            metavar="|".join(ORDERS),
            callback=one_of(t, ORDERS),
            default="auto",
            show_default=True,
            help=t("Order of day, month and year in dates such as 03/04/24."),
        ),
        click.option(
            "--operator",
            "operators",
            metavar="NAME",
            multiple=True,
            help=t(
                "Somebody who runs the group: their messages become pushes. May be repeated; is not stored."
            ),
        ),
        click.option("--channel", metavar="NAME", default="", help=t("Slack: read this channel only.")),
    )


def _check(chat: Path, out: Path, t: Translate) -> None:
    """Refuse what could not be written before anything takes time."""
    from sim.cli.files import made_ready

    if out.suffix.lower() not in ENDINGS:
        raise Refused(t("--out: {file} ends neither in .parquet nor in .csv.", file=out))
    if out.exists() and chat.exists() and out.samefile(chat):
        raise Refused(t("--out: {file} is the chat itself; name another file.", file=out))
    made_ready([out], t)
