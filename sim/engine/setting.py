"""What a strategy sets for a spell, checked: a mistake in a strategy is told with its file and line."""

from __future__ import annotations

import difflib
import inspect
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.engine.errors import PlanError
from sim.scenario.catalogue import strategies
from sim.state.levers import LEVERS

if TYPE_CHECKING:
    from sim.contracts import Spell

KNOWN = {lever.name: lever for lever in LEVERS}


def levers_set(spell: Spell) -> Iterator[tuple[str, NDArray[np.float64]]]:
    """Yield the levers that a strategy sets in a spell, by name, each a number or one a day of the spell.

    Raises
    ------
    PlanError
        If the strategy fails, sets a lever that there is not or that it does not declare, or to what is no number or
        outside the lever's bounds.
    """
    strategy = strategies()[spell.strategy]()
    try:
        found = dict(strategy.levers(spell.values, spell))
    except Exception as error:
        where = _line(type(strategy), error)
        raise PlanError(f"strategy {spell.strategy}{where}: {_words(error)}") from error
    for name, value in sorted(found.items()):
        if name not in KNOWN:
            near = difflib.get_close_matches(name, KNOWN, n=1)
            hint = f"; did you mean {near[0]}?" if near else ""
            raise PlanError(f"strategy {spell.strategy} sets {name}, and there is no such lever{hint}")
        if name not in strategy.writes:
            raise PlanError(
                f"strategy {spell.strategy} sets lever {name}, which it does not declare in 'writes'"
            )
        yield name, _numbers(spell, name, value)


def _numbers(spell: Spell, name: str, value: object) -> NDArray[np.float64]:
    days = spell.end_day - spell.first_day
    said = f"strategy {spell.strategy} sets lever {name} to"
    try:
        numbers = np.asarray(value, np.float64)
    except (TypeError, ValueError):
        raise PlanError(f"{said} {value!r}, which is no number") from None
    if numbers.shape not in ((), (days,)):
        raise PlanError(
            f"{said} an array of shape {numbers.shape}; a number is right, or one for each of the {days} days"
        )
    if not np.isfinite(numbers).all():
        raise PlanError(f"{said} what is not finite")
    most = KNOWN[name].most
    if numbers.min() < 0.0 or numbers.max() > most:
        wrong = numbers.min() if numbers.min() < 0.0 else numbers.max()
        right = f"from 0 to {most:g}" if np.isfinite(most) else "from 0 up"
        raise PlanError(f"{said} {wrong:g}, and it goes {right}")
    return numbers


def _line(strategy: type, error: BaseException) -> str:
    """Say where in the strategy's file it failed."""
    file = inspect.getsourcefile(strategy)
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == file]
    return f" ({Path(file).name}, line {lines[-1]})" if file and lines else ""


def _words(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"
