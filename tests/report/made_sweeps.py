"""Tables of sweeps, made up without running a world."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sim.engine.plan import run_outcomes
from sim.study.sweep import Points, load_study
from sim.study.sweep.table import SweepTable

Array = NDArray[np.float64]
HEAD = """\
title: Made up
question: Is what is drawn what was found?
base: types/interest_group
set: {members.initial: 30, horizon: 20d}
"""
GRID = """\
strategies:
  pushes: {path: strategies.selling.pushes_per_day, values: [0, 1, 2, 3]}
  koc: {label: KOCs, levels: {none: {}, three: {strategies.koc.people: 3}}}
uncertainties:
  tiring: {path: mechanisms.advertise.weight, values: [0.1, 0.2]}
outcomes: [members_end, cost_total]
"""
RANGES = """\
strategies:
  pushes: {path: strategies.selling.pushes_per_day, low: 0, high: 3}
  fee: {path: strategies.entry_gate.fee, low: 0, high: 99}
uncertainties:
  tiring: {path: mechanisms.advertise.weight}
design: {strategies: {design: sobol, points: 64}, uncertainties: {design: sobol, points: 4}}
outcomes: [profit_total, visiting_late, members_end, messages_total]
"""


def table_of(text: str, *values: Array, failed: int = 0) -> SweepTable:
    """Return a table of some values an outcome, shape (bases, choices, samples, worlds)."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "made.yaml")
        path.write_text(HEAD + text, encoding="utf-8")
        study = load_study(path)
    points = Points(study)
    declared = {each.name: each for each in run_outcomes()}
    arrays = tuple(np.asarray(each, np.float64) for each in values)
    shape = (len(study.bases), len(points.choices), len(points.samples))
    assert all(each.shape[:3] == shape for each in arrays)
    worlds = np.arange(arrays[0].shape[3])
    return SweepTable(
        study, tuple(declared[name] for name in study.outcomes), points.choices, points.samples, worlds, arrays, arrays[0].size, failed
    )  # fmt: skip


def table_by(
    text: str, function: Callable[[int, Sequence[float], Sequence[float]], float], worlds: int = 6
) -> SweepTable:
    """Return a table in which an outcome is a function of its place, choice and sample, and luck of -1 to 1 by world."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "made.yaml")
        path.write_text(HEAD + text, encoding="utf-8")
        study = load_study(path)
    points = Points(study)
    luck = np.linspace(-1, 1, worlds)
    values = [
        np.array([[[function(k, choice, sample) + luck for sample in points.samples] for choice in points.choices]])
        for k in range(len(study.outcomes))
    ]  # fmt: skip
    return table_of(text, *values)


def crossed() -> SweepTable:
    """Return two strategies over a grid under two samples of an uncertainty."""
    return table_by(GRID, lambda k, c, s: (10.0 * c[0] + 3.0 * c[1] + s[0]) * (1 + 4 * k))


def ranged() -> SweepTable:
    """Return two strategies over ranges, in four outcomes that bend, with what some runs do not have."""
    made = table_by(
        RANGES,
        lambda k, c, s: (
            (-1) ** k * 5000.0 * c[0] * (2 - c[0]) / (1 + 9 * k) + 3 * c[1] + 100 * s[0] + 0.01 * k
        ),
    )
    made.values[1][0, 3:5] = np.nan
    return made
