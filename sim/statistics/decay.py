"""Forms of decline: exponential, power law, stretched exponential, exponential with a floor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]

LEAST_POINTS = 6
SHAPES = np.exp(np.linspace(np.log(0.01), np.log(6.0), 200))
"""Where the exponent of a stretched exponential is looked for, before it is refined."""


@dataclass(frozen=True, slots=True)
class Decay:
    """One form fitted by least squares on logs.

    ``values`` are its parameters apart from the level: ``rate`` a step, ``exponent``, ``beta`` or ``rate``
    and ``floor``. ``aic`` is ``n ln(RSS / n) + 2 (k + 1)`` with k parameters and the variance;
    ``r2`` is the share of the variance of the logs.
    """

    aic: float
    r2: float
    values: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Line:
    """Least squares of logs on one regressor."""

    slope: float
    level: float
    rss: float

    def at(self, regressor: Array) -> Array:
        """Logs on the line."""
        return self.level + self.slope * regressor


def fit_decays(x: ArrayLike, y: ArrayLike) -> dict[str, Decay]:
    """Fit the four forms to a falling curve, on logs.

    ``exponential``: ``ln y = c - rate x``; ``power_law``: ``c - exponent ln x``;
    ``stretched_exponential``: ``c - b x^beta``, beta between .01 and 6;
    ``exponential_plus_floor``: ``ln(e^c e^(-rate x) + floor)``.

    Parameters
    ----------
    x, y : array_like, shape (n,)
        Steps from 1, and levels above 0; 6 points or more.

    Raises
    ------
    ValueError
        If there are fewer points, or a value is not above 0.

    References
    ----------
    Akaike, H. (1974). A new look at the statistical model identification. IEEE Transactions on
    Automatic Control 19, 716-723. doi:10.1109/TAC.1974.1100705
    """
    steps, logs = _checked(x, y)
    straight, power = _line(steps, logs), _line(np.log(steps), logs)
    beta, stretched = _stretched(steps, logs)
    rate, floor, rss = _floor(steps, logs, straight)
    return {
        "exponential": _decay(logs, straight.rss, 2, {"rate": -straight.slope}),
        "power_law": _decay(logs, power.rss, 2, {"exponent": -power.slope}),
        "stretched_exponential": _decay(logs, stretched.rss, 3, {"beta": beta}),
        "exponential_plus_floor": _decay(logs, rss, 3, {"rate": rate, "floor": floor}),
    }


def forecast_errors(x: ArrayLike, y: ArrayLike) -> dict[str, float]:
    """Mean absolute log error on the second half of forms fitted to the first.

    ``flat`` says that the last level of the first half stays.

    Parameters
    ----------
    x, y
        As for :func:`fit_decays`.
    """
    steps, logs = _checked(x, y)
    half = steps.size // 2
    rest = logs[half:]
    straight = _line(steps[:half], logs[:half]).at(steps[half:])
    power = _line(np.log(steps[:half]), logs[:half]).at(np.log(steps[half:]))
    guesses = {"exponential": straight, "power_law": power, "flat": np.full(rest.size, logs[half - 1])}
    return {name: float(np.abs(guess - rest).mean()) for name, guess in guesses.items()}


def _checked(x: ArrayLike, y: ArrayLike) -> tuple[Array, Array]:
    steps, level = np.asarray(x, np.float64), np.asarray(y, np.float64)
    if steps.shape != level.shape or steps.ndim != 1 or steps.size < LEAST_POINTS:
        raise ValueError(f"a form of decline is fitted to {LEAST_POINTS} points or more")
    if np.any(steps <= 0) or np.any(level <= 0):
        raise ValueError("steps and levels must be above 0")
    return steps, np.log(level)


def _line(regressor: Array, logs: Array) -> Line:
    centred = regressor - regressor.mean()
    slope = float(centred @ logs / (centred @ centred))
    level = float(logs.mean() - slope * regressor.mean())
    return Line(slope, level, float(np.sum((logs - level - slope * regressor) ** 2)))


def _decay(logs: Array, rss: float, parameters: int, values: Mapping[str, float]) -> Decay:
    n = logs.size
    total = float(np.sum((logs - logs.mean()) ** 2))
    smallest = max(rss, 1e-12 * max(total, 1e-12))  # a perfect fit has no logarithm
    aic = n * float(np.log(smallest / n)) + 2.0 * (parameters + 1)
    return Decay(aic, 1.0 - rss / total if total > 0 else float("nan"), dict(values))


def _stretched(steps: Array, logs: Array) -> tuple[float, Line]:
    """Look for beta on a grid, then between the neighbours of the best."""
    best = int(np.argmin([_line(steps**beta, logs).rss for beta in SHAPES]))
    ends = (float(SHAPES[max(best - 1, 0)]), float(SHAPES[min(best + 1, SHAPES.size - 1)]))
    found = import_module("scipy.optimize").minimize_scalar(
        lambda beta: _line(steps**beta, logs).rss, bounds=ends, method="bounded"
    )
    return float(found.x), _line(steps ** float(found.x), logs)


def _floor(steps: Array, logs: Array, straight: Line) -> tuple[float, float, float]:
    """Search for level, rate and floor from several starts; without a floor it is the exponential."""

    def loss(at: Array) -> float:
        shape = np.logaddexp(at[0] - np.exp(at[1]) * steps, at[2])
        return float(np.sum((logs - shape) ** 2))

    minimize = import_module("scipy.optimize").minimize
    start = max(-straight.slope, 1e-4)
    best = (
        (start, 0.0, straight.rss)
        if straight.slope < 0
        else (0.0, 0.0, float(np.sum((logs - logs.mean()) ** 2)))
    )
    for times in (1.0, 4.0, 16.0):
        for low in (float(logs.min()) - 1.0, float(logs[-5:].mean())):
            guess = np.array([float(logs[0]), np.log(start * times), low])
            found = minimize(
                loss, guess, method="Nelder-Mead", options={"xatol": 1e-6, "fatol": 1e-10, "maxiter": 3000}
            )
            if found.fun < best[2] - 1e-9:
                best = (float(np.exp(found.x[1])), float(np.exp(found.x[2])), float(found.fun))
    return best
