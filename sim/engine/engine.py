"""One world, a day at a time: for looking on, and for hooks of one's own."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.engine.hooks import HookView
from sim.engine.plan import day_measures, make_plan
from sim.engine.stepper import found, run_days
from sim.engine.world import World
from sim.scenario.model import Scenario
from sim.state.people import Source


class Engine(HookView):
    """One world of a scenario, stepped by hand; the numbers are those of :func:`sim.simulate`.

    Between steps it shows what a hook sees, and tomorrow's levers can be set.

    Parameters
    ----------
    scenario
        What to run.
    world
        Number of the world.
    seed
        Names the family of worlds.

    Examples
    --------
    >>> engine = Engine(scenario)                          # doctest: +SKIP
    >>> while not engine.done:                             # doctest: +SKIP
    ...     today = engine.step()
    """

    def __init__(self, scenario: Scenario, *, world: int = 0, seed: int = 0) -> None:
        plan = make_plan(scenario)
        self._horizon = scenario.horizon_days
        super().__init__(World(plan, levers=plan.levers.copy()))
        self._world.clear(seed, world)
        found(self._world)

    @property
    def world(self) -> World:
        """The arrays, for looking at; writing to them makes it another world."""
        return self._world

    @property
    def done(self) -> bool:
        """Whether the horizon is reached."""
        return self.day + 1 >= self._horizon

    def step(self) -> dict[str, float]:
        """Run one day and return its measures; with several groups each as ``group.measure``.

        Raises
        ------
        StopIteration
            If the horizon has been reached.
        """
        if self.done:
            raise StopIteration(f"the scenario ends after {self._horizon} days")
        run_days(self._world, self.day + 2)
        values = [number for group in self.groups for number in self.measures(self.day, group).values()]
        return dict(zip(self.names(), values, strict=True))

    def names(self) -> tuple[str, ...]:
        """Names of what :meth:`step` returns, in its order."""
        columns = (*(measure.name for measure in day_measures()), *self._channels())
        if len(self.groups) == 1:
            return columns
        return tuple(f"{group}.{name}" for group in self.groups for name in columns)

    def array(self, field: str, group: str = "main") -> NDArray[np.generic]:
        """A field of ``sim.state.people`` for all rows of a group, those of members who left included: no copy.

        What is written into it between days acts from the next day on; most fields have meanings that other
        fields rely on, so look first at which :mod:`sim.engine.attributes` lets be set. Valid until the next step.
        What a visit of the day that is over gave, such as ``value``, is a copy that cannot be written.

        Raises
        ------
        KeyError
            If there is no such field or group.
        """
        values: NDArray[np.generic] = self._world.by_row(field, self.group_number(group))
        return values

    def measures(self, day: int, group: str = "main") -> dict[str, float]:
        """Measures of a group on a day that is over, newcomers by channel included."""
        g = self.group_number(group)
        values = self._world.out[g, day]
        found = {measure.name: float(values[m]) for m, measure in enumerate(day_measures())}
        own = self._world.plan.scenario.groups[g].channels
        rows = {f"joins_from_{name}": Source.NAMED + c for c, (name, _) in enumerate(own)}
        joined = self._world.arrays["joined"][g, :, day]
        return found | {name: float(joined[rows[name]]) if name in rows else 0.0 for name in self._channels()}

    def _channels(self) -> tuple[str, ...]:
        """Columns of the named channels of all groups, in the order of the day table."""
        groups = self._world.plan.scenario.groups
        return tuple(dict.fromkeys(f"joins_from_{name}" for group in groups for name, _ in group.channels))
