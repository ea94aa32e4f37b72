"""Part 6: push fatigue against Pandora's figures, and the reversal that SmartNews saw: at defaults, and over the prior."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from experiments.validation.svg import Curve, curves
from experiments.validation.table import Part, Plot, number, percent, signed
from experiments.validation.worlds import SEED, Array, points, scenario
from sim.engine import simulate
from sim.parameters import Parameter
from sim.scenario import catalogue
from sim.statistics.paired import paired_difference

START_DAY, MONTH, MONTHS = 90, 30, 21
"""Pushes begin on this day, when the group has settled; Pandora's experiment lasted 21 months."""
LOADS = (0.5, 1.0, 2.0)
"""Pushes a day. Pandora varied its load by a factor of about 2 and lost a few per cent; beyond these, losses come near to all."""
USUAL = LOADS.index(1.0)
NEWS = (1.0, 3.0)
NEWS_USEFULNESS = 0.5
GAIN_DAYS, YEAR = 28, 365
RATIO = (2.0, 4.0)
"""Long-run effect over that of the first month; Pandora found 3."""
ALIKE = (2 / 3, 3 / 2)
"""Effect per push at the highest load over that at the lowest: about linear."""

PRIOR = {
    "advertise": ("notice", "muted_reach", "half_life", "weight", "relief_useful", "relief_trust"),
    "attend": ("notice", "fatigue", "muted"),
    "mute": ("threshold", "fatigue", "noise_weight", "belonging", "unmute"),
    "leave": ("fatigue", "noise_weight"),
    "feel": ("cost_noise", "trust_noise"),
}
"""What pushes act through; each is drawn evenly from its declared range."""


@dataclass(frozen=True)
class Effects:
    """Effects on daily visits, relative to no pushes: ``monthly`` has shape (loads, months)."""

    monthly: Array
    gain: float
    year: float
    gain_word: str = ""
    year_word: str = ""

    @property
    def ratio(self) -> float:
        """Effect in the last three months over that of the first, at one push a day; NaN unless both are losses."""
        first, last = self.monthly[USUAL, 0], self.monthly[USUAL, -3:].mean()
        return float(last / first) if first < 0 and last < 0 else float("nan")

    @property
    def alike(self) -> float:
        """Long-run effect per push at the highest load over that at the lowest; NaN unless both are losses."""
        late = self.monthly[:, -3:].mean(axis=1) / np.array(LOADS)
        return float(late[-1] / late[0]) if late[0] < 0 and late[-1] < 0 else float("nan")

    @property
    def verdicts(self) -> tuple[bool, bool, bool]:
        """Whether the effect is linear, grows as Pandora's, and turns as SmartNews'."""
        return (
            ALIKE[0] <= self.alike <= ALIKE[1],
            RATIO[0] <= self.ratio <= RATIO[1],
            self.gain > 0 > self.year,
        )


def visits(
    pushes: float, worlds: int, given: Mapping[str, Any], months: int, usefulness: float | None = None
) -> Array:
    """Members who open the group, shape (worlds, days) from the first day with pushes on."""
    over: dict[str, Any] = {"operators.hours_per_day": 24, **given}
    if pushes > 0:
        over |= {"strategies.selling.from": START_DAY, "strategies.selling.pushes_per_day": pushes}
        over |= {} if usefulness is None else {"strategies.selling.usefulness": usefulness}
    what = scenario(over, days=START_DAY + months * MONTH)
    return simulate(what, worlds=worlds, seed=SEED, jobs=2).days["visiting"][:, 0, START_DAY:]


def effects(given: Mapping[str, Any], worlds: int, months: int = MONTHS) -> Effects:
    """Simulate the arms under the same luck."""

    def arm(pushes: float, usefulness: float | None = None) -> Array:
        return visits(pushes, worlds, given, months, usefulness)

    def by_month(daily: Array) -> Array:
        return daily.reshape(worlds, months, MONTH).mean(axis=(0, 2))

    none = by_month(arm(0.0))
    monthly = np.stack([by_month(arm(load)) for load in LOADS]) / np.maximum(none, 1e-9) - 1.0
    few, many = (arm(load, NEWS_USEFULNESS) for load in NEWS)
    spans = (slice(0, GAIN_DAYS), slice(min(YEAR, few.shape[1]) - GAIN_DAYS, min(YEAR, few.shape[1])))
    pairs = [paired_difference(few[:, s].mean(axis=1), many[:, s].mean(axis=1)) for s in spans]
    words = [f"{signed(p.difference)} visits a day ({number(p.low)} to {number(p.high)})" for p in pairs]
    return Effects(monthly, pairs[0].difference, pairs[1].difference, *words)


