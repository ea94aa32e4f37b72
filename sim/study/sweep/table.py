"""The runs of a sweep as one array: scenario, choice, sample, world; what reports and summaries stand on."""

from __future__ import annotations

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
from sim.study.sweep.entering import column
from sim.study.sweep.points import Points

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class SweepTable:
    """Outcomes of all points of a study in the worlds that every point has.

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

    def against(self, outcome: int, a: int, b: int) -> PairedDifference:
        """Difference of choice ``b`` from choice ``a``: same worlds, same samples, same scenarios."""
        flat = self.by_choice(outcome)
        return paired_difference(flat[a], flat[b])

    def name_of(self, choice: int) -> str:
        """Return the settings of a choice in a few words, such as ``0.5, five``."""
        return ", ".join(
            level_text(f, x) for f, x in zip(self.study.strategies.factors, self.choices[choice], strict=True)
        )


def level_text(factor: Factor, coordinate: float) -> str:
    """Write one setting of a factor."""
    if factor.is_range:
        return f"{coordinate:.3g}"
    return factor.levels[int(coordinate)].name


def load_table(folder: SweepFolder) -> SweepTable:
    """Read the runs of a sweep, in the worlds that are complete at every point.

    Raises
    ------
    StudyError
        If there is no world that all points have.
    """
    study = study_of(folder.head.study)
    points = Points(study)
    there = folder.points()
    number_of = {
        str(key): int(n) for key, n in zip(there.get("key", ()), there.get("point", ()), strict=True)
    }
    shape = (len(study.bases), len(points.choices), len(points.samples))
    place = np.full(1 + max(number_of.values(), default=0), -1, np.int64)
    for point in points:
        if (number := number_of.get(points.key(point))) is not None:
            place[number] = np.ravel_multi_index((point.base, point.choice, point.sample), shape)
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
