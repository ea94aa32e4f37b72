"""Forecasts that a simulator has to be held against: curves, and what each week's newcomers leave behind."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy.optimize import minimize_scalar

from experiments.validation.worlds import Array
from sim.patterns import Log
from sim.patterns.lifetimes import durations
from sim.statistics.beta_geometric import fit_beta_geometric, log_survival

SMOOTH_WEEKS = 4
LEAST_WEEKS = 6
SMALLEST = 0.05
"""Weekly actives below which a forecast is not taken: it would be infinitely wrong."""

Shape = Callable[[Array, float], Array]
SHAPES: dict[str, Shape] = {
    "flat": lambda age, _: np.ones_like(age),
    "exponential": lambda age, rate: np.exp(-rate * age),
    "power law": lambda age, exponent: (age + 1.0) ** -exponent,
}


def levelled(guess: Array, actives: Array, known: int) -> Array:
    """Return a guess times the constant that fits the known weeks best, in logs."""
    seen = np.arange(known)[(actives[:known] > 0) & (guess[:known] > 0)]
    level = np.exp(np.mean(np.log(actives[seen]) - np.log(guess[seen]))) if seen.size else 1.0
    return np.maximum(guess * level, SMALLEST)


def fit_error(guess: Array, actives: Array, known: int) -> float:
    """Mean absolute log error on the known weeks."""
    return error(guess[:known], actives[:known])


def error(guess: Array, actives: Array) -> float:
    """Mean absolute log error over weeks in which somebody was active."""
    seen = actives > 0
    return float(np.abs(np.log(guess[seen]) - np.log(actives[seen])).mean())


def bias(guess: Array, actives: Array) -> float:
    """Mean log of forecast over outcome: above 0 if too much was foretold."""
    seen = actives > 0
    return float((np.log(guess[seen]) - np.log(actives[seen])).mean())


def from_joins(joins: Array, kernel: Array) -> Array:
    """Actives of each week if newcomers of age a are active with ``kernel[a]``."""
    return np.convolve(joins, kernel)[: joins.size]


def cohort_forms(joins: Array, actives: Array, known: int, first_half: Log) -> dict[str, Array]:
    """Forecasts from weekly joins: each form's shape and level fitted on the known weeks."""
    age = np.arange(joins.size, dtype=np.float64)
    found = {}
    for name, shape in SHAPES.items():

        def guess(at: float, shape: Shape = shape) -> Array:
            return levelled(from_joins(joins, shape(age, np.exp(at))), actives, known)

        best = minimize_scalar(
            lambda at, g=guess: fit_error(g(at), actives, known), bounds=(-7.0, 2.0), method="bounded"
        ).x
        found[name] = guess(float(best))
    known_ends = durations(first_half)
    fitted = fit_beta_geometric((known_ends.days // 7).astype(np.int64) + 1, known_ends.departed)
    survival = np.exp(log_survival(fitted.alpha, fitted.beta, joins.size - 1))
    found["sBG"] = levelled(from_joins(joins, survival), actives, known)
    return found


def curve_forms(actives: Array, known: int) -> dict[str, Array]:
    """Forecasts from the curve alone, fitted from the peak of the known weeks on."""
    smooth = np.convolve(actives[:known], np.ones(SMOOTH_WEEKS) / SMOOTH_WEEKS, "same")
    peak = min(int(np.argmax(smooth)), known - LEAST_WEEKS)
    week = np.arange(1.0, actives.size - peak + 1.0)
    fall = actives[peak:known]
    seen = np.flatnonzero(fall > 0)
    logs = np.log(fall[seen])
    found = {"flat": np.full(actives.size, fall[seen[-1]])}
    for name, regressor in (("exponential", week), ("power law", np.log(week))):
        slope, level = np.polyfit(regressor[seen], logs, 1)
        line = np.full(actives.size, np.nan)
        line[peak:] = np.exp(level + slope * regressor)
        found[name] = np.maximum(line, SMALLEST)
    return found
