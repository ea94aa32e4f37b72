"""Prospects given day by day: a file with a whole number a line."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sim.engine.errors import PlanError

MOST = 1_000_000
"""People a day, as for ``per_day``."""


def read_daily(path: Path, what: str) -> NDArray[np.int32]:
    """Read whole numbers, one a line: how many come on day 0, 1, ...

    Parameters
    ----------
    path
        A text file in UTF-8; blank lines at its end do not count.
    what
        Where the scenario names it, for messages.

    Raises
    ------
    PlanError
        If it cannot be read, or a line is no whole number from 0 to 1,000,000.
    """
    try:
        lines = path.read_text(encoding="utf-8").rstrip().splitlines()
    except OSError as error:
        raise PlanError(f"{what}: {path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise PlanError(f"{what}: {path} is not text in UTF-8") from error
    numbers = []
    for at, line in enumerate(lines, 1):
        text = line.strip()
        if not (text.isascii() and text.isdigit() and len(text) <= 7 and int(text) <= MOST):
            raise PlanError(f"{what}: {path}, line {at}: a whole number from 0 to {MOST:,} expected")
        numbers.append(int(text))
    return np.array(numbers, np.int32)
