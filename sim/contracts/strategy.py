"""What a strategy is: something operators do, compiled before the run into levers."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from sim.parameters import Parameter, Values

LeverValue = float | NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Spell:
    """Days during which a strategy runs with one set of values.

    Parameters
    ----------
    strategy
        Name of the strategy, its file's name.
    first_day, end_day
        First day and first day after, counted from 0.
    values
        Values of the strategy's parameters.
    begins_on
        Day of the week of day 0: 0 is Monday, as in ``datetime``.
    """

    strategy: str
    first_day: int
    end_day: int
    values: Values
    begins_on: int = 0

    @property
    def days(self) -> NDArray[np.int64]:
        """The days of the spell, shape ``(end_day - first_day,)``."""
        return np.arange(self.first_day, self.end_day)

    @property
    def weekdays(self) -> NDArray[np.int64]:
        """Their days of the week, 0 Monday to 6 Sunday, of the same shape."""
        return (self.days + self.begins_on) % 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A lever that reacts to members: when the trigger passes the threshold, the action is taken.

    ``kind`` names the rule (see ``state.levers.RULES``) and so the mechanism that carries it out;
    ``cap`` limits actions a day (or a period, where the rule's kind says so). ``period`` is the days from one
    time to the next for what is done now and then, counted from the spell's first day; ``amount`` the rest that an
    action needs, such as yuan.
    """

    kind: str
    threshold: float
    cap: float = np.inf
    period: float = 1.0
    amount: float = 0.0


class Strategy(ABC):
    """A toggle of a scenario, with parameters, a cost and an honest downside.

    Subclass it in a file of its own under ``sim/strategies/``; the file's name is the key in
    scenario files, the docstring is its page in the catalogue. A strategy never sees members: it
    says which levers it sets, which rules it lays down and what it costs in hours and money, the
    last two through the ``hours_*`` and ``money_*`` levers.
    """

    rows: ClassVar[tuple[str, ...]]
    """Rows of the mechanisms page that this strategy covers, such as ``("S1", "S2")``; () if none."""
    label: ClassVar[str]
    """Name for people, in English."""
    parameters: ClassVar[tuple[Parameter, ...]]
    """Everything a scenario may set."""
    writes: ClassVar[tuple[str, ...]]
    """Names of the levers that :meth:`levers` may return."""

    @classmethod
    def name(cls) -> str:
        """Key in scenario files: the name of the file that declares the strategy."""
        return cls.__module__.rsplit(".", 1)[-1]

    @abstractmethod
    def levers(self, values: Values, spell: Spell) -> Mapping[str, LeverValue]:
        """Lever contributions for a spell: a constant or one number a day, shape ``(days,)``."""

    def rules(self, values: Values) -> Sequence[Rule]:
        """Rules in force during the spell."""
        del values
        return ()
