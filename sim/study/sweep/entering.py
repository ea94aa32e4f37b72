"""The points of a study in its folder: each has a number there that it keeps, however the study grows."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.contracts import Measure, Outcome
from sim.engine.plan import day_measures, run_outcomes
from sim.kernel.cache import code_digest
from sim.results import ResultError, SweepFolder, SweepHead
from sim.results.arrow import Columns
from sim.results.lock import Lock
from sim.study.errors import StudyError
from sim.study.sweep.declared import Factor, SweepStudy
from sim.study.sweep.points import Points

BLOCK = 1 << 16
"""Points that are written at a time, so that a million of them take little memory."""
LOCK, PATIENCE = ".lock-points", 60.0
"""Parts of a sweep that begin at once enter its points one after another; seconds that one waits for its turn."""
OWN = ("point", "key", "scenario", "sample")
"""Columns of the table of points beside the factors."""


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
        If the study cannot go on in this folder; the folder stays as it was.
    """
    keys = keys_of(points)
    with _alone(folder):
        there = folder.points()
        numbers = numbers_in(there, keys)
        check(study, folder, there, keys, numbers)
        folder.grow(head_of(study))
        new = np.flatnonzero(numbers < 0)
        numbers[new] = len(there.get("point", ())) + np.arange(new.size)
        for start in range(0, new.size, BLOCK):
            block = new[start : start + BLOCK]
            folder.append_points(_columns(study, points, block, numbers[block], keys[block]))
    return numbers


def keys_of(points: Points) -> NDArray[np.bytes_]:
    """Return the key of each point, shape (points,)."""
    return np.fromiter((points.key(point) for point in points), "S16", len(points))


def numbers_in(there: Columns, keys: NDArray[np.bytes_]) -> NDArray[np.int64]:
    """Return the number that each key has in a folder's table of points, -1 for none."""
    own, number = np.asarray(there.get("key", ()), "S16"), np.asarray(there.get("point", ()), np.int64)
    numbers = np.full(keys.size, -1, np.int64)
    if own.size:
        order = np.argsort(own)
        at = np.minimum(np.searchsorted(own[order], keys), own.size - 1)
        found = own[order][at] == keys
        numbers[found] = number[order][at[found]]
    return numbers


def check(
    study: SweepStudy,
    folder: SweepFolder,
    there: Columns,
    keys: NDArray[np.bytes_],
    numbers: NDArray[np.int64],
) -> None:
    """Refuse what would mix up the folder.

    Parameters
    ----------
    study, folder
        What is asked for, and where.
    there
        The folder's table of points.
    keys, numbers
        Key of each point, and its number there, -1 for none; shape (points,).

    Raises
    ------
    StudyError
        If the study cannot go on in this folder.
    """
    if np.unique(keys).size < keys.size:
        raise StudyError("Two points of the study are the same; each can stand in it once.")
    taken = np.unique(there.get("point", np.zeros(0, np.int64)))
    known = len(there.get("point", ()))
    run = folder.table("runs", ("point",)).get("point", np.zeros(0, np.int64))
    if not np.array_equal(taken, np.arange(known)) or not np.isin(run, taken).all():
        raise StudyError(
            "The table of points in {folder} is not complete; restore its folder points from a copy, or name another folder.",
            folder=folder.path,
        )
    if gone := known - int((numbers >= 0).sum()):
        raise StudyError(
            "{folder} has {n} points that the study no longer has; a study may grow in its folder, not change: "
            "name another folder.",
            folder=folder.path,
            n=gone,
        )
    names = {factor.name for factor in study.factors}
    if known and names != set(there) - set(OWN):
        raise StudyError(
            "{folder} has the factors {there}, and the study has {asked}; a study may grow by values, not by factors: "
            "name another folder.",
            folder=folder.path,
            there=", ".join(sorted(set(there) - set(OWN))),
            asked=", ".join(sorted(names)),
        )
    for factor in study.factors:
        if not known or _is_words(there[factor.name]) == _is_words(column(factor, np.zeros(1))):
            continue
        raise StudyError(
            "In {folder} the values of {factor} are words, and in the study they are numbers; name another folder."
            if _is_words(there[factor.name])
            else "In {folder} the values of {factor} are numbers, and in the study they are words; name another folder.",
            folder=folder.path,
            factor=factor.name,
        )


def _is_words(values: NDArray[Any]) -> bool:
    return values.dtype.kind in "OUS"


@contextmanager
def _alone(folder: SweepFolder) -> Iterator[None]:
    """Keep other parts of the sweep from entering points meanwhile."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            lock = Lock(folder.path, LOCK)
            break
        except ResultError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)
    try:
        yield
    finally:
        lock.release()


def _columns(
    study: SweepStudy,
    points: Points,
    chosen: NDArray[np.int64],
    numbers: NDArray[np.int64],
    keys: NDArray[np.bytes_],
) -> dict[str, Any]:
    """Return rows of the table of points."""
    base, choice, sample = points.positions(chosen)
    columns: dict[str, Any] = {
        "point": numbers,
        "key": keys.astype(np.str_),
        "scenario": np.array([each.base.name for each in study.bases])[base],
        "sample": np.array(points.sample_keys)[sample],
    }
    for side, combinations, place in (
        (study.strategies, points.choices, choice),
        (study.uncertainties, points.samples, sample),
    ):
        for k, factor in enumerate(side.factors):
            columns[factor.name] = column(factor, combinations[place, k])
    return columns


def column(factor: Factor, coordinates: NDArray[np.float64]) -> NDArray[Any]:
    """Write coordinates of a factor as people read them: values, else names of levels."""
    if factor.is_range:
        return coordinates
    names: list[Any] = [level.number for level in factor.levels]
    if not np.isfinite(names).all():
        names = [level.name for level in factor.levels]
    return np.array(names)[coordinates.astype(np.int64)]
