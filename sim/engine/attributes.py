"""What a view of a member reads and writes: attributes that stand for places in the arrays."""

from __future__ import annotations

import difflib
import inspect
from typing import Any

import numpy as np

from sim.engine.errors import NotByHandError
from sim.engine.world import World
from sim.state.fields import Field
from sim.state.people import FIELDS, Role, Status

FIELD_OF = {field.name: field for field in FIELDS}
NEVER_YET = -1
"""What arrays hold in place of a day that has not come."""


class Stored:
    """An attribute that is a place in an array; with ``least`` and ``most``, one that may be written.

    Parameters
    ----------
    least, most
        Range of what may be written; both or neither.
    field
        Array of ``sim.state.people``, if it is called otherwise than the attribute.
    day
        Whether it is a day, which is None as long as it has not come.
    """

    def __init__(
        self, least: float | None = None, most: float | None = None, *, field: str = "", day: bool = False
    ) -> None:
        self.least, self.most, self._named, self._day = least, most, field, day

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name
        self.field: Field = FIELD_OF[self._named or name]
        unit = f" ({self.field.unit})" if self.field.unit else ""
        ends = "read only" if not self.writable else f"may be set, {self.least:g} to {self.most:g}"
        self.__doc__ = f"{self.field.doc}{unit}; {ends}."

    @property
    def writable(self) -> bool:
        """Whether it may be set."""
        return self.least is not None

    def __get__(self, view: Any, owner: type | None = None) -> Any:  # noqa: ANN401 - a view of any face; a number, itself on the class
        if view is None:
            return self
        value = view.at(self.field.name).item()
        return None if self._day and value == NEVER_YET else value

    def __set__(self, view: MemberFields, value: Any) -> None:  # noqa: ANN401 - whatever is assigned
        if self.least is None or self.most is None:
            raise NotByHandError(
                f"{self.name} cannot be set: it follows from what members do. {view.settable()}"
            )
        if isinstance(value, bool | np.bool_) or not isinstance(
            value, int | float | np.integer | np.floating
        ):
            raise TypeError(
                f"{self.name} is {value!r}; a number from {self.least:g} to {self.most:g} expected"
            )
        number = float(value)
        if not self.least <= number <= self.most:  # neither is what is no number
            raise ValueError(f"{self.name} is {value!r}; it may be from {self.least:g} to {self.most:g}")
        view.put(self.field.name, number)


class MemberFields:
    """One membership as an object: its attributes are read from the arrays, and written to them.

    What is written counts from the next day on. Everything that can be set has a range; what is outside is
    refused. Only present members can be changed.
    """

    _world: World
    _g: int
    _row: int

    belonging = Stored(0.0, 1.0)
    trust = Stored(0.0, 1.0)
    expectation = Stored(0.0, 100.0)
    fatigue = Stored(0.0, 10_000.0)
    dependence = Stored(0.0, 1.0)
    attachment = Stored(-20.0, 20.0)
    voice = Stored(-20.0, 20.0)
    chattiness = Stored(0.0, 1_000.0)
    attention = Stored(0.1, 100_000.0)
    means = Stored(0.01, 1e9)
    need_days = Stored(0.0, 100_000.0)

    key = Stored(field="keys")
    join_day = Stored()
    leave_day = Stored(day=True)
    last_visit = Stored(day=True)
    last_post = Stored(day=True)
    last_purchase = Stored(day=True)
    purchases = Stored()
    spent = Stored()
    fee_paid = Stored()
    strikes = Stored()
    level = Stored()
    points = Stored()
    n_ties = Stored(field="tie_count")

    def at(self, field: str) -> np.generic:
        """Read the place of this membership in an array."""
        value: np.generic = self._world.arrays[field][self._g, self._row]
        return value

    def put(self, field: str, value: float) -> None:
        """Write the place of this membership in an array.

        Raises
        ------
        NotByHandError
            If the member has left.
        """
        if not self.present:
            raise NotByHandError(
                f"this member left on day {self.leave_day}; only present members can be changed"
            )
        self._world.arrays[field][self._g, self._row] = value

    @property
    def group(self) -> str:
        """Id of the group."""
        return self._world.plan.scenario.groups[self._g].id

    @property
    def status(self) -> str:
        """``member``, ``muted``, ``left`` or ``removed``."""
        return Status(int(self.at("status"))).name.lower()

    @property
    def role(self) -> str:
        """``member``, ``advertiser``, ``super``, ``koc`` or ``manager``."""
        return Role(int(self.at("role"))).name.lower()

    @property
    def present(self) -> bool:
        """Whether the membership lasts, muted or not."""
        return int(self.at("status")) in {Status.MEMBER, Status.MUTED}

    @property
    def muted(self) -> bool:
        """Whether this member has silenced the group; may be set to True or False."""
        return int(self.at("status")) == Status.MUTED

    @muted.setter
    def muted(self, value: bool) -> None:
        if not isinstance(value, bool | np.bool_):
            raise TypeError(f"muted is {value!r}; True or False expected")
        self.put("status", Status.MUTED if value else Status.MEMBER)

    @property
    def visited_today(self) -> bool:
        """Whether they opened the group on the day that is just over."""
        return int(self.at("last_visit")) == int(self._world.progress[0]) - 1

    @property
    def spoke_today(self) -> bool:
        """Whether they wrote on the day that is just over."""
        return int(self.at("last_post")) == int(self._world.progress[0]) - 1

    @classmethod
    def settable(cls) -> str:
        """Say what may be set."""
        return f"What may be set: {', '.join([*sorted(written()), 'muted'])}."

    def __setattr__(self, name: str, value: object) -> None:
        if not hasattr(type(inspect.getattr_static(type(self), name, None)), "__set__"):
            near = difflib.get_close_matches(name, [*written(), "muted"], n=1)
            hint = f"Did you mean {near[0]}?" if near else "Keep notes of your own in a dict by unique_id."
            raise NotByHandError(
                f"a member has no attribute {name!r} that could be set. {hint} {self.settable()}"
            )
        try:
            super().__setattr__(name, value)
        except AttributeError:
            raise NotByHandError(
                f"{name} cannot be set: it follows from what members do. {self.settable()}"
            ) from None


def stored() -> dict[str, Stored]:
    """All attributes that are places in arrays, by name."""
    return {name: value for name, value in vars(MemberFields).items() if isinstance(value, Stored)}


def written() -> dict[str, Stored]:
    """Those that may be set, ``muted`` apart."""
    return {name: value for name, value in stored().items() if value.writable}
