"""The points of a study in its folder: each has a number there that it keeps, however the study grows."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.contracts import Measure, Outcome
from sim.engine.plan import day_measures, run_outcomes
from sim.kernel.cache import code_digest
from sim.results import SweepFolder, SweepHead
from sim.study.errors import StudyError
from sim.study.sweep.declared import Factor, SweepStudy
from sim.study.sweep.points import Points


def head_of(study: SweepStudy) -> SweepHead:
    """Describe a study for its folder."""
    bases = {base.base.name: base.base.digest() for base in study.bases}
    return SweepHead(
        study.name, study.seed, code_digest(), bases, study.outcomes, study.days, study.resolved()
    )


def notes_of(study: SweepStudy) -> dict[str, dict[str, str]]:
    """Label and unit of every column, for the tables."""
    declared: tuple[Measure | Outcome, ...] = (*day_measures(), *run_outcomes())
    columns = {each.name: {"label": each.label, "unit": each.unit} for each in declared}
    return columns | {factor.name: {"label": factor.label, "unit": factor.unit} for factor in study.factors}


def enter_points(study: SweepStudy, points: Points, folder: SweepFolder) -> NDArray[np.int64]:
    """Return the number of each point in the folder, shape (points,); new ones are written into its table.

    Raises
    ------
    StudyError
        If the folder has points that the study no longer has.
    """
    keys = np.array([points.key(point) for point in points])
    there = folder.points()
    known = {str(key): int(n) for key, n in zip(there.get("key", ()), there.get("point", ()), strict=True)}
    if gone := set(known) - set(keys.tolist()):
        raise StudyError(
            "{folder} has {n} points that the study no longer has; a study may grow in its folder, not change: "
            "name another folder.",
            folder=folder.path,
            n=len(gone),
        )
    folder.grow(head_of(study))
    numbers = np.array([known.get(key, -1) for key in keys.tolist()], np.int64)
    new = np.flatnonzero(numbers < 0)
    numbers[new] = len(known) + np.arange(new.size)
    if new.size:
        chosen = [points[int(k)] for k in new]
        settings = [points.settings(point) for point in chosen]
        columns: dict[str, Any] = {
            "point": numbers[new],
            "key": keys[new],
            "scenario": np.array([study.bases[point.base].base.name for point in chosen]),
            "sample": np.array([point.sample for point in chosen]),
        }
        for factor in study.factors:
            columns[factor.name] = column(factor, np.array([setting[factor.name] for setting in settings]))
        folder.append_points(columns)
    return numbers


def column(factor: Factor, coordinates: NDArray[np.float64]) -> NDArray[Any]:
    """Write coordinates of a factor as people read them: values, else names of levels."""
    if factor.is_range:
        return coordinates
    names: list[Any] = [level.number for level in factor.levels]
    if not np.isfinite(names).all():
        names = [level.name for level in factor.levels]
    return np.array(names)[coordinates.astype(np.int64)]
