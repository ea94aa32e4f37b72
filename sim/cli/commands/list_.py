"""``sim list``."""

from __future__ import annotations

import rich_click as click

from sim.i18n import Translate


def command(t: Translate) -> click.Command:
    """Build the command in the language of ``t``."""

    @click.command("list", help=t("list"))
    def list_() -> int:
        return 0

    return list_
