"""What the parts share: the scenario that is judged, its logs and vectors, the evidence, points of a prior."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

import sim
from sim.engine import simulate
from sim.engine.simulate import default_jobs
from sim.patterns import BURN_IN_DAYS, MEMBER_PATTERNS, Unknown, references, vector
from sim.results import EventLog
from sim.rng import name_key
from sim.scenario import Scenario, load_scenario

Array = NDArray[np.float64]

ROOT = Path(sim.__file__).resolve().parents[1]
HERE = Path(__file__).resolve().parent
JUDGED = "types/interest_group"
DAYS, QUICK_DAYS = 900, 200
SEED = 2026
"""Luck on which everything is judged; defaults must have been chosen on other seeds."""
DAY = 86_400
START = 1_704_067_200
"""Unix seconds of day 0 where a scenario says nothing: Monday, 1 January 2024."""

FITTED = ("duraspace_irc", "zig_irc")
VALIDATED = ("slack_elm_general_2019", "slack_clojurians_clojure_2019", "raku_beginner", "raku_cro")
APART = ("uci_messages",)
SHORT = {
    "duraspace_irc": "DuraSpace",
    "zig_irc": "zig",
    "slack_elm_general_2019": "elm",
    "slack_clojurians_clojure_2019": "clojure",
    "raku_beginner": "raku-beginner",
    "raku_cro": "cro",
    "uci_messages": "UCI",
}

WIDTHS = np.array([p.range.high - p.range.low for p in MEMBER_PATTERNS if p.range is not None])
LOWS = np.array([p.range.low for p in MEMBER_PATTERNS if p.range is not None])


def scenario(overrides: Mapping[str, Any] | None = None, days: int = DAYS, name: str = JUDGED) -> Scenario:
    """Load the scenario that is judged, values put over it by path."""
    return load_scenario(name, {"horizon": f"{days}d", **(overrides or {})})


def logs(what: Scenario, worlds: int | range, seed: int = SEED) -> list[EventLog]:
    """Simulate worlds and keep the log of each."""

    def one(world: int) -> EventLog:
        found = simulate(what, worlds=[world], seed=seed, jobs=1, events=True).events
        assert found is not None
        return found

    numbers = range(worlds) if isinstance(worlds, int) else worlds
    with ThreadPoolExecutor(min(2, default_jobs())) as pool:
        return list(pool.map(one, numbers))


def vectors(found: Sequence[EventLog], burn_in_days: float = BURN_IN_DAYS) -> Array:
    """Pattern vectors of logs, shape (logs, 18); NaN where a log does not give a pattern."""
    rows = np.full((len(found), len(MEMBER_PATTERNS)), np.nan)
    for row, log in zip(rows, found, strict=True):
        try:
            row[:] = vector(log, burn_in_days)
        except Unknown:
            continue  # not a single message
    return rows


def middle(rows: Array) -> Array:
    """Median over the rows that have a value, NaN without any."""
    return np.array([float(np.median(c[np.isfinite(c)])) if np.isfinite(c).any() else np.nan for c in rows.T])


def quantile(rows: Array, q: float) -> Array:
    """Quantile over the rows that have a value, NaN without any."""
    return np.array(
        [float(np.quantile(c[np.isfinite(c)], q)) if np.isfinite(c).any() else np.nan for c in rows.T]
    )


def inside(values: Array) -> list[bool | None]:
    """Whether each pattern lies in its widened range; None without a value."""
    pairs = zip(MEMBER_PATTERNS, values, strict=True)
    return [None if np.isnan(v) or p.range is None else p.range.holds(float(v)) for p, v in pairs]


def cut(log: EventLog, first_day: float, end_day: float) -> EventLog:
    """Return the events of ``[first_day, end_day)``."""
    kept = (log.t >= START + first_day * DAY) & (log.t < START + end_day * DAY)
    return EventLog(log.t[kept], log.user[kept], log.kind[kept], log.target[kept], log.conv[kept])


def distance(a: Array, b: Array) -> float:
    """Root mean square of differences in units of the ranges' widths, over patterns that both have."""
    both = np.isfinite(a) & np.isfinite(b)
    if not both.any():
        return float("nan")
    return float(np.sqrt(np.mean(((a - b)[both] / WIDTHS[both]) ** 2)))


def apart() -> dict[str, float]:
    """Return the distance of each of the six group chats to the nearest of the other five."""
    real = {name: references()[name].vector for name in (*FITTED, *VALIDATED)}
    return {a: min(distance(real[a], real[b]) for b in real if b != a) for a in real}


def nearest(values: Array) -> tuple[str, float]:
    """Return which of the six group chats is nearest to a vector, and how far it is."""
    found = {name: distance(values, references()[name].vector) for name in (*FITTED, *VALIDATED)}
    name = min(found, key=lambda each: found[each] if np.isfinite(found[each]) else np.inf)
    return name, found[name]


def evidence() -> Path | None:
    """Return the folder of observed data, None where there is none; see tests/conftest.py."""
    folder = Path(os.environ.get("SIM_EVIDENCE") or ROOT.parent / "shared" / "evidence")
    return folder if (folder / "data").is_dir() else None


def points(n: int, dimensions: int) -> Array:
    """Return a Latin hypercube of n points: in each dimension one in the middle of each nth part, in a hashed order.

    References
    ----------
    McKay, M. D., Beckman, R. J. and Conover, W. J. (1979). A comparison of three methods for selecting
    values of input variables. Technometrics 21(2), 239-245. doi:10.2307/1268522
    """
    columns = []
    for dimension in range(dimensions):
        order = np.argsort([int(name_key(f"prior/{dimension}/{k}")) for k in range(n)])
        columns.append((order + 0.5) / n)
    return np.stack(columns, axis=1)
