"""How a group's weekly actives fall after their peak."""

from __future__ import annotations

import numpy as np

from sim.i18n import mark
from sim.patterns.log import WEEK, Array, Ints, Log, Unknown, per_log
from sim.statistics.decay import LEAST_POINTS, Decay, fit_decays, forecast_errors

SMOOTH_WEEKS = 4

SMALLEST_BETA = 0.011
"""Where the search for beta ends, with a margin."""

NO_BETA = mark("its fall is a power law, the limit of a stretched exponential whose beta goes to 0")
STILL_GROWING = mark("there are fewer than {n} weeks with messages after its peak")


@per_log
def weekly_actives(log: Log) -> Ints:
    """Members who write in each full week, counted from the first message."""
    week = (log.t - log.t0) // WEEK
    full = (log.t1 - log.t0) // WEEK
    pairs = np.unique(week * log.members + log.who)
    return np.bincount(pairs // log.members, minlength=full)[:full].astype(np.int64)


@per_log
def after_peak(log: Log) -> tuple[Array, Array]:
    """Weeks from 1 at the peak of the smoothed curve on, and actives; weeks without a message are left out.

    The smoothing, a mean over week - 2 to week + 1, only finds the peak.
    """
    actives = weekly_actives(log).astype(np.float64)
    if actives.size < LEAST_POINTS:
        raise Unknown(STILL_GROWING, n=LEAST_POINTS)
    smooth = np.convolve(actives, np.ones(SMOOTH_WEEKS) / SMOOTH_WEEKS, "same")[: actives.size]
    level = actives[int(np.argmax(smooth)) :]
    week = np.arange(1.0, level.size + 1.0)
    kept = level > 0
    if kept.sum() < LEAST_POINTS:
        raise Unknown(STILL_GROWING, n=LEAST_POINTS)
    return week[kept], level[kept]


@per_log
def forms(log: Log) -> dict[str, Decay]:
    """The four forms of decline, fitted."""
    return fit_decays(*after_peak(log))


@per_log
def forecasts(log: Log) -> dict[str, float]:
    """Errors of forms that are fitted to the first half and foretell the second."""
    return forecast_errors(*after_peak(log))


def value_of(log: Log, form: str, name: str) -> float:
    """Parameter of a fitted form."""
    value = float(forms(log)[form].values[name])
    if name == "beta" and value < SMALLEST_BETA:
        raise Unknown(NO_BETA)
    return value


def aic_of(log: Log, form: str) -> float:
    """AIC of a fitted form."""
    return forms(log)[form].aic


def error_of(log: Log, form: str) -> float:
    """Mean absolute log error of a forecast."""
    return forecasts(log)[form]
