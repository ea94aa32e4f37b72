"""Whether archived results come out again: a sample is rerun and compared.

On the code that made them, bit for bit. On other code numbers may differ in every run, and then the sample says
whether they still come from the same distribution.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.kernel.cache import code_digest
from sim.results import ResultFolder, SweepFolder
from sim.scenario import template_of
from sim.study.errors import StudyError
from sim.study.sweep.declared import study_of
from sim.study.sweep.points import Points
from sim.study.sweep.work import Piece, Task, perform

Array = NDArray[np.float64]
Runs = Mapping[str, NDArray[Any]]
LEVEL = 0.01
"""Chance that any test at all calls unchanged results changed (Holm 1979, Scand. J. Statist. 6, 65-70)."""
FEWEST = 8
"""Runs of a point from which on its distribution can be told from another."""


@dataclass(frozen=True, slots=True)
class Suspect:
    """Something that did not come out again.

    ``world`` is -1 where all sampled worlds of a point together differ.
    """

    point: int
    world: int
    outcome: str
    archived: float
    rerun: float
    p: float = math.nan


@dataclass(slots=True)
class Verdict:
    """What a check found; ``exact`` says which kind of comparison it was."""

    exact: bool
    archived_code: str
    code: str
    runs: int = 0
    points: int = 0
    outcomes: int = 0
    suspects: list[Suspect] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        """Whether everything came out again."""
        return not self.suspects


def verify_sweep(
    folder: SweepFolder, sample: int, seed: int, progress: Callable[[int], None] | None = None
) -> Verdict:
    """Rerun a sample of a sweep's runs.

    Parameters
    ----------
    folder
        Open for reading.
    sample
        How many runs.
    seed
        Chooses them.
    progress
        Called with a number of runs each time some are finished.

    Raises
    ------
    StudyError
        If the folder holds no run, or a study that cannot be read.
    """
    study = study_of(folder.head.study)
    points = Points(study)
    numbers = {
        str(key): int(n)
        for key, n in zip(*(folder.points().get(c, ()) for c in ("key", "point")), strict=True)
    }
    by_number = {numbers[key]: point for point in points if (key := points.key(point)) in numbers}
    archived = folder.table("runs", ("run", "point", "world", *folder.head.outcomes))
    if not archived:
        raise StudyError("{folder} holds no complete run yet.", folder=folder.path)
    known = np.flatnonzero(np.isin(archived["point"], list(by_number)))
    verdict = Verdict(folder.head.code == code_digest(), folder.head.code, code_digest())
    for number, rows in _chosen(archived, known, sample, seed, verdict.exact):
        point = by_number[number]
        piece = Piece(number, point.base, points.overrides(point), archived["world"][rows].astype(np.int64))
        task = Task(study.bases, (piece,), study.seed, study.outcomes, (), verdict.code)
        done = perform(task)
        if done.failures:
            raise StudyError(
                "A run that is in the folder cannot be made again: {error}",
                error=done.failures["error"][0][0],
            )
        _compare(
            verdict,
            number,
            {name: archived[name][rows] for name in archived},
            done.table("runs"),
            study.outcomes,
        )
        if progress:
            progress(rows.size)
    return _judged(verdict)


def verify_runs(
    folder: ResultFolder, sample: int, seed: int, progress: Callable[[int], None] | None = None
) -> Verdict:
    """Rerun a sample of the runs of ``sim run``, ``sim compare`` or ``sim interact``; see :func:`verify_sweep`.

    The outcomes of a run sum up its day table, so that both are compared.
    """
    study = folder.study
    if study.hook:
        raise StudyError(
            "{folder} was run with a hook, which is not kept; it cannot be run again from here.",
            folder=folder.path,
        )
    verdict = Verdict(study.code == code_digest(), study.code, code_digest())
    bases = tuple(template_of(scenario.resolved, scenario.name) for scenario in study.scenarios)
    for number, scenario in enumerate(study.scenarios):
        block = folder.load(scenario.name)
        outcomes = tuple(block.runs)
        archived: dict[str, Any] = {
            "point": np.full(block.worlds.size, number),
            "world": block.worlds,
            **block.runs,
        }
        share = max(1, sample // len(study.scenarios))
        for _, rows in _chosen(archived, np.arange(block.worlds.size), share, seed, verdict.exact):
            piece = Piece(number, number, {}, block.worlds[rows])
            done = perform(Task(bases, (piece,), study.seed, outcomes, (), verdict.code))
            if done.failures:
                raise StudyError(
                    "A run that is in the folder cannot be made again: {error}",
                    error=done.failures["error"][0][0],
                )
            _compare(
                verdict,
                number,
                {name: archived[name][rows] for name in archived},
                done.table("runs"),
                outcomes,
            )
            if progress:
                progress(rows.size)
    return _judged(verdict)


def _chosen(
    archived: Runs, known: NDArray[np.int64], sample: int, seed: int, exact: bool
) -> Iterator[tuple[int, NDArray[np.int64]]]:
    """Yield points and the rows of their runs in the sample.

    For a bit-for-bit check any runs will do; to compare distributions a point needs several.
    """
    generator = np.random.default_rng(seed)  # noqa: TID251 - which runs are checked decides no result
    if exact:
        rows = generator.choice(known, size=min(sample, known.size), replace=False)
        for number in np.unique(archived["point"][rows]):
            own = np.sort(rows[archived["point"][rows] == number])
            yield int(number), own
        return
    points = generator.permutation(np.unique(archived["point"][known]))
    each = max(FEWEST, sample // max(1, points.size))
    for number in points[: max(1, sample // each)]:
        own = known[archived["point"][known] == number]
        if own.size >= FEWEST:
            yield int(number), np.sort(generator.choice(own, size=min(each, own.size), replace=False))


def _compare(verdict: Verdict, point: int, archived: Runs, rerun: Runs, outcomes: Sequence[str]) -> None:
    order, again = np.argsort(archived["world"]), np.argsort(rerun["world"])
    verdict.runs += order.size
    verdict.points += 1
    verdict.outcomes = len(outcomes)
    for name in outcomes:
        a, b = (np.asarray(t[name], np.float64)[o] for t, o in ((archived, order), (rerun, again)))
        if verdict.exact:
            for k in np.flatnonzero(~((a == b) | (np.isnan(a) & np.isnan(b)))):
                verdict.suspects.append(
                    Suspect(point, int(archived["world"][order][k]), name, float(a[k]), float(b[k]))
                )
        else:
            a, b = a[np.isfinite(a)], b[np.isfinite(b)]
            if min(a.size, b.size) >= FEWEST // 2:
                verdict.suspects.append(Suspect(point, -1, name, float(a.mean()), float(b.mean()), _p(a, b)))


def _p(a: Array, b: Array) -> float:
    """Chance of means as far apart if both come from one distribution (Welch 1947, Biometrika 34, 28-35)."""
    from scipy.stats import ttest_ind  # noqa: PLC0415 - slow to import

    if a.std() == 0 and b.std() == 0:
        return 1.0 if a[0] == b[0] else 0.0
    return float(ttest_ind(a, b, equal_var=False).pvalue)


def _judged(verdict: Verdict) -> Verdict:
    """Of all statistical comparisons keep those that cannot be luck."""
    if not verdict.exact:
        tried = sorted(verdict.suspects, key=lambda each: each.p)
        verdict.suspects = []
        for k, each in enumerate(tried):
            if each.p > LEVEL / (len(tried) - k):
                break
            verdict.suspects.append(each)
    return verdict
