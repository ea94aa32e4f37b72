"""One world, a day at a time: for looking on, and for hooks of one's own."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.engine.hooks import HookView
from sim.engine.plan import day_measures, make_plan
from sim.engine.stepper import found, run_days
from sim.engine.world import World
from sim.scenario.model import Scenario


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
        if len(self.groups) == 1:
            return self.measures(self.day, self.groups[0])
        return {
            f"{group}.{name}": value
            for group in self.groups
            for name, value in self.measures(self.day, group).items()
        }

    def array(self, field: str, group: str = "main") -> NDArray[np.generic]:
        """A field of ``sim.state.people`` for all rows of a group, those of members who left included: no copy.

        What is written into it between days acts from the next day on; most fields have meanings that other
        fields rely on, so read :data:`sim.engine.model.WRITABLE` first. Valid until the next step.

        Raises
        ------
        KeyError
            If there is no such field or group.
        """
        values: NDArray[np.generic] = self._world.arrays[field][self.group_number(group)]
        return values

    def measures(self, day: int, group: str = "main") -> dict[str, float]:
        """Measures of a group on a day that is over."""
        values = self._world.out[self.group_number(group), day]
        return {measure.name: float(values[m]) for m, measure in enumerate(day_measures())}
