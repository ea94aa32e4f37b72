"""Fitted forms of lifetimes: Weibull, and the shifted beta-geometric by weeks."""

from __future__ import annotations

import numpy as np

from sim.i18n import mark
from sim.patterns.lifetimes import durations
from sim.patterns.log import Log, Unknown, per_log
from sim.statistics.beta_geometric import BetaGeometric, fit_beta_geometric
from sim.statistics.weibull import Weibull, fit_weibull

HOUR_DAYS = 1.0 / 24.0
PERIOD_DAYS = 7

FEW_LIFETIMES = mark("too few new members stay longer than an hour and then depart")
NOBODY_DEPARTS = mark("no new member has departed")


@per_log
def weibull(log: Log) -> Weibull:
    """Weibull distribution of durations above an hour."""
    found = durations(log)
    longer = found.days > HOUR_DAYS
    fitted = fit_weibull(found.days[longer], found.departed[longer])
    if np.isnan(fitted.shape):
        raise Unknown(FEW_LIFETIMES)
    return fitted


@per_log
def beta_geometric(log: Log) -> BetaGeometric:
    """Shifted beta-geometric of periods, ``floor(duration / 7) + 1``."""
    found = durations(log)
    fitted = fit_beta_geometric((found.days // PERIOD_DAYS).astype(np.int64) + 1, found.departed)
    if np.isnan(fitted.alpha):
        raise Unknown(NOBODY_DEPARTS)
    return fitted


def weibull_shape(log: Log) -> float:
    """Shape of the Weibull distribution; below 1, who has stayed longer is less likely to leave."""
    return weibull(log).shape
