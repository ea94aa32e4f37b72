"""Hooks: a researcher's function between days, which sees everything and writes tomorrow's levers."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from sim.engine.world import World
from sim.state.levers import LEVERS

_LEVERS = {lever.name: lever for lever in LEVERS}


class HookView:
    """What a hook gets: read-only views of the evening's state, and tomorrow's levers to write."""

    def __init__(self, world: World) -> None:
        self._world = world

    @property
    def day(self) -> int:
        """The day that is just over."""
        return int(self._world.progress[0]) - 1

    @property
    def groups(self) -> tuple[str, ...]:
        """Ids of the groups."""
        return tuple(group.id for group in self._world.plan.scenario.groups)

    def members(self, field: str, group: str = "main") -> NDArray[np.generic]:
        """A field of ``sim.state.people`` for the present members, in order of joining; a copy.

        What a visit of the day that is over gave, such as ``value``, is 0 for those who did not come.

        Raises
        ------
        KeyError
            If there is no such field or group.
        """
        g = self.group_number(group)
        rows = self._world.arrays["present"][g, : int(self._world.groups[g]["n_present"])]
        values: NDArray[np.generic] = self._world.by_row(field, g)[rows]
        return values

    def present(self, group: str = "main") -> NDArray[np.generic]:
        """Rows of the present members, in order of joining; a copy."""
        g = self.group_number(group)
        rows: NDArray[np.generic] = self._world.arrays["present"][
            g, : int(self._world.groups[g]["n_present"])
        ].copy()
        return rows

    def record(self, field: str, group: str = "main") -> float:
        """A field of the group's record, such as ``novelty`` or ``visiting``."""
        return float(self._world.groups[self.group_number(group)][field])

    def lever(self, name: str, group: str = "main") -> float:
        """Tomorrow's value of a lever as planned."""
        return float(self._world.levers[self.group_number(group), self.day + 1][name])

    def set_lever(self, name: str, value: float, group: str = "main") -> None:
        """Set tomorrow's value of a lever.

        Raises
        ------
        KeyError
            If there is no such lever.
        ValueError
            If the value is not a finite number or outside the lever's bounds.
        """
        if name not in _LEVERS:
            raise KeyError(f"no lever {name!r}; there are {', '.join(sorted(_LEVERS))}")
        if not np.isfinite(value) or value < 0:
            raise ValueError(f"lever {name}: {value!r} is not a finite number from 0 up")
        if value > _LEVERS[name].most:
            raise ValueError(f"lever {name}: {value!r} is more than {_LEVERS[name].most:g}")
        self._world.levers[self.group_number(group), self.day + 1][name] = value

    def group_number(self, group: str) -> int:
        """Position of a group; raise KeyError if there is none of that id."""
        try:
            return self.groups.index(group)
        except ValueError:
            raise KeyError(f"no group {group!r}; there are {', '.join(self.groups)}") from None


Hook = Callable[[HookView], None]
