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

from sim.engine.plan import run_outcomes
from sim.i18n import mark
from sim.kernel.cache import code_digest
from sim.results import ResultFolder, SweepFolder
from sim.scenario import ScenarioError, Template, template_of
from sim.study.distributions import beyond_luck, compared
from sim.study.errors import StudyError
from sim.study.sweep.declared import SweepStudy, study_of
from sim.study.sweep.entering import keys_of, numbers_in
from sim.study.sweep.points import Points
from sim.study.sweep.work import Piece, Task, perform

Runs = Mapping[str, NDArray[Any]]
Progress = Callable[[int], None]
LEVEL = 0.01
"""Chance that any test at all calls unchanged results changed."""
FEWEST = 8
"""Runs of a point from which on its distribution can be told from another."""
BITS = "bits"
"""The comparison on the same code."""
TOO_FEW = mark(
    "Nothing could be compared: {folder} is of other code ({there}, and this is {here}), so that distributions are compared, and "
    "that takes {n} worlds of a point at least; no point has more than {most}."
)
NO_POINT = mark(
    "Nothing could be compared: of the points that this version makes of the study in {folder}, none is in its table of points. "
    "Verify it with the version that made it (code {there})."
)
OTHER_STUDY = mark(
    "{folder} is of other code ({there}, and this is {here}), and this version cannot read its study: {reason}"
)
NO_SCENARIO = mark(
    "{folder} is of other code ({there}, and this is {here}), and this version does not take its scenario {name} any more: {reason}"
)
NOT_AGAIN = mark("A run that is in the folder cannot be made again: {error}")


@dataclass(frozen=True, slots=True)
class Suspect:
    """Something that did not come out again.

    ``world`` is -1 where all sampled worlds of a point together differ; ``test`` says which comparison found it,
    :data:`BITS` or one of :mod:`sim.study.distributions`, and so what ``archived`` and ``rerun`` are.
    """

    point: int
    world: int
    outcome: str
    archived: float
    rerun: float
    test: str = BITS
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
    comparisons: int = 0
    """Values compared, or tests done."""
    left_out: int = 0
    """Points of the folder that this version does not find in the study."""
    suspects: list[Suspect] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        """Whether everything came out again."""
        return not self.suspects


