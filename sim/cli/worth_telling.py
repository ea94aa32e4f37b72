"""What a table says of rows that it leaves out; with many strategies there, most costs are of those that nobody runs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sim.i18n import Translate

if TYPE_CHECKING:
    from rich.table import Table


def note_left_out(table: Table, told: Sequence[object], total: int, t: Translate) -> None:
    """Write under a table how many outcomes it leaves out."""
    if len(told) < total:
        table.caption = t(
            "{n} more are zero or do not exist in every world; --json has them.", n=total - len(told)
        )
        table.caption_justify = "left"
