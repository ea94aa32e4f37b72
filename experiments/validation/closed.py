"""Part 3: a closed group that nobody runs declines to nothing, about exponentially at the end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from experiments.validation.svg import Curve, curves
from experiments.validation.table import Part, Plot, number, percent
from experiments.validation.worlds import SEED, Array, scenario
from sim.engine import simulate
from sim.statistics.decay import LEAST_POINTS, fit_decays

CLOSED: dict[str, Any] = {
    "channels.word_of_mouth": None,
    "channels.public_posts": None,
    "strategies.content": False,
    "strategies.moderation": False,
    "operators.hours_per_day": 0,
    "operators.answering_hours": 0,
}
"""Nobody comes any more, nobody operates."""

GONE = 0.02
"""Nothing is left when weekly speakers are below this part of their peak, in the mean over worlds."""
SEEN = 0.25
"""Weekly speakers, in the mean over worlds, down to which the form of the decline is judged: fewer are chance."""


def weekly_speakers(days: int, worlds: int, overrides: Mapping[str, Any] | None = None) -> Array:
    """Distinct speakers in each full week, shape (worlds, weeks)."""
    block = simulate(scenario({**CLOSED, **(overrides or {})}, days), worlds=worlds, seed=SEED, jobs=2)
    return block.days["speakers_week"][:, 0, 6::7]


def measure(quick: bool) -> Part:
    """Watch it decline and fit forms to the end."""
    days, worlds = (400, 8) if quick else (1800, 100)
    part = Part("3. A closed group without operation")
    speakers = weekly_speakers(days, worlds)
    mean = speakers.mean(axis=0)
    peak = int(mean.argmax())
    silent = float(np.mean(speakers[:, -4:].sum(axis=1) == 0))
    left = float(mean[-4:].mean() / mean[peak])
    part.judge(
        f"it declines to nothing within {days} days",
        f"weekly speakers at most {percent(GONE)} of the peak",
        f"{100 * left:.1f} % of the peak; nobody speaks in the last 4 weeks in {percent(silent)} of {worlds} worlds",
        left <= GONE,
    )
    _judge_end(part, mean, peak)
    weeks = np.arange(mean.size)
    low, high = np.quantile(speakers, 0.1, axis=0), np.quantile(speakers, 0.9, axis=0)
    part.plots.append(
        Plot("closed", "Weekly speakers of a closed group on a scale of logs: a straight line is exponential",
             curves("Closed group without operation: weekly speakers (scale of logs)",
                    [Curve("mean, middle 80 %", weeks, mean, low, high)], "week", "speakers", logs=True))
    )  # fmt: skip
    marks = [w for w in (0, 4, 13, 26, 52, 104, 156, 208, 256) if w < mean.size]
    part.table(
        "Mean weekly speakers:", ["week", *map(str, marks)], [["speakers", *(number(mean[w]) for w in marks)]]
    )
    return part


def _judge_end(part: Part, mean: Array, peak: int) -> None:
    """Fit forms to the second half of the fall, as far as there is anything to see."""
    falling = mean[peak:]
    end = int(np.argmax(falling < SEEN)) if np.any(falling < SEEN) else falling.size
    start = end // 2
    y = falling[start:end]
    if y.size < LEAST_POINTS:
        part.judge("about exponentially at the end", "exponential fits better than a power law",
                   f"only {y.size} weeks to judge by", None)  # fmt: skip
        return
    forms = fit_decays(np.arange(start + 1.0, end + 1.0), y)
    exponential, power = forms["exponential"], forms["power_law"]
    part.judge(
        f"about exponentially at the end (weeks {peak + start} to {peak + end})",
        "exponential has the lower AIC than a power law of time since the peak, and R2 of logs is .9 or more",
        f"AIC {exponential.aic:.0f} against {power.aic:.0f}, R2 {exponential.r2:.2f}; half-life "
        f"{np.log(2) / exponential.values['rate']:.0f} weeks",
        bool(exponential.aic < power.aic and exponential.r2 >= 0.9),
    )
