"""One report of each kind, made up without running a world."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np

from sim.patterns import MEMBER_PATTERNS
from sim.report import (
    write_calibration_report,
    write_contributions_report,
    write_interaction_report,
    write_patterns_report,
    write_report,
)
from sim.report.sweep import write_sweep_report
from sim.results import EventLog
from sim.scenario import loads
from sim.study.calibration import Calibration, chosen, settings, task
from sim.study.calibration.checking import Check
from sim.study.calibration.coverage import Coverage
from sim.study.calibration.posterior import Posterior
from sim.study.likeness import Likeness, Side, side_of_log
from tests.report import made_stories, made_sweeps, synthetic


def log(seed: int, days: float = 400, members: int = 300) -> EventLog:
    """Return a log whose members come over time, stay for a while and write unequally."""
    rng = np.random.default_rng(seed)
    joined = rng.uniform(0, 0.95 * days, members)
    stay = np.minimum(np.exp(rng.normal(1, 2.2, members)), days - joined)
    count = 1 + rng.pareto(0.9, members).clip(0, 400).astype(int)
    who = np.repeat(np.arange(members), count)
    t = (joined[who] + stay[who] * rng.uniform(0, 1, who.size)) * 86_400
    order = np.argsort(t)
    return EventLog(t.astype(np.int64)[order], who.astype(np.int32)[order], np.full(t.size, "msg"),
                    rng.integers(0, members, t.size).astype(np.int32), np.full(t.size, -1, np.int32))  # fmt: skip


def worlds(n: int, **size: float) -> Side:
    """Return a side of ``n`` worlds."""
    portraits = tuple(side_of_log("", log(seed, **size)).portraits[0] for seed in range(10, 10 + n))
    return Side("Simulated <b>group</b>", portraits, 60.0, is_simulated=True)


@cache
def calibration() -> Calibration:
    """Return a calibration in which some parameters are told, some not, and patterns lie in, on and out of range."""
    random = np.random.default_rng(5)
    asked = task(
        "a real chat",
        log(3, days=150, members=80),
        loads("title: Small group\nmembers: {initial: 90}\n"),
        chosen(),
    )
    priors = asked.candidate.priors
    draws, n = 200, len(priors)
    width = np.linspace(0.05, 0.5, n)
    units = np.clip(0.5 + width * random.uniform(-1, 1, (draws, n)), 0, 1)
    posterior = Posterior(priors, units, units, np.full(draws, 1 / draws), random.uniform(0, 1, draws), 3)
    found = tuple(
        Check(pattern, real, True, (0.1, 0.5, 0.9), (0.3, 0.45, 0.6), 0.46)
        for pattern, real in zip(MEMBER_PATTERNS, np.linspace(-0.6, 1.6, len(MEMBER_PATTERNS)), strict=True)
    )
    coverage = Coverage(random.random((300, n)) < 0.9, random.random((300, n)), 600, 180)
    used = np.ones(len(MEMBER_PATTERNS), dtype=bool)
    return Calibration(asked, settings(1200), 1200, units, random.random((draws, used.size)), used, coverage,
                       posterior, found, asked.candidate.scenario)  # fmt: skip


@cache
def four() -> Callable[[Path, str], Path]:
    """Return a writer of the report on four arms that sell."""
    kinds = (synthetic.SELLS, synthetic.DUMPS, synthetic.CHEAP, synthetic.GATED)
    made = synthetic.comparison(kinds, worlds=12)
    return lambda path, lang: write_report(made, path, lang, made_stories.usual())


REPORTS: dict[str, Callable[[], Callable[[Path, str], Path]]] = {
    "comparison": four,
    "contributions": lambda: lambda path, lang: write_contributions_report(made_stories.usual(), path, lang),
    "interaction": lambda: lambda path, lang: write_interaction_report(synthetic.factorial(), path, lang),
    "patterns": lambda: (
        lambda path, lang: write_patterns_report(
            Likeness((side_of_log("real_chat", log(1)), worlds(4))), path, lang
        )
    ),
    "sweep": lambda: lambda path, lang: write_sweep_report(made_sweeps.crossed(), path, lang),
    "sweep_of_ranges": lambda: lambda path, lang: write_sweep_report(made_sweeps.ranged(), path, lang),
    "calibration": lambda: lambda path, lang: write_calibration_report(calibration(), path, lang),
}
"""Writers of every kind of report, each made when asked for: a new kind is looked at once it stands here."""
