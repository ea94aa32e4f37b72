"""Simulations from the prior: the one table that everything starts from."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait

import numpy as np
from numpy.typing import NDArray

from sim.study.calibration.candidate import Candidate
from sim.study.calibration.posterior import values_of
from sim.study.calibration.store import Simulations

Array = NDArray[np.float64]
Progress = Callable[[int], None]


def prior_units(candidate: Candidate, rows: int) -> Array:
    """Draw from the prior, shape (rows, parameters): a hash of seed, row and path, so rows may be added.

    A parameter's draws do not depend on which others are calibrated.
    """
    return np.array(
        [[_uniform(candidate.seed, row, prior.path) for prior in candidate.priors] for row in range(rows)]
    )


def simulated(
    candidate: Candidate,
    units: Array,
    worlds: Sequence[int],
    kept: Simulations,
    jobs: int,
    progress: Progress,
) -> Array:
    """Simulate rows of values, one world each, and return their patterns, shape (rows, patterns).

    What ``kept`` holds is not simulated again. Threads change no number.
    """
    values = values_of(candidate.priors, units)
    found: dict[int, Array] = {}
    todo: list[int] = []
    for row, world in enumerate(worlds):
        known = kept.get(world, values[row])
        if known is None:
            todo.append(row)
        else:
            found[row] = known
    if found:
        progress(len(found))

    def one(row: int) -> None:
        patterns = candidate.patterns(values[row], worlds[row])
        kept.add(worlds[row], values[row], patterns)
        found[row] = patterns
        progress(1)

    in_threads(one, todo, jobs)
    return np.array([found[row] for row in range(len(worlds))])


def in_threads(one: Callable[[int], None], todo: Sequence[int], jobs: int) -> None:
    """Call a function for each number; at Ctrl-C, those at work finish and no other begins."""
    if jobs == 1:
        for row in todo:
            one(row)
        return
    with ThreadPoolExecutor(jobs) as pool:
        at_work: set[Future[None]] = set()
        for row in todo:
            at_work.add(pool.submit(one, row))
            if len(at_work) >= 2 * jobs:
                done, at_work = wait(at_work, return_when=FIRST_COMPLETED)
                for future in done:
                    future.result()
        for future in at_work:
            future.result()


def _uniform(seed: int, row: int, path: str) -> float:
    digest = hashlib.blake2b(f"{seed}/{row}/{path}".encode(), digest_size=8).digest()
    return (int.from_bytes(digest, "little") >> 11) * 2.0**-53 + 2.0**-54
