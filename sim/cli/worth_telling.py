"""Rows of tables that have something to tell; with many strategies there, most costs are of those that nobody runs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.i18n import Translate

if TYPE_CHECKING:
    from rich.table import Table

Array = NDArray[np.float64]


def is_told(values: Iterable[Array]) -> bool:
    """Whether an outcome is anything but zero or not there, in some world of some scenario."""
    return any(bool(np.any(np.nan_to_num(each) != 0)) for each in values)


def note_left_out(table: Table, told: Sequence[object], total: int, t: Translate) -> None:
    """Write under a table how many outcomes it leaves out."""
    if len(told) < total:
        table.caption = t(
            "{n} more are zero or do not exist in every world; --json has them.", n=total - len(told)
        )
        table.caption_justify = "left"
