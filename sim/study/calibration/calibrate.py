"""From a log and a scenario to a posterior, its checks and its coverage."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from sim.i18n import mark
from sim.results import EventLog
from sim.scenario import Scenario
from sim.study.calibration.arrivals import arrivals, prepared
from sim.study.calibration.candidate import Candidate
from sim.study.calibration.checking import CALIBRATED_WORLD, POSTERIOR_WORLD, checks
from sim.study.calibration.coverage import LEAST_PSEUDO, Coverage, coverage
from sim.study.calibration.drawing import Progress, prior_units, simulated
from sim.study.calibration.observed import observed
from sim.study.calibration.posterior import Posterior
from sim.study.calibration.priors import Prior, chosen
from sim.study.calibration.result import Calibration, Task, calibrated_scenario
from sim.study.calibration.scaling import Scaling
from sim.study.calibration.sequential import searched
from sim.study.calibration.settings import LEAST_SIMULATIONS, LEAST_TABLE_FOR_COVERAGE, Settings
from sim.study.calibration.store import Simulations
from sim.study.errors import StudyError

Array = NDArray[np.float64]
TIMED = 8
"""Simulations that are timed to turn minutes into a number of simulations."""
OVERHEAD = 1.2
"""What proposals, weights and checks add to the time of simulations."""

NOTHING_USABLE = mark(
    "None of the patterns of {log} can be compared: simulations from the prior hardly ever give those that it gives. "
    "Widen priors with --prior, or take a longer log."
)


def task(
    title: str,
    events: EventLog,
    scenario: Scenario,
    priors: Sequence[Prior] | None = None,
    *,
    seed: int = 0,
    days: int | None = None,
    burn_in: float | None = None,
) -> Task:
    """Check a log and a scenario and put them together.

    Parameters
    ----------
    title
        What to call the log.
    events
        The log.
    scenario
        With one group; horizon and arrivals are replaced by the log's.
    priors
        Of :func:`~sim.study.calibration.priors.chosen`; the default ones if None.
    seed
        Names the family of worlds.
    days, burn_in
        See :func:`~sim.study.calibration.observed.observed`.

    Raises
    ------
    StudyError
        If the log is too small or short, or the scenario has several groups.
    """
    seen = observed(title, events, days, burn_in)
    found = arrivals(seen.log)
    made = prepared(scenario, seen, found)
    return Task(seen, found, Candidate(made, tuple(priors or chosen()), seen.burn_in_days, seed))


def simulations_in(asked: Task, minutes: float, kept: Simulations, jobs: int) -> int:
    """Return about how many simulations fit into some minutes, from timing the first ones."""
    units = prior_units(asked.candidate, TIMED + 1)
    simulated(asked.candidate, units[:1], [0], kept, 1, lambda _runs: None)  # may have to compile
    start = time.perf_counter()
    simulated(asked.candidate, units[1:], range(1, TIMED + 1), kept, jobs, lambda _runs: None)
    each = max((time.perf_counter() - start) / TIMED, 1e-4)
    return max(LEAST_SIMULATIONS, int(60 * minutes / (each * OVERHEAD)))


def calibrate(
    asked: Task,
    settings: Settings,
    simulations: int,
    kept: Simulations,
    *,
    jobs: int = 1,
    progress: Callable[[int], None] = lambda _runs: None,
    only_coverage: bool = False,
) -> Calibration:
    """Carry a calibration out, or on from what ``kept`` holds.

    The same task, settings and number of simulations give the same result, for any number of
    threads and after any interruption.

    Raises
    ------
    StudyError
        If pyABC is missing, or no pattern can be compared.
    """
    candidate = asked.candidate
    units = prior_units(candidate, settings.table)
    patterns = simulated(candidate, units, range(settings.table), kept, jobs, progress)
    scaling = Scaling.of(patterns)
    target = scaling.standard(asked.seen.patterns)
    used = np.isfinite(target)
    if not used.any():
        raise StudyError(NOTHING_USABLE, log=asked.seen.title)
    found = Calibration(
        asked, settings, simulations, units, patterns, used, _covered(units, patterns, settings, used)
    )
    if only_coverage:
        return found
    budget = settings.search(simulations)
    standard = scaling.standard(patterns)
    posterior = searched(
        candidate, units, scaling, standard, target, settings.size, budget, kept, jobs, progress
    )
    return _checked(found, posterior, kept, jobs, progress)


def _covered(units: Array, patterns: Array, settings: Settings, used: NDArray[np.bool_]) -> Coverage | None:
    """Measure coverage with the patterns that the log gives, if the table is large enough."""
    if settings.table < max(LEAST_TABLE_FOR_COVERAGE, LEAST_PSEUDO):
        return None
    return coverage(units, np.where(used, patterns, np.nan), settings.size)


def _checked(
    found: Calibration, posterior: Posterior, kept: Simulations, jobs: int, progress: Progress
) -> Calibration:
    """Simulate from the posterior and from the calibrated scenario."""
    asked, n = found.task, found.settings.checks
    scenario = calibrated_scenario(asked.candidate, posterior, asked.seen.title)
    worlds = range(POSTERIOR_WORLD, POSTERIOR_WORLD + n)
    likely = simulated(asked.candidate, posterior.resampled(n), worlds, kept, jobs, progress)
    middle = np.array([[e.prior.unit(e.median) for e in posterior.estimates()]])
    again = range(CALIBRATED_WORLD, CALIBRATED_WORLD + n)
    calibrated = simulated(asked.candidate, np.repeat(middle, n, axis=0), again, kept, jobs, progress)
    return Calibration(
        asked, found.settings, found.simulations, found.units, found.patterns, found.used, found.coverage,
        posterior, checks(asked.seen.patterns, found.used, found.patterns, likely, calibrated), scenario,
    )  # fmt: skip