def verify_sweep(folder: SweepFolder, sample: int, seed: int, progress: Progress | None = None) -> Verdict:
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
        If the folder holds no run, a study that cannot be read, or nothing that could be compared.
    """
    verdict = _begun(folder.head.code)
    study = _study(folder, verdict)
    archived = folder.table("runs", ("run", "point", "world", *study.outcomes))
    if not archived:
        raise StudyError("{folder} holds no complete run yet.", folder=folder.path)
    points = Points(study, digests=tuple(folder.head.bases.values()))
    numbers = numbers_in(folder.points(), keys_of(points))
    known = np.flatnonzero(np.isin(archived["point"], numbers))
    verdict.left_out = int(np.setdiff1d(archived["point"], numbers).size)
    if not known.size:
        raise StudyError(NO_POINT, folder=folder.path, there=verdict.archived_code)
    place = {int(number): k for k, number in enumerate(numbers)}
    tested: list[Suspect] = []
    for number, rows in _chosen(archived, known, sample, seed, verdict.exact):
        point = points[place[number]]
        piece = Piece(number, point.base, points.overrides(point), archived["world"][rows].astype(np.int64))
        again = _again(Task(study.bases, (piece,), study.seed, study.outcomes, (), verdict.code))
        tested += _compared(verdict, number, _rows(archived, rows), again, study.outcomes)
        if progress:
            progress(rows.size)
    return _judged(verdict, tested, folder, archived["point"])


def verify_runs(folder: ResultFolder, sample: int, seed: int, progress: Progress | None = None) -> Verdict:
    """Rerun a sample of the runs of ``sim run``, ``sim compare`` or ``sim interact``; see :func:`verify_sweep`.

    The outcomes of a run sum up its day table, so that both are compared.
    """
    study = folder.study
    if study.hook:
        raise StudyError(
            "{folder} was run with a hook, which is not kept; it cannot be run again from here.",
            folder=folder.path,
        )
    verdict, tested, each = _begun(study.code), list[Suspect](), list[NDArray[Any]]()
    bases = tuple(template_of(scenario.resolved, scenario.name) for scenario in study.scenarios)
    _check_bases(bases, folder, verdict)
    share = max(1, sample // len(study.scenarios))
    for number, scenario in enumerate(study.scenarios):
        block = folder.load(scenario.name)
        outcomes = tuple(block.runs)
        points = np.full(block.worlds.size, number)
        archived: dict[str, Any] = {"point": points, "world": block.worlds, **block.runs}
        each.append(points)
        for _, rows in _chosen(archived, np.arange(points.size), share, seed, verdict.exact):
            piece = Piece(number, number, {}, block.worlds[rows])
            again = _again(Task(bases, (piece,), study.seed, outcomes, (), verdict.code))
            tested += _compared(verdict, number, _rows(archived, rows), again, outcomes)
            if progress:
                progress(rows.size)
    return _judged(verdict, tested, folder, np.concatenate(each))


def _begun(archived_code: str) -> Verdict:
    return Verdict(archived_code == code_digest(), archived_code, code_digest())


def _study(folder: SweepFolder, verdict: Verdict) -> SweepStudy:
    """Read the study of a sweep, which another version may have written."""
    about = {"folder": folder.path, "there": verdict.archived_code, "here": verdict.code}
    try:
        study = study_of(folder.head.study)
    except (KeyError, TypeError, ValueError, ScenarioError) as error:
        raise StudyError(OTHER_STUDY, **about, reason=_reason(error)) from error
    _check_bases(study.bases, folder, verdict)
    return study


def _check_bases(bases: Sequence[Template], folder: SweepFolder | ResultFolder, verdict: Verdict) -> None:
    """Refuse scenarios that this version cannot build any more."""
    for base in bases:
        try:
            _ = base.base
        except ScenarioError as error:
            raise StudyError(
                NO_SCENARIO, folder=folder.path, name=base.source.name, reason=_reason(error),
                there=verdict.archived_code, here=verdict.code,
            ) from error  # fmt: skip


def _reason(error: Exception) -> str:
    return (
        str(error).splitlines()[0] if isinstance(error, ScenarioError) else f"{type(error).__name__}: {error}"
    )


def _again(task: Task) -> Runs:
    """Run a task of the sample."""
    if lost := set(task.outcomes) - {outcome.name for outcome in run_outcomes()}:
        raise StudyError("This version has no outcome {name}, which the folder has.", name=min(lost))
    done = perform(task)
    if failed := done.table("failures"):
        raise StudyError(NOT_AGAIN, error=str(failed["error"][0]).splitlines()[0])
    return done.table("runs")


def _rows(table: Runs, rows: NDArray[np.int64]) -> Runs:
    return {name: values[rows] for name, values in table.items()}


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


def _compared(
    verdict: Verdict, point: int, archived: Runs, rerun: Runs, outcomes: Sequence[str]
) -> Iterator[Suspect]:
    """Yield what differs between the two sides bit for bit, or else all tests of them."""
    order, again = np.argsort(archived["world"]), np.argsort(rerun["world"])
    verdict.runs += order.size
    verdict.points += 1
    verdict.outcomes = len(outcomes)
    for name in outcomes:
        a, b = (np.asarray(t[name], np.float64)[o] for t, o in ((archived, order), (rerun, again)))
        if verdict.exact:
            verdict.comparisons += a.size
            for k in np.flatnonzero(~((a == b) | (np.isnan(a) & np.isnan(b)))):
                yield Suspect(point, int(archived["world"][order][k]), name, float(a[k]), float(b[k]))
        else:
            for each in compared(a, b):
                verdict.comparisons += 1
                yield Suspect(point, -1, name, each.a, each.b, each.test, each.p)


def _judged(
    verdict: Verdict,
    tested: Sequence[Suspect],
    folder: SweepFolder | ResultFolder,
    points: NDArray[np.int64],
) -> Verdict:
    """Keep what differs; of statistical comparisons those that cannot be luck."""
    if not verdict.runs:
        raise StudyError(
            TOO_FEW, folder=folder.path, there=verdict.archived_code, here=verdict.code, n=FEWEST,
            most=int(np.unique(points, return_counts=True)[1].max(initial=0)),
        )  # fmt: skip
    kept = range(len(tested)) if verdict.exact else beyond_luck([each.p for each in tested], LEVEL)
    verdict.suspects = [tested[k] for k in kept]
    return verdict
