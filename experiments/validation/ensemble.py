"""Part 4: many groups that nobody runs, seen for 34 days: when the last member message falls."""

from __future__ import annotations

from collections.abc import Mapping
from statistics import NormalDist
from typing import Any

import numpy as np

from experiments.validation.svg import Curve, curves
from experiments.validation.table import Part, Plot, number, percent
from experiments.validation.worlds import HERE, SEED, Array
from sim.engine import simulate
from sim.scenario import load_scenario

DAYS = 34
MEDIAN_SIZE, LOG_SPREAD, SMALLEST, LARGEST = 20.0, 1.0, 3, 500
"""Members on day 0: log-normal, fixed beforehand; 500 was the largest group that WeChat allowed."""
INVITED = 0.05
"""Invitations on day 0, as a part of the members then."""
SHORT_LIVED, LONG_LIVED, SLACK = 0.40, 0.30, 0.07
SOURCE = "Qiu et al., WWW 2016: 40 % silent within 7 days, 30 % live more than 30"


def sizes(n: int) -> list[int]:
    """Members on day 0 of n kinds of group: evenly spaced quantiles of the distribution."""
    normal = NormalDist(np.log(MEDIAN_SIZE), LOG_SPREAD)
    found = [np.exp(normal.inv_cdf((k + 0.5) / n)) for k in range(n)]
    return [int(np.clip(round(size), SMALLEST, LARGEST)) for size in found]


def last_days(kinds: int, each: int, overrides: Mapping[str, Any] | None = None) -> tuple[Array, Array]:
    """Return the day of the last member message (-1: none) and the size on day 0, of ``kinds * each`` groups."""
    last, size = [], []
    for k, initial in enumerate(sizes(kinds)):
        given = {"members.initial": initial, "channels.invitations.per_day": INVITED * initial}
        what = load_scenario(HERE / "unmanaged.yaml", {**given, **(overrides or {})})
        block = simulate(what, worlds=range(k * each, (k + 1) * each), seed=SEED, jobs=1)
        spoken = block.days["messages"][:, 0] > 0
        day = np.where(spoken.any(axis=1), DAYS - 1 - spoken[:, ::-1].argmax(axis=1), -1)
        last += day.tolist()
        size += [initial] * each
    return np.array(last, np.float64), np.array(size, np.float64)


def shares(last: Array) -> tuple[float, float]:
    """Share of groups whose last message falls before day 7, and on or after day 30."""
    return float(np.mean(last < 7)), float(np.mean(last >= 30))


def measure(quick: bool) -> Part:
    """Run the ensemble, judge it, and show what the two parameters do to it."""
    kinds, each = (4, 4) if quick else (40, 20)
    part = Part("4. Groups that nobody runs")
    last, size = last_days(kinds, each)
    short, long = shares(last)
    groups = last.size
    never = f"; in {percent(float(np.mean(last < 0)))} nobody ever writes"
    for what, found, target, said in (
        ("before day 7", short, SHORT_LIVED, never),
        ("on or after day 30", long, LONG_LIVED, ""),
    ):
        part.judge(
            f"last member message {what}",
            f"in {percent(target)} +- {percent(SLACK)} of groups",
            f"{100 * found:.1f} % of {groups}, standard error {100 * np.sqrt(found * (1 - found) / groups):.1f} %{said}",
            abs(found - target) <= SLACK,
        )
    sizes_of = [float(np.median(size[at])) if at.any() else float("nan") for at in (last < 7, last >= 30)]
    part.judge("long-lived groups are larger (Qiu et al.)", "median members on day 0 above that of short-lived ones",
               f"{number(sizes_of[1])} against {number(sizes_of[0])}",
               None if not np.isfinite(sizes_of).all() else sizes_of[1] > sizes_of[0])  # fmt: skip
    classes = [(3, 10), (10, 30), (30, 100), (100, 501)]
    lines = []
    for low, high in classes:
        here = (size >= low) & (size < high)
        if here.any():
            a, b = shares(last[here])
            lines.append([f"{low} to {high - 1}", str(int(here.sum())), percent(a), percent(b)])
    part.table("By members on day 0 (long-lived groups should be larger):",
               ["members", "groups", "before day 7", "on or after day 30"], lines)  # fmt: skip
    _plot(part, last)
    _what_the_parameters_do(part, quick)
    part.remarks.append(
        f"`unmanaged.yaml`; members on day 0 log-normal with median {MEDIAN_SIZE:g} and spread {LOG_SPREAD:g} of logs, {SMALLEST} to "
        f"{LARGEST}; invitations begin at {percent(INVITED)} of them a day and halve every 3 days; both fixed beforehand "
        f"(assumptions). Free: `group.need` and `group.need_spread` only. Target: {SOURCE}."
    )
    return part


def _plot(part: Part, last: Array) -> None:
    days = np.arange(DAYS)
    alive = np.array([np.mean(last >= day) for day in days])
    target = Curve("Qiu et al. (WeChat)", [0, 7, 30], [1.0, 1.0 - SHORT_LIVED, LONG_LIVED])
    svg = curves("Share of groups with a message on or after the day",
                 [Curve("simulated", days, alive), target], "day", "share")  # fmt: skip
    part.plots.append(Plot("ensemble", "Share of unmanaged groups that still speak, by day", svg))


def _what_the_parameters_do(part: Part, quick: bool) -> None:
    needs, spreads = ((0.5, 1.0), (0.3,)) if quick else ((0.1, 0.3, 0.6, 1.0, 2.0), (0.0, 0.3, 1.0, 2.0))
    kinds, each = (3, 2) if quick else (20, 10)
    lines = []
    for need in needs:
        cells = []
        for spread in spreads:
            over = {"group.need": need, "group.need_spread": spread}
            short, long = shares(last_days(kinds, each, over)[0])
            cells.append(f"{percent(short)} / {percent(long)}")
        lines.append([number(need), *cells])
    part.table("Before day 7 / on or after day 30, by need (rows) and its spread between groups (columns):",
               ["need", *map(number, spreads)], lines)  # fmt: skip
