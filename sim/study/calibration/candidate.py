"""One simulation: a scenario with values of the parameters, in one world, measured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import import_module

import numpy as np
from numpy.typing import NDArray

from sim.parameters import Scalar, Values
from sim.patterns import MEMBER_PATTERNS, Unknown, vector
from sim.scenario import Scenario
from sim.study.calibration.priors import Prior

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Candidate:
    """What turns values of parameters into patterns.

    Parameters
    ----------
    scenario
        With the horizon and arrivals of the log.
    priors
        The parameters, in the order of all arrays of values.
    burn_in_days
        As for the log.
    seed
        Names the family of worlds.
    """

    scenario: Scenario
    priors: tuple[Prior, ...]
    burn_in_days: float
    seed: int

    def patterns(self, values: Sequence[float] | Array, world: int) -> Array:
        """Simulate one world and return its eighteen patterns; all NaN if nobody writes."""
        simulate = import_module("sim.engine").simulate
        with_values = put_into(self.scenario, self.priors, values)
        block = simulate(with_values, worlds=[world], seed=self.seed, jobs=1, events=True)
        try:
            return vector(block.events, self.burn_in_days)
        except Unknown:
            return np.full(len(MEMBER_PATTERNS), np.nan)


def put_into(scenario: Scenario, priors: Sequence[Prior], values: Sequence[float] | Array) -> Scenario:
    """Return a scenario of one group with values of some parameters in the place of its own."""
    (group,) = scenario.groups
    sections: dict[str, dict[str, Scalar]] = {}
    for prior, value in zip(priors, values, strict=True):
        owner, _, name = prior.path.rpartition(".")
        sections.setdefault(owner, {})[name] = round(float(value)) if prior.is_whole else float(value)
    mechanisms = {
        name: _with(known, sections.get(f"mechanisms.{name}", {})) for name, known in group.mechanisms.items()
    }
    made = replace(
        group,
        mechanisms=mechanisms,
        members=_with(group.members, sections.get("members", {})),
        group=_with(group.group, sections.get("group", {})),
    )
    return replace(scenario, groups=(made,))


def _with(known: Values, changed: Mapping[str, Scalar]) -> Values:
    return Values({**known, **changed}) if changed else known
