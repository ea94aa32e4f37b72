"""What a calibration found."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sim.parameters import Values
from sim.patterns import MEMBER_PATTERNS, Pattern
from sim.scenario import Scenario
from sim.study.calibration.arrivals import Arrivals
from sim.study.calibration.candidate import Candidate, put_into
from sim.study.calibration.checking import Check
from sim.study.calibration.coverage import Coverage
from sim.study.calibration.observed import Observed
from sim.study.calibration.posterior import Posterior
from sim.study.calibration.settings import Settings

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """A log and a scenario that is to become like it."""

    seen: Observed
    arrivals: Arrivals
    candidate: Candidate


@dataclass(frozen=True, slots=True, eq=False)
class Calibration:
    """Everything that a calibration gives.

    Parameters
    ----------
    task
        What it was asked for.
    settings, simulations
        How simulations were spent, and how many were asked for.
    units, patterns : float64 arrays, shape (table rows, parameters) and (table rows, 18)
        The prior-predictive table; places within the priors.
    used : bool array, shape (18,)
        Patterns that the search used.
    coverage
        None if the table is too small for it.
    posterior, checks, scenario
        The search's result, its checks and the calibrated scenario; None, none and None if only
        coverage was asked for.
    """

    task: Task
    settings: Settings
    simulations: int
    units: Array
    patterns: Array
    used: NDArray[np.bool_]
    coverage: Coverage | None
    posterior: Posterior | None = None
    checks: tuple[Check, ...] = ()
    scenario: Scenario | None = None

    @property
    def used_patterns(self) -> tuple[Pattern, ...]:
        """Patterns that the search used."""
        return tuple(pattern for pattern, used in zip(MEMBER_PATTERNS, self.used, strict=True) if used)


def calibrated_scenario(candidate: Candidate, posterior: Posterior, log_title: str) -> Scenario:
    """Return the scenario with every parameter at the median of its posterior."""
    values = [round_to(estimate.median) for estimate in posterior.estimates()]
    made = put_into(candidate.scenario, candidate.priors, values)
    (group,) = made.groups
    if group.graph["kind"] == "file":
        path = str(made.graph_path(group).resolve())
        made = replace(made, groups=(replace(group, graph=Values({**group.graph, "file": path})),))
    return replace(made, name="calibrated", title=f"{made.title} · {log_title}")


def round_to(value: float, digits: int = 6) -> float:
    """Return a value with six significant digits, as the scenario file has it."""
    return float(f"{value:.{digits}g}")
