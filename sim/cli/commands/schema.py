"""``sim schema``."""

from __future__ import annotations

import rich_click as click

from sim.i18n import Translate


def command(t: Translate) -> click.Command:
    """Build the command in the language of ``t``."""

    @click.command("schema", help=t("schema"))
    def schema() -> int:
        return 0

    return schema
