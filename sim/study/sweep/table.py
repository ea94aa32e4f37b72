"""The runs of a sweep as one array: scenario, choice, sample, world; what reports and summaries stand on."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.contracts import Outcome
from sim.engine.plan import run_outcomes
from sim.results import SweepFolder
from sim.statistics import PairedDifference, paired_difference
from sim.study.errors import StudyError
from sim.study.sweep.declared import Factor, SweepStudy, study_of
from sim.study.sweep.entering import column, keys_of, numbers_in
from sim.study.sweep.points import Points

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class SweepTable:
    """Outcomes of all points of a study in the worlds that every point has.

    What is the same in a world for every point (its people, their chances) makes its runs alike: a world is the unit
    that intervals count, not a run. A draw is a world under one sample of the uncertainties in one scenario; there are
    ``bases * samples * worlds`` of them, and every choice meets each.

    ``values[k]`` has shape (bases, choices, samples, worlds) for outcome k; NaN where a run failed or the outcome
    does not exist. ``choices`` and ``samples`` are the coordinates of the factors, shape (combinations, factors).
    """

    study: SweepStudy
    outcomes: tuple[Outcome, ...]
    choices: Array
    samples: Array
    worlds: NDArray[np.int64]
    values: tuple[Array, ...]
    runs: int
    failed: int

    def place(self, outcome: str) -> int:
        """Position of an outcome."""
        return [each.name for each in self.outcomes].index(outcome)

    def by_choice(self, outcome: int) -> Array:
        """Outcome of each choice in each world under each sample and base, shape (choices, draws)."""
        values = np.moveaxis(self.values[outcome], 1, 0)
        flat: Array = values.reshape(values.shape[0], -1)
        return flat

    def common(self, outcome: int) -> NDArray[np.bool_]:
        """Whether the outcome exists for every choice, shape (draws,); choices without it in any draw do not count."""
        known = np.isfinite(self.by_choice(outcome))
        return np.asarray(known[known.any(axis=1)].all(axis=0) & known.any())

    def by_world(self, outcome: int) -> Array:
        """Outcome of each choice in each world, the mean over its samples and scenarios; shape (choices, worlds).

        Only draws in which it exists for every choice count, so that choices are compared in the same ones; if there
        are none, each choice has its own. NaN where no draw of the world counts.
        """
        flat, common = self.by_choice(outcome), self.common(outcome)
        if common.any():
            flat = np.where(common, flat, np.nan)
        return mean_over(flat.reshape(len(flat), -1, self.worlds.size), axis=1)

    def against(self, outcome: int, a: int, b: int) -> PairedDifference:
        """Difference of choice ``b`` from choice ``a``, world by world: same samples, same scenarios, in both."""
        pair = self.by_choice(outcome)[[a, b]]
        common = self.common(outcome)
        kept = common if common.any() else np.isfinite(pair).all(axis=0)
        worlds = mean_over(np.where(kept, pair, np.nan).reshape(2, -1, self.worlds.size), axis=1)
        return paired_difference(worlds[0], worlds[1])

    def settings_of(self, choice: int) -> tuple[str, ...]:
        """Return the settings of a choice, one text a factor."""
        factors = self.study.strategies.factors
        return tuple(level_text(f, x) for f, x in zip(factors, self.choices[choice], strict=True))


def mean_over(values: Array, axis: int) -> Array:
    """Mean along an axis of the values that exist; NaN where none does."""
    known = np.isfinite(values)
    total = np.where(known, values, 0.0).sum(axis=axis)
    mean: Array = np.divide(
        total, known.sum(axis=axis), out=np.full(total.shape, np.nan), where=known.any(axis=axis)
    )
    return mean


def level_text(factor: Factor, coordinate: float) -> str:
    """Write one setting of a factor: its number, in the factor's unit, or its name."""
    if factor.is_range:
        return f"{coordinate:.3g}"
    level = factor.levels[int(coordinate)]
    return f"{level.number:g}" if math.isfinite(level.number) else level.name


def load_table(folder: SweepFolder) -> SweepTable:
    """Read the runs of a sweep, in the worlds that are complete at every point.

    Raises
    ------
    StudyError
        If there is no world that all points have.
    """
    study = study_of(folder.head.study)
    points = Points(study, digests=tuple(folder.head.bases.values()))
    numbers = numbers_in(folder.points(), keys_of(points))
    shape = (len(study.bases), len(points.choices), len(points.samples))
    place = np.full(1 + max(numbers.max(initial=0), 0), -1, np.int64)
    place[numbers[numbers >= 0]] = np.flatnonzero(numbers >= 0)
    runs = folder.table("runs", ("point", "world", *study.outcomes))
    if not runs:
        raise StudyError("{folder} holds no complete run yet.", folder=folder.path)
    at = place[runs["point"]]
    failures = folder.failures()
    gone = place[failures["point"]] if failures else np.zeros(0, np.int64)
    worlds = _complete(at, runs["world"], gone, failures.get("world", gone), len(points))
    if not worlds.size:
        raise StudyError("No world is complete at every point yet; the same command goes on: sim sweep.")
    kept = (at >= 0) & np.isin(runs["world"], worlds)
    row = np.searchsorted(worlds, runs["world"][kept])
    values = []
    for name in study.outcomes:
        array = np.full((len(points), worlds.size), np.nan)
        array[at[kept], row] = runs[name][kept]
        values.append(array.reshape(*shape, worlds.size))
    declared = {outcome.name: outcome for outcome in run_outcomes()}
    return SweepTable(
        study=study, outcomes=tuple(declared[name] for name in study.outcomes), choices=points.choices, samples=points.samples,
        worlds=worlds, values=tuple(values), runs=int(kept.sum()), failed=int(np.isin(gone, np.arange(len(points))).sum()),
    )  # fmt: skip


def _complete(
    at: NDArray[np.int64],
    world: NDArray[np.int64],
    gone: NDArray[np.int64],
    gone_world: NDArray[np.int64],
    points: int,
) -> NDArray[np.int64]:
    """Worlds in which every point has been run, be it that it failed."""
    own = at >= 0
    pairs = np.concatenate([np.stack([world[own], at[own]], 1), np.stack([gone_world, gone], 1)])
    distinct = np.unique(pairs, axis=0)
    worlds, counts = np.unique(distinct[:, 0], return_counts=True)
    complete: NDArray[np.int64] = worlds[counts == points].astype(np.int64)
    return complete


def settings_columns(table: SweepTable, choices: Sequence[int]) -> dict[str, NDArray[np.generic]]:
    """Return the settings of some choices, a column a factor."""
    chosen = table.choices[list(choices)]
    return {f.name: column(f, chosen[:, k]) for k, f in enumerate(table.study.strategies.factors)}
