"""How an array of the engine is declared: name, kind, shape, meaning."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np


class Short(IntEnum):
    """What a kernel ran out of; it has then written nothing and is called again with more room."""

    NOTHING = 0
    ROWS = 1
    MESSAGES = 2
    SENDS = 3
    EVENTS = 4
    INVITED = 5
    VISITORS = 6


DIMENSION_OF = {
    Short.ROWS: "rows",
    Short.MESSAGES: "messages",
    Short.SENDS: "sends",
    Short.EVENTS: "events",
    Short.INVITED: "invited",
    Short.VISITORS: "visitors",
}
"""Which dimension grows when a kernel reports a shortage."""


@dataclass(frozen=True, slots=True)
class Field:
    """One array. The engine's array has shape ``(groups, *dims)``; a kernel sees its group's part.

    Parameters
    ----------
    name
        Name by which kernels ask for it.
    dtype
        NumPy type; 32 bits or fewer unless it is a key or a time.
    dims
        Names of dimensions, see :class:`state.tables.Sizes`.
    doc
        Meaning.
    fill
        Value before anything happens.
    unit
        Unit of the numbers; empty for codes, keys and pure numbers.
    line
        Fields of the same line lie side by side, row by row: for what is looked at together, and out of order.
    """

    name: str
    dtype: type[np.generic]
    dims: tuple[str, ...]
    doc: str
    fill: float = 0
    unit: str = ""
    line: str = ""