def prior() -> list[tuple[str, Parameter]]:
    """Paths and declarations of what is drawn."""
    known = catalogue.mechanisms()
    return [
        (f"mechanisms.{name}.{p.name}", p)
        for name, wanted in PRIOR.items()
        for p in known[name].parameters
        if p.name in wanted and p.low is not None and p.high is not None
    ]


def draws(n: int) -> list[dict[str, float]]:
    """Draw n settings, spread evenly over the ranges."""
    declared = prior()
    cube = points(n, len(declared))
    return [
        {path: float(p.low + u * (p.high - p.low)) for (path, p), u in zip(declared, row, strict=True)}  # type: ignore[operator]
        for row in cube
    ]


def measure(quick: bool) -> Part:
    """Judge the defaults, then count over the prior."""
    n, worlds, many, months = (3, 2, 3, 13) if quick else (200, 8, 60, MONTHS)
    part = Part("6. Push fatigue")
    found = effects({}, many, months)
    linear, grows, turns = found.verdicts
    late = found.monthly[:, -3:].mean(axis=1)
    text = ", ".join(f"{100 * e:+.1f} % at {load:g} a day" for load, e in zip(LOADS, late, strict=True))
    part.judge(
        "about linear in load (Pandora), at the calibrated value",
        f"long-run loss per push at {LOADS[-1]:g} a day is {ALIKE[0]:.2f} to {ALIKE[1]:.2f} of that at {LOADS[0]:g}",
        f"{number(found.alike)}: {text}", linear,
    )  # fmt: skip
    part.judge(
        "long-run effect over one-month effect (Pandora), at the calibrated value",
        f"{RATIO[0]:g} to {RATIO[1]:g} at {LOADS[USUAL]:g} push a day, both losses",
        f"{number(found.ratio)}: {100 * found.monthly[USUAL, 0]:+.1f} % in month 1, {100 * late[USUAL]:+.1f} % in months {months - 2}-{months}",
        grows,
    )  # fmt: skip
    part.judge(
        "reversal (SmartNews), at the calibrated value",
        f"{NEWS[1]:g} useful pushes a day instead of {NEWS[0]:g}: ahead in weeks 1-4, behind after a year",
        f"weeks 1-4 {found.gain_word}; last 4 weeks of the year {found.year_word}", turns,
    )  # fmt: skip
    _over_the_prior(part, [effects(given, worlds, months) for given in draws(n)], worlds)
    month = np.arange(1, months + 1)
    drawn = [Curve(f"{load:g} a day", month, 100 * found.monthly[k]) for k, load in enumerate(LOADS)]
    zero = Curve("none", month, np.zeros(months))
    part.plots.append(Plot("fatigue", "Loss of visits by pushes a day and month",
                           curves("Visits against no pushes, same luck, %", [*drawn, zero], "month", "%")))  # fmt: skip
    part.remarks.append(
        f"`types/interest_group`, pushes from day {START_DAY} on, {many} worlds at the calibrated value (today's defaults), same luck in all arms, "
        "enough hours. Pandora treated listeners apart, here the whole group is treated: what members do to one another is included."
    )
    return part


def _over_the_prior(part: Part, found: Sequence[Effects], worlds: int) -> None:
    """Count the draws in which the figures come out."""
    words = ("linear in load", "ratio 2-4", "both of Pandora", "reversal", "all three")
    held = np.array([(a, b, a and b, c, a and b and c) for a, b, c in (each.verdicts for each in found)])
    losing = np.mean([each.monthly[USUAL, -3:].mean() < 0 for each in found])
    rows = [[word, percent(share)] for word, share in zip(words, held.mean(axis=0), strict=True)]
    rows.append(["a push a day costs visits in the long run at all", percent(float(losing))])
    ratios = np.array([each.ratio for each in found])
    known = ratios[np.isfinite(ratios)]
    spread = (
        f"{number(float(np.quantile(known, 0.1)))} - {number(float(np.quantile(known, 0.9)))}"
        if known.size
        else "-"
    )
    rows.append(["ratio, middle 80 % of the draws that have one", spread])
    part.table(
        f"Share of the prior in which it comes out ({len(found)} draws of {len(prior())} parameters from their ranges, all others at their defaults, {worlds} worlds each):",
        ["figure", "share of the prior"],
        rows,
    )
